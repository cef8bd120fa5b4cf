"""Fingerprints of a text: numbers of which two texts share some where they share a run of words.

Method: winnowing of hashed word shingles (Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms
for document fingerprinting", SIGMOD 2003).  With shingles of 6 words and windows of 3, every common
run of 12 words leaves at least two common numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from archive.model import Block, Frozen
from archive.naming.folding import fold, lower

SHINGLE = 6
WINDOW = 3
# A shingle that more statements share is a slogan, a formula or an agency's paragraph.
COMMON = 12
# Two numbers in common: fewer is chance.
ENOUGH = 2

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_BASE = np.uint64(0x9E3779B97F4A7C15)
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


class Word(Frozen, frozen=True):
    """A word of a text: its plain form and where it stands in which block."""

    plain: str
    block: int
    start: int
    end: int


def words_of(blocks: Iterable[Block]) -> list[Word]:
    """Return the words of blocks in order, without punctuation."""
    return [
        Word(plain(match[0]), number, match.start(), match.end())
        for number, block in enumerate(blocks)
        for match in _WORD.finditer(block.text)
    ]


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Return the form in which spellings of one word agree."""
    form = lower(fold(word).text).replace("'", "")
    if len(form) > 4 and form.isascii():
        for pattern, spelling in _SPELLINGS:
            form = pattern.sub(spelling, form)
    return form


class _Codes(dict[str, int]):
    """The number of each word met so far; a dictionary answers faster than a cached function."""

    def __missing__(self, word: str) -> int:
        if len(self) > 200_000:
            self.clear()
        code = self[word] = crc32(plain(word).encode())
        return code


_codes = _Codes()


def fingerprints(blocks: Iterable[Block]) -> bytes:
    """Return the fingerprints of a text as little-endian 32-bit numbers, sorted, each once."""
    codes = np.array(
        [_codes[word] for block in blocks for word in _WORD.findall(block.text)],
        dtype=np.uint64,
    )
    count = len(codes) - SHINGLE + 1
    if count < 1:
        return b""
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        hashes = hashes * _BASE + codes[place : place + count]
    hashes ^= hashes >> np.uint64(29)
    mixed = (hashes * _BASE) >> np.uint64(32)
    least = mixed[: max(1, count - WINDOW + 1)].copy()
    for place in range(1, min(WINDOW, count)):
        least = np.minimum(least, mixed[place : place + len(least)])
    return np.unique(least).astype("<u4").tobytes()


def alike(prints: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return the pairs of names whose fingerprints have enough in common, in order.

    One sort of all numbers; only those that few share make pairs, so the work does not grow with
    the square of the number of texts.
    """
    names = list(prints)
    sets = [np.frombuffer(prints[name], dtype="<u4") for name in names]
    if not any(map(len, sets)):
        return []
    keyed = np.concatenate(sets).astype(np.uint64) << np.uint64(32)
    keyed |= np.repeat(np.arange(len(names), dtype=np.uint64), [len(one) for one in sets])
    keyed.sort()
    numbers = (keyed >> np.uint64(32)).astype(np.uint32)
    owners = (keyed & np.uint64(0xFFFFFFFF)).astype(np.int64)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    sizes = np.diff(np.r_[starts, len(numbers)])
    pairs: list[NDArray[np.int64]] = []
    for size in range(2, COMMON + 1):
        first = starts[sizes == size]
        members = owners[first[:, None] + np.arange(size)]
        for one, other in combinations(range(size), 2):
            # Owners of one number stand in ascending order, for they were sorted with it.
            pairs.append(members[:, one] * len(names) + members[:, other])
    codes, counts = np.unique(np.concatenate(pairs), return_counts=True)
    return [
        (names[code // len(names)], names[code % len(names)])
        for code in codes[counts >= ENOUGH].tolist()
    ]
