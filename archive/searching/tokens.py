"""Printed words of a text as numbers, without an object for each of them.

A text has a thousand words of which most were met before, so they are told apart in arrays: the
bytes of a word make a number of 64 bits (words of up to eight bytes are that number), and a table
with open addressing gives the code under which the word is known.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Codes = NDArray[np.int64]

# Parts texts that are joined; it is in no text, since no UTF-8 has this byte.
END = b"\xff"
# White space, controls and signs of ASCII part words; capitals become small; other bytes stay.
PLAIN = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256)).translate(
    bytes(code + 32 if 65 <= code < 91 else code for code in range(256))
)

_WORD = 8
_MASKS = np.array([(1 << (8 * length)) - 1 for length in range(_WORD + 1)], np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 by the golden ratio (Knuth, TAOCP 6.4)
_HALF = np.uint64(32)


class Table:
    """Codes of words; ``name`` is asked for the code of each new one."""

    def __init__(self, name: Callable[[bytes], int]) -> None:
        self._name = name
        self._used = 0
        self._resize(1 << 14)

    def _resize(self, size: int) -> None:
        self._shift = np.uint64(64 - size.bit_length() + 1)
        self._keys: Hashes = np.zeros(size, np.uint64)
        self._codes: Codes = np.full(size, -1, np.int64)

    def codes(self, texts: list[bytes]) -> tuple[Codes, Codes]:
        """Return the codes of all words of the texts, in order, and of which text each is."""
        data = b" " + (b" " + END + b" ").join(texts).translate(PLAIN) + b" " * (_WORD + 1)
        letters = np.frombuffer(data, np.uint8) != 32
        edges = np.flatnonzero(letters[1:] != letters[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
        hashes = _hashes(data, starts, ends - starts)
        text = np.cumsum(hashes == _END)
        words = hashes != _END
        hashes, starts, ends = hashes[words], starts[words], ends[words]
        codes, unknown = self._find(hashes)
        if len(unknown):
            at = np.unique(hashes[unknown], return_index=True)[1]
            for place in unknown[at].tolist():
                self._add(hashes[place], self._name(data[starts[place] : ends[place]]))
            codes[unknown] = self._find(hashes[unknown])[0]
        return codes, text[words]

    def _find(self, hashes: Hashes) -> tuple[Codes, Codes]:
        """Return the codes of these words, and the places of those that are not known."""
        slots = (hashes * _MIX >> self._shift).astype(np.int64)
        codes = self._codes[slots]
        astray = np.flatnonzero((self._keys[slots] != hashes) & (codes >= 0))
        while len(astray):
            slots[astray] = (slots[astray] + 1) % len(self._keys)
            there = slots[astray]
            codes[astray] = self._codes[there]
            astray = astray[(self._keys[there] != hashes[astray]) & (codes[astray] >= 0)]
        return codes, np.flatnonzero(codes < 0)

    def _add(self, key: np.uint64, code: int) -> None:
        self._used += 1
        if 2 * self._used > len(self._keys):
            keys, codes = self._keys[self._codes >= 0], self._codes[self._codes >= 0]
            self._resize(2 * len(self._keys))
            for each, its in zip(keys, codes.tolist(), strict=True):
                self._put(each, its)
        self._put(key, code)

    def _put(self, key: np.uint64, code: int) -> None:
        slot = (int(key) * int(_MIX) & 0xFFFFFFFFFFFFFFFF) >> int(self._shift)
        while self._codes[slot] >= 0:
            slot = (slot + 1) % len(self._keys)
        self._keys[slot], self._codes[slot] = key, code


def _hashes(data: bytes, starts: Codes, lengths: Codes) -> Hashes:
    """Return a number for each word, the same for the same bytes."""
    windows = np.ndarray(len(data) - _WORD + 1, "<u8", data, strides=(1,))
    found: Hashes = windows[starts] & _MASKS[np.minimum(lengths, _WORD)]
    done = _WORD
    longer = np.flatnonzero(lengths > done)
    while len(longer):
        rest = windows[starts[longer] + done] & _MASKS[np.minimum(lengths[longer] - done, _WORD)]
        before = found[longer] * _MIX
        found[longer] = (before ^ (before >> _HALF)) + rest * _MIX
        done += _WORD
        longer = longer[lengths[longer] > done]
    return found


_END = _hashes(END + b" " * _WORD, np.zeros(1, np.int64), np.ones(1, np.int64))[0]
