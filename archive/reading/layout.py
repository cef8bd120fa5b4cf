"""How a seed is laid out: which of its lines are pieces of one paragraph, by length and gaps alone.

Knows hard-wrapped text (with or without blank lines between paragraphs, double-spaced or not) and
text with a paragraph on each line.  Knows nothing of what the lines say beyond where a sentence
can end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from archive.reading.languages import fold


class Line(NamedTuple):
    """A line that is not blank; ``gap`` is the number of blank lines before it."""

    number: int
    text: str
    gap: int
    indent: int


class Wrap(NamedTuple):
    """Hard-wrapped text: lines of up to ``width`` characters, ``step`` blank lines between them.

    ``parted`` is true where wider gaps part the paragraphs, so that a short line need not.
    """

    width: int
    step: int
    parted: bool


_MARKER = re.compile(
    r"(?:[-*+•‣▪●◦○■□▶►✓✔➤–—·](?=\s)|(?:\d{1,3}|[٠-٩۰-۹]{1,3})[.)](?=\s)|\((?:\d{1,3}|[a-z])\)(?=\s)"
    r"|[a-z]\)(?=\s)|\[\d{1,3}\]|\[\^\w{1,9}\]:|>)\s*"
)
_LEAD = re.compile(r"#{1,6}\s")
# A sentence's end may be followed by closing quotation marks and by the number of a note.
_TERMINAL = re.compile(
    r"[.!?…:;؟؛。！？][\"'”’»)\]*_›“]*(?:\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|[⁰¹²³⁴-⁹]+))*$"
)
# The letters that ``_TERMINAL`` can end in, so that one look decides for most lines; a line feed,
# since ``$`` passes over it.
_ENDS = frozenset(".!?…:;؟؛。！？")
_AFTER_END = frozenset("\"'”’»)]*_›“⁰¹²³⁴⁵⁶⁷⁸⁹\n")
_RULED = frozenset("-_=*#~•·+—–<")
_RULE = re.compile(r"(?:[-_=*#~•·+—–]\s*){3,}|-\s*30\s*-|<hr\s*/?>", re.IGNORECASE)
# White space of every kind, and the marks without width that editors leave behind.
_BLANK = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\u200b\ufeff"
_UNSAID = re.compile(r"[\W_]+")
_NARROWEST, _NARROW, _WIDEST = 28, 45, 110
_MANY = 8


def lines_of(texts: tuple[str, ...]) -> list[Line]:
    """Return the lines that are not blank, numbered from 1."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(texts, 1):
        text = raw.strip(_BLANK)
        if not text:
            gap += 1
            continue
        indent = 0 if raw[0] == text[0] else len(raw) - len(raw.lstrip(_BLANK))
        lines.append(Line(number, text, gap, indent))
        gap = 0
    return lines


def marker(text: str) -> str:
    """Return the mark of a list item, note or quotation that ``text`` begins with, or nothing."""
    # Of all marks that begin with a letter, a bracket is the second: most lines end here.
    if text[:1].isalpha() and text[1:2] != ")":
        return ""
    found = _MARKER.match(text)
    return found[0] if found else ""


def is_rule(text: str) -> bool:
    """Return whether the line only draws a line: ``---``, ``* * *``, ``###``, ``-30-``."""
    return text[:1] in _RULED and _RULE.fullmatch(text) is not None


def ends_sentence(text: str) -> bool:
    """Return whether a sentence (or what introduces something) can end here."""
    last = text[-1:]
    if last in _ENDS:
        return True
    return last in _AFTER_END and _TERMINAL.search(text[-24:]) is not None


def begins_small(text: str) -> bool:
    """Return whether the first letter is a small one, before which no sentence starts."""
    letters = text.lstrip("\"'“‘«„(*_ \u2066\u2067\u2068\u202a\u202b")
    return bool(letters) and letters[0].islower() and "_" not in letters.split(None, 1)[0]


def wrapping(lines: list[Line]) -> Wrap | None:
    """Return how the text is hard-wrapped, or None where each line is a paragraph of its own.

    A line is broken by wrapping when the first word of the next line would not have fitted.
    """
    neighbours = list(_neighbours(lines))
    close = sum([second.gap == 0 for _, second in neighbours])
    for step in (0, 1):
        pairs = [pair for pair in neighbours if pair[1].gap == step]
        if not pairs or (step and len(pairs) <= close):
            continue
        width = _width([first.indent + len(first.text) for first, _ in pairs])
        if not _NARROWEST <= width <= _WIDEST or _runs_over(lines, pairs, width):
            continue
        parted = _parted(lines, step)
        if step and not parted and len(pairs) < _MANY:
            continue
        full = sum(_full(first, second, width) for first, second in pairs)
        small = sum(begins_small(second.text) for _, second in pairs)
        if len(pairs) < 3 or 3 * len(pairs) < len(lines):
            # Few pairs prove little: each must be full, and sentences run over their ends.
            wrapped = full == len(pairs) and 2 * small >= full and width > _NARROW
        else:
            wrapped = 2 * full >= len(pairs) and (parted or not step or small > 0)
        if wrapped:
            return Wrap(width, step, parted)
    return None


def _runs_over(lines: list[Line], pairs: list[tuple[Line, Line]], width: int) -> bool:
    """Return whether most of the text stands in lines that no such width could have left whole."""
    long = sum([len(line.text) for line in lines if len(line.text) > 2 * width])
    return long > sum([len(first.text) for first, _ in pairs])


def _parted(lines: list[Line], step: int) -> bool:
    """Return whether wider gaps part the paragraphs; those around a title do not count."""
    gaps = sum(second.gap > step and ends_sentence(first.text) for first, second in pairwise(lines))
    return gaps > 0 and 15 * gaps >= len(lines)


def _neighbours(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield the pairs of lines with nothing but blank lines between them."""
    ruled = bool(lines) and is_rule(lines[0].text)
    for first, second in pairwise(lines):
        above, ruled = ruled, is_rule(second.text)
        if second.number - first.number == second.gap + 1 and not (above or ruled):
            yield first, second


def _width(lengths: list[int]) -> int:
    """Return the width that the longest lines share, a stray address passed over."""
    ordered = sorted(lengths)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.93))]


def _full(first: Line, second: Line, width: int) -> bool:
    word = second.text.split(maxsplit=1)[0]
    return first.indent + len(first.text) + 1 + len(word) > width


def continues(first: Line, second: Line, wrap: Wrap | None) -> bool:
    """Return whether ``second`` is the next line of the paragraph that ``first`` belongs to."""
    if wrap is None or second.gap > wrap.step or _LEAD.match(second.text):
        return False
    if second.number - first.number != second.gap + 1:
        return False
    if mark := marker(second.text):
        # A number or dash that happens to begin a line, in the middle of a sentence.
        middle = mark[0].isdigit() or mark[0] in "-–—"
        if not middle or ends_sentence(first.text) or marker(first.text):
            return False
        return _full(first, second, wrap.width)
    if is_rule(first.text) or is_rule(second.text) or _LEAD.match(first.text):
        return False
    if second.indent > first.indent + 1 and not marker(first.text) and ends_sentence(first.text):
        return False
    if _full(first, second, wrap.width):
        bare = _short(second, wrap, 0.5) and not ends_sentence(second.text)
        return wrap.parted or not (_ended(first, second) and (_short(first, wrap, 0.8) or bare))
    if first.text.isupper() and not second.text.isupper():
        return False
    if begins_small(second.text) and not ends_sentence(first.text):
        return True
    # Ragged lines in a chunk set off by blank lines: only a short one breaks the paragraph.
    return wrap.parted and not wrap.step and not _short(first, wrap, 0.6)


def _ended(first: Line, second: Line) -> bool:
    return ends_sentence(first.text) and not begins_small(second.text)


def _short(line: Line, wrap: Wrap, share: float) -> bool:
    return line.indent + len(line.text) < share * wrap.width


def gather(lines: list[Line], wrap: Wrap | None) -> list[tuple[Line, ...]]:
    """Return the lines in groups, each the lines of one paragraph."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and continues(groups[-1][-1], line, wrap):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def key(text: str) -> str:
    """Return ``text`` as duplicates are compared: folded, without marks and spacing."""
    return _UNSAID.sub("", fold(text))
