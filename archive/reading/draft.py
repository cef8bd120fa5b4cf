"""What has been understood of a seed so far: the fate of its lines and the values found in them."""

from __future__ import annotations

from collections.abc import Iterable

from archive.model import Basis, Block, Doubt, Fate, IssueDate, Kind, LedgerEntry
from archive.reading import layout
from archive.reading.layout import Line


class Draft:
    """A transcription in the making; recognisers add to it and never take away.

    ``fates`` maps a line to (fate, field); the first value found for a field stays.
    """

    def __init__(self, lines: list[Line], language: str, context: str) -> None:
        self.lines = lines
        self.language = language
        self.context = context
        self.fates: dict[int, tuple[Fate, str]] = {}
        self.basis: dict[str, Basis] = {}
        self.values: dict[str, str] = {}
        self.authors: tuple[str, ...] = ()
        self.tags: tuple[str, ...] = ()
        self.categories: tuple[str, ...] = ()
        self.date: IssueDate | None = None
        self.doubts: list[Doubt] = []
        self.head: list[Block] = []
        self.muse = False
        self.social = False
        self.anonymous = False

    def mark(self, lines: Iterable[int], fate: Fate, field: str = "") -> None:
        """Give each line its fate."""
        for line in lines:
            self.fates.setdefault(line, (fate, field))

    def free(self) -> list[Line]:
        """Return the lines whose fate is still open."""
        return [line for line in self.lines if line.number not in self.fates]

    def say(
        self,
        field: str,
        value: str,
        lines: tuple[int, ...],
        because: str = "",
        kind: Kind = "transcribed",
    ) -> bool:
        """Set a text field unless it has a value; return whether this value is the one kept."""
        if not value:
            return False
        if field in self.values:
            return self.values[field] == value
        self.values[field] = value
        self.basis[field] = Basis(kind, lines, because)
        return True

    def say_authors(
        self, names: tuple[str, ...], lines: tuple[int, ...], because: str = ""
    ) -> bool:
        """Set the authors unless they are known; a line that says the same joins the basis."""
        if not names or (self.anonymous and not because):
            return False
        if not self.authors:
            self.authors = names
            self.basis["author"] = Basis("transcribed", lines, because)
            return True
        same = {layout.key(n) for n in names} <= {layout.key(n) for n in self.authors}
        if same:
            known = self.basis["author"]
            merged = tuple(sorted({*known.lines, *lines}))
            self.basis["author"] = Basis(known.kind, merged, known.because)
        return same

    def say_date(
        self, date: IssueDate, lines: tuple[int, ...], because: str = "", posted: str = ""
    ) -> bool:
        """Set the date of issue, and the time of posting beside it, unless it is known."""
        if self.date is not None:
            return self.date.edtf == date.edtf
        self.date = date
        self.basis["date"] = Basis("transcribed", lines, because)
        self.say("posted", posted, lines, "" if _has_zone(posted) else "time zone not stated")
        return True


def _has_zone(posted: str) -> bool:
    return any(mark in posted.upper() for mark in ("+", "GMT", "UTC", "Z", "ST")) or "-" in posted


def ledger(fates: dict[int, tuple[Fate, str]], count: int) -> tuple[LedgerEntry, ...]:
    """Return the fates of lines 1 to ``count`` in order, neighbours of one fate together.

    Blank lines belong to the entry before them; those at the very top to the first entry.
    """
    entries: list[LedgerEntry] = []
    for number in range(1, count + 1):
        fate = fates.get(number)
        if fate is None and entries:
            entries[-1] = LedgerEntry(
                entries[-1].first, number, entries[-1].fate, entries[-1].field
            )
        elif fate is not None:
            last = entries[-1] if entries else None
            if last and (last.fate, last.field) == fate and fate[0] != "duplicate":
                entries[-1] = LedgerEntry(last.first, number, *fate)
            else:
                entries.append(LedgerEntry(number if entries else 1, number, *fate))
    return tuple(entries)
