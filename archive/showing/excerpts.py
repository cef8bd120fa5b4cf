"""Pieces of a statement shown elsewhere: a paragraph with a name marked, a line of a concordance.

A paragraph is always whole; a concordance's line shows by "…" that it goes on.
"""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

from archive.model import Passage, Reading, Statement
from archive.showing.spans import GAP

# What stands in the place of withheld words until they are shown as a gap.
BLANK = "\N{OBJECT REPLACEMENT CHARACTER}"
_blank = re.compile(f"{BLANK}+")
# Characters shown on either side of a name in a concordance.
CONTEXT = 60

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
        words = words.replace(held.text, BLANK * len(held.text))
    return words


def html(words: str) -> str:
    """Return words as HTML, with a gap for each overwritten stretch."""
    escaped = escape(words, quote=False)
    return _blank.sub(GAP, escaped) if BLANK in escaped else escaped


def excerpt(text: Statement | Reading, anchor: str, authority: str) -> Markup:
    """Return a whole block's words as HTML with the names of an authority in ``<mark>``."""
    words, marks = source(text, anchor, authority)
    parts: list[str] = []
    position = 0
    for start, end in marks:
        if start >= position:
            parts += [html(words[position:start]), f"<mark>{html(words[start:end])}</mark>"]
            position = end
    parts.append(html(words[position:]))
    return Markup("".join(parts))  # noqa: S704  every part was escaped as it was made


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
