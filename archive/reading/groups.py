"""Lines that are one paragraph, gathered: their text, and whether they are a heading or prose."""

from __future__ import annotations

import re

from archive.reading import datings
from archive.reading.languages import fold, starts_with, tables
from archive.reading.layout import Line, ends_sentence, marker

_ATX = re.compile(r"(#{1,6})\s+")
_UNDER = re.compile(r"={3,}|-{3,}")

Group = tuple[Line, ...]


def text_of(group: Group) -> str:
    """Return the lines of a group as one line."""
    return group[0].text if len(group) == 1 else " ".join([line.text for line in group])


def heading_mark(text: str) -> int:
    """Return the level of an ATX heading (``## words``), 0 for other lines."""
    return atx(text)[0] if text.startswith("#") else 0


def atx(text: str) -> tuple[int, int, int]:
    """Return level, start and end of the words of an ATX heading (CommonMark 4.2); 0 for others.

    Marks after the words belong to the heading too: ``## Words ##``.
    """
    found = _ATX.match(text)
    if found is None or found.end() == len(text):
        return 0, 0, len(text)
    words = text[found.end() :].rstrip()
    bare = words.rstrip("#")
    if len(bare) < len(words) and bare[-1:].isspace():
        words = bare.rstrip()
    return len(found[1]), found.end(), found.end() + len(words)


def is_underline(text: str, above: str) -> bool:
    """Return whether the line underlines the one above, directly over it, as a heading (setext)."""
    return _UNDER.fullmatch(text) is not None and (
        text[0] == "=" or 2 * len(text) >= len(above) >= 1
    )


def is_prose(group: Group) -> bool:
    """Return whether the group is text rather than a line of the head."""
    text = text_of(group)
    if heading_mark(group[0].text):
        return False
    if "   " in text:
        text = " ".join(text.split())
    plain = text.strip("*_ ")
    if len(group) > 3 or len(text) > 260:
        return True
    if starts_with(fold(plain), tables().salute) and plain.endswith((",", ":", "!", "،", ".")):
        return True
    if marker(text) and not begins_with_date(text):
        return True
    if ends_sentence(plain) and plain[-1] not in "!?؟;" and len(text) > 60:
        return True
    return len(text) > 110 and (ends_sentence(plain) or len(text) > 170)


def begins_with_date(text: str) -> bool:
    """Return whether a date opens the line."""
    found = datings.find(text[:60])
    return found is not None and found.start < 2
