"""Lines that tell how to reach whoever issued the text: addresses, telephones, contact blocks."""

from __future__ import annotations

import re

from archive.reading.languages import fold, starts_with, tables
from archive.reading.layout import Line

MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+(?:@[\w-]+(?:\.[\w-]+)+|\s?(?:\[at\]|\(at\)|\[arroba\])\s?[\w-]+)"
)
PHONE = re.compile(r"(?<![\d/])(?:\+|00)?\d(?:[\s().–-]{0,3}\d){6,14}(?!\d)")
_DIGIT = re.compile(r"\d")
# The parts of a letterhead, and what an address of the post has.
_PARTS = re.compile(r"\s+[|•·*–—]\s+|\s*,\s+")
_WHERE = re.compile(
    r"(?<!\w)c/o\s|(?<!\d)\d{4,5}\s[^\W\d_]{3}|[^\W\d_]{3}\.?\s\d{1,4}[a-z]?$|^\d{1,4}\s[^\W\d_]|www\.|://"
)
_LINE_MOST, _LINES, _PIECES = 120, 8, 3


def reaches(text: str) -> bool:
    """Return whether the text gives a mail address or a telephone number."""
    at = "@" in text or "at]" in text or "at)" in text or "[arroba]" in text
    if at and MAIL.search(text):
        return True
    return _DIGIT.search(text) is not None and PHONE.search(text) is not None


def letterhead(text: str) -> str:
    """Return the name before an address, where the line is both: "The League • c/o … • 04317 X"."""
    pieces = [piece.strip() for piece in _PARTS.split(text)] if len(text) <= _LINE_MOST * 2 else []
    if len(pieces) < _PIECES:
        return ""
    rest = pieces[1:]
    where = sum(_WHERE.search(piece) is not None or reaches(piece) for piece in rest)
    return pieces[0] if where and 2 * where >= len(rest) else ""


def opens(text: str) -> bool:
    """Return whether the text begins by saying what an address is for: "Press contact"."""
    return bool(starts_with(fold(text.strip("*_ -•")), tables().contact))


def _labels(text: str) -> bool:
    """Return whether the words that open a contact are a label: "Press officer: Jo Fenn"."""
    opener = starts_with(fold(text), tables().contact)
    return bool(opener) and fold(text)[len(opener) :].lstrip(". ")[:1] == ":"


def leads(text: str) -> bool:
    """Return whether a contact block can begin with the line."""
    return len(text) <= _LINE_MOST and opens(text)


def block(lines: list[Line], start: int) -> int:
    """Return how many lines, from ``start`` on, are one contact block; 0 if none begins there.

    A block is led by a line that says what it is, and has a number or an address in it; no blank
    line parts it.
    """
    text = lines[start].text
    if not leads(text):
        return 0
    end = start + 1
    while end < len(lines) and end - start < _LINES and lines[end].gap == 0:
        if len(lines[end].text) > _LINE_MOST:
            return 0
        end += 1
    inside = [line.text for line in lines[start:end]]
    heads = text.rstrip("*_ ").endswith((":", "：", ")")) or reaches(text) or text.isupper()
    heads = heads or _labels(text)
    return end - start if heads and any(map(reaches, inside)) else 0
