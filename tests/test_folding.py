"""Letters are folded, and every folded letter leads back to its place."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.naming.folding import fold, lower


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Genève", "Geneve"),
        ("Gene\u0300ve", "Geneve"),
        ("Zürich", "Zürich"),
        ("Zu\u0308rich", "Zürich"),
        ("أَلْأُمَم", "الامم"),
        ("سوريـــا", "سوريا"),
        ("کرد", "كرد"),
        ("Ελλάδα", "Ελλαδα"),
        ("a \u00a0\nb", "a b"),
        ("Workers\u2019 co\u00adop\u2011eration", "Workers' coop-eration"),
    ],
)
def test_spellings_of_one_word_fall_together(text: str, folded: str) -> None:
    """What a language writes in several ways is one; what another letter is stays apart."""
    assert fold(text).text == folded


@given(st.text(alphabet="aé e\u0301\u0304\u064eاأ\u0640\n\u00ad\u200fΣςxİ", max_size=60))
def test_folded_letters_lead_back_to_their_places(text: str) -> None:
    """Each folded letter stands for a stretch of the text; stretches follow one another."""
    folded = fold(text)
    places = [folded.origin(index, index + 1) for index in range(len(folded.text))]
    assert all(start < end for start, end in places)
    assert all(one[1] == next_[0] for one, next_ in itertools.pairwise(places))
    assert len(lower(folded.text)) == len(folded.text)
    for (start, end), letter in zip(places, folded.text, strict=True):
        assert fold(text[start:end]).text[:1] == letter
