"""How lists are set out on a page: statements by year and month, ties by what they say.

Nothing is sorted here: the order is the plan's.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from archive.model import Frozen, RelationType
from archive.showing.pieces import EventMark, Item, Sheet, Tie


class Year(Frozen, frozen=True):
    """A year of the chronology; ``label`` is "2016" or "undated", a month "2016-12" or "2016"."""

    label: str
    months: tuple[tuple[str, tuple[Item, ...]], ...]
    events: tuple[EventMark, ...] = ()


class Bundle(Frozen, frozen=True):
    """The ties of one type, read in one direction, by the statement at their other end."""

    type: RelationType
    inverse: bool
    others: tuple[tuple[Item, tuple[Tie, ...]], ...]


def chronicle(items: Iterable[Item], events: Iterable[EventMark] = ()) -> tuple[Year, ...]:
    """Return statements by year and month beside the events of each year.

    A year that has events but no statement stands in its place.
    """
    marks: dict[str, list[EventMark]] = {}
    for event in events:
        marks.setdefault(f"{event.date.year:04d}", []).append(event)
    months: dict[str, list[tuple[str, tuple[Item, ...]]]] = {label: [] for label in marks}
    for month, members in groupby(items, key=_month):
        months.setdefault(month[:4] if month != "undated" else month, []).append(
            (month, tuple(members))
        )
    return tuple(
        Year(label, tuple(months[label]), tuple(marks.get(label, ())))
        for label in sorted(months, key=lambda label: (label == "undated", label))
    )


def _month(item: Item) -> str:
    if item.date is None:
        return "undated"
    return (
        f"{item.date.year:04d}-{item.date.month:02d}"
        if item.date.month
        else f"{item.date.year:04d}"
    )


def one_is_current(sheets: Iterable[Sheet]) -> bool:
    """Tell whether the page that lists these sheets is one of them."""
    return any(sheet.current for sheet in sheets)


def grouped_ties(ties: Iterable[Tie]) -> tuple[Bundle, ...]:
    """Return ties by type and direction, and within it by statement, in their first order."""
    bundles: dict[tuple[RelationType, bool], dict[str, list[Tie]]] = {}
    items: dict[str, Item] = {}
    for tie in ties:
        # The same claim and a difference read alike from both ends.
        inverse = tie.inverse and tie.type not in (
            "same-claim",
            "differs",
            "same-event",
            "shared-subjects",
        )
        items[tie.item.slug] = tie.item
        bundles.setdefault((tie.type, inverse), {}).setdefault(tie.item.slug, []).append(tie)
    return tuple(
        Bundle(
            type_,
            inverse,
            tuple((items[slug], tuple(members)) for slug, members in by_slug.items()),
        )
        for (type_, inverse), by_slug in bundles.items()
    )
