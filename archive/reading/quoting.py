"""What a mail holds of other mails: the reply it quotes, the note above what it forwards.

The statement is one of the messages; the lines of the others are set aside as the mail's.
"""

from __future__ import annotations

import re

from archive.reading import furniture, labelled
from archive.reading.draft import Draft
from archive.reading.languages import is_phrase, phrase, tables
from archive.reading.layout import Line

_QUOTED_FROM = re.compile(r"\d|@")
_MOST_ABOVE = 12
_TWICE = 2


def read(draft: Draft) -> None:
    """Mark the lines of ``draft`` that belong to a quoted reply or to a forwarder's note."""
    if not _may_hold(draft):
        return
    lines = draft.free()
    footer = furniture.signature(lines)
    lines = [line for line in lines if not footer or line.number < footer]
    draft.mark((line.number for line in _quoted(lines)), "furniture", "reply")
    _forwarded(draft, lines)


def _may_hold(draft: Draft) -> bool:
    return any(line.text[0] == ">" or line.text[0] in "-_" for line in draft.lines) or any(
        is_phrase(line.text, tables().forwarded) for line in draft.lines[:_MOST_ABOVE]
    )


def _quoted(lines: list[Line]) -> list[Line]:
    """Return the lines at the end that quote another mail, with the line that says whose."""
    start = len(lines)
    while start and lines[start - 1].text.startswith(">"):
        start -= 1
    if start == len(lines):
        return []
    above = start
    for place in range(start - 1, max(start - 3, 0), -1):
        if _says_whose(" ".join(line.text for line in lines[place:start])):
            above = place
            break
    own = sum(labelled.labelled(line) is None for line in lines[:above])
    return lines[above:] if above < start and own > 0 else []


def _says_whose(text: str) -> bool:
    """Return whether the text introduces a quoted mail: "On Monday Jo Fenn wrote:"."""
    if not text.endswith(":") or not _QUOTED_FROM.search(text):
        return False
    words = phrase(text)
    return any(words.endswith(each) or f" {each} " in words for each in tables().wrote)


def _forwarded(draft: Draft, lines: list[Line]) -> None:
    """Set aside the shorter of the two: what stands above a forwarded message, or the message."""
    for place, line in enumerate(lines):
        if not is_phrase(line.text, tables().forwarded):
            continue
        above = [each for each in lines[:place] if labelled.labelled(each) is None]
        below = lines[place + 1 :]
        if _length(below) * _TWICE >= _length(above):
            aside = above if len(above) <= _MOST_ABOVE else []
        else:
            aside = [line, *below]
        draft.mark((each.number for each in aside), "furniture", "mail")
        return


def _length(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)
