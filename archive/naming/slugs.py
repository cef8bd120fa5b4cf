"""Makes names fit to stand in an address, in any script."""

from __future__ import annotations

import re
import unicodedata

# What Windows will not have as a file name, whatever the ending.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_LONGEST = 150  # bytes: a file system takes 255, and endings such as .csl.json are still to come


def safe(name: str) -> str:
    """Return ``name`` in lower case with only letters, marks, digits, hyphen, underscore and dot.

    Letters of every script stay (NFC); all else becomes one hyphen.  The result is never empty,
    never begins or ends with a dot or hyphen, and is the same when made safe again.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())
    kept = "".join(char if _stays(char) else "-" for char in text)
    slug = _shorten(re.sub(r"-{2,}", "-", kept)).strip("-.")
    if not slug:
        return "untitled"
    return f"page-{slug}" if _RESERVED.fullmatch(slug) else slug


def _stays(char: str) -> bool:
    return char in "-_." or unicodedata.category(char)[0] in "LMN"


def _shorten(text: str) -> str:
    return text[:_LONGEST].encode()[:_LONGEST].decode("utf-8", "ignore")
