"""The roll of an archive: a number for each statement, and which came, went or changed.

A statement is known by its digest, so one that has changed is another one.  Numbers below ``old``
are in the indexes; those from there on came later and are looked at one by one, until they are so
many that the indexes are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from archive.linking.memory import Memory
from archive.model import Entry

# So many statements may wait beside the indexes: this many, and a share of all.
FEW = 150
_SHARE = 100
# With so many changes at once it is quicker to begin anew.
_CHANGED_SHARE = 12


class _Kept(Struct, array_like=True):
    marks: list[str] = []
    dead: list[int] = []
    old: int = 0


class Roll:
    """The statements by number: ``marks`` are their digests, dead ones' too.

    ``gone`` and ``new`` are the numbers of what left and what came since the last build; ``fresh``
    says that nothing of the last build can be built upon.
    """

    def __init__(self, entries: Mapping[str, Entry], memory: Memory) -> None:
        self.slugs = {entry.digest: slug for slug, entry in entries.items()}
        kept = _recall(memory)
        self.dead = set(kept.dead)
        known = {m: n for n, m in enumerate(kept.marks) if n not in self.dead}
        self.gone = {number for mark, number in known.items() if mark not in self.slugs}
        came = [mark for mark in self.slugs if mark not in known]
        moved = len(self.gone) + len(came)
        self.changed = bool(moved)
        self.fresh = not known or moved > max(FEW, len(self.slugs) // _CHANGED_SHARE)
        if self.fresh:
            self.begin()
        else:
            self.marks = [*kept.marks, *came]
            self.old = kept.old
            self.new = range(len(kept.marks), len(self.marks))

    @property
    def anew(self) -> bool:
        """Whether the indexes have to be made before anything can be looked up."""
        return self.fresh and self.old > 0

    def begin(self) -> None:
        """Give all statements new numbers, as if nothing were known of the last build."""
        self.fresh = self.changed = True
        self._number()

    def _number(self) -> None:
        self.marks = list(self.slugs)
        self.dead = set()
        self.gone = set()
        # A few statements need no index.
        self.old = len(self.marks) if len(self.marks) > FEW else 0
        self.new = range(len(self.marks))

    def waiting(self) -> list[int]:
        """Return the numbers of what stays and is not in the indexes."""
        return self.staying(range(self.old, self.new.start))

    def staying(self, numbers: Iterable[int]) -> list[int]:
        """Return those numbers whose statements were there before this build and still are."""
        dead, gone = self.dead, self.gone
        return [number for number in numbers if number not in dead and number not in gone]

    def living(self) -> list[int]:
        """Return the numbers of the statements that are there."""
        dead, gone = self.dead, self.gone
        return [n for n in range(len(self.marks)) if n not in dead and n not in gone]

    def slug(self, number: int) -> str:
        """Return the slug of a statement that is there."""
        return self.slugs[self.marks[number]]

    def settle(self) -> bool:
        """Take what has gone as dead; say whether there are indexes and they have to be made anew.

        Where so much has come and gone, the numbers are others then than before.
        """
        self.dead.update(self.gone)
        self.gone = set()
        waiting = len(self.marks) - self.old + len(self.dead)
        if self.fresh or waiting <= max(FEW, len(self.slugs) // _SHARE):
            return False
        self._number()
        return self.old > 0

    def keep(self, memory: Memory) -> None:
        """Put the roll into the memory."""
        if self.changed:
            memory.keep_value(
                "roll", msgspec.msgpack.encode(_Kept(self.marks, sorted(self.dead), self.old))
            )


def _recall(memory: Memory) -> _Kept:
    try:
        kept = msgspec.msgpack.decode(memory.value("roll") or b"\x90", type=_Kept)
    except msgspec.MsgspecError:
        return _Kept()
    return kept if kept.old <= len(kept.marks) else _Kept()
