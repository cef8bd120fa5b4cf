"""Saved web pages are read in their encoding, and no letter of them is ever replaced."""

from __future__ import annotations

import pytest

from archive.problems import ProblemsFound
from archive.reading import received

PAGE = """<html><head>{0}<title>Réunion à Vélizy</title></head><body><article><h1>Réunion à Vélizy</h1>
<p>Nous, les dockers de Vélizy, avons fermé les portes du port pendant onze jours, car aucun salaire
n'a été payé depuis l'hiver et deux camarades ont été licenciés sans être entendus.</p>
<p>Nous appelons chaque syndicat de la côte à refuser la cargaison que l'on détourne.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("declares", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "windows-1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("", "utf-8"), ("", "utf-16"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_it_declares(declares: str, encoding: str) -> None:
    """By its mark, as UTF-8, or as it says of itself."""
    seed = received.read("a.html", PAGE.format(declares).encode(encoding))
    assert "payé depuis l'hiver" in "\n".join(seed.lines)


def test_a_page_with_a_declaration_of_xml_is_read() -> None:
    """XHTML as old sites wrote it."""
    page = '<?xml version="1.0" encoding="ISO-8859-1"?>\n' + PAGE.format("")
    seed = received.read("a.xhtml", page.encode("latin-1"))
    assert "payé depuis l'hiver" in "\n".join(seed.lines)


def test_a_page_in_no_known_encoding_is_refused_and_no_letter_is_replaced() -> None:
    """Bytes that nothing explains are told, with the likeliest encoding."""
    with pytest.raises(ProblemsFound) as found:
        received.read("a.html", PAGE.format("").encode("cp1252"))
    assert [problem.code for problem in found.value.problems] == ["A003"]
    with pytest.raises(ProblemsFound) as wrong:
        received.read("a.html", PAGE.format('<meta charset="x-none">').encode("cp1252"))
    assert [problem.code for problem in wrong.value.problems] == ["A004"]
    declared = received.read("a.html", PAGE.format("").encode("cp1252"), "windows-1252")
    assert "payé" in "\n".join(declared.lines)
