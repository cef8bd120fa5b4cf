"""Statements of one series lead to each other: by record, or by titles that count on."""

from typing import Any

import pytest
from test_relations import statement

from archive.describing import records
from archive.linking import library, series
from archive.model import Creator, Entry
from archive.problems import ProblemsFound
from archive.reading.dates import read


def entries(*made: tuple[str, str, str, dict[str, Any]]) -> dict[str, Entry]:
    """Return entries in order of issue from (slug, title, date, more)."""
    found = {}
    for slug, title, date, more in made:
        values: dict[str, Any] = {"creators": (Creator("Dockers", "author", "dockers"),), **more}
        one = statement(slug, title=title, date=read(date) if date else None, **values)
        found[slug] = library._entry(one, slug)
    return found


def steps(found: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return what stands before and after each statement."""
    return {slug: (place.before, place.after) for slug, place in found.items()}


@pytest.mark.parametrize(
    ("title", "wording", "number"),
    [
        ("Communiqué No. 3 of the Harbour Committee", "Communiqué No. … of the Harbour Committee", 3),
        ("Communiqué No. 4: On the siege", "Communiqué No. …", 4),
        ("The siege, Part II: bread", "The siege, Part …", 2),
        ("بيان رقم ٤", "بيان رقم …", 4),
        ("البيان الأول للجنة الميناء", "البيان … للجنة الميناء", 1),
        ("First communiqué of the dockers", "… communiqué of the dockers", 1),
        ("Листовка № 7", "Листовка № …", 7),
        ("Bulletin No. 12/2016", "Bulletin No. …/2016", 12),
        ("Statement 2", "Statement …", 2),
        ("Statement 2 May 1968", "", 0),
        ("البيان الثاني من أيار", "", 0),
        ("Second World War", "", 0),
        ("Part 2", "", 0),
        ("No. 3", "", 0),
        ("200 days of strike", "", 0),
        ("Resolution No. 3.5", "", 0),
        ("Letter 4 per cent of us wrote", "", 0),
    ],
)  # fmt: skip
def test_a_numbered_title_is_told_from_one_with_a_number_in_it(
    title: str, wording: str, number: int
) -> None:
    """Signs and kinds of texts number a title; days, years and quantities do not."""
    assert series.numbered(title) == (wording, number)


def test_titles_of_one_body_that_count_on_make_a_series() -> None:
    """What each is about may differ behind a colon; punctuation and case do not matter."""
    found = series.series(entries(
        ("a", "Communiqué No. 1: Bread", "2001-01-03", {}),
        ("b", "COMMUNIQUÉ NO 2 – Salt", "2001-01-09", {}),
        ("c", "Communiqué No. 3", "2001-02", {}),
    ))  # fmt: skip
    assert steps(found) == {"a": ("", "b"), "b": ("a", "c"), "c": ("b", "")}
    assert not found["b"].recorded
    assert found["b"].number == 2


@pytest.mark.parametrize(
    ("title", "date", "more"),
    [
        ("Communiqué No. 3", "2001-01-09", {}),
        ("Bulletin No. 2", "2001-01-09", {}),
        ("Communiqué No. 2 of the miners", "2001-01-09", {}),
        ("Communiqué No. 2", "2000-01-09", {}),
        ("Communiqué No. 2", "2003-01-09", {}),
        ("Communiqué No. 2", "2001-01-09", {"creators": (Creator("M", "author", "miners"),)}),
        ("Communiqué No. 2", "2001-01-09", {"creators": ()}),
    ],
)
def test_what_only_looks_like_the_next_is_none(title: str, date: str, more: Any) -> None:
    """A gap, another wording, an earlier date, years between, another body or none: no series."""
    made = entries(("a", "Communiqué No. 1", "2001-01-03", {}), ("b", title, date, more))
    assert series.series(made) == {}


def test_a_number_that_two_have_leads_nowhere_unless_one_is_a_version() -> None:
    """Of two with one number nobody knows which follows; a translation is no rival."""
    one = ("a", "Communiqué No. 1", "2001-01-03", {})
    two = ("b", "Communiqué No. 2", "2001-01-09", {})
    assert series.series(entries(one, two, ("c", "Communiqué No. 2", "2001-01-10", {}))) == {}
    again = ("c", "Communiqué No. 2", "2001-01-10", {"version_of": "b"})
    assert steps(series.series(entries(one, two, again))) == {"a": ("", "b"), "b": ("a", "")}


def test_a_record_makes_a_series_of_any_titles() -> None:
    """By number where all have one, across bodies and gaps; else in order of issue."""
    name = {"series": "Letters  from the harbour"}
    made = entries(
        ("a", "On salt", "2001", {**name, "series_number": 7}),
        ("b", "On bread", "2002", {**name, "series_number": 2, "creators": ()}),
    )
    found = series.series(made)
    assert steps(found) == {"b": ("", "a"), "a": ("b", "")}
    assert (found["a"].recorded, found["a"].number) == (True, 7)
    unnumbered = entries(("a", "On salt", "2001", name), ("b", "On bread", "2002", name))
    assert steps(series.series(unnumbered)) == {"a": ("", "b"), "b": ("a", "")}


def test_a_number_given_twice_and_a_name_nearly_another_are_told() -> None:
    """Each is told at its line, with the free number or the nearest name."""
    name = {"series": "Letters from the harbour", "said_at": {"series_number": 4, "series": 3}}
    near = {"series": "Letter from the harbour", "said_at": {"series": 2}}
    found = list(series.wrong(entries(
        ("a", "A", "2001", {**name, "series_number": 1}),
        ("b", "B", "2002", {**name, "series_number": 1}),
        ("c", "C", "2003", near),
    )))  # fmt: skip
    assert [(one.code, one.line, one.severity) for one in found] == [
        ("A306", 4, "error"), ("A307", 2, "notice"),
    ]  # fmt: skip
    assert "write the number that this one has, such as 2" in found[0].remedy
    assert '"Letters from the harbour"' in found[1].remedy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("series_number = 2", "without a series"),
        ('series = "Letters"\nseries_number = 0', "found the number 0"),
        ('series = " "', "found nothing"),
        ('seris = "Letters"', 'did you mean "series"'),
        ('series = "Letters"\nseries_number = "two"', "series_number"),
    ],
)
def test_a_record_says_what_is_wrong_with_its_series(text: str, words: str) -> None:
    """A number alone, one below 1, an empty name, a misspelt key and a word for a number."""
    with pytest.raises(ProblemsFound, match=words):
        records.read("content/records/a.toml", text.encode())
