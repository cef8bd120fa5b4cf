"""Numbers as text: one sign for a small one, so that what compresses is the numbers themselves.

A number is written with signs of two kinds, each a printable letter of ASCII that needs no escape
in a script: any number of high ones (bijective base 27), then one low one (base 64).  Numbers below
64 take one sign, those below 1,792 two.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

LOW = bytes(62 if code == 92 else code for code in range(63, 127))
HIGH = bytes(range(35, 62))

_low = np.frombuffer(LOW, np.uint8)
_high = np.frombuffer(HIGH, np.uint8)

Numbers = NDArray[np.int64]


def write(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Return the numbers one after another, and where each ends."""
    rest = numbers >> 6
    lengths = np.ones(len(numbers), np.int64)
    while rest.any():
        lengths += rest > 0
        rest = np.maximum(rest - 1, -1) // 27 * (rest > 0)
    ends = np.cumsum(lengths)
    signs = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    signs[ends - 1] = _low[numbers & 63]
    rest, place = numbers >> 6, ends - 2
    while (left := rest > 0).any():
        rest, place = rest[left] - 1, place[left]
        signs[place] = _high[rest % 27]
        rest, place = rest // 27, place - 1
    return signs.tobytes(), ends


def read(text: str) -> list[int]:
    """Return the numbers of a text."""
    found = []
    high = 0
    for code in text.encode("ascii"):
        if code < 62:
            high = high * 27 + code - 34
        else:
            found.append(high * 64 + (29 if code == 62 else code - 63))
            high = 0
    return found


def text(numbers: Iterable[int]) -> str:
    """Return the numbers one after another, as ``write`` does; for few numbers this is faster."""
    signs = bytearray()
    for number in numbers:
        rest, high = number >> 6, bytearray()
        while rest:
            rest, sign = divmod(rest - 1, 27)
            high.append(HIGH[sign])
        signs += high[::-1]
        signs.append(LOW[number & 63])
    return signs.decode("ascii")
