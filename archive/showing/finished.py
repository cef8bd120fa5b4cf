"""What a finished page holds: its anchors and links, and the lines of a seed that it shows.

A strict reader of HTML as templates write it: every element closed in its turn, every value
quoted, nothing but inline elements in what shows lines of a seed.  There, what it finds is what a
browser finds.  It refuses a page of any other form, which is then for ``loose``.
"""

from __future__ import annotations

from archive.model import Frozen
from archive.showing.elements import INLINE, TAGS, Loose, decoded

Piece = tuple[str, str, str]  # a tag without its angles, ">", and the text up to the next tag


class Shown(Frozen, frozen=True):
    """An element that shows lines of the seed: the lines, its text without the apparatus."""

    lines: tuple[int, ...]
    text: str


class Holdings(Frozen, frozen=True):
    """What a page holds, in the order of the page.

    ``links`` are the addresses of anchors, ``loads`` those a browser fetches by itself;
    ``compared`` are the counts that the page gives; ``choices`` are the two readings of each
    correction in the text.
    """

    ids: list[str]
    links: list[str]
    loads: list[str]
    compared: list[str]
    shown: list[Shown]
    choices: list[tuple[str, str]]


def read(source: str) -> Holdings:
    """Return what a finished page holds; raises Loose where it is not of the strict form."""
    pieces = [piece.partition(">") for piece in source.split("<")]
    if pieces.pop(0) != ("", "", ""):
        raise Loose
    tags = TAGS
    noted = [
        (place, note)
        for place, (piece, end, _) in enumerate(pieces)
        if (note := tags[piece if end else "<"][2]) is not None  # what has no end is no tag
    ]
    held = Holdings([], [], [], [], [], [])
    after = 0  # where the last element that shows lines ended
    for place, (id_, href, loads, compared, lines, _, role, next_) in noted:
        if next_ and (place + 1 == len(pieces) or pieces[place + 1][0] != next_):
            raise Loose
        if id_ is not None:
            held.ids.append(id_)
        if href is not None:
            held.links.append(href)
        if loads:
            held.loads.extend(loads)
        if compared is not None:
            held.compared.append(compared)
        if lines is not None and place >= after:
            after, text = _content(pieces, place)
            held.shown.append(Shown(lines, text))
        elif role == "choice" and place < after:
            held.choices.append(_readings(pieces, place))
    return held


def _content(pieces: list[Piece], start: int) -> tuple[int, str]:
    """Return where the element at ``start`` ends, and its text without the apparatus.

    Raises Loose where it holds anything but inline elements, each closed in its turn.
    """
    inside: list[str] = []
    app = 0  # how deep the apparatus begins
    parts: list[str] = []
    for place in range(start, len(pieces)):
        piece, _, text = pieces[place]
        step, name, note = TAGS[piece]
        if step > 0:
            if inside and name not in INLINE:
                raise Loose
            inside.append(name)
            if not app and note is not None and note.app:
                app = len(inside)
        elif step < 0:
            if inside.pop() != name:
                raise Loose
            if len(inside) < app:
                app = 0
        if not inside:
            return place, decoded("".join(parts))
        if not app:
            parts.append(text)
    raise Loose


def _readings(pieces: list[Piece], place: int) -> tuple[str, str]:
    """Return what a correction at ``place`` was printed as and is read as, "" where it says none.

    Raises Loose where it says one of them twice.
    """
    said: dict[str, list[str]] = {}
    inside: list[str] = []
    for piece, _, text in pieces[place:]:
        step, _, note = TAGS[piece]
        if step > 0:
            inside.append(note.role if note is not None else "")
            if said.setdefault(inside[-1], []) and inside[-1]:
                raise Loose
        elif step < 0:
            inside.pop()
        if not inside:
            break
        for role in inside:
            said[role].append(text)
    sic, corr = (decoded("".join(said.get(role, ()))) for role in ("sic", "corr"))
    return sic, corr
