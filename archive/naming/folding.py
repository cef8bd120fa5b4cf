"""Folds letters so that one name is found in its several spellings, and keeps count of places.

Latin and Greek accents go where no language makes another letter of them (acute, grave, circumflex,
macron; not the umlaut, ring or cedilla); Arabic loses vowel marks and its alef, ya and kaf forms
fall together, as in Unicode's search folding (UTS #10, section 8).  Every folded letter stands for
one stretch of the text, so a match can be led back to it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

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
# The same for text without combining accents: the search runs over all but the first brackets.
_LOOSE_PLAIN = re.compile(rf"[ {_GONE}](?:(?<= )(?P<space> +)|(?<! )(?P<gone>[{_GONE}]*))")
_SPACES = "  "
# Every letter that the table or the stretches know; few of them stand in any one text.
_ODD = re.compile(f"[{''.join(map(re.escape, _TABLE))}\u0300-\u036f{_GONE}]")
_ASCII_ODD = tuple(letter for letter in _TABLE if letter.isascii())


class Folded(Frozen, frozen=True):
    """Folded text, and how it leads back to the original.

    ``starts[n]`` is the first letter of a stretch of the folded text that runs side by side with
    the original from ``origins[n]`` on; both are empty where all of it does.
    """

    text: str
    starts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``[start, end)`` of the folded text stands in the original."""
        if not self.starts:
            return start, end
        return self._place(start), self._place(end)

    def _place(self, index: int) -> int:
        stretch = bisect_right(self.starts, index) - 1
        return self.origins[stretch] + index - self.starts[stretch]


def fold(text: str) -> Folded:
    """Return ``text`` with accents, letter forms and white space folded; case is kept."""
    # Replacing each of a few letters is faster than looking every letter up in a table.
    if text.isascii():
        for letter in _ASCII_ODD:
            text = text.replace(letter, _TABLE[letter])
        return _fold_slowly(text, _LOOSE_PLAIN) if _SPACES in text else Folded(text)
    letters = set(_ODD.findall(text))
    for letter in letters & _TABLE.keys():
        text = text.replace(letter, _TABLE[letter])
    loose = letters - _TABLE.keys()
    if any("\u0300" <= letter <= "\u036f" for letter in loose):
        return _fold_slowly(text, _LOOSE)
    return _fold_slowly(text, _LOOSE_PLAIN) if loose or _SPACES in text else Folded(text)


def lower(text: str) -> str:
    """Return ``text`` in lower case, letter for letter, so that places stay the same.

    The Turkish letters of I, with a dot and without, fall together, since I is that of other
    languages too.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower()[:1] for char in text)
    return lowered.replace("ς", "σ").replace("ı", "i")  # ς stands at a word's end only


def _fold_slowly(text: str, pattern: re.Pattern[str]) -> Folded:
    letters: list[str] = []
    starts, origins = [0], [0]
    done = length = 0
    for loose in pattern.finditer(text):
        start, end = loose.span()
        letters.append(text[done:start])
        length += start - done
        if loose.lastgroup != "gone":
            starts.append(length)
            origins.append(start)
            letters.append(" " if loose.lastgroup == "space" else _composed(loose[0]))
            length += 1
        starts.append(length)
        origins.append(end)
        done = end
    letters.append(text[done:])
    return Folded("".join(letters), tuple(starts), tuple(origins))


def _composed(letter: str) -> str:
    """Return the one letter that a letter and its accents make, folded."""
    whole = unicodedata.normalize("NFC", letter)[0]
    return _TABLE.get(whole, whole)
