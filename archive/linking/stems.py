"""Words of a text by their stems, so that hospital and hospitals are one subject.

Method: Snowball, one algorithm for each language; a language without one keeps its words whole.
Words that every text has are left out: the stop words by which a language is told, and those listed
in the folder ``commonplace`` (verbs, adverbs and turns of speech; words of politics are not among
them).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import Stemmer

from archive.linking.shingles import WITHIN
from archive.naming.folding import fold, lower
from archive.naming.snowball import ALGORITHMS
from archive.reading.languages import tables

_COMMONPLACE = Path(__file__).parent / "commonplace"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{WITHIN}]|['\u2019](?=[^\W\d_]))*")
_ELIDED = re.compile(r"\A(?:qu|[cdjlmnst])['\u2019]", re.IGNORECASE)
_SHORTEST = 3
# The lowest bits of a stem's number are its length; a number without any is that of no stem.
LENGTH = 31
_MOST_WORDS = 150_000


class Stems(dict[str, int]):
    """The number of the stem in each stretch between spaces that was met so far.

    It is 0 for a stretch without a word that counts; of several words in one stretch, such as
    "anti-war", the longest counts.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        known = language in ALGORITHMS
        self._stem = Stemmer.Stemmer(ALGORITHMS[language], 0).stemWord if known else str
        file = _COMMONPLACE / f"{language}.txt"
        words = file.read_text("utf-8").split() if file.is_file() else []
        self._common = frozenset(map(_plain, (*words, *tables().stop.get(language, ()))))

    def __missing__(self, stretch: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = word_in(stretch)
        self[stretch] = number = self._number(word) if len(word) >= _SHORTEST else 0
        return number

    def _number(self, word: str) -> int:
        if _plain(word) in self._common:
            return 0
        stem = _plain(self._stem(word.lower())) or word
        # The language parts words of two languages that look alike.
        number = crc32(f"{self._language}:{stem}".encode())
        return number & ~LENGTH | min(len(stem), LENGTH)


@lru_cache(maxsize=64)
def stems(language: str) -> Stems:
    """Return the stems of a language, by its code without region or script."""
    return Stems(language)


def word_in(stretch: str) -> str:
    """Return the longest word of a stretch between spaces, without its elided article."""
    words = _WORD.findall(stretch)
    return _ELIDED.sub("", max(words, key=len)) if words else ""


def _plain(word: str) -> str:
    return lower(fold(word).text)
