"""What a finished page holds: its anchors and links, and the lines of a seed that it shows.

A strict reader of HTML as templates write it: every element closed in its turn, every value
quoted, nothing but inline elements in what shows lines of a seed.  There, what it finds is what a
browser finds.  It refuses a page of any other form, which is then for ``loose``.
"""

from __future__ import annotations

from archive.model import Frozen
from archive.showing.elements import INLINE, NOTES, TAGS, Loose, decoded

_OTHERS = bytes(set(range(256)) - set(b"<>"))


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


def read(content: bytes) -> Holdings:
    """Return what a finished page, in UTF-8, holds; raises Loose where its form is not strict.

    Bytes, since parting them takes half the time that parting the text takes.
    """
    parts = content.replace(b">", b"<").split(b"<")
    tags = parts[1::2]
    # Between tags there is no angle, and before the first nothing at all.
    if parts[0] or content.translate(None, _OTHERS) != b"<>" * len(tags):
        raise Loose
    noted = [
        (place, note) for place, note in enumerate(map(NOTES.__getitem__, tags)) if note is not None
    ]
    held = Holdings([], [], [], [], [], [])
    after = 0  # where the last element that shows lines ended
    for place, (id_, href, loads, compared, lines, _, role, next_) in noted:
        if next_ and tags[place + 1 : place + 2] != [next_]:
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
            after, text = _content(parts, place)
            held.shown.append(Shown(lines, text))
        elif role == "choice" and place < after:
            held.choices.append(_readings(parts, place))
    return held


def _content(parts: list[bytes], start: int) -> tuple[int, str]:
    """Return where the element at the tag ``start`` ends, and its text without the apparatus.

    ``parts`` are the page's texts and tags in turn, a text first.  Raises Loose where the element
    holds anything but inline elements, each closed in its turn.
    """
    inside: list[str] = []
    app = 0  # how deep the apparatus begins
    said: list[bytes] = []
    for place in range(2 * start + 1, len(parts), 2):
        step, name, note = TAGS[parts[place]]
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
            return place // 2, decoded(b"".join(said).decode())
        if not app:
            said.append(parts[place + 1])
    raise Loose


def _readings(parts: list[bytes], start: int) -> tuple[str, str]:
    """Return what the correction at the tag ``start`` was printed as and is read as.

    A reading that it does not show is "".  Raises Loose where it shows one of them twice.
    """
    said: dict[str, list[bytes]] = {}
    inside: list[str] = []
    for place in range(2 * start + 1, len(parts), 2):
        step, _, note = TAGS[parts[place]]
        if step > 0:
            inside.append(note.role if note is not None else "")
            if said.setdefault(inside[-1], []) and inside[-1]:
                raise Loose
        elif step < 0:
            inside.pop()
        if not inside:
            break
        for role in inside:
            said[role].append(parts[place + 1])
    sic, corr = (decoded(b"".join(said.get(role, ())).decode()) for role in ("sic", "corr"))
    return sic, corr
