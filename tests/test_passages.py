"""Words of a passage are found exactly once, or the nearest words are named."""

import time

import pytest

from archive.describing.passages import find, nearest
from archive.model import Block, Passage

BLOCKS = (
    Block("title", (1,), "On the harbour"),
    Block("paragraph", (3, 5), "The dockers of the old\nharbour walked out.", "p1"),
    Block("paragraph", (7,), "They walked out on Monday; they stayed out.", "p2"),
)


def test_words_are_found_across_joined_lines() -> None:
    """White space of any kind agrees; the passage has the words as the block has them."""
    found = find(BLOCKS, " of  the old harbour ")
    assert found == Passage("p1", 12, 30, "of the old\nharbour")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("walked out", "2 times (p1, p2)"),
        ("", "found no words"),
        ("The dockers of the new harbour", 'the nearest is "The dockers of the old harbour", p1'),
        ("They stay out!", 'the nearest is "they stayed out.", p2'),
        ("On the harbour", "found no"),
        ("nothing of the kind stands here at all", "expected it exactly once"),
        ("(walked", "found no"),
    ],
)
def test_what_is_not_there_once_is_explained(words: str, reason: str) -> None:
    """None, several, or only in a block that cannot be cited: the reason is said."""
    found = find(BLOCKS, words)
    assert isinstance(found, str)
    assert reason in found


def test_far_off_words_have_no_nearest() -> None:
    """A suggestion must share at least half the words."""
    assert nearest(BLOCKS, "entirely other matters of the day") == ""


def test_the_nearest_words_of_a_long_text_are_found_in_linear_time() -> None:
    """A wrong passage in a huge statement does not stop the check."""
    long = Block("paragraph", (1,), "word and other " * 60_000, "p1")
    start = time.process_time()
    assert isinstance(find([long], "word and another " * 2_000), str)
    assert time.process_time() - start < 3
