"""Tags that a text prints: in a list behind a label, one a line below it, or as hashtags."""

from __future__ import annotations

import re

from archive.reading import furniture
from archive.reading.draft import Draft
from archive.reading.languages import is_phrase, phrase, tables
from archive.reading.layout import Line, ends_sentence

_HASHTAG = re.compile(r"#\w{2,},?")
_LINE_MOST, _TAG_MOST, _TAGS = 300, 40, 12


def say(draft: Draft, field: str, value: str) -> None:
    """Keep the tags of a list; a site's categories stand for them where it prints no tags."""
    tags = tuple(t for t in (p.strip(" *_#\t") for p in re.split(r"[,;،|]", value)) if t)
    if field == "category":
        draft.categories = draft.categories or tags
    else:
        draft.tags = draft.tags or tags


def listed(text: str) -> tuple[str, str]:
    """Return ("tags" or "category", the list) of a line that lists them, else two empty texts."""
    if text.startswith("#") and all(_HASHTAG.fullmatch(word) for word in text.split()):
        return "tags", ", ".join(text.split())
    opener, colon, rest = text.strip("*_ ").partition(":")
    opener = opener.replace("(s)", "s")
    if not colon or len(text) > _LINE_MOST or not is_phrase(opener, tables().tagged):
        return "", ""
    fields = tables().labels.get(phrase(opener), ())
    return "category" if "category" in fields else "tags", rest


def take(draft: Draft, text: str) -> bool:
    """Keep the tags that the line lists, if any; return whether it lists some."""
    field, value = listed(text)
    if field:
        say(draft, field, value)
    return bool(field)


def block(lines: list[Line], place: int) -> list[Line]:
    """Return the lines directly under "Tags:" with a tag on each."""
    below: list[Line] = []
    for line in lines[place + 1 : place + 1 + _TAGS]:
        text = line.text
        if line.gap or len(text) > _TAG_MOST or ends_sentence(text) or furniture.is_furniture(text):
            break
        below.append(line)
    return below
