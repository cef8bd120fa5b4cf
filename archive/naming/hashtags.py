"""Hashtags that run several words together, cut into their words: #EasternAleppo, #أنقذوا_حلب."""

from __future__ import annotations

import re

from archive.model import Frozen

# The search runs over all but the sign; what stands before it is looked at afterwards.
_TAG = re.compile(r"#(\w+)")
_BEFORE = re.compile(r"[\w&/]")
# Words that begin with a capital letter, shouted ones, figures, and what has no capitals.
_PART = re.compile(
    r"[A-ZÀ-ÖØ-ÞΑ-ΫА-ЯЁ]+(?![a-zß-öø-ÿα-ώа-яё])|[A-ZÀ-ÖØ-ÞΑ-ΫА-ЯЁ]?[^\WA-ZÀ-ÖØ-ÞΑ-ΫА-ЯЁ\d_]+|\d+"
)


class Hashtag(Frozen, frozen=True):
    """A hashtag with its words parted by spaces; ``origins`` are the places of their letters."""

    words: str
    origins: tuple[int, ...]
    start: int
    end: int


def hashtags(text: str) -> list[Hashtag]:
    """Return the hashtags of a text that are of more words than one."""
    if "#" not in text:
        return []
    found = []
    for tag in _TAG.finditer(text):
        if tag.start() and _BEFORE.match(text, tag.start() - 1):
            continue
        parts = list(_PART.finditer(text, *tag.span(1)))
        if len(parts) < 2:
            continue
        origins: list[int] = []
        for part in parts:
            if origins:
                origins.append(part.start())  # the space before it
            origins.extend(range(*part.span()))
        words = " ".join(part[0] for part in parts)
        found.append(Hashtag(words, tuple(origins), *tag.span()))
    return found


def without(text: str, tags: list[Hashtag]) -> str:
    """Return the text with these hashtags overwritten by signs, so that every place stays."""
    for tag in tags:
        text = text[: tag.start] + "#" * (tag.end - tag.start) + text[tag.end :]
    return text
