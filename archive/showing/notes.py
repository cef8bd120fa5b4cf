"""The editor's notes on a text: one series of marks over corrections, gaps and repaired links."""

from __future__ import annotations

from archive.model import Frozen, Statement


class Note(Frozen, frozen=True):
    """An editor's note on a place in the text, with the mark ("a", "b" …) that stands there.

    ``kind`` is "correction", "withheld" or "link"; ``index`` is its place in the statement's own
    tuple of that kind.  ``printed`` and ``reading`` are the two readings, "" for withheld words.
    """

    mark: str
    kind: str
    index: int
    line: int
    anchor: str
    printed: str
    reading: str
    because: str
    archived: str = ""
    checked: str = ""


def notes(statement: Statement) -> tuple[Note, ...]:
    """Return the notes of a statement in the order of its lines, each with its mark."""
    if not (statement.corrections or statement.withheld or statement.links):
        return ()
    found = [
        Note("", "correction", index, c.line, c.anchor, c.sic, c.corr, c.because)
        for index, c in enumerate(statement.corrections)
    ]
    found += [
        Note("", "withheld", index, w.line, w.anchor, "", "", w.because)
        for index, w in enumerate(statement.withheld)
    ]
    found += [
        Note(
            "", "link", index, k.line, k.anchor, k.printed, k.href, k.because, k.archived, k.checked
        )
        for index, k in enumerate(statement.links)
        if k.href != k.printed
    ]
    found.sort(key=lambda note: note.line)
    return tuple(
        Note(letters(place), n.kind, n.index, n.line, n.anchor, n.printed, n.reading, n.because,
             n.archived, n.checked)
        for place, n in enumerate(found)
    )  # fmt: skip


def letters(place: int) -> str:
    """Return a, b … z, aa, ab … for 0, 1, 2."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(97 + rest) + found
    return found
