"""Two versions of one text, word by word: what one has and the other has not.

Method: words that both texts have once, in one order, are taken as fixed points (patience diff,
Bram Cohen), and only what lies between two of them is compared in full; so the work grows with the
length of the texts and not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Literal

from markupsafe import Markup

from archive.model import Frozen, Reading

# Stretches between two fixed points longer than this (product of both) are told as wholly other.
MOST = 250_000

Kind = Literal["same", "older", "newer"]


class Stretch(Frozen, frozen=True):
    """Words that both versions have, or only the older, or only the newer one has.

    ``start`` and ``end`` count words of the newer text, or of the older where only it has them.
    """

    kind: Kind
    start: int
    end: int


def compare(older: Sequence[str], newer: Sequence[str]) -> list[Stretch]:
    """Return the stretches of two texts in order; together they hold every word of both."""
    found: list[Stretch] = []

    def add(kind: Kind, start: int, end: int) -> None:
        if start == end:
            return
        last = found[-1] if found else None
        if last and last.kind == kind and last.end == start:
            start = found.pop().start
        found.append(Stretch(kind, start, end))

    one = other = 0
    for first, second in [*_fixed(older, newer), (len(older), len(newer))]:
        for tag, a, b, c, d in _between(older[one:first], newer[other:second]):
            if tag == "equal":
                add("same", other + c, other + d)
            else:
                add("older", one + a, one + b)
                add("newer", other + c, other + d)
        one, other = first, second
        if first < len(older):
            add("same", second, second + 1)
            one, other = first + 1, second + 1
    return found


def _between(older: Sequence[str], newer: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    if len(older) * len(newer) > MOST or not older or not newer:
        return [("replace", 0, len(older), 0, len(newer))]
    return list(SequenceMatcher(None, older, newer, autojunk=False).get_opcodes())


def _fixed(older: Sequence[str], newer: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of words that each text has once, as far as they stand in one order."""
    once = {word for word, count in Counter(older).items() if count == 1}
    once &= {word for word, count in Counter(newer).items() if count == 1}
    places = {word: place for place, word in enumerate(older) if word in once}
    pairs = [(places[word], place) for place, word in enumerate(newer) if word in once]
    # The longest rising row (patience sorting): the tops of the piles, and what lies below each.
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for number, (place, _) in enumerate(pairs):
        pile = bisect_left(tops, place)
        below.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            piles.append(number)
        else:
            tops[pile], piles[pile] = place, number
    row: list[tuple[int, int]] = []
    number = piles[-1] if piles else -1
    while number >= 0:
        row.append(pairs[number])
        number = below[number]
    return row[::-1]


def collated(newer: Reading, older: Reading) -> Markup:
    """Return the newer text as paragraphs of HTML, with what only one of both has marked.

    Words only in the newer are ``ins``, words only in the older ``del``, where they stood.
    """
    ours, breaks = _words(newer)
    theirs, _ = _words(older)
    html: list[str] = ["<p>"]
    for stretch in compare(theirs, ours):
        if stretch.kind == "older":
            html.append(_marked("del", theirs[stretch.start : stretch.end]))
            continue
        for start, end in _cut(stretch, breaks):
            if start in breaks and len(html) > 1:
                html.append("</p>\n<p>")
            words = ours[start:end]
            html.append(_plain(words) if stretch.kind == "same" else _marked("ins", words))
    html.append("</p>")
    return Markup("".join(html))  # noqa: S704  every word was escaped as it was put in


def _words(reading: Reading) -> tuple[list[str], set[int]]:
    """Return the words of a text as printed, and the places where a paragraph begins."""
    words: list[str] = []
    breaks = set()
    for text in reading.texts.values():
        breaks.add(len(words))
        words.extend(text.split())
    return words, breaks


def _cut(stretch: Stretch, breaks: set[int]) -> Iterator[tuple[int, int]]:
    """Cut a stretch of the newer text where its paragraphs begin."""
    start = stretch.start
    for place in range(stretch.start + 1, stretch.end):
        if place in breaks:
            yield start, place
            start = place
    yield start, stretch.end


def _plain(words: Sequence[str]) -> str:
    return escape(" ".join(words), quote=False) + " "


def _marked(element: str, words: Sequence[str]) -> str:
    return f"<{element}>{escape(' '.join(words), quote=False)}</{element}> "
