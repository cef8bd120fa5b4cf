"""Letters stand on a line in the order of Unicode's bidirectional algorithm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.showing import bidi


def shown(text: str, base: int) -> str:
    """Return the letters of a line from left to right."""
    found = ""
    for start, end, level in bidi.runs(bidi.levels(text, base)):
        run = text[start:end]
        found += run[::-1] if level % 2 else run
    return found


@pytest.mark.parametrize(
    ("line", "base", "expected"),
    [
        ("plain words", 0, "plain words"),
        ("אבג", 1, "גבא"),
        ("say אבג now", 0, "say גבא now"),
        ("אבג say דהו", 1, "והד say גבא"),
        ("אבג 2016 דהו", 1, "והד 2016 גבא"),
        ("بيان 2016", 1, "2016 نايب"),
        ("في 3.5% من", 1, "نم %3.5 يف"),
        ("أ 1-2 ب", 1, "ب 2-1 أ"),
        ("א 1-2 ב", 1, "ב 1-2 א"),
        ("אבג (abc) דהו", 1, "והד )abc( גבא"),
        ("אבג abc (def) דהו", 1, "והד abc (def) גבא"),
        ("abc (אבג) def", 0, "abc (גבא) def"),
        ("אבג!", 1, "!גבא"),
        ("abc!", 1, "!abc"),
        ("سَلام", 1, "مالَس"),
        ("", 0, ""),
    ],
)
def test_line_is_ordered_as_the_algorithm_says(line, base, expected):
    """Words, numbers, brackets and marks of two directions stand where UAX #9 puts them."""
    assert shown(line, base) == expected


@given(st.text(alphabet="ab אבجم12٣ .,-+$%()[]/"), st.integers(0, 1))
def test_no_letter_is_lost_or_doubled(text, base):
    """The runs of a line cover it exactly, whatever stands in it."""
    covered = sorted(
        place for start, end, _ in bidi.runs(bidi.levels(text, base)) for place in range(start, end)
    )
    assert covered == list(range(len(text)))


def test_a_paragraph_takes_the_direction_of_its_first_letter():
    """Signs and numbers before the first letter say nothing; without a letter the default holds."""
    assert bidi.base_level("1. (א)") == 1
    assert bidi.base_level("« Paris »") == 0
    assert bidi.base_level("1999", default=1) == 1
