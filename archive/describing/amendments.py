"""Lays an editor's corrections, withholdings and repaired links over the blocks of a statement.

The text of a block never changes; an amendment is a span in it, and spans nest or stand apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from archive.describing import repairs
from archive.describing.forms import Record
from archive.describing.passages import nearest
from archive.model import Block, Correction, Frozen, Link, Seed, Span, SpanKind, Withholding
from archive.problems import Problem


class Parts(Frozen, frozen=True):
    """The three parts of a statement's text."""

    head: tuple[Block, ...]
    body: tuple[Block, ...]
    back: tuple[Block, ...]

    def all(self) -> tuple[Block, ...]:
        """Return every block in order."""
        return (*self.head, *self.body, *self.back)


class Amended(Frozen, frozen=True):
    """The parts with the amendments in them, the amendments, and what went wrong."""

    parts: Parts
    corrections: tuple[Correction, ...]
    withheld: tuple[Withholding, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


class _Change(Frozen, frozen=True):
    """A correction or withholding as the record ``file`` has it; ``at`` is its line there."""

    file: str
    at: int
    line: int
    words: str
    because: str
    kind: SpanKind
    corr: str = ""

    def problem(self, message: str, remedy: str, code: str = "") -> Problem:
        return Problem(self.file, self.at, code or _CODES[self.kind], message, remedy)


_CODES: dict[SpanKind, str] = {"correction": "A120", "withheld": "A121"}


def amend(seed: Seed, record: Record, parts: Parts, links: tuple[Link, ...]) -> Amended:
    """Return ``parts`` and ``links`` amended as ``record`` asks.

    The problems are: words to correct or withhold that are not in their line exactly once (A120,
    A121), an address to repair that is not printed in its line (A122), amendments that overlap
    (A124).
    """
    blocks = {line: block for block in parts.all() for line in block.lines}
    spans: dict[int, list[Span]] = {}
    corrections: list[Correction] = []
    withheld: list[Withholding] = []
    problems: list[Problem] = []
    for change in _changes(record):
        block = blocks.get(change.line)
        index = len(corrections if change.kind == "correction" else withheld)
        placed = spans.setdefault(block.lines[0], []) if block else []
        problem = _place(seed, change, block, index, placed)
        if problem:
            problems.append(problem)
            continue
        anchor = block.anchor if block else ""
        if change.kind == "correction":
            corrections.append(
                Correction(change.line, change.words, change.corr, change.because, anchor)
            )
        else:
            withheld.append(Withholding(change.line, change.words, change.because, anchor))
    repaired, link_problems = repairs.repair(record, links)
    moves = repairs.moved(links, repaired)

    def new(old: tuple[Block, ...]) -> tuple[Block, ...]:
        if not spans and not moves:
            return old
        # A title that an editor or the reader of seeds supplied has no line.
        amended = (_with_spans(block, spans.get((block.lines or (0,))[0], [])) for block in old)
        return tuple(repairs.relinked(block, moves) for block in amended)

    return Amended(
        Parts(new(parts.head), new(parts.body), new(parts.back)),
        tuple(corrections),
        tuple(withheld),
        repairs.without_withheld(repaired, withheld),
        (*problems, *link_problems),
    )


def _changes(record: Record) -> Iterator[_Change]:
    for mended in record.correction:
        yield _Change(
            record.file,
            mended.at,
            mended.line,
            mended.sic,
            mended.because,
            "correction",
            mended.corr,
        )
    for held in record.withhold:
        yield _Change(record.file, held.at, held.line, held.text, held.because, "withheld")


def _place(
    seed: Seed, change: _Change, block: Block | None, index: int, placed: list[Span]
) -> Problem | None:
    """Add the change's span to those ``placed`` in its block, or return what is wrong with it."""
    if wrong := _misplaced(seed, change):
        return change.problem(*wrong)
    if block is None:
        return None  # the line is set aside from the text; the words are still in it
    place = _stretch(block, change.line, change.words)
    if place is None:
        return change.problem(
            f'found "{change.words}" across marks such as * or <; expected words alone',
            "write the words without the marks around or inside them",
        )  # fmt: skip
    span = Span(*place, change.kind, str(index))
    crossed = (other for other in placed if span.start < other.end and other.start < span.end)
    other = next(crossed, None)
    if other is not None:
        return change.problem(
            f'found a change of "{change.words}" that overlaps that of '
            f'"{block.text[other.start : other.end]}"; expected them apart',
            "make one change of the two", "A124",
        )  # fmt: skip
    placed.append(span)
    return None


def _misplaced(seed: Seed, change: _Change) -> tuple[str, str] | None:
    """Return what is wrong with finding the change's words in its line and what to do, if any."""
    line, words = change.line, change.words
    there = 1 <= line <= len(seed.lines)
    text = seed.lines[line - 1] if there else ""
    count = text.count(words) if words else 0
    if count == 1:
        return None
    what = "sic" if change.kind == "correction" else "text"
    copy = "copy the words from that line of the seed, enough of them to be unique"
    if count:
        return f'found "{words}" {count} times in line {line}; expected {what} exactly once', copy
    if there and text.strip():
        found = f'found no "{words}" in line {line}; expected {what} exactly once'
    elif there:
        found = f"found line {line}, which is blank; expected the line of the words"
    else:
        found = f"found line {line}; expected one of the seed's {len(seed.lines)} lines"
    elsewhere = [n for n, other in enumerate(seed.lines, 1) if words and words in other]
    if len(elsewhere) == 1:
        return found, f"write line = {elsewhere[0]}, where the words stand"
    if elsewhere:
        more = ", \u2026" if len(elsewhere) > 5 else ""
        return found, f"they stand in lines {', '.join(map(str, elsewhere[:5]))}{more}: name one"
    if not there or not text.strip():
        return found, "count the lines from 1, blank ones too"
    return found + nearest([Block("paragraph", (line,), text)], words), copy


def _stretch(block: Block, line: int, words: str) -> tuple[int, int] | None:
    """Return where ``words`` stand in the part of the block's text that is ``line``."""
    offset = 0
    for number, part in zip(block.lines, block.text.split("\n"), strict=False):
        if number == line and part.count(words) == 1:
            start = offset + part.index(words)
            return start, start + len(words)
        offset += len(part) + 1
    return None


def _with_spans(block: Block, added: list[Span]) -> Block:
    """Return the block with the spans added; those there before are cut where they would cross."""
    if not added:
        return block
    spans = list(block.spans)
    for new in added:
        spans = [piece for span in spans for piece in _cut(span, new)]
        spans.append(new)
    return replace(block, spans=tuple(sorted(spans, key=lambda s: (s.start, -s.end, s.kind))))


def _cut(span: Span, new: Span) -> tuple[Span, ...]:
    """Return ``span`` whole, or in two pieces where ``new`` begins or ends inside it crosswise."""
    if span.start < new.start < span.end < new.end:
        edge = new.start
    elif new.start < span.start < new.end < span.end:
        edge = new.end
    else:
        return (span,)
    return replace(span, end=edge), replace(span, start=edge)
