"""Two versions are set against each other without a word of either lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.model import Reading
from archive.showing.collation import collated, compare


def reading(*paragraphs: str) -> Reading:
    """Return a text of these paragraphs."""
    texts = {f"p{number}": text for number, text in enumerate(paragraphs, 1)}
    return Reading("x", "en", "ltr", texts, {})


def told(older: str, newer: str) -> list[tuple[str, str]]:
    """Return the stretches of two texts with their words."""
    one, other = older.split(), newer.split()
    return [
        (s.kind, " ".join((one if s.kind == "older" else other)[s.start : s.end]))
        for s in compare(one, other)
    ]


def test_a_word_put_in_the_place_of_another_is_told() -> None:
    """What was there stands before what is there now."""
    assert told("we call for a truce today", "we call for a ceasefire today") == [
        ("same", "we call for a"), ("older", "truce"), ("newer", "ceasefire"), ("same", "today"),
    ]  # fmt: skip


def test_words_added_and_taken_out_are_told() -> None:
    """At the end and at the beginning too."""
    assert told("Comrades we greet you", "we greet you all") == [
        ("older", "Comrades"), ("same", "we greet you"), ("newer", "all"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde")))
def test_every_word_of_both_is_there_once(older: list[str], newer: list[str]) -> None:
    """Either text can be read off the comparison."""
    found = compare(older, newer)
    kept = [w for s in found if s.kind != "older" for w in newer[s.start : s.end]]
    assert kept == newer
    dropped = [w for s in found if s.kind == "older" for w in older[s.start : s.end]]
    same = [w for s in found if s.kind == "same" for w in newer[s.start : s.end]]
    assert sorted(dropped + same) == sorted(older)


def test_two_long_texts_without_a_word_in_common_are_wholly_other() -> None:
    """Nothing is compared in full that is too long for it."""
    found = compare([f"a{n}" for n in range(5000)], ["b", "c"] * 2500)
    assert [(s.kind, s.end - s.start) for s in found] == [("older", 5000), ("newer", 5000)]


def test_the_page_keeps_paragraphs_and_escapes() -> None:
    """The newer text's paragraphs, with marks where the versions part."""
    html = str(collated(reading("A <b> c", "d e"), reading("A <b> x", "d e f")))
    assert html.count("<p>") == 2
    assert "<ins>c</ins>" in html
    assert "<del>x</del>" in html
    assert "<del>f</del>" in html
    kept = re.sub(r"<del>.*?</del>|</?\w+>", "", html).split()
    assert kept == ["A", "&lt;b&gt;", "c", "d", "e"]
