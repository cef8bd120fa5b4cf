"""What each value of a description rests on: the text itself, an inference, or an editor's word."""

from __future__ import annotations

from collections.abc import Iterator

from archive.describing.records import Record, numbers
from archive.model import Basis, Seed, Transcription
from archive.problems import Problem

# Each value's name in a record and its name in the description.
_FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "date": "date",
    "authors": "author",
    "publisher": "publisher",
    "place": "place",
    "language": "language",
    "source_url": "source_url",
}
# Doubts of the reader of a seed that a record's own value settles.
_SETTLED_BY = {"A020": "title", "A021": "date"}


def supplied(because: str, lines: tuple[int, ...] = ()) -> Basis:
    """Return the basis of a value that an editor supplies."""
    return Basis("supplied", lines, because)


def bases(transcription: Transcription, record: Record) -> dict[str, Basis]:
    """Return the basis of each value; a record that repeats what the text says supplies nothing."""
    found = dict(transcription.basis)
    shown = _shown(transcription)
    for key, field in _FIELDS.items():
        value = getattr(record, key)
        if not value or (field in found and value == shown[key]):
            continue
        tables = [table for table in record.evidence if table.of == key]
        lines = tuple(sorted({line for table in tables for line in numbers(table.lines)}))
        because = " ".join(table.because for table in tables)
        if key == "date" and not because:
            because = record.date_note
        found[field] = supplied(because, lines)
    return found


def date_note(transcription: Transcription, record: Record) -> str:
    """Return the record's note on the date, unless it is already the basis of the date."""
    basis = bases(transcription, record).get("date")
    return "" if basis and basis.because == record.date_note else record.date_note


def settles(record: Record, code: str) -> bool:
    """Say whether the record supplies the value that a doubt with this code is about."""
    return bool(code in _SETTLED_BY and getattr(record, _SETTLED_BY[code]))


def misplaced(seed: Seed, record: Record) -> Iterator[Problem]:
    """Yield an error for each line the record cites that the seed does not have (A011).

    The same for words to cut a line before that are not in it exactly once (A012).  Lines of
    corrections and withholdings are reported with their words, by ``amendments``.
    """
    last = len(seed.lines)
    cited = [(table.at, line) for table in record.join for line in table.lines]
    cited += [(table.at, table.line) for table in record.split]
    cited += [(table.at, line) for table in record.role for line in numbers(table.lines)]
    cited += [(table.at, line) for table in record.evidence for line in numbers(table.lines)]
    for at, line in cited:
        if not 1 <= line <= last:
            yield Problem(
                record.file, at, "A011", f"found line {line}; expected one of the seed's {last} "
                "lines", "count the lines from 1, blank ones too",
            )  # fmt: skip
    for table in record.split:
        text = seed.lines[table.line - 1] if 1 <= table.line <= last else ""
        count = text.count(table.before) if table.before else 0
        if text and count != 1:
            yield Problem(
                record.file, table.at, "A012", f'found "{table.before}" {count} times in line '
                f"{table.line}; expected it exactly once",
                "copy the first words of the new paragraph from that line",
            )  # fmt: skip


def _shown(transcription: Transcription) -> dict[str, object]:
    return {
        "title": transcription.title,
        "subtitle": transcription.subtitle,
        "date": transcription.date.edtf if transcription.date else "",
        "authors": transcription.authors,
        "publisher": transcription.publisher,
        "place": transcription.place,
        "language": transcription.language,
        "source_url": transcription.source_url,
    }
