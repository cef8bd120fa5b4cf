"""Folds letters so that one name is found in its several spellings, and keeps count of places.

Latin and Greek accents go where no language makes another letter of them (acute, grave, circumflex,
macron; not the umlaut, ring or cedilla); Arabic loses vowel marks and its alef, ya and kaf forms
fall together, as in Unicode's search folding (UTS #10, section 8).  Every folded letter stands for
one stretch of the text, so a match can be led back to it.
"""

from __future__ import annotations

import re
import unicodedata

from archive.model import Frozen

_ACCENTS = ("\u0301", "\u0300", "\u0302", "\u0304")
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ک": "ك", "ة": "ه",
    "ۀ": "ه", "ؤ": "و",
}  # fmt: skip
_SIGNS = {
    **dict.fromkeys("\t\n\r\v\f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
    **dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032\u00b4`", "'"),
    **dict.fromkeys("\u2010\u2011", "-"),
}


def _letters() -> dict[str, str]:
    table = {**_ARABIC, **_SIGNS}
    for code in (*range(0xC0, 0x250), *range(0x386, 0x400), *range(0x1E00, 0x2000)):
        base, *marks = list(unicodedata.normalize("NFD", chr(code)))
        if marks and all(mark in _ACCENTS or mark == "\u0342" for mark in marks):
            table[chr(code)] = base
    return table


_TABLE = _letters()
# What is written or left out at will: soft hyphen, Arabic vowel marks, kashida, direction marks.
_GONE = (
    r"\u00ad\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060"
    r"\u2066-\u2069\ufeff"
)
# Stretches in which letters and places part: white space that is not one space, what is written
# at will, and letters with combining accents (decomposed text).
_LOOSE = re.compile(
    rf"(?P<space> {{2,}})|(?P<gone>[{_GONE}]+)|(?P<letter>[^\W\d_])[\u0300-\u036f]+"
)
_ANY_LOOSE = frozenset(
    re.findall(rf"[\u0300-\u036f{_GONE}]", "".join(map(chr, range(0xAD, 0xD800))) + "\ufeff")
)


class Folded(Frozen, frozen=True):
    """Folded text; ``places[i]`` is where letter i begins in the original, with one for the end.

    ``places`` is None where both run side by side.
    """

    text: str
    places: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``[start, end)`` of the folded text stands in the original."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end]


def fold(text: str) -> Folded:
    """Return ``text`` with accents, letter forms and white space folded; case is kept."""
    # Few different letters need folding in any one text: replacing each is faster than a table.
    letters = set(text)
    for letter in letters & _TABLE.keys():
        text = text.replace(letter, _TABLE[letter])
    if "  " in text or letters & _ANY_LOOSE:
        return _fold_slowly(text)
    return Folded(text)


def lower(text: str) -> str:
    """Return ``text`` in lower case, letter for letter, so that places stay the same."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return lowered.replace("ς", "σ")  # lower() writes it at a word's end only


def _fold_slowly(text: str) -> Folded:
    letters: list[str] = []
    places: list[int] = []
    done = 0
    for loose in _LOOSE.finditer(text):
        start, end = loose.span()
        letters.append(text[done:start])
        places.extend(range(done, start))
        if loose.lastgroup == "space":
            letters.append(" ")
            places.append(start)
        elif loose.lastgroup == "letter":
            whole = unicodedata.normalize("NFC", loose[0])[0]
            letters.append(_TABLE.get(whole, whole))
            places.append(start)
        done = end
    letters.append(text[done:])
    places.extend(range(done, len(text) + 1))
    return Folded("".join(letters), tuple(places))
