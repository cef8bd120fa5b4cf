"""Statements on the same event: both name it, and both were issued at its time.

Of the statements that name an event at its time each is tied to the next in order of issue, so that
one more disturbs the two beside it and no other; all of them stand together on the event's page.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping

from archive.linking.work import Ties, Work
from archive.model import Entry, IssueDate, Reason, Relation

# Days after an event's last one on which a text that names it still speaks of what is new.
AFTER = 7
# A date that is no surer than a year says nothing of the time of an event.
_SUREST = 31
# Of so many events at the most, the shortest, does one statement lead to others.
_MOST = 3

Days = tuple[int, int]


def meet(work: Work) -> None:
    """Add a tie between each two statements that follow one another on an event, from both ends.

    Two that have another tie already need none; of several
    events that two statements name, the shortest is told.
    """
    times = {
        one.id: days_of(one.date)
        for one in work.authorities.values()
        if one.kind == "event" and one.date is not None
    }
    last: dict[str, str] = {}
    tied: set[tuple[str, str]] = set()
    entries, ties = work.entries, work.ties
    for slug, entry in entries.items() if times else ():
        for event in _named(entry, times):
            before = last.get(event)
            last[event] = slug
            if before is None or (before, slug) in tied:
                continue
            if any(tie.to == before for tie in ties.get(slug, ())):
                continue
            tied.add((before, slug))
            _tie(entries[before], entry, event, ties)


def _named(entry: Entry, times: Mapping[str, Days]) -> list[str]:
    """Return the events that a statement names at their time, the shortest first."""
    named = [event for event in entry.named if event in times]
    if not named or entry.date is None:
        return []
    first, last = days_of(entry.date)
    if last - first >= _SUREST:
        return []
    found = [
        event for event in named if times[event][0] <= last and first <= times[event][1] + AFTER
    ]
    return sorted(found, key=lambda event: (times[event][1] - times[event][0], event))[:_MOST]


def _tie(before: Entry, after: Entry, event: str, ties: Ties) -> None:
    there, here = before.named[event][0], after.named[event][0]
    term = (("", event),)
    ties.setdefault(after.slug, []).append(
        Relation(before.slug, "same-event", reason=Reason("event", term, here=here, there=there))
    )
    reason = Reason("event", term, here=there, there=here)
    ties.setdefault(before.slug, []).append(
        Relation(after.slug, "same-event", reason=reason, inverse=True)
    )


def days_of(date: IssueDate) -> Days:
    """Return the first and the last day that a date may mean, as ordinals of the calendar."""
    year, month, day = date.until or (date.year, date.month, date.day)
    end = dt.date(year, month or 12, day or monthrange(year, month or 12)[1])
    return dt.date(date.year, date.month or 1, date.day or 1).toordinal(), end.toordinal()
