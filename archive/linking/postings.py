"""Which statements have which number: an index that is sorted once and read in small pieces.

A posting is a 64-bit number, the upper half of it what is looked for, the lower half the number of
a statement that has it, or what else is to be known beside it.  Rows of the index hold postings in
ascending order, in the byte order of the machine, since they never leave it; a table of each row's
first posting leads to them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from archive.linking.memory import Memory

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Postings in a row: it fits into one page of the database.
_ROW = 448
# Postings that are sorted at once; more are sorted in several goes, so that memory stays flat.
_AT_ONCE = 250_000


def in_order(
    lists: Iterable[tuple[bytes, int | bytes]],
) -> Iterator[NDArray[np.uint64]]:
    """Yield all postings in ascending order, in arrays that no looked-for number is spread over.

    ``lists`` are the numbers of each statement with its lower half, or one for each number;
    either all of them one way or the other.  Packed numbers are little-endian and of 32 bits.
    """
    import numpy as np  # noqa: PLC0415 - only a build of many statements has need of it

    kept, beside = bytearray(), bytearray()
    lengths: list[int] = []
    for numbers, lower in lists:
        kept += numbers
        lengths.append(len(numbers) // 4)
        beside += lower if isinstance(lower, bytes) else lower.to_bytes(4, "little")
    whole = np.frombuffer(kept, dtype="<u4")
    lowers = np.frombuffer(beside, dtype="<u4")
    ends = np.cumsum(lengths)
    goes = len(whole) // _AT_ONCE + 1
    for go in range(goes):
        low, high = (go << 32) // goes, ((go + 1) << 32) // goes - 1
        chosen = np.concatenate([
            start + np.flatnonzero((piece >= low) & (piece <= high))
            for start in range(0, len(whole) or 1, _AT_ONCE)
            for piece in (whole[start : start + _AT_ONCE],)
        ])  # fmt: skip
        part = whole[chosen].astype(np.uint64)
        part <<= np.uint64(32)
        if len(lowers) != len(whole):
            chosen = ends.searchsorted(chosen, "right")
        part |= lowers[chosen]
        part.sort()
        yield part


def keep(memory: Memory, name: str, parts: Iterable[NDArray[np.uint64]]) -> None:
    """Put an index into the memory: ``parts`` are its postings in ascending order."""
    first = array("Q")

    def rows() -> Iterator[bytes]:
        for part in parts:
            for start in range(0, len(part), _ROW):
                row = part[start : start + _ROW]
                first.append(int(row[0]))
                yield row.tobytes()

    memory.keep_rows(name, rows())
    memory.keep_value(f"{name} first", first.tobytes())


def look_up(
    memory: Memory, name: str, numbers: Iterable[int], most: int = 1 << 32
) -> dict[int, list[int]]:
    """Return for each number the lower halves of its postings, in ascending order.

    A number that has so many that their rows alone tell that they are more than ``most`` is left
    out.
    """
    first = array("Q")
    first.frombytes(memory.value(f"{name} first"))
    places: dict[int, range] = {}
    for number in sorted(numbers):
        start = max(0, bisect_right(first, number << 32) - 1)
        end = bisect_left(first, (number + 1) << 32)
        if (end - start - 2) * _ROW <= most:
            places[number] = range(start, end)
    wanted = list(dict.fromkeys(row for rows in places.values() for row in rows))
    kept = dict(zip(wanted, memory.rows(name, wanted), strict=True))
    found: dict[int, list[int]] = {}
    for number, rows in places.items():
        low, high = number << 32, (number + 1) << 32
        owning = found[number] = []
        for row in rows:
            postings = memoryview(kept[row]).cast("Q")
            start = bisect_left(postings, low)
            end = bisect_left(postings, high, start)
            owning.extend(posting & 0xFFFFFFFF for posting in postings[start:end])
    return found
