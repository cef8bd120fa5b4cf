"""What an editor meant is told from what an editor wrote."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.naming import slips, tables
from archive.naming.tables import decode
from archive.problems import ProblemsFound


class Shape(tables.msgspec.Struct, frozen=True):
    """A table of one text."""

    title: str = ""


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("\ntitle = Save Aleppo", 2, 'set the text in quotation marks: title = "Save Aleppo"'),
        ('title: "x"', 1, 'write title = "x"'),
        ("title = \u201cx\u201d", 1, 'straight quotation marks: title = "x"'),
        ("title =", 1, 'write the value: title = "…"'),
        ("draft = True", 1, "write draft = true"),
        ('title = "a"\ntitle = "b"', 2, "keep one of the two"),
        ('title = "he said "no" to us"', 1, 'write each " inside'),
        ('title = "C:\\path"', 1, "write \\\\ for each \\"),
        ('title = "one\ntwo"', 1, "close the text"),
        ('title = "one', 1, "close the text"),
        ('list = ["a", "b"\ntitle = "x"', 2, "close the list"),
        ("---\ntitle: x\n---", 1, "take this line out"),
        ("// words", 1, "begin a comment with #"),
        ("[a]\n[a]", 2, "two brackets"),
        ("عنوان = 1", 1, "write the key in English"),
        ('title = "a\x01b"', 1, "take that character out"),
        ('title = "a"\rx = 1', 1, "line ends"),
        ("???", 1, "mend this line"),
    ],
)
def test_a_slip_of_the_pen_is_named(text: str, line: int, remedy: str) -> None:
    """Each usual slip has its line and what to write instead."""
    with pytest.raises(ProblemsFound) as raised:
        tables.read("r.toml", text.encode(), Shape)
    (problem,) = raised.value.problems
    assert (problem.line, problem.code) == (line, "A101")
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (7, str, '"7"'),
        (["a"], str, '"a"'),
        (["a", "b"], str, ""),
        ("a", tuple[str, ...], '["a"]'),
        ([1, 2], tuple[str, ...], '["1", "2"]'),
        (3, tuple[int, ...], "[3]"),
        ("3, 5", int | tuple[int, ...], "[3, 5]"),
        ("3", int | tuple[int, ...], "3"),
        ("5-3", int | tuple[int, ...], ""),
        ("1-900000", int | tuple[int, ...], ""),
        ("no", bool, "false"),
        ({}, str, ""),
        (True, str, ""),
    ],
)
def test_a_value_is_written_as_its_kind(value: object, kind: object, written: str) -> None:
    """What can be turned into the kind that is expected is; the rest is not guessed."""
    assert slips.suited(value, kind) == written


@given(st.text(max_size=60))
def test_any_line_has_a_remedy_or_none(text: str) -> None:
    """No text makes the hint fail; where TOML allows it, there is nothing to say."""
    data = text.encode("utf-8", "replace")
    try:
        tomllib.loads(decode("r.toml", data))
    except tomllib.TOMLDecodeError:
        with pytest.raises(ProblemsFound) as raised:
            tables.read("r.toml", data, Shape)
        assert raised.value.problems[0].remedy
