"""Blocks of the reading text, made from lines: what is kept of each line, what is taken out."""

from __future__ import annotations

from bisect import bisect_right

from archive.model import Block, BlockKind
from archive.reading import inline
from archive.reading.layout import Line


def make(
    group: tuple[Line, ...],
    kind: BlockKind,
    bounds: list[tuple[int, int]] | None = None,
    *,
    level: int = 0,
    style: str = "",
    anchor: str = "",
) -> Block:
    """Return the block of the lines of ``group``.

    ``bounds`` are the [start, end) that each line keeps; what lies outside was a mark of the kind
    (a bullet, the ``##`` of a heading).  Inline marks inside are read and taken out too.
    """
    if bounds is None:
        parts = [line.text for line in group]
    else:
        parts = [line.text[start:end] for line, (start, end) in zip(group, bounds, strict=True)]
    read = inline.read(parts[0] if len(parts) == 1 else "\n".join(parts))
    markup: list[tuple[int, int, int]] = []
    for line, (start, end) in zip(group, bounds or (), strict=bounds is not None):
        if start:
            markup.append((line.number, line.indent, line.indent + start))
        if end < len(line.text):
            markup.append((line.number, line.indent + end, line.indent + len(line.text)))
    if read.removed:
        starts = [0]
        for part in parts:
            starts.append(starts[-1] + len(part) + 1)
        for first, last in read.removed:
            at = bisect_right(starts, first) - 1
            shift = group[at].indent - starts[at] + (bounds[at][0] if bounds else 0)
            markup.append((group[at].number, first + shift, last + shift))
    return Block(
        kind=kind,
        lines=tuple([line.number for line in group]),
        text=read.text,
        anchor=anchor,
        spans=read.spans,
        markup=tuple(sorted(markup)) if markup else (),
        level=level,
        style=style,
    )
