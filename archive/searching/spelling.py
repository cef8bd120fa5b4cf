"""Folds words so that one is found in all its spellings; the browser folds a query by these rules.

Letters fall together as in Unicode's search folding (UTS #10, section 8) and further: no accents,
no Arabic vowel marks, one form each of alef, ya, kaf and ha, ı as i, ß as ss.  ``RULES`` holds the
tables and patterns, so that the page's script needs none of its own; the patterns are written in
the common ground of Python's and JavaScript's regular expressions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Written or left out at will: accents and vowel marks of the alphabets that readers type without
# them, tatweel, soft hyphens, joiners and marks of direction.
MARKS = (
    r"[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670"
    r"\u06d6-\u06ed\u08d3-\u08ff\u180e\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u20d0-\u20ff\ufe20-\ufe2f\ufeff]+"
)
# What compatibility decomposition (NFKD) leaves, letter for letter.
LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
    "ı": "i", "ŋ": "n", "ς": "σ", "ґ": "г", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي",
    "ێ": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ۆ": "و",
    **{chr(0x660 + n): str(n) for n in range(10)}, **{chr(0x6F0 + n): str(n) for n in range(10)},
}  # fmt: skip
# The Arabic article with what is written together with it, where a word of three letters is left.
ARTICLE = r"^[وف]?(?:ال|[بك]ال|لل)(?=.{3})"
# British to American spelling, in order; only words of English are given to these.
AMERICAN = (
    (r"^(...+)is(e[drs]?|ements?|ers|ing|ations?|ational|abl[ey])$", r"\1iz\2"),
    (r"^(.+)lys(e[drs]?|ing)$", r"\1lyz\2"),
    (r"^(...+)our(s|ed|ing|ites?|abl[ey]|ers?|ly|ful|hoods?|al|less|y)?$", r"\1or\2"),
    (r"^(..+[tb])re(s?)$", r"\1er\2"),
    (r"^(..+[tb])red$", r"\1ered"),
    (r"^(def|off|pret|lic)ence(s|less|d)?$", r"\1ense\2"),
    (r"^(...+)ogue(s?)$", r"\1og\2"),
    (r"^(.*[aeiou].*[^aeiou]e|(?:sign|marsh|riv|tot|equ)a|fue)ll(ed|ing|ers?)$", r"\1l\2"),
    (r"^programme(s?)$", r"program\1"),
    (r"^fulfil(s|ments?)?$", r"fulfill\1"),
    (r"^(ski|wi)lful", r"\1llful"),
    (r"^(p|encyclop)aed", r"\1ed"), (r"^archae", "arche"), (r"^anaesth", "anesth"),
    (r"^foet", "fet"), (r"^grey", "gray"), (r"^sceptic", "skeptic"), (r"^manoeuv", "maneuv"),
    (r"^mould", "mold"), (r"^plough", "plow"), (r"^gaol", "jail"), (r"^jewellery$", "jewelry"),
)  # fmt: skip

BETWEEN, WITHIN, ALONE = range(3)

_marks = re.compile(MARKS)
_article = re.compile(ARTICLE)
_american = tuple((re.compile(pattern), into) for pattern, into in AMERICAN)
# What every one of the patterns needs: most words have none of it.
_british = re.compile(
    "is[aei]|lys|our|[tb]re|ence|ogue|ll(?:ed|ing|er)|programme|lfil|skilful|wilful|aed|archae|"
    "anaesth|foet|grey|sceptic|manoeuv|mould|plough|gaol|jewellery"
).search
# Letters that Arabic writes together with the next word: "and", "so"; "by", "for", "like".
JOINED = (r"^[وف](?=.{3})", r"^(?:[وف]?[بلك]|[وف])(?=.{3})")
_joined = tuple(map(re.compile, JOINED))


@cache
def part(char: str) -> int:
    """Return whether a character stands between words, within one, or is a word by itself.

    Chinese characters and kana are, since those scripts do not part their words.
    """
    if "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff":
        return ALONE if char.isalnum() else BETWEEN
    if char >= "\U00020000" and char.isalnum():
        return ALONE
    if char.isalnum() or unicodedata.category(char)[0] == "M" or unicodedata.category(char) == "Cf":
        return WITHIN
    return BETWEEN


def cut(text: str) -> list[str]:
    """Return the words of a text as they are printed, in order."""
    found: list[str] = []
    start = -1
    for place, char in enumerate(text):
        kind = part(char)
        if kind == WITHIN:
            if start < 0:
                start = place
            continue
        if start >= 0:
            found.append(text[start:place])
            start = -1
        if kind == ALONE:
            found.append(char)
    if start >= 0:
        found.append(text[start:])
    return found


def letters(word: str) -> str:
    """Return a word with its letters folded; "" where nothing of it is left."""
    word = _marks.sub("", unicodedata.normalize("NFKD", word.lower()))
    return "".join(LETTERS.get(char, char) for char in word if part(char) != BETWEEN)


def fold(word: str) -> str:
    """Return the form under which a printed word is looked up."""
    return word.lower() if word.isascii() else _folded(word)


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return _article.sub("", letters(word))


def folded(text: str) -> list[str]:
    """Return the words of a text in the forms under which they are looked up."""
    return [word for word in map(fold, cut(text)) if word]


def unjoined(form: str) -> tuple[str, ...]:
    """Return what may be the word behind one-letter words that Arabic writes together with it.

    Which reading is right cannot be told from the letters, so a text is found under each.
    """
    shorter = dict.fromkeys(pattern.sub("", form) for pattern in _joined)
    return tuple(other for other in shorter if other != form)


def american(form: str) -> str:
    """Return an English form in American spelling; most forms are the same in both."""
    if not _british(form):
        return form
    for pattern, into in _american:
        form, changed = pattern.subn(into, form, count=1)
        if changed:
            break
    return form


RULES: dict[str, object] = {
    "marks": MARKS,
    "letters": LETTERS,
    "article": ARTICLE,
    "joined": JOINED,
    "american": [[pattern, re.sub(r"\\(\d)", r"$\1", into)] for pattern, into in AMERICAN],
}
