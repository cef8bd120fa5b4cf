"""Volumes: how an index is cut into files: a search asks for few, and an addition changes few.

Statements are taken in the order in which they came in and cut into sheaves, and sheaves into
volumes, where the digests of their slugs say so (content-defined chunking, as in Muthitacharoen et
al., "A Low-bandwidth Network File System", 2001).  So the cuts depend on nothing but the set of
statements, and a change moves only those beside it.  The last sheaf, still open, is a volume by
itself: an addition changes that small one and leaves the others.
"""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from archive.model import Frozen
from archive.searching import figures
from archive.searching.sheaves import Sheaf, in_order

# Statements to a sheaf: none is shorter than the first, none longer than the second.
SHORTEST, LONGEST = 32, 128
# Sheaves to a volume, on average: so many at least, so many at most (a volume is put together in
# memory), and between them so many that there are about three volumes.
FEWEST, MOST, VOLUMES = 8, 128, 3
# Letters of index to a file: in a bound volume, and in the open one, which has few.
ROOM, OPEN_ROOM = 4_000, 6_000

_json = msgspec.json.Encoder().encode

Slugs = tuple[str, ...]


class Volume(Frozen, frozen=True):
    """A finished volume: its name, which its content gives it, and what the page's script needs.

    ``firsts`` are the words at which files after the first begin; ``files`` are their contents;
    ``rolls`` are, by sheaf, the slugs and the marks of its statements; ``lengths`` are, by sheaf,
    the numbers of paragraphs of its statements, as ``figures``.
    """

    name: str
    firsts: tuple[str, ...]
    files: tuple[bytes, ...]
    rolls: tuple[bytes, ...] = ()
    lengths: tuple[str, ...] = ()


def arrange(slugs: Sequence[str]) -> list[tuple[Slugs, ...]]:
    """Return the volumes of an archive, each as its sheaves, each as its slugs.

    ``slugs`` are in the order in which the statements came in.  The last volume is the open one.
    """
    marks = {slug: zlib.crc32(slug.encode()) for slug in slugs}
    sheaves = list(_cut(slugs, marks))
    bound = FEWEST
    while bound < MOST and bound * VOLUMES * 2 * SHORTEST < len(slugs):
        bound *= 2
    volumes: list[tuple[Slugs, ...]] = []
    sewn: list[Slugs] = []
    for sheaf in sheaves[:-1]:
        sewn.append(sheaf)
        here = marks[sheaf[-1]] // SHORTEST % (bound // 2) == 0
        if len(sewn) == 2 * bound or (len(sewn) >= bound // 2 and here):
            volumes.append(tuple(sewn))
            sewn = []
    if sewn:
        volumes.append(tuple(sewn))
    return [*volumes, (sheaves[-1],)] if sheaves else []


def _cut(slugs: Sequence[str], marks: dict[str, int]) -> Iterator[Slugs]:
    start = 0
    for place, slug in enumerate(slugs, 1):
        count = place - start
        if count == LONGEST or (count >= SHORTEST and marks[slug] % SHORTEST == 0):
            yield tuple(slugs[start:place])
            start = place
    if start < len(slugs):
        yield tuple(slugs[start:])


def bind(sheaves: Sequence[Sheaf], room: int = ROOM) -> Volume:
    """Return the volume of these sheaves, in files of about ``room`` letters."""
    standing: dict[str, str] = defaultdict(str)
    named: set[str] = set()
    for number, sheaf in enumerate(sheaves):
        mark = " " + figures.text((number,))
        pieces = ("\n" + sheaf.pieces).replace("\n", "\n" + mark).split("\n")[1:]
        for stem, piece in zip(sheaf.stems.split("\n"), pieces, strict=True):
            standing[stem] += piece
        named.update(sheaf.forms.split("\n"))
    forms: dict[str, list[str]] = defaultdict(list)
    for name in sorted(named):
        stem, _, form = name.partition(",")
        forms[stem].append(form)
    stems = list(standing)
    stems = [stems[place] for place in in_order(stems)]
    lines = [
        f"{stem},{','.join(forms[stem])}{standing[stem]}" if stem in forms
        else f"{stem}{standing[stem]}"
        for stem in stems
    ]  # fmt: skip
    firsts, parts = shelve(stems, lines, room)
    for place, pointer in _pointers(forms, firsts):
        parts[place].append(pointer)
    return _named(
        firsts,
        tuple(call("\n".join(part)) for part in parts),
        tuple(
            call([" ".join(each) for each in zip(sheaf.slugs, sheaf.marks, strict=True)])
            for sheaf in sheaves
        ),
        tuple(figures.text(sheaf.lengths) for sheaf in sheaves),
    )


def catalogue(names: Iterable[tuple[str, str]], room: int = OPEN_ROOM) -> Volume:
    """Return a volume of (name, id of an authority) pairs, names as folded words."""
    pairs = sorted(set(names), key=lambda pair: (pair[0].encode("utf-16-be"), pair[1]))
    keys = [name for name, _ in pairs]
    firsts, parts = shelve(keys, [f"{name}={id_}" for name, id_ in pairs], room)
    return _named(firsts, tuple(call("\n".join(part)) for part in parts))


def shelve(
    keys: Sequence[str], lines: Sequence[str], room: int
) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return lines in parts of at most ``room`` letters, or one line, and where parts begin.

    A part begins at the shortest word that is above the last key before it and not above its own.
    """
    firsts: list[str] = []
    parts: list[list[str]] = [[]]
    used = 0
    for place, line in enumerate(lines):
        if parts[-1] and used + len(line) > room and keys[place] != keys[place - 1]:
            firsts.append(_between(keys[place - 1], keys[place]))
            parts.append([])
            used = 0
        parts[-1].append(line)
        used += len(line) + 1
    return tuple(firsts), parts


def _between(last: str, first: str) -> str:
    common = 0
    while common < len(last) and common < len(first) and last[common] == first[common]:
        common += 1
    return first[: common + 1]


def _pointers(forms: dict[str, list[str]], firsts: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return a line "=form,stem" for each form that is looked for in another file than its stem."""
    found = []
    for stem, endings in forms.items():
        home = bisect_right(firsts, stem)
        for ending in endings:
            form = ending[1:] if ending.startswith("=") else stem + ending
            place = bisect_right(firsts, form)
            if place != home:
                found.append((place, f"={form},{stem}"))
    return sorted(found)


def _named(
    firsts: tuple[str, ...], files: tuple[bytes, ...], rolls: tuple[bytes, ...] = (),
    lengths: tuple[str, ...] = (),
) -> Volume:  # fmt: skip
    state = hashlib.blake2b(digest_size=6)
    for content in (*files, *rolls):
        state.update(len(content).to_bytes(8) + content)
    return Volume(state.hexdigest(), firsts, files, rolls, lengths)


def call(value: object) -> bytes:
    """Return a script that hands a value to the search page's own."""
    return b"found(" + _json(value) + b")\n"
