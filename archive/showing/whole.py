"""One archive as it is in every language of the interface: what pages need, each worked out once.

Two languages show the same statements in the same order with the same neighbours, so that none of
this is to be worked out for each of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from archive.fixity import digest
from archive.model import Entry, IssueDate
from archive.showing.chains import Link, chains
from archive.showing.pieces import Sheet
from archive.showing.sheets import SHEET, by_time, filing

if TYPE_CHECKING:  # a process that only makes pages needs nothing of the reading
    from archive.linking.library import Archive

# As many statements as the longest list of arrivals has: the feed's.
LATEST = 30

_encode = msgspec.msgpack.Encoder().encode


def period(date: IssueDate) -> str:
    """Return the month of a date, or its year where the month is not known."""
    return f"{date.year:04d}-{date.month:02d}" if date.month else f"{date.year:04d}"


class Around(NamedTuple):
    """What stands about one statement: its neighbours in time and in each list that it is in.

    ``mark`` is a digest of that, of its ties and its place in a series, and of all that is known of
    the statements named.
    """

    before: str | None
    after: str | None
    beside: list[Link]
    mark: bytes


class Whole:
    """What all languages of the interface have in common."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @cached_property
    def marks(self) -> dict[str, str]:
        """What stands for everything that is known of each statement, in order of issue."""
        instants, default = self.archive.accessions, self.archive.build_date
        return {
            slug: entry.digest + instants.get(entry.file, default)
            for slug, entry in self.archive.entries.items()
        }

    def mark(self, slugs: Iterable[str], *more: object) -> bytes:
        """Return a digest of these statements and of what else a group of pages is made from."""
        marks = self.marks
        return digest(_encode(([marks[slug] for slug in slugs], more)))

    @cached_property
    def around(self) -> dict[str, Around]:
        """What stands about each statement, in order of issue."""
        relations, series = self.archive.relations, self.archive.series
        linked = chains(self.archive.entries)
        order = list(linked)
        found = {}
        for slug, before, after in zip(order, (None, *order), (*order[1:], None), strict=False):
            ties, beside, place = relations.get(slug, ()), linked[slug], series.get(slug)
            near = [before, slug, after, *[side for link in beside for side in link[1:]]]
            near.extend([tie.to for tie in ties])
            if place:
                near.extend((place.before, place.after))
            mark = self.mark([one for one in near if one], before, after, ties, beside, place)
            found[slug] = Around(before, after, beside, mark)
        return found

    @cached_property
    def periods(self) -> Counter[str]:
        """How many statements were issued in each month, or in a year of unknown month."""
        dates = [entry.date for entry in self.archive.entries.values() if entry.date]
        return Counter(period(date) for date in dates)

    @cached_property
    def sheets(self) -> tuple[tuple[Sheet, ...], dict[str, list[Entry]]]:
        """The sheets of the chronology, and the statements of each by its path."""
        return by_time(self.archive.entries.values(), "chronology", SHEET)

    @cached_property
    def latest(self) -> list[Entry]:
        """The statements that came in last, the newest accession first."""
        return self.recent(self.archive.entries.values(), LATEST)

    def recent(self, entries: Iterable[Entry], most: int) -> list[Entry]:
        """Return those of some statements that came in last, the newest accession first."""
        instants, default = self.archive.accessions, self.archive.build_date

        def arrival(entry: Entry) -> tuple[str, str]:
            return (instants.get(entry.file, default), entry.slug)

        return nlargest(most, entries, key=arrival)

    @cached_property
    def filed(self) -> list[tuple[str, Entry]]:
        """Every statement behind its title as it is filed, in that order."""
        entries = self.archive.entries.values()
        return sorted(
            [(filing(entry.title), entry) for entry in entries],
            key=lambda pair: (pair[0], pair[1].slug),
        )

    @cached_property
    def spoken(self) -> Counter[str]:
        """How many statements there are in each language."""
        return Counter(entry.language for entry in self.archive.entries.values())

    @cached_property
    def tagged(self) -> dict[str, list[str]]:
        """Slugs by tag."""
        return self.archive.tagged()

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """Slugs by authority named."""
        return self.archive.named()

    @cached_property
    def issued(self) -> dict[str, list[str]]:
        """Slugs by agent answerable."""
        return self.archive.issued()

    @cached_property
    def narrower(self) -> dict[str, tuple[str, ...]]:
        """Authorities below each authority."""
        found: dict[str, list[str]] = defaultdict(list)
        for authority in self.archive.authorities.values():
            for broader in authority.broader:
                found[broader].append(authority.id)
        return {id_: tuple(below) for id_, below in found.items()}
