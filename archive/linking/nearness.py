"""How near two statements are in what they speak of, and the paragraphs that show it.

A term's weight falls with the number of statements that have it, in steps of four, so that one
statement more rarely changes what two others are to each other.  What the terms of both say
together (their BM25) only chooses whom to look at; a tie needs a paragraph in each that has the
same point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from archive.linking.gists import Gist, numbers_in
from archive.linking.stems import word_in
from archive.linking.terms import Term
from archive.model import Authority, Entry, Frozen, Reason
from archive.naming.scripts import base

# A term that more statements have leads to nobody.
COMMON = 256
# So many terms must two paragraphs share, and so much must these weigh (in halves of the heaviest).
_POINT = 3
_POINT_WEIGHT = 3
# The least that two statements' terms must say together, for each step of weight.
_LEAST = 100
# A small archive knows no rare words; as many statements as this are taken to be there.
_FEWEST = 16
_NAMED = 4
_ONE_TERM = 1 << 16
# So many are remembered of each statement; those that show no common point are passed over.
NEAREST = 12


def steps(count: int) -> int:
    """Return how often four goes into ``count``: 0 up to 1, 1 up to 4, 2 up to 16, and so on."""
    step = 0
    while count > 1:
        count, step = -(-count // 4), step + 1
    return step


class Scale(Frozen, frozen=True):
    """How heavy a term can be: steps of the number of statements, in all and by language."""

    all: int
    languages: dict[str, int]

    def weight(self, count: int, language: str) -> int:
        """Return the weight of a term that ``count`` statements have; language "" is for names.

        A name weighs one more than a word.
        """
        if count > COMMON:
            return 0
        most = self.languages.get(language, 0) if language else self.all
        weight = max(0, most - steps(count))
        return weight + 1 if weight and not language else weight

    def heaviest(self, one: str, other: str) -> int:
        """Return what a word can weigh in that of two languages which has fewer statements."""
        return min(self.languages.get(one, self.all), self.languages.get(other, self.all))

    def least(self, one: str, other: str) -> int:
        """Return what two statements in these languages must have in common at least."""
        return _LEAST * self.heaviest(one, other)


def scale(entries: Iterable[Entry]) -> Scale:
    """Return the scale of an archive."""
    counts: Counter[str] = Counter()
    for language, count in Counter(entry.language for entry in entries).items():
        counts[base(language)] += count
    return Scale(
        steps(max(_FEWEST, counts.total())),
        {language: steps(max(_FEWEST, count)) for language, count in counts.items()},
    )


class Point(Frozen, frozen=True):
    """What a paragraph here and one there have in common, the weightiest first."""

    here: str
    there: str
    weight: int
    terms: tuple[Term, ...]


def point(
    mine: Gist,
    theirs: Gist,
    weights: Mapping[int, int],
    heaviest: int,
    authorities: Mapping[str, Authority],
) -> Point | None:
    """Return the point on which two statements are nearest, or None where none is enough.

    ``weights`` are those of the terms of one of them at least, ``heaviest`` what a word can weigh
    at most.  A broader subject of another that both name is left out.
    """
    enough = _POINT_WEIGHT * heaviest
    both = frozenset(numbers_in(theirs.numbers)).intersection(
        [number for number in numbers_in(mine.numbers) if weights.get(number)]
    )
    if len(both) < _POINT or 2 * sum(map(weights.__getitem__, both)) < enough:
        return None
    here, there = mine.places(), theirs.places()
    sums: dict[int, int] = {}
    for number in both:
        # One number for a place here, a place there, how many terms they share, and their weight.
        share = _ONE_TERM + weights[number]
        for one in here[number]:
            for other in there[number]:
                place = one << 8 | other
                sums[place] = sums.get(place, 0) + share
    likely = sorted(
        (
            (share & _ONE_TERM - 1, place)
            for place, share in sums.items()
            if share >= _POINT * _ONE_TERM and 2 * (share & _ONE_TERM - 1) >= enough
        ),
        reverse=True,
    )
    best: Point | None = None
    for weight, place in likely:
        if best and best.weight > weight:
            break
        found = _point(mine, theirs, place, both, weights, authorities)
        if found and 2 * found.weight >= enough:
            best = max(best or found, found, key=_rank)
    return best


def _point(
    mine: Gist,
    theirs: Gist,
    place: int,
    both: frozenset[int],
    weights: Mapping[int, int],
    authorities: Mapping[str, Authority],
) -> Point | None:
    """Return what two paragraphs have in common, or None where it is too little."""
    one, other = place >> 8, place & 0xFF
    here, there = mine.places(), theirs.places()
    shared = {number for number in both if one in here[number] and other in there[number]}
    terms = _narrowest([term for term in mine.terms() if term.number in shared], authorities)
    if len(terms) < _POINT:
        return None
    terms.sort(key=lambda term: (-weights[term.number] * term.weight, term.words))
    weight = sum(weights[term.number] for term in terms)
    return Point(mine.anchor(one), theirs.anchor(other), weight, tuple(terms))


def _rank(found: Point) -> tuple[int, int, list[str]]:
    """Order points by weight, then by how early they stand; from both sides alike."""
    places = [int(each[1:]) for each in (found.here, found.there) if each[1:].isdecimal()]
    return found.weight, -sum(places), sorted((found.here, found.there))


def _narrowest(terms: list[Term], authorities: Mapping[str, Authority]) -> list[Term]:
    broader = {
        upper
        for term in terms
        if term.name and term.words in authorities
        for upper in authorities[term.words].broader
    }
    return [term for term in terms if not (term.name and term.words in broader)]


def reason(found: Point) -> Reason:
    """Return what both speak of most, with the paragraph here and the one there."""
    terms = tuple(
        ("", term.words) if term.name else (word_in(term.words), "")
        for term in found.terms[:_NAMED]
    )
    return Reason("subjects", terms, here=found.here, there=found.there)


def day(entry: Entry) -> int:
    """Return a number that grows with the date; a place in the order would move with others."""
    year, month, day_, _ = entry.sort
    return year * 372 + month * 31 + day_


def nearest(
    slug: str, scores: Iterable[tuple[int, str]], entries: Mapping[str, Entry]
) -> tuple[tuple[int, str], ...]:
    """Return the (score, slug) nearest to a statement: by score, then in time, then by name."""
    here = day(entries[slug])

    def rank(found: tuple[int, str]) -> tuple[int, int, str]:
        return -found[0], abs(day(entries[found[1]]) - here), found[1]

    return tuple(sorted(scores, key=rank)[:NEAREST])
