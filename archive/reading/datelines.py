"""Whether words beside a date name the place of issue: "Paris, le 12 mai", "12 мая, Омск"."""

from __future__ import annotations

import re

from archive.reading import names
from archive.reading.datings import Dating
from archive.reading.languages import fold, phrase, tables

_PLACE = re.compile(
    r"[^\W\d_][\w.'’ -]{1,40}(?:[,/] ?[^\W\d_][\w.'’ -]{1,40})?(?:\s\([A-Z]{2,3}\))?"
)
# What stands between a place and its date: "Paris, le", "Roma, lì", "دمشق في".
_LEADING = re.compile(
    r"(?:,\s*(?:le|den|el|em|il|lì|li|a|a los|im|am|στις|τον|την|в|the|on|på|به تاريخ)"
    r"|\b(?:lì|le|den|i|im)|\s(?:في|بتاريخ))\s*$"
)
IN = re.compile(
    r"(?:en|in|à|em|fatto a|dado en|dada en|given at|г\.|гор\.|пос\.|дер\.)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_TRIM = " \t,;:.–—()[]،"


def bare(piece: str) -> str:
    """Return a place without the small words before it and between it and the date."""
    return re.sub(r"\s(?:i|im|le|lì|den|في|بتاريخ)$", "", IN.sub("", piece))


def is_place(piece: str, raw: str, side: str, dating: Dating, context: str, language: str) -> bool:
    """Return whether the words are where the text was issued: "Paris, le 12 mai", "12 мая, Омск".

    Without a comma one word before a bare date is a place; before a weekday or a time of day it
    is whoever posted the text.
    """
    piece = IN.sub("", piece)
    words = re.sub(r"\s\([A-Z]{2,3}\)$", "", piece).split()
    if len(words) > 5 or names.is_body(piece) or not _PLACE.fullmatch(piece):
        return False
    # "São" is a stop word too, but not in capitals beside another word.
    small = [w for w in words if w[0].islower() or len(words) == 1]
    if not names.strange_words(language).isdisjoint(map(fold, small)):
        return False
    if dating.weekday and dating.posted and len(words) == 1 and piece.isupper():
        return False
    tail = raw.strip()
    town = phrase(piece) in tables().towns
    comma: object
    if side == "after":
        comma = tail[:1] in {",", "،"}
    else:
        comma = tail[-1:] in {",", "،"} or _LEADING.search(tail) or _bare_date(words, dating, town)
    if not comma and ("," not in piece or side == "after"):
        return False
    capital = all(w[0].isupper() for w in words if len(w) > 3) or not words[0].isascii()
    one = len(words) == 1 or piece.isupper() or "," in piece or town or _initials(words)
    leads = side == "before" and _LEADING.search(tail)
    return capital and (one or bool(leads)) and context.count(piece.lower()) < 12


def _bare_date(words: list[str], dating: Dating, town: bool) -> bool:  # noqa: FBT001
    return (len(words) == 1 or town) and not (
        dating.posted or dating.weekday or dating.date.day == 0
    )


def _initials(words: list[str]) -> bool:
    """Return whether a town is followed by its district's initials: "Bogotá D.C."."""
    return len(words) == 2 and re.fullmatch(r"(?:[^\W\d_]\.?){2,3}", words[1]) is not None


def name_and_place(piece: str, context: str, language: str) -> tuple[tuple[str, ...], str] | None:
    """Part "The League, Paris" into the name and the place."""
    name, comma, place = piece.rpartition(", ")
    if comma and len(place.split()) <= 2 and names.likelihood(name, context, language) >= 2:
        return names.parted(name), place.strip(_TRIM)
    return None
