"""Words are folded to one form, and forms of one word to one stem."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.searching import spelling
from archive.searching.common import WORDS, common
from archive.searching.endings import ALGORITHMS, terms
from archive.searching.spelling import american, cut, fold, folded, unjoined


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("Straße", "strasse"),
        ("ÉTÉ", "ete"),
        ("e\u0301te\u0301", "ete"),
        ("İşçi", "isci"),
        ("ışık", "isik"),
        ("Øresund", "oresund"),
        ("ΛΙΜΆΝΙ", "λιμανι"),
        ("δρόμος", "δρομοσ"),
        ("Ёлка", "елка"),
        ("so\u00adlidarity", "solidarity"),
        ("الحُرِّيَّة", "حريه"),
        ("وبالحريّة", "حريه"),
        ("للشعب", "شعب"),
        ("أُمّــة", "امه"),
        ("إلى", "الي"),
        ("کارگران", "كارگران"),
        ("می‌خواهند", "ميخواهند"),
        ("۲۰۱۶", "2016"),
        ("\ufefb", "لا"),
        ("ﬁeld", "field"),
    ],
)
def test_spellings_of_one_word_have_one_form(printed, form):
    """Case, accents, vowel marks, letter forms, the Arabic article and joiners do not count."""
    assert fold(printed) == form


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_is_done_once(text):
    """A form is folded to itself, unless an article is left that the first one hid."""
    for form in folded(text):
        assert spelling.letters(form) == form


@settings(deadline=None)
@given(st.text(max_size=60))
def test_words_are_stretches_of_the_text(text):
    """Cut words stand in the text in order and hold no white space; nothing with letters is lost."""
    at = 0
    for word in cut(text):
        at = text.index(word, at) + len(word)
        assert not re.search(r"\s", word)
    assert sum(map(str.isalnum, text)) == sum(char.isalnum() for word in cut(text) for char in word)


def test_chinese_is_cut_into_its_characters():
    """A script that does not part words gives one word for each character."""
    assert folded("声援阿勒颇 2016") == ["声", "援", "阿", "勒", "颇", "2016"]


def test_joined_words_are_read_both_ways():
    """Behind "and", "by", "for" and "like" may stand a word, or they may be letters of it."""
    assert unjoined("ولبنان") == ("لبنان", "بنان")
    assert unjoined("كتب") == ()
    assert unjoined("solidarity") == ()


@pytest.mark.parametrize(
    ("british", "ours"),
    [
        ("mobilise", "mobilize"), ("organisations", "organizations"), ("analysed", "analyzed"),
        ("labour", "labor"), ("neighbours", "neighbors"), ("centre", "center"),
        ("defence", "defense"), ("dialogues", "dialogs"), ("travelled", "traveled"),
        ("programme", "program"), ("grey", "gray"), ("fulfil", "fulfill"),
        ("hour", "hour"), ("four", "four"), ("shelling", "shelling"), ("killed", "killed"),
        ("tourist", "tourist"), ("genre", "genre"), ("called", "called"), ("rising", "rising"),
    ],
)  # fmt: skip
def test_british_spelling_becomes_american(british, ours):
    """What both spell alike stays as it is."""
    assert american(british) == ours
    assert american(ours) == ours


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("mobilise", "mobilization", "en"),
        ("labour", "labors", "en-US"),
        ("Häuser", "Haus", "de"),
        ("libération", "libérer", "fr"),
        ("εργαζόμενοι", "εργαζομένων", "el"),
        ("рабочих", "рабочие", "ru"),
        ("الفلسطينيون", "فلسطين", "ar"),
        ("سوريين", "سوريا", "ar"),
        ("لاجئين", "اللاجئ", "ar"),
        ("حريات", "بالحرية", "ar"),
    ],
)
def test_forms_of_one_word_have_one_stem(one, other, language):
    """Endings do not count, in the way of the statement's language."""
    assert {stem for _, stem in terms(one, language)} & {stem for _, stem in terms(other, language)}


def test_a_word_in_another_script_follows_the_language_of_that_script():
    """An English word in an Arabic statement is stemmed as English, and the reverse."""
    assert terms("mobilisation", "ar") == terms("mobilisation", "en")
    assert terms("الحرية", "en") == terms("الحرية", "ar")


def test_what_says_nothing_has_no_term():
    """A letter after an apostrophe, a lone mark and an empty word are not looked up."""
    assert [terms(word, "en") for word in ("s", "\u0301", "")] == [(), (), ()]


def test_languages_without_a_stemmer_keep_their_forms():
    """A word of a language that Snowball does not know is found as it is."""
    assert terms("Solidaridade", "gl") == (("solidaridade", "solidaridade"),)
    assert "ar" not in ALGORITHMS


def test_common_words_are_folded_and_of_known_languages():
    """A language's list holds for its regions too; others have none."""
    assert "the" in common("en-GB")
    assert fold("إلى") in common("ar")
    assert common("zh") == frozenset()
    assert not {word for words in WORDS for word in common(words)} & {"not", "people", "against"}


def test_rules_for_the_browser_are_those_of_the_index():
    """The patterns and tables that the page's script folds by are handed over whole."""
    rules = spelling.RULES
    assert re.sub(rules["marks"], "", unicodedata.normalize("NFKD", "é")) == "e"
    assert rules["letters"]["ß"] == "ss"
    assert all("\\" not in into for _, into in rules["american"])
    assert len(rules["american"]) == len(spelling.AMERICAN)
