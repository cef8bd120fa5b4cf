"""What the tables in ``archive/reading/tongues`` say of each language, merged for looking words up.

Adding a language is adding a table: nothing here or elsewhere names one.  The keys of a table are
the fields of ``Language``; ``labels`` maps a field of the description to the words that introduce
it, ``variants`` a regional form to words that only it spells so.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, convert

_FOLDER = Path(__file__).parent / "tongues"
# Spelling of the same word differs in these: Arabic letter forms, Turkish i, quotation marks.
_SAME = {
    "ى": "ي", "ی": "ي", "ئ": "ي", "ک": "ك", "ڪ": "ك", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "ة": "ه", "ۀ": "ه", "ؤ": "و", "ـ": "", "ı": "i", "ß": "ss", "ς": "σ", "ø": "o", "ł": "l",
    "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "ـٔ": "",
}  # fmt: skip
# Marks of direction, joiners and soft hyphens say nothing of which word it is.
_SILENT = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\ufeff"
)
_RANGES = ((0x20, 0x250), (0x2B0, 0x780), (0x1E00, 0x2080), (0xFB50, 0xFE00), (0xFE70, 0xFF60))


class Language(Struct, frozen=True, forbid_unknown_fields=True):
    """One table; phrases are parted by ``|``, words by spaces."""

    script: str
    stop: str
    particles: str
    unfinished: str
    months: list[str]
    weekdays: list[str]
    by: str
    posted: str
    release: str
    sections: str
    furniture: str
    tagged: str
    contact: str
    source: str
    signed: str
    notes: str
    salute: str
    close: str
    wrote: str
    ends: str
    bodies: str
    comments: str
    cookies: str
    rights: str
    networks: str
    towns: str
    forwarded: str
    replies: str
    nobody: str
    people: str
    pages: str
    social: str
    labels: dict[str, str]
    jalali: list[str] = []
    capital_nouns: bool = False
    issue: str = ""
    today: str = ""
    yesterday: str = ""
    variants: dict[str, str] = {}


def _folding() -> dict[int, str]:
    table = {}
    for start, end in _RANGES:
        for code in range(start, end):
            char = chr(code)
            plain = "".join(
                part
                for part in unicodedata.normalize("NFKD", char.casefold())
                if not unicodedata.combining(part)
            )
            if unicodedata.category(char) == "Nd":
                plain = str(unicodedata.digit(char))
            plain = "".join(_SAME.get(part, part) for part in plain)
            if plain != char:
                table[code] = _SAME.get(char, plain)
    table |= dict.fromkeys(map(ord, _SILENT), "")
    return table


_FOLDING = _folding()
# Where folding is more than small letters: the letters to replace one by one, and all outside the
# ranges, which folding leaves as they are, capitals too.  Small letters know one rule of place
# (the Greek sigma at a word's end), so both its capital and its final form are replaced.
_ODD = re.compile(
    "[{}]|[^\x00-\x1f{}]".format(
        "".join(
            re.escape(char)
            for code, plain in _FOLDING.items()
            if (char := chr(code)) == "Σ" or char.lower() != plain
        ),
        "".join(f"{chr(start)}-{chr(end - 1)}" for start, end in _RANGES),
    )
)
_UNEVEN = re.compile(
    f"[{''.join(re.escape(chr(code)) for code, plain in _FOLDING.items() if len(plain) != 1)}]"
)


def fold(text: str) -> str:
    """Return ``text`` as it is compared: no case, accents, vowel marks, other scripts' digits."""
    if text.isascii():
        return text.lower()
    whole = text
    for char in set(_ODD.findall(text)):
        plain = _FOLDING.get(ord(char))
        if plain is None or plain != plain.lower():
            return whole.translate(_FOLDING)
        text = text.replace(char, plain)
    return text.lower()


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters and its end, the place in ``text``."""
    if text.isascii() or not _UNEVEN.search(text):
        return fold(text), range(len(text) + 1)
    pieces: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = _FOLDING.get(ord(char), char)
        pieces.append(plain)
        places += [place] * len(plain)
    places.append(len(text))
    return "".join(pieces), places


Openers = dict[str, tuple[str, ...]]
_EDGES = " \t\r\n\f.,;:!?…*_#=|•·»«›‹<>()[]{}\"'“”„–—-/\\+~،؛؟"


def phrase(text: str) -> str:
    """Return the folded words of ``text`` without the punctuation and marks around them."""
    return " ".join(fold(text).strip(_EDGES).split())


_LEAD = 60


def lead(text: str) -> str:
    """Return the first word of ``phrase(text)``, without punctuation behind it; cheap."""
    start = fold(text[:_LEAD]).lstrip(_EDGES).split(None, 1)
    if len(start) < 2 and len(text) > _LEAD:
        start = fold(text).lstrip(_EDGES).split(None, 1)
    return start[0].rstrip(_EDGES) if start else ""


@lru_cache(maxsize=64)
def leads(phrases: frozenset[str]) -> frozenset[str]:
    """Return the first word of each of ``phrases``, as ``lead`` would."""
    return frozenset(map(lead, phrases))


def is_phrase(text: str, phrases: frozenset[str]) -> bool:
    """Return whether ``phrase(text)`` is one of ``phrases``; mostly the first word decides."""
    return lead(text) in leads(phrases) and phrase(text) in phrases


class Tables(Struct, frozen=True):
    """All tables together; every word and phrase folded, except ``stop`` and ``unfinished``.

    ``months`` and ``weekdays`` map a name to its number (from 1, Monday first) by language;
    ``labels`` map a word to its fields in order of preference.
    """

    names: dict[str, Language]
    stop: dict[str, frozenset[str]]
    particles: frozenset[str]
    common: dict[str, frozenset[str]]
    every_common: frozenset[str]
    unfinished: dict[str, frozenset[str]]
    months: dict[str, dict[str, int]]
    jalali: dict[str, int]
    weekdays: dict[str, dict[str, int]]
    labels: dict[str, tuple[str, ...]]
    by: Openers
    posted: tuple[str, ...]
    posted_openers: Openers
    release: frozenset[str]
    sections: frozenset[str]
    kinds: Openers
    furniture: frozenset[str]
    insets: Openers
    inset_leads: frozenset[str]
    tagged: frozenset[str]
    contact: Openers
    contact_words: frozenset[str]
    source: frozenset[str]
    signed: frozenset[str]
    notes: frozenset[str]
    salute: Openers
    close: Openers
    wrote: frozenset[str]
    ends: frozenset[str]
    bodies: frozenset[str]
    comments: frozenset[str]
    cookies: frozenset[str]
    rights: frozenset[str]
    networks: frozenset[str]
    towns: frozenset[str]
    forwarded: frozenset[str]
    replies: frozenset[str]
    nobody: frozenset[str]
    pages: frozenset[str]
    social: frozenset[str]
    people: Openers
    signed_openers: Openers
    issue: frozenset[str]
    today: dict[str, frozenset[str]]
    yesterday: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """Return all tables of the folder ``tongues``, read once."""
    read = {
        path.stem: convert(tomllib.loads(path.read_text("utf-8")), Language)
        for path in sorted(_FOLDER.glob("*.toml"))
    }
    labels: dict[str, list[str]] = {}
    for language in read.values():
        for field, words in language.labels.items():
            for word in _phrases(words):
                fields = labels.setdefault(word, [])
                if field not in fields:
                    fields.append(field)
    return Tables(
        names=read,
        stop={code: frozenset(each.stop.split()) for code, each in read.items()},
        particles=frozenset(fold(w) for each in read.values() for w in each.particles.split()),
        common={code: frozenset(fold(each.stop).split()) for code, each in read.items()},
        every_common=frozenset(fold(w) for each in read.values() for w in each.stop.split()),
        unfinished={code: frozenset(each.unfinished.split()) for code, each in read.items()},
        months={code: _numbered(each.months) for code, each in read.items()},
        jalali={k: v for each in read.values() for k, v in _numbered(each.jalali).items()},
        weekdays={code: _numbered(each.weekdays) for code, each in read.items()},
        labels={word: tuple(fields) for word, fields in labels.items()},
        by=openers(_set(read, "by")),
        posted=_longest_first(read, "posted"),
        posted_openers=openers(_set(read, "posted")),
        release=_set(read, "release"),
        sections=_set(read, "sections"),
        kinds=openers(_set(read, "release")),
        furniture=_set(read, "furniture"),
        insets=openers(_insets(read, frozenset(labels))),
        inset_leads=leads(_insets(read, frozenset(labels))),
        tagged=_set(read, "tagged"),
        contact=openers(_set(read, "contact")),
        contact_words=_set(read, "contact"),
        source=_set(read, "source"),
        signed=_set(read, "signed"),
        notes=_set(read, "notes"),
        salute=openers(_set(read, "salute")),
        close=openers(_set(read, "close")),
        wrote=_set(read, "wrote"),
        ends=_set(read, "ends"),
        bodies=_set(read, "bodies"),
        comments=_set(read, "comments"),
        cookies=_set(read, "cookies"),
        rights=_set(read, "rights") - {""},
        networks=frozenset(fold(w) for each in read.values() for w in each.networks.split()),
        towns=_set(read, "towns"),
        forwarded=_set(read, "forwarded"),
        replies=_set(read, "replies"),
        nobody=_set(read, "nobody"),
        pages=_set(read, "pages"),
        social=_set(read, "social"),
        people=openers(_set(read, "people")),
        signed_openers=openers(_set(read, "signed")),
        issue=_set(read, "issue") - {""},
        today={code: frozenset(_phrases(each.today)) for code, each in read.items()},
        yesterday={code: frozenset(_phrases(each.yesterday)) for code, each in read.items()},
    )


def _phrases(words: str) -> list[str]:
    return [phrase(word) for word in words.split("|")]


def _numbered(names: list[str]) -> dict[str, int]:
    return {
        phrase(form): number for number, forms in enumerate(names, 1) for form in forms.split("|")
    }


def _set(read: dict[str, Language], key: str) -> frozenset[str]:
    return frozenset(word for each in read.values() for word in _phrases(getattr(each, key)))


def _insets(read: dict[str, Language], labels: frozenset[str]) -> frozenset[str]:
    """Return the furniture of several words that can stand inside a text: "read also"."""
    words = _set(read, "furniture") - labels - _set(read, "by")
    return frozenset(word for word in words if " " in word)


def _longest_first(read: dict[str, Language], key: str) -> tuple[str, ...]:
    return tuple(sorted(_set(read, key), key=lambda word: (-len(word), word)))


def starts_with(text: str, phrases: Openers) -> str:
    """Return the longest of ``phrases`` that whole words of ``text`` begin with, or nothing."""
    for each in (*phrases.get(text[:2], ()), *phrases.get(text[:1], ())):
        if text.startswith(each) and not text[len(each) : len(each) + 1].isalnum():
            return each
    return ""


def openers(phrases: frozenset[str]) -> Openers:
    """Return ``phrases`` by their first two letters, the longest first, for ``starts_with``."""
    table: dict[str, list[str]] = {}
    for each in sorted(phrases, key=lambda word: (-len(word), word)):
        table.setdefault(each[:2], []).append(each)
    return {start: tuple(words) for start, words in table.items()}
