"""What the search page reads beside the volumes: their directory, and each statement's own words.

Every file is a script that calls ``found`` with one value, since a page opened from a disk may load
scripts and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from archive.model import Authority, Entry, Frozen, Reading
from archive.naming.scripts import base
from archive.searching.common import common
from archive.searching.spelling import RULES, folded
from archive.searching.volumes import Volume, call, catalogue

_reading = msgspec.msgpack.Decoder(Reading)

Mark = tuple[int, int, int]

UNDATED = "undated"
# An interval of more years than this is filed under its first only.
SPAN = 50


def keys(entry: Entry) -> tuple[str, ...]:
    """Return what a statement can be found under ("tag/syria", "year/2016", "language/en")."""
    found = [f"tag/{tag}" for tag in entry.tags]
    found += [f"agent/{who.slug}" for who in entry.creators if who.slug]
    found += [f"year/{year}" for year in years(entry)] or [f"year/{UNDATED}"]
    return tuple(dict.fromkeys([*found, f"language/{base(entry.language)}"]))


def years(entry: Entry) -> range:
    """Return the years in which a statement may have been issued; none without a date."""
    if entry.date is None:
        return range(0)
    first, last = entry.date.year, entry.date.until[0] if entry.date.until else entry.date.year
    return range(first, last + 1 if first < last < first + SPAN else first + 1)


class Layout(Frozen, frozen=True):
    """A volume without the content of its files; the fields are those of ``Volume``."""

    name: str
    firsts: tuple[str, ...]
    files: int
    rolls: int
    lengths: tuple[str, ...]


def layout(volume: Volume) -> Layout:
    """Return how a volume is laid out."""
    return Layout(
        volume.name, volume.firsts, len(volume.files), len(volume.rolls), volume.lengths
    )  # fmt: skip


def names(authorities: Iterable[Authority]) -> Volume:
    """Return the volume of all names, as folded words, by which an authority is called."""
    return catalogue(
        (" ".join(words), authority.id)
        for authority in authorities
        for each in (authority.names.values(), *authority.variants.values())
        for name in each
        if (words := folded(name))
    )


def directory(volumes: Sequence[Layout], called: Volume, languages: Iterable[str]) -> bytes:
    """Return the script that says where everything is, and how words are folded.

    ``languages`` are those of the statements; their common words are passed over in a query.
    """
    passed_over = sorted({word for language in languages for word in common(language)})
    return call({
        "volumes": [
            {"name": volume.name, "firsts": volume.firsts, "lengths": volume.lengths}
            for volume in volumes
        ],
        "names": {"name": called.name, "firsts": called.firsts, "files": len(called.files)},
        "common": " ".join(passed_over),
        "rules": RULES,
    })  # fmt: skip


def words(entry: Entry, reading: bytes, dates: Mapping[str, str]) -> bytes:
    """Return the script with the words of one statement, by which a hit is shown.

    ``dates`` are its date of issue in words by language of the interface.  Places are counted as
    JavaScript does, in units of UTF-16.
    """
    text = _reading.decode(reading)
    order = {anchor: place for place, anchor in enumerate(text.texts)}
    marks: dict[str, list[Mark]] = {}
    for authority, places in text.marks.items():
        marks[authority] = [
            (order[anchor], *_units(text.texts[anchor], start, end))
            for anchor, start, end in places
            if anchor in order
        ]
    return call({
        "title": entry.title,
        "language": entry.language,
        "dir": entry.direction,
        "dates": dates,
        "creators": [who.name for who in entry.creators],
        "texts": list(text.texts.items()),
        "names": marks,
    })  # fmt: skip


def _units(text: str, start: int, end: int) -> tuple[int, int]:
    if text.isascii() or max(text) < "\U00010000":
        return start, end
    return len(text[:start].encode("utf-16-le")) // 2, len(text[:end].encode("utf-16-le")) // 2


def address(script: bytes) -> str:
    """Return where a script of the search page stands: under a name that its content gives it."""
    return f"search/{hashlib.blake2b(script, digest_size=6).hexdigest()}.js"
