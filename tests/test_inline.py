"""Inline marks: emphasis, links, addresses."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.reading import inline


def kinds(source):
    """Return the kind and words of each span."""
    read = inline.read(source)
    return [(span.kind, read.text[span.start : span.end]) for span in read.spans]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("plain words", "plain words", []),
        ("an *odd* word", "an odd word", [("emphasis", "odd")]),
        ("a **loud** word", "a loud word", [("strong", "loud")]),
        ("read ***Both***!", "read Both!", [("emphasis", "Both"), ("strong", "Both")]),
        ("an _odd_ word", "an odd word", [("emphasis", "odd")]),
        ("file_name_here", "file_name_here", []),
        ("Arbeiter*innen und Bürger*innen", "Arbeiter*innen und Bürger*innen", []),
        ("2*3*4 and 5 * 6 * 7", "2*3*4 and 5 * 6 * 7", []),
        ("a *lonely star", "a *lonely star", []),
        (
            "**open *and* shut**",
            "open and shut",
            [("strong", "open and shut"), ("emphasis", "and")],
        ),
    ],
)
def test_emphasis_loses_its_marks_and_nothing_else(source, text, found):
    """Marks that pair are taken out; marks that are part of the text stay."""
    assert inline.read(source).text == text
    assert kinds(source) == found


@pytest.mark.parametrize(
    ("source", "text", "addresses"),
    [
        ("see http://a.example/b.", "see http://a.example/b.", ["http://a.example/b"]),
        ("(see https://a.example/b)", "(see https://a.example/b)", ["https://a.example/b"]),
        (
            "https://a.example/b_(c), too",
            "https://a.example/b_(c), too",
            ["https://a.example/b_(c)"],
        ),
        ("visit: www.a.example.", "visit: www.a.example.", ["http://www.a.example"]),
        (
            "at <http://a.example/x_y_z> now",
            "at http://a.example/x_y_z now",
            ["http://a.example/x_y_z"],
        ),
        ("the [words here](https://a.example/) go", "the words here go", ["https://a.example/"]),
        ("a [note] and (brackets)", "a [note] and (brackets)", []),
        ("[no](javascript:alert)", "[no](javascript:alert)", []),
        ("write to <me@a.example>.", "write to me@a.example.", []),
        ("me@www.example", "me@www.example", []),
        ("http:// and www.", "http:// and www.", []),
    ],
)
def test_addresses_are_found_without_their_punctuation(source, text, addresses):
    """The full stop or bracket after an address belongs to the sentence."""
    read = inline.read(source)
    assert read.text == text
    assert [url for _, url in read.urls] == addresses
    assert [span.value for span in read.spans if span.kind == "link"] == addresses


@given(st.text(alphabet="ab 1*_[]()<>.:/\n&!www.http://é", max_size=200))
def test_what_is_taken_out_and_what_stays_make_the_source(source):
    """Text and removed stretches are the source; spans lie inside the text."""
    read = inline.read(source)
    rest, place = [], 0
    for start, end in read.removed:
        assert place <= start < end
        rest.append(source[place:start])
        place = end
    rest.append(source[place:])
    assert "".join(rest) == read.text
    assert all(0 <= span.start < span.end <= len(read.text) for span in read.spans)


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "*a",
        "_a *b ",
        "](http://x)",
        "http://",
        "www.",
        "<http://",
        "<a@",
        "[((((",
        "http://x).",
        "a@",
        "***",
    ],
)
def test_cost_grows_with_length_only(unit):
    """Ten times as many marks cost about ten times as much, not a hundred times."""

    def cost(times):
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            inline.read("http://x" + unit * times)
            best = min(best, time.process_time() - start)
        return best

    assert cost(40_000) < 25 * cost(4_000) + 0.05
