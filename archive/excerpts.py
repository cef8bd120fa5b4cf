"""Pieces of a statement shown elsewhere: a paragraph with a name marked, a line of a concordance.

The words are the text's; what is left out between them is shown as "[…]".
"""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

from archive.model import Passage, Reading, Statement
from archive.spans import GAP

# A paragraph up to this length is shown whole; of a longer one, what stands around the names.
WHOLE = 640
AROUND = 280
CONTEXT = 60
SENTENCE_END = re.compile(r"[.!?؟…。]['\"’”»)\]]*\s+")

Marks = list[tuple[int, int]]


def source(text: Statement | Reading, anchor: str, authority: str) -> tuple[str, Marks]:
    """Return a block's words, with line feeds as spaces, and the places that name an authority."""
    if isinstance(text, Reading):
        marks = [(s, e) for at, s, e in text.marks.get(authority, ()) if at == anchor]
        words = text.texts.get(anchor, "")
    else:
        marks = [
            (m.start, m.end)
            for m in text.mentions
            if (m.authority, m.anchor) == (authority, anchor)
        ]
        blocks = (*text.head, *text.body, *text.back)
        words = next((block.text for block in blocks if block.anchor == anchor), "")
        words = blanked(words, text)
    return words.replace("\n", " "), sorted(marks)


def blanked(words: str, statement: Statement) -> str:
    """Return the words with each withheld stretch overwritten; all other places stay."""
    for held in statement.withheld:
        words = words.replace(held.text, "\N{OBJECT REPLACEMENT CHARACTER}" * len(held.text))
    return words


def html(words: str) -> str:
    """Return words as HTML, with a gap for each overwritten stretch."""
    escaped = escape(words, quote=False)
    return re.sub("\N{OBJECT REPLACEMENT CHARACTER}+", GAP, escaped)


def excerpt(text: Statement | Reading, anchor: str, authority: str) -> Markup:
    """Return a block's words as HTML with the names of an authority in ``<mark>``."""
    words, marks = source(text, anchor, authority)
    windows = [(0, len(words))] if len(words) <= WHOLE else _windows(words, marks)
    parts: list[str] = []
    for start, end in windows:
        inside = [(max(a, start), min(b, end)) for a, b in marks if a < end and start < b]
        parts.append(("[…] " if start else "") + _marked(words, start, end, inside))
    if windows and windows[-1][1] < len(words):
        parts.append("[…]")
    return Markup(" ".join(parts))  # noqa: S704  every part was escaped as it was made


def _marked(words: str, start: int, end: int, marks: Marks) -> str:
    parts, position = [], start
    for first, last in marks:
        if first >= position:
            parts += [html(words[position:first]), f"<mark>{html(words[first:last])}</mark>"]
            position = last
    return "".join(parts) + html(words[position:end]).rstrip()


def _windows(words: str, marks: Marks) -> Marks:
    """Return the stretches to show: around each name, whole sentences if they are short."""
    found: Marks = []
    for start, end in marks or [(0, 0)]:
        first, last = _before(words, start), _after(words, end)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _before(words: str, place: int) -> int:
    low = max(0, place - AROUND)
    if low == 0:
        return 0
    ends = [match.end() for match in SENTENCE_END.finditer(words, low, place)]
    space = words.find(" ", low, place)
    return ends[0] if ends else (space + 1 or low)


def _after(words: str, place: int) -> int:
    high = min(len(words), place + AROUND)
    if high == len(words):
        return high
    ends = [match.end() for match in SENTENCE_END.finditer(words, place, high)]
    space = words.rfind(" ", place, high)
    return ends[-1] if ends else (space + 1 or high)


def kwic(
    text: Statement | Reading, anchor: str, authority: str
) -> list[tuple[Markup, Markup, Markup]]:
    """Return (before, name, after) for each place where a block names an authority."""
    words, marks = source(text, anchor, authority)
    rows = []
    for start, end in marks:
        low, high = max(0, start - CONTEXT), min(len(words), end + CONTEXT)
        before, after = words[low:start], words[end:high]
        if low:
            before = "… " + before.partition(" ")[2]
        if high < len(words):
            after = after.rpartition(" ")[0] + " …"
        rows.append((Markup(html(before)), Markup(html(words[start:end])), Markup(html(after))))  # noqa: S704
    return rows


def quoted(passage: Passage, text: Statement | None = None) -> Markup:
    """Return a passage's words as HTML, without what its statement withholds."""
    words = blanked(passage.text, text) if text else passage.text
    return Markup(html(words.replace("\n", " ")))  # noqa: S704  escaped in html()
