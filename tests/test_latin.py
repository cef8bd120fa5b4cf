"""Titles of every script give names of files that can be typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.naming import latin


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Save Aleppo!", "save-aleppo"),
        ("The People's Mill", "the-peoples-mill"),
        ("Été au port — une œuvre", "ete-au-port-une-oeuvre"),
        ("بيان من أهالي المرفأ", "byan-mn-ahali-almrfa"),
        ("حرية، عدالة", "hrya-adala"),
        ("فلسطين وسوريا", "flstin-wsurya"),
        ("بیانیه کارگران", "byanih-kargran"),
        ("Ελευθερία στη Συρία", "eleutheria-ste-suria"),
        ("К солидарности", "k-solidarnosti"),
        ("İşçilerin birliği", "iscilerin-birligi"),
        ("٢٠١٦ عام", "2016-aam"),
        ("con", "page-con"),
        ("…!", ""),
    ],
)
def test_a_title_in_latin_letters(title: str, name: str) -> None:
    """Words stay apart, marks go, long vowels of Arabic stay."""
    assert latin.slug(title, 50) == name


def test_whole_words_only() -> None:
    """A name ends behind a word, and only a first word that is too long is cut."""
    assert latin.slug("one two three", 9) == "one-two"
    assert latin.slug("abcdefgh ij", 5) == "abcde"


@given(st.text(max_size=80))
def test_any_title_gives_a_plain_name(title: str) -> None:
    """Whatever stands there, the name has letters, digits and hyphens only."""
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", latin.slug(title, 40))
