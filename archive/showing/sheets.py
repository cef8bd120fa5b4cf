"""Long lists cut into sheets by year, month or letter, never by number.

So an addition changes the sheet it falls in and leaves the others as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from archive.model import Entry
from archive.showing.pieces import Item, Sheet

SHEET = 200
# So many letters at the most stand over a sheet.
DEEPEST = 12

Line = TypeVar("Line")
Dated = TypeVar("Dated", Item, Entry)

_filed_under = re.compile(r"[^\W_]")


def one(_: object) -> int:
    """Return 1: in a list of a line each, each statement weighs the same."""
    return 1


def by_time(
    items: Iterable[Dated], folder: str, most: int, weigh: Callable[[Dated], int] = one
) -> tuple[tuple[Sheet, ...], dict[str, list[Dated]]]:
    """Cut a list of statements in order of issue into sheets by year, or month in a full year.

    Returns no sheets for a list that weighs at most ``most``; else the sheets, and their items by
    path.
    """
    everything = list(items)
    if sum(map(weigh, everything)) <= most:
        return (), {}
    years: dict[str, list[Dated]] = defaultdict(list)
    for item in everything:
        years[f"{item.date.year:04d}" if item.date else "undated"].append(item)
    groups: dict[str, list[Dated]] = {}
    for year, members in years.items():
        if sum(map(weigh, members)) <= most or year == "undated":
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


def filing(text: str) -> str:
    """Return a title as it is filed: without what stands before its first letter or digit."""
    first = _filed_under.search(text)
    return text[first.start() :].casefold() if first else ""


def by_letters(lines: Iterable[tuple[str, Line]], most: int) -> dict[str, list[Line]]:
    """Cut lines by their first letters, as many as it takes for sheets of at most ``most``.

    Each line stands behind its text as it is filed.  Returns the lines by letters, "0–9" for all
    digits and "#" for what has neither.
    """
    found: dict[str, list[Line]] = {}
    pending = [(list(lines), 1)]
    while pending:
        members, depth = pending.pop()
        groups: dict[str, list[tuple[str, Line]]] = defaultdict(list)
        for pair in members:
            filed = pair[0]
            groups["0–9" if filed[:1].isdigit() else filed[:depth].upper()].append(pair)
        deeper = []
        for letters, inside in groups.items():
            if len(inside) <= most or len(letters) < depth or depth == DEEPEST:
                found.setdefault(letters.strip() or "#", []).extend([line for _, line in inside])
            else:
                deeper.append((inside, depth + 1))
        pending.extend(reversed(deeper))
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def folder_of(letters: str) -> str:
    """Return a folder name for a sheet: its code points, safe on any file system."""
    return "0-9" if letters == "0–9" else "-".join(f"{ord(character):04x}" for character in letters)
