"""TOML files become structs, and every mistake is named with its line."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import field

from archive.model import Frozen
from archive.naming import tables
from archive.naming.positions import lines_of
from archive.problems import ProblemsFound


class Leaflet(Frozen, frozen=True):
    """A table within a table."""

    line: int
    kind: str = field(name="as", default="")
    at: int = 0


class Shelf(Frozen, frozen=True):
    """What a made-up file may hold."""

    title: str
    pages: tuple[int, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    wide: float = 0.0
    leaflet: tuple[Leaflet, ...] = ()


def problems(text: str) -> list[tuple[int, str]]:
    """Return line and code of each problem of ``text``."""
    with pytest.raises(ProblemsFound) as raised:
        tables.read("a.toml", text.encode(), Shelf)
    return [(problem.line, problem.code) for problem in raised.value.problems]


def test_a_good_file_becomes_a_struct_with_the_lines_of_its_tables() -> None:
    """Values, lists, tables by language and repeated tables arrive, tables with their lines."""
    text = (
        'title = "A"\npages = [\n 1,\n 2]\nnames = { en = "B" }\n\n'
        '[[leaflet]]\nline = 3\nas = "x"\n'
    )
    shelf, lines = tables.read("a.toml", text.encode(), Shelf)
    assert shelf == Shelf("A", (1, 2), {"en": "B"}, 0.0, (Leaflet(3, "x", at=7),))
    assert lines.of(("pages",)) == 2
    assert lines.of(("leaflet", 0, "as")) == 9


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('titel = "A"', [(0, "A104"), (1, "A102")]),
        ('title = "A"\n\npages = "1"', [(3, "A103")]),
        ('title = "A"\npages = [1, "2"]', [(2, "A103")]),
        ('title = "A"\n[[leaflet]]\nline = 1\n[[leaflet]]\nas = "x"', [(4, "A104")]),
        ('title = "A"\n[[leaflet]]\nline = true', [(3, "A103")]),
        ('title = "A"\n[leaflet]\nline = 1', [(2, "A103")]),
        ('title = "A"\n[[leaflett]]\nline = 1', [(2, "A102")]),
        ('title = "A"\n[[leaflet]]\nline = 1\nat = 9', [(4, "A102")]),
        ('title = "A\n', [(1, "A101")]),
        ('title = "A"\ntitle = "B"', [(2, "A101")]),
        ('title = 7\npages = 8\nwide = "x"', [(1, "A103"), (2, "A103"), (3, "A103")]),
    ],
)
def test_every_mistake_is_named_with_its_line(text: str, found: list[tuple[int, str]]) -> None:
    """All mistakes of a file are reported at once, each where it stands."""
    assert problems(text) == found


def test_an_unknown_key_earns_a_suggestion() -> None:
    """A near miss names the key that was probably meant."""
    with pytest.raises(ProblemsFound, match=r'did you mean "pages"'):
        tables.read("a.toml", b'title = "A"\npage = [1]', Shelf)


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    """The line of the first wrong byte is told."""
    with pytest.raises(ProblemsFound) as raised:
        tables.read("a.toml", b'title = "A"\nwide = "\xe9"', Shelf)
    assert [(p.line, p.code) for p in raised.value.problems] == [(2, "A100")]


def test_a_bare_date_of_toml_is_taken_as_text() -> None:
    """An editor may leave the quotes of a day away."""
    assert tables.read("a.toml", b"title = 2016-09-30", Shelf)[0].title == "2016-09-30"


def test_lists_nested_without_end_are_a_problem_and_no_crash() -> None:
    """Ten thousand brackets do not break the reader."""
    assert problems("title = " + "[" * 10_000)[0][1] == "A101"


def test_lines_are_found_behind_long_strings_and_lists() -> None:
    """Brackets and line feeds inside strings and comments do not mislead the scan."""
    text = 'a = """\n[x]\nb = 1\n"""\nc = [ # ]\n "]",\n\'\'\'\n\'\'\' ]\n'
    text += '[d.e]\n"f g" = 1\n[[h]]\n[h.i]\nj.k = 2\n'
    tomllib.loads(text)
    lines = lines_of(text)
    assert lines.of(("a",)) == 1
    assert lines.of(("c",)) == 5
    assert lines.of(("d", "e", "f g")) == 10
    assert lines.of(("h", 0)) == 11
    assert lines.of(("h", 0, "i", "j", "k")) == 13
    assert ("b",) not in lines.places


@given(st.lists(st.sampled_from(['a{} = "x"', "b{} = [1,\n2]", 'c{} = """\ny\n"""', "# z{}", ""])))
def test_each_key_is_found_on_the_line_where_it_begins(shapes: list[str]) -> None:
    """Whatever stands before a key, its line is counted right."""
    text = "\n".join(shape.format(number) for number, shape in enumerate(shapes))
    lines = text.split("\n")
    found = lines_of(text)
    for key in tomllib.loads(text):
        assert lines[found.of((key,)) - 1].startswith(f"{key} = ")
