"""Fingerprints of a text: numbers of which two texts share some where they share a run of words.

Method: winnowing of hashed word shingles (Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms
for document fingerprinting", SIGMOD 2003).  With shingles of 6 words and windows of 3, every common
run of 12 words leaves at least two common numbers.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from unicodedata import digit, normalize
from zlib import crc32

from archive.model import Block, Frozen
from archive.naming.folding import fold, lower

SHINGLE = 6
WINDOW = 3

# What stands within a word without being a letter: accents and vowel marks, soft hyphens, joiners.
WITHIN = (
    r"\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u200b-\u200f\u2060"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{WITHIN}]|['\u2019](?=[^\W_]))*")
# Marks that are written or left out in Latin, Cyrillic and Hebrew; those of Arabic go in folding.
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7]")
_DIGIT = re.compile(r"[^\D0-9]")
_UMLAUT = re.compile(r"([aou])e")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
_BASE = 0x9E3779B97F4A7C15
_WHOLE = 0xFFFFFFFFFFFFFFFF
_LEAVING = pow(_BASE, SHINGLE, 1 << 64)
# British and American spellings fall together; what else falls together with them does no harm,
# since every find is checked against the words.
_SPELLINGS = (
    (re.compile(r"is(e|ed|es|ing|er|ers|ation|ations)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|ers?|hoods?)?$"), r"or\1"),
    (re.compile(r"(cent|theat|fib|met)re(s?)$"), r"\1er\2"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"ence(s?)$"), r"ense\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
)
# Most words end otherwise, and seven searches cost more than one look at the end.
_SPELT = tuple(
    stem + ending
    for stems, endings in (
        (("is",), "e ed es ing er ers ation ations"),
        (("ys",), "e ed es ing"),
        (("our",), " s ed ing er ers hood hoods"),
        (("centre", "theatre", "fibre", "metre", "ence", "ogue"), " s"),
        (("ll",), "ed ing er ers"),
    )
    for stem in stems
    for ending in endings.split(" ")
)
# New words are met without end; at this number the oldest half of them would be of little use.
_MOST_WORDS = 150_000


class Word(Frozen, frozen=True):
    """Where a word of a text stands in which block."""

    block: int
    start: int
    end: int


def words_of(blocks: Iterable[Block]) -> list[Word]:
    """Return the words of blocks in order, without punctuation."""
    return [
        Word(number, *match.span())
        for number, block in enumerate(blocks)
        for match in _WORD.finditer(block.text)
    ]


def plain(word: str) -> str:
    """Return the form in which spellings of one word agree.

    Case, accents, vowel marks, ligatures and kinds of digits fall away, German umlauts and their
    spelling with e fall together, and so do British and American spellings.
    """
    # Of the letters of a word that are ASCII, folding changes none.
    form = word.lower() if word.isascii() else _bare(word)
    form = form.replace("'", "")
    if len(form) > 4 and form.isascii() and form.endswith(_SPELT):
        for pattern, spelling in _SPELLINGS:
            form = pattern.sub(spelling, form)
    return _UMLAUT.sub(r"\1", form)


def _bare(word: str) -> str:
    form = lower(fold(normalize("NFKC", word)).text).replace("ß", "ss")
    form = _MARKS.sub("", normalize("NFD", form)).lower().translate(_LETTERS)
    return _DIGIT.sub(lambda found: str(digit(found[0])), form)


class _Codes(dict[str, bytes]):
    """The numbers of the words in each stretch between spaces that was met so far, four bytes each.

    Most stretches are one word with a comma or a full stop at the most, so a text is cut at its
    spaces and looked up, which a dictionary does many times faster than a pattern finds words.
    """

    def __missing__(self, stretch: str) -> bytes:
        if len(self) >= _MOST_WORDS:
            self.clear()
        numbers = [crc32(plain(word).encode()).to_bytes(4, "little")
                   for word in _WORD.findall(stretch)]  # fmt: skip
        self[stretch] = code = b"".join(numbers)
        return code


_codes = _Codes()


def codes_of(blocks: Iterable[Block]) -> bytes:
    """Return a number for the plain form of each word, as little-endian 32-bit numbers in order."""
    stretches = " ".join([block.text for block in blocks]).split()
    return b"".join(map(_codes.__getitem__, stretches))


def fingerprints(blocks: Iterable[Block], *, many: bool = False) -> bytes:
    """Return the fingerprints of a text as little-endian 32-bit numbers, sorted, each once.

    ``many`` says that there are many texts to come, so that loading numpy is worth its while.
    """
    return (_by_numpy if many else _by_hand)(codes_of(blocks))


def _by_hand(codes: bytes) -> bytes:
    words = struct.unpack(f"<{len(codes) // 4}I", codes)
    if len(words) < SHINGLE:
        return b""
    mixed = []
    value = 0
    for place, word in enumerate(words):
        value = value * _BASE + word
        if place >= SHINGLE:
            value -= words[place - SHINGLE] * _LEAVING
        value &= _WHOLE
        if place >= SHINGLE - 1:
            mixed.append(((value ^ value >> 29) * _BASE & _WHOLE) >> 32)
    least = set(map(min, mixed, mixed[1:], mixed[2:])) if len(mixed) >= WINDOW else {min(mixed)}
    return struct.pack(f"<{len(least)}I", *sorted(least))


def _by_numpy(codes: bytes) -> bytes:
    import numpy as np  # noqa: PLC0415 - a build with one text to read has no need of it

    words = np.frombuffer(codes, dtype="<u4").astype(np.uint64)
    count = len(words) - SHINGLE + 1
    if count < 1:
        return b""
    base = np.uint64(_BASE)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        mixed *= base
        mixed += words[place : place + count]
    mixed ^= mixed >> np.uint64(29)
    mixed *= base
    mixed >>= np.uint64(32)
    hashes = mixed.astype("<u4")
    least = hashes[: max(1, count - WINDOW + 1)].copy()
    for place in range(1, min(WINDOW, count)):
        np.minimum(least, hashes[place : place + len(least)], out=least)
    least.sort()
    first = np.empty(len(least), dtype=bool)
    first[0] = True
    np.not_equal(least[1:], least[:-1], out=first[1:])
    return least[first].tobytes()
