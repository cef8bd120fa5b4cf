"""The editors' own pages: name, language, title, source."""

import pytest

from archive.describing import leaves
from archive.model import Leaf
from archive.problems import ProblemsFound


@pytest.mark.parametrize(
    ("name", "text", "leaf"),
    [
        ("about.md", "# About us #\n\nWords.\n", ("about", "en", "About us", "Words.\n")),
        ("about.ar.md", "\n\n# عنّا\nكلمات", ("about", "ar", "عنّا", "كلمات")),
        ("x.pt-BR.md", "Title: Sobre\n\n# Mais", ("x", "pt-BR", "Sobre", "# Mais")),
        ("x.md", "\ufeff# A\r\n\r\nb", ("x", "en", "A", "b")),
        ("x.md", "# A", ("x", "en", "A", "")),
    ],
)
def test_a_page_has_its_title_taken_off(
    name: str, text: str, leaf: tuple[str, str, str, str]
) -> None:
    """The first line is the title; the rest is the source."""
    file = f"content/pages/{name}"
    assert leaves.read([(file, text.encode())]) == (Leaf(*leaf, file=file),)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("a.md", b"words")], "A140"),
        ([("a.md", b"")], "A140"),
        ([("A B.md", b"# x")], "A141"),
        ([("a.b.c.md", b"# x")], "A141"),
        ([("a.md", b"# x"), ("a.en.md", b"# y")], "A142"),
        ([("a.md", b"# \xff")], "A100"),
    ],
)
def test_a_page_that_cannot_be_is_refused(files: list[tuple[str, bytes]], code: str) -> None:
    """Each flaw has its code."""
    with pytest.raises(ProblemsFound) as raised:
        leaves.read(files)
    assert [problem.code for problem in raised.value.problems] == [code]
