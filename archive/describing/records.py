"""Reads an editor's record of one statement: what the seed does not say, or says wrongly.

A record is judged here only by itself; whether its words stand in the seed is for ``describe``.
"""

from __future__ import annotations

from archive.describing import scrutiny
from archive.describing.forms import Keys, Numbers, Record, Texts, numbers, texts
from archive.naming import tables
from archive.problems import ProblemsFound
from archive.reading import dates

__all__ = ["Numbers", "Record", "Texts", "numbers", "read", "texts"]


def read(file: str, data: bytes) -> Record:
    """Return the record of ``data`` (TOML); raises ProblemsFound with all that is wrong in it."""
    keys, places = tables.read(file, data, Keys)
    lines = {str(path[0]): line for path, line in places.places.items() if len(path) == 1}
    values = {name: getattr(keys, name) for name in keys.__struct_fields__}
    issued = None
    problems = list(scrutiny.undated(file, lines, "date", keys.date, keys.language))
    if keys.date.strip() and not problems:
        issued = dates.read(keys.date)
    record = Record(file=file, lines=lines, issued=issued, **values)
    problems.extend(scrutiny.wrong(record))
    if problems:
        raise ProblemsFound(problems)
    return record
