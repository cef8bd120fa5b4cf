"""What each value of a description rests on: the text itself, an inference, or an editor's word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.describing.forms import Record, numbers
from archive.model import Basis, Block, Seed, Transcription
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
    read = [(table.at, line) for table in record.join for line in table.lines]
    read += [(table.at, table.line) for table in record.split]
    read += [(table.at, line) for table in record.role for line in numbers(table.lines)]
    cited = [(table.at, line) for table in record.evidence for line in numbers(table.lines)]
    for at, line in (*read, *cited):
        if not 1 <= line <= last:
            yield Problem(
                record.file, at, "A011", f"found line {line}; expected one of the seed's {last} "
                "lines", "count the lines from 1, blank ones too",
            )  # fmt: skip
    for at, line in read:
        if 1 <= line <= last and not _has_text(seed, line):
            beside = [str(n) for n in (line - 1, line + 1) if _has_text(seed, n)]
            hint = f" (there is text beside it in line {' and '.join(beside)})" if beside else ""
            yield Problem(
                record.file, at, "A011", f"found line {line}, which is blank; expected a line with "
                "text", f"count the lines from 1, blank ones too{hint}",
            )  # fmt: skip
    yield from _uncut(seed, record)


def _uncut(seed: Seed, record: Record) -> Iterator[Problem]:
    for table in record.split:
        if not table.before or not _has_text(seed, table.line):
            continue
        count = seed.lines[table.line - 1].count(table.before)
        if count != 1:
            there = [n for n, text in enumerate(seed.lines, 1) if text.count(table.before) == 1]
            yield Problem(
                record.file, table.at, "A012", f'found "{table.before}" {count} times in line '
                f"{table.line}; expected it exactly once",
                f"write line = {there[0]}, where the words stand"
                if not count and len(there) == 1
                else "copy the first words of the new paragraph from that line",
            )  # fmt: skip


def unjoined(seed: Seed, record: Record, blocks: Iterable[Block]) -> Iterator[Problem]:
    """Yield an error (A114) for each join whose lines are not one block of the reading text."""
    if not record.join:
        return
    read = [frozenset(block.lines) for block in blocks]
    for join in record.join:
        lines = set(join.lines)
        if any(lines <= block for block in read):
            continue
        between = [
            n for n in range(min(lines), max(lines)) if n not in lines and _has_text(seed, n)
        ]
        if between:
            found = f"lines {_listed(sorted(lines))} with text between them ({_listed(between)})"
            whole = sorted({*lines, *between})
            remedy = f"write lines = {whole}, or say with [[role]] what stands between them"
        else:
            found = f"lines {_listed(sorted(lines))}, which are not read as one paragraph"
            remedy = 'say with [[role]] as = "paragraph" that they are text, or take the join out'
        yield Problem(
            record.file, join.at, "A114", f"found {found}; expected lines of one paragraph", remedy
        )


def _listed(lines: list[int]) -> str:
    more = ", …" if len(lines) > 6 else ""
    return f"{', '.join(map(str, lines[:6]))}{more}"


# As ``archive.reading.layout``: white space of every kind, and the marks without width.
_BLANK = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\u200b\ufeff"


def _has_text(seed: Seed, line: int) -> bool:
    return 1 <= line <= len(seed.lines) and bool(seed.lines[line - 1].strip(_BLANK))


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
