"""Long lists cut into sheets by year, month or letter, never by number.

So an addition changes the sheet it falls in and leaves the others as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from archive.showing.views import Item, Sheet

SHEET = 200


def by_time(
    items: Iterable[Item], folder: str, most: int = SHEET
) -> tuple[tuple[Sheet, ...], dict[str, list[Item]]]:
    """Cut a list of statements in order of issue into sheets by year, or month in a full year.

    Returns no sheets for a list of at most ``most``; else the sheets, and their items by path.
    """
    everything = list(items)
    if len(everything) <= most:
        return (), {}
    years: dict[str, list[Item]] = defaultdict(list)
    for item in everything:
        years[f"{item.date.year:04d}" if item.date else "undated"].append(item)
    groups: dict[str, list[Item]] = {}
    for year, members in years.items():
        if len(members) <= most or year == "undated":
            groups[year] = members
            continue
        for item in members:
            month = f"{year}-{item.date.month:02d}" if item.date and item.date.month else year
            groups.setdefault(month, []).append(item)
    paths = {f"{folder}/{label}/index.html": members for label, members in groups.items()}
    sheets = tuple(
        Sheet(label, path, len(members))
        for label, (path, members) in zip(groups, paths.items(), strict=True)
    )
    return sheets, paths


def marked(sheets: tuple[Sheet, ...], path: str) -> tuple[Sheet, ...]:
    """Return the sheets as the page at ``path`` lists them.

    The list's first page has them all with their counts.  A sheet has only its neighbours, without
    counts, so that a statement added to one sheet leaves the others as they are.
    """
    here = next((n for n, sheet in enumerate(sheets) if sheet.path == path), None)
    if here is None:
        return sheets
    near = range(max(0, here - 2), min(len(sheets), here + 3))
    return tuple(Sheet(sheets[n].label, sheets[n].path, current=n == here) for n in near)
