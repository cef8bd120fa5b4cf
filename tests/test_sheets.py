"""Long lists are cut into sheets that a reader can open on a slow line."""

from __future__ import annotations

from collections import Counter

from archive.reading.dates import read
from archive.showing.pieces import Item
from archive.showing.sheets import by_letters, by_time, filing, folder_of


def cut(titles: list[str], most: int) -> dict[str, list[str]]:
    """Return the titles cut by their letters."""
    return by_letters(sorted((filing(title), title) for title in titles), most)


def test_letters_are_as_many_as_it_takes() -> None:
    """Titles that begin alike are told apart further in, over a space too."""
    titles = [f"The {word} {n}" for word in ("dock", "dam", "sea") for n in range(4)]
    found = cut([*titles, "Amnesty"], 8)
    assert {letters: len(lines) for letters, lines in found.items()} == {
        "A": 1, "THE D": 8, "THE S": 4,
    }  # fmt: skip


def test_no_line_is_lost_or_doubled() -> None:
    """Whatever titles there are, the sheets hold each of them once."""
    titles = ["ab", "ab c", "AB", "«ab»", "…", "", "9 May", "1968", "ßa", "\u0623ab", "a b", "a"]
    for most in (1, 2, 5, 100):
        lines = [line for members in cut(titles * 3, most).values() for line in members]
        assert Counter(lines) == Counter(titles * 3)


def test_titles_that_are_all_the_same_make_one_sheet() -> None:
    """A title that thousands bear cannot be cut, and is not tried for ever."""
    assert {k: len(v) for k, v in cut(["We demand"] * 50, 4).items()} == {"WE DEMAND": 50}


def test_marks_and_digits_have_a_sheet_each() -> None:
    """What begins with a digit or has no letter at all is found too."""
    assert cut(["1968", "2011", "!!!"], 1) == {"#": ["!!!"], "0–9": ["1968", "2011"]}


def test_every_sheet_has_a_folder_of_its_own() -> None:
    """Folders are named so that any file system tells them apart."""
    assert folder_of("0–9") == "0-9"
    assert len({folder_of(letters) for letters in ("A", "Ä", "AB", "A B", "ا")}) == 5


def item(slug: str, date: str, count: int) -> Item:
    """Return a statement of a list, of so many words."""
    return Item(slug, slug, "en", "ltr", read(date), "transcribed", (), count)


def test_sheets_by_time_hold_what_weighs_enough() -> None:
    """A list is cut by year where it weighs too much, and a year by month where that does."""
    items = [
        item("a", "2016-02", 1), item("b", "2016-09", 3), item("c", "2017-01", 2),
        item("d", "2017-05", 4), item("e", "2017", 1),
    ]  # fmt: skip
    assert by_time(items, "tags/x", 11, lambda item: item.words) == ((), {})
    sheets, paths = by_time(items, "tags/x", 4, lambda item: item.words)
    assert [(sheet.label, sheet.count) for sheet in sheets] == [
        ("2016", 2), ("2017-01", 1), ("2017-05", 1), ("2017", 1),
    ]  # fmt: skip
    assert [item.slug for item in paths["tags/x/2016/index.html"]] == ["a", "b"]
    assert by_time(items, "tags/x", 5)[0] == ()
