"""Sheaves: the words of some sixty statements, each word with the paragraphs that it stands in.

A sheaf is a pure function of its statements, so it can be made in any process and kept; volumes are
put together from sheaves.  Paragraphs are counted through the sheaf, a statement's title being the
first of its own.  What a reader can narrow a search by stands beside the words under keys of its
own: ``aleppo@`` for paragraphs that name an authority, in one file with that word; ``#tag/syria``
for statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec
import numpy as np

from archive.model import Frozen, Reading
from archive.naming.scripts import base
from archive.searching import figures, lexicon
from archive.searching.figures import Numbers
from archive.searching.lexicon import Lexicon, Vocabulary

# The kinds of text a hit can be, by the first letter of its anchor; the title's is "t".
KINDS = {"p": "paragraph", "s": "slogan", "h": "heading", "t": "title", "b": "back"}

_reading = msgspec.msgpack.Decoder(Reading)


class Member(Frozen, frozen=True):
    """A statement as the index needs it.

    ``mark`` names the state of its words as they are shown; ``keys`` are what it can be narrowed
    by ("tag/syria", "year/2016"); ``reading`` is its reading text as MessagePack.
    """

    slug: str
    mark: str
    title: str
    language: str
    keys: tuple[str, ...]
    reading: bytes


class Sheaf(Frozen, frozen=True):
    """The index of some statements.

    ``stems`` and ``pieces`` run side by side, a line each: a stem, and the paragraphs it stands in
    (``figures`` of the first, then of the distance to each next, less one).  ``forms`` are the
    forms of each stem as "stem,ending" or "stem,=form".  ``lengths`` are the numbers of paragraphs
    of the statements.
    """

    stems: str
    pieces: str
    forms: str
    slugs: tuple[str, ...]
    marks: tuple[str, ...]
    lengths: tuple[int, ...]

    def extended(self, other: Sheaf) -> Sheaf:
        """Return the sheaf of the statements of both, as if it had been gathered at once."""
        pieces = dict(zip(self.stems.split("\n"), self.pieces.split("\n"), strict=True))
        base = sum(self.lengths)
        for stem, piece in zip(other.stems.split("\n"), other.pieces.split("\n"), strict=True):
            first, *gaps = figures.read(piece)
            before = figures.read(pieces.get(stem, ""))
            # The distance from the last paragraph before to the first of these.
            first += base - sum(before) - len(before)
            pieces[stem] = pieces.get(stem, "") + figures.text((first, *gaps))
        stems = list(pieces)
        order = in_order(stems)
        return Sheaf(
            stems="\n".join(stems[place] for place in order),
            pieces="\n".join(pieces[stems[place]] for place in order),
            forms="\n".join({*self.forms.split("\n"), *other.forms.split("\n")}),
            slugs=self.slugs + other.slugs,
            marks=self.marks + other.marks,
            lengths=self.lengths + other.lengths,
        )


def gather(members: tuple[Member, ...]) -> Sheaf:
    """Return the sheaf of these statements, in their order."""
    vocabulary = lexicon.vocabulary()
    texts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    keyed: list[tuple[int, int]] = []
    lengths = []
    first = 0
    for member in members:
        reading = _reading.decode(member.reading)
        places = {anchor: first + place for place, anchor in enumerate(reading.texts, 1)}
        spoken = texts[base(member.language)]
        spoken.append((first, member.title))
        spoken.extend(zip(places.values(), reading.texts.values(), strict=True))
        for key in member.keys:
            keyed.append((vocabulary.stem(f"#{key}"), first))
        keyed.append((vocabulary.stem("#kind/title"), first))
        for anchor, place in places.items():
            keyed.append((vocabulary.stem(f"#kind/{KINDS.get(anchor[0], KINDS['p'])}"), place))
        for authority, marks in reading.marks.items():
            number = vocabulary.stem(f"{authority}@")
            keyed.extend((number, places[anchor]) for anchor, _, _ in marks if anchor in places)
        lengths.append(len(places) + 1)
        first += lengths[-1]
    stems = [np.array([stem for stem, _ in keyed], np.int64)]
    where = [np.array([place for _, place in keyed], np.int64)]
    forms: set[int] = set()
    for language in sorted(texts):
        for part in _standing(vocabulary.lexicon(language), texts[language], vocabulary, forms):
            stems.append(part[0])
            where.append(part[1])
    spelt, pieces = _pieces(vocabulary.spelt, np.concatenate(stems), np.concatenate(where), first)
    return Sheaf(
        stems="\n".join(spelt),
        pieces="\n".join(pieces),
        forms="\n".join(vocabulary.names[form] for form in forms),
        slugs=tuple(member.slug for member in members),
        marks=tuple(member.mark for member in members),
        lengths=tuple(lengths),
    )


def _standing(
    known: Lexicon, texts: list[tuple[int, str]], vocabulary: Vocabulary, forms: set[int]
) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield stems and, side by side, the paragraphs they stand in; add the forms met to ``forms``.

    ``texts`` are of one language, each with the number of its paragraph.
    """
    codes, text = known.table.codes([text.encode() for _, text in texts])
    where = np.array([place for place, _ in texts], np.int64)[text]
    form_of: Numbers = np.array(known.first, np.int64)
    stem_of: Numbers = np.array(vocabulary.stem_of, np.int64)
    present = np.bincount(codes, minlength=len(known)) > 0
    further = np.flatnonzero(present & np.array(known.several, bool)).tolist()
    turns = [known.further[code] for code in further]
    while True:
        met = form_of[codes]
        there = met >= 0
        met = met[there]
        forms.update(np.flatnonzero(np.bincount(met)).tolist())
        yield stem_of[met], where[there]
        # A word of several forms goes round once more for each of them.
        if not any(turns):
            return
        form_of = np.full(len(known.first), -1, np.int64)
        form_of[further] = [turn[0] if turn else -1 for turn in turns]
        turns = [turn[1:] for turn in turns]


def _pieces(
    spelt: list[str], stems: Numbers, where: Numbers, paragraphs: int
) -> tuple[list[str], list[str]]:
    """Return the stems in order, and where each stands, as text."""
    numbers = np.flatnonzero(np.bincount(stems))
    names = [spelt[number] for number in numbers.tolist()]
    order = in_order(names)
    rank = np.zeros(int(numbers[-1]) + 1 if len(numbers) else 0, np.int64)
    rank[numbers[order]] = np.arange(len(names))
    standing = np.sort(rank[stems] * paragraphs + where)
    standing = standing[np.diff(standing, prepend=-1) > 0]
    ranks, where = standing // paragraphs, standing % paragraphs
    begins = np.flatnonzero(np.diff(ranks, prepend=-1))
    gaps = np.diff(where, prepend=0) - 1
    gaps[begins] = where[begins]
    written, ends = figures.write(gaps)
    stops = ends[np.append(begins[1:], len(ends)) - 1].tolist()
    text = written.decode("ascii")
    return [names[place] for place in order], [
        text[start:stop] for start, stop in zip([0, *stops], stops, strict=False)
    ]


def in_order(stems: list[str]) -> list[int]:
    """Return the places of stems in the order of UTF-16, by which JavaScript compares strings."""
    places = range(len(stems))
    if stems and max(stems) > "\uffff":
        return sorted(places, key=lambda place: stems[place].encode("utf-16-be"))
    return sorted(places, key=stems.__getitem__)
