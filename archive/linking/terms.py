"""What a statement speaks of most: stems of its words and names, each with its paragraphs.

A term's weight is the part of BM25 (Robertson and Zaragoza, "The probabilistic relevance
framework", 2009) that one text gives: it grows with how often the term stands there, ever more
slowly, and falls with the length of the text.  The mean length is taken as fixed, so that no text's
weights depend on the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain
from zlib import crc32

from archive.describing.passages import opened
from archive.linking.stems import LENGTH, stems
from archive.model import Block, Frozen, Mention, Statement
from archive.naming.scripts import base

# So many stems of a text are its subjects; a name counts beside them.
MOST = 40
_MOST_NAMES = 30
# Paragraphs that are remembered of each.
_PLACES = 8
HEAVIEST = 15
_SATURATION = 1.2
_LENGTH = 600
_SHARE_OF_LENGTH = 0.6
# A word of the title counts as so many more of the text.
_TITLE = 2


class Term(Frozen, frozen=True, array_like=True):
    """A subject of a statement: its number, its weight (1 to ``HEAVIEST``) and its paragraphs.

    ``words`` are those of the text, with what stands beside them between two spaces, or the id of
    an authority where ``name`` is true.
    """

    number: int
    weight: int
    words: str
    places: tuple[str, ...]
    name: bool = False


def number_of(authority: str) -> int:
    """Return the number by which an authority is a term; a stem's is never one of these."""
    return crc32(authority.encode()) & ~LENGTH


def is_name(number: int) -> bool:
    """Say whether a term is a name and not a stem."""
    return not number & LENGTH


def terms_of(statement: Statement) -> tuple[Term, ...]:
    """Return the terms of a statement, the weightiest stems and names, by number."""
    body = opened(statement.body)
    blocks = [block for block in body if block.anchor and block.kind != "heading"]
    known = stems(base(statement.language))
    stretches = [text.split() for text in _without_names(blocks, statement.mentions)]
    numbers = [list(map(known.__getitem__, each)) for each in stretches]
    counts = Counter(chain.from_iterable(numbers))
    titled = (w for b in statement.head if b.kind == "title" for w in b.text.split())
    for number in {known[stretch] for stretch in titled} & counts.keys():
        counts[number] += _TITLE
    del counts[0]
    length = sum(map(len, numbers))
    places, words = _places(blocks, stretches, numbers, frozenset(_weightiest(counts)))
    found = [
        Term(number, _weight(counts[number], length), words[number], tuple(anchors[:_PLACES]))
        for number, anchors in places.items()
    ]
    headings = {block.anchor for block in statement.body if block.kind == "heading"}
    found.extend(_names(statement, length, headings))
    return tuple(sorted(found, key=lambda term: term.number))


def _without_names(blocks: list[Block], mentions: tuple[Mention, ...]) -> list[str]:
    """Return the text of each block but for the names in it, which are terms of their own."""
    texts = {block.anchor: block.text for block in blocks}
    for mention in reversed(mentions):
        text = texts.get(mention.anchor)
        if text is not None:
            texts[mention.anchor] = f"{text[: mention.start]} {text[mention.end :]}"
    return list(texts.values())


def _weightiest(counts: Counter[int]) -> list[int]:
    """Return the stems that stand there most often; of those that stand once, the longest."""
    often = [number for number, count in counts.items() if count > 1]
    if len(often) >= MOST:
        return sorted(often, key=lambda n: (-counts[n], -(n & LENGTH), n))[:MOST]
    once = (number for number, count in counts.items() if count == 1)
    return often + sorted(once, key=lambda n: (-(n & LENGTH), n))[: MOST - len(often)]


def _weight(count: int, length: int) -> int:
    norm = _SATURATION * (1 - _SHARE_OF_LENGTH + _SHARE_OF_LENGTH * length / _LENGTH)
    return max(1, round(HEAVIEST * count / (count + norm)))


def _places(
    blocks: list[Block],
    stretches: list[list[str]],
    numbers: list[list[int]],
    chosen: frozenset[int],
) -> tuple[dict[int, list[str]], dict[int, str]]:
    """Return where each stem stands, and the word it is there, in small letters if it ever is."""
    places: dict[int, list[str]] = {}
    words: dict[int, str] = {}
    for block, stretch, each in zip(blocks, stretches, numbers, strict=True):
        for number in chosen.intersection(each):
            places.setdefault(number, []).append(block.anchor)
            if not words.get(number, "").islower():
                word = stretch[each.index(number)]
                if number not in words or word.islower():
                    words[number] = word
    return places, words


def _names(statement: Statement, length: int, headings: Collection[str]) -> Iterator[Term]:
    counts = Counter(mention.authority for mention in statement.mentions)
    places: dict[str, dict[str, None]] = {authority: {} for authority in counts}
    for mention in statement.mentions:
        if mention.anchor not in headings:
            places[mention.authority][mention.anchor] = None
    for authority, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST_NAMES]:
        anchors = tuple(places[authority])[:_PLACES]
        yield Term(number_of(authority), _weight(count, length), authority, anchors, name=True)
