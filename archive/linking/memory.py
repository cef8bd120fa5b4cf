"""What a build may remember of the last one's ties, so that it works out only what has changed.

A memory only saves work: with an empty one everything comes out the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

import msgspec

Found = TypeVar("Found")

# The indexes that may have rows in a memory.
INDEXES = ("runs", "terms")


class Memory(Protocol):
    """Keeps bytes until the software or the authorities change.

    Values stand under a name; rows stand under the name of an index and a number; the gist of a
    statement's words (``gists``) and its neighbours stand under the digest of the statement.
    """

    def value(self, name: str) -> bytes:
        """Return what is kept under ``name``, or nothing."""

    def keep_value(self, name: str, value: bytes) -> None:
        """Keep ``value`` under ``name``."""

    def rows(self, name: str, numbers: Iterable[int]) -> Iterator[bytes]:
        """Yield the rows of an index, nothing for one that is not kept."""

    def keep_rows(self, name: str, rows: Iterable[bytes]) -> None:
        """Keep an index whose rows are numbered from 0, instead of all its older ones."""

    def gist(self, mark: str) -> bytes:
        """Return the gist of the statement with this digest, or nothing."""

    def kin(self, mark: str) -> bytes:
        """Return what was kept of the neighbours of the statement with this digest, or nothing."""

    def keep_kin(self, kin: Iterable[tuple[str, bytes]]) -> None:
        """Keep what is known of the neighbours of statements, by their digests."""

    def keep_only(self, marks: Iterable[str]) -> None:
        """Forget gists and neighbours of all statements but these."""

    def forget(self, marks: Iterable[str]) -> None:
        """Forget gists and neighbours of these statements."""


class Blank:
    """A memory of nothing; what is put into it lasts for one build."""

    def __init__(self) -> None:
        self._values: dict[str, bytes] = {}
        self._rows: dict[str, list[bytes]] = {}
        self._kin: dict[str, bytes] = {}

    def value(self, name: str) -> bytes:
        """Return what is kept under ``name``, or nothing."""
        return self._values.get(name, b"")

    def keep_value(self, name: str, value: bytes) -> None:
        """Keep ``value`` under ``name``."""
        self._values[name] = value

    def rows(self, name: str, numbers: Iterable[int]) -> Iterator[bytes]:
        """Yield the rows of an index, nothing for one that is not kept."""
        rows = self._rows.get(name, [])
        return (rows[number] if number < len(rows) else b"" for number in numbers)

    def keep_rows(self, name: str, rows: Iterable[bytes]) -> None:
        """Keep an index whose rows are numbered from 0, instead of all its older ones."""
        self._rows[name] = list(rows)

    def gist(self, mark: str) -> bytes:  # noqa: ARG002
        """Return nothing."""
        return b""

    def kin(self, mark: str) -> bytes:
        """Return what was kept of the neighbours of the statement with this digest, or nothing."""
        return self._kin.get(mark, b"")

    def keep_kin(self, kin: Iterable[tuple[str, bytes]]) -> None:
        """Keep what is known of the neighbours of statements, by their digests."""
        self._kin.update(kin)

    def keep_only(self, marks: Iterable[str]) -> None:
        """Forget neighbours of all statements but these."""
        self._kin = {mark: self._kin[mark] for mark in marks if mark in self._kin}

    def forget(self, marks: Iterable[str]) -> None:
        """Forget neighbours of these statements."""
        for mark in marks:
            self._kin.pop(mark, None)


class Memo(Generic[Found]):
    """Results of work under the digest of all that each was worked out from.

    Only those that were asked for since are kept for the next build.
    """

    def __init__(self, memory: Memory, name: str, kind: type[Found]) -> None:
        self._memory = memory
        self._name = name
        try:
            known = msgspec.msgpack.decode(memory.value(name) or b"\x80", type=dict[bytes, kind])  # type: ignore[valid-type]
        except msgspec.MsgspecError:
            known = {}
        self._known: dict[bytes, Found] = known
        self._asked: dict[bytes, Found] = {}

    def get(self, key: bytes, work: Callable[[], Found]) -> Found:
        """Return what ``work`` gives, without it where it was kept under ``key``."""
        if key not in self._asked:
            self._asked[key] = self._known[key] if key in self._known else work()
        return self._asked[key]

    def keep(self) -> None:
        """Put what was asked for into the memory."""
        if self._asked.keys() != self._known.keys():
            self._memory.keep_value(self._name, msgspec.msgpack.encode(self._asked))
