"""What two statements have word for word in common: one quotes the other, or both are one text.

Precision goes before completeness.  Words that both have in quotation marks are a third one's;
words that stand in neither's quotation marks and are not introduced by the other's name may be an
agency's, or a body's standing words about itself, and make no tie.  They are remembered all the
same: words that several have as their own are nobody's (``formulas``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.linking.attributions import elsewhere
from archive.linking.callings import called
from archive.linking.wordings import SEED_RUN, Text
from archive.model import Frozen, Passage

# Words that are a quotation, with what is left out.
QUOTATION = 12
# Share of the longer text that two versions of one text have in common at least.
VERSION = 0.6
_VERSION_WORDS = 40
_MOST_PLACES = 4
# Share of words in quotation marks from which a passage is a quotation, and not a text's own.
_MARKED, _OWN = 0.8, 0.5
# Slogans and songs go from mouth to mouth: whoever quotes them quotes no text in particular.
_SUNG = {"item", "verse"}


class Run(Frozen, frozen=True):
    """``length`` words from ``first`` on in one text that stand from ``second`` on in another."""

    first: int
    second: int
    length: int


class Quotation(Frozen, frozen=True, array_like=True):
    """Words of the source (``here``) that the later text has as a quotation (``there``).

    They are ``length`` words of the source from ``first`` on, and stand from ``second`` on in the
    later text; ``named`` says that it introduces them by a name of the source's.
    """

    here: Passage
    there: Passage
    first: int
    second: int
    length: int
    named: bool

    def overlaps(self, other: Quotation) -> bool:
        """Say whether some of the later text's words are those of another quotation too."""
        return (
            self.second < other.second + other.length and other.second < self.second + self.length
        )


class Common(Frozen, frozen=True, array_like=True):
    """Words of both that are no quotation: how many, from where on here and there.

    ``marked_here`` and ``marked_there`` say whether they stand in quotation marks; ``foreign`` says
    that the later text gives them as somebody else's.
    """

    first: int
    second: int
    length: int
    marked_here: bool
    marked_there: bool
    foreign: bool = False


class Reuse(Frozen, frozen=True, array_like=True):
    """What a comparison found: the share of common words, quotations, and other common words.

    ``version`` says that both are one text in two versions.
    """

    share: float
    version: bool = False
    quotations: tuple[Quotation, ...] = ()
    common: tuple[Common, ...] = ()


def compare(source: Text, later: Text, names: Iterable[str], language: str = "") -> Reuse:
    """Return what ``later`` has of ``source`` word for word.

    ``names`` are those by which ``later`` may speak of the source (its creators, its title).  Only
    what ``later`` marks or names as another's words is a quotation.  ``language`` is that of
    ``later``.
    """
    runs = common_runs(source, later)
    longest = max(source.length, later.length)
    share = sum(run.length for run in runs) / max(1, longest)
    if share >= VERSION and longest >= _VERSION_WORDS:
        return Reuse(share, version=True)
    if sum(run.length for run in runs) < QUOTATION:
        return Reuse(share)
    known = list(names)
    quotations: list[Quotation] = []
    common: list[Common] = []
    for group in _groups(runs, later):
        if sum(run.length for run in group) >= QUOTATION:
            found = _judged(group, source, later, known, language)
            (quotations if isinstance(found, Quotation) else common).append(found)  # type: ignore[arg-type]
    return Reuse(share, quotations=tuple(quotations), common=tuple(common))


def common_runs(source: Text, later: Text) -> list[Run]:
    """Return the longest runs of words of ``later`` that stand in ``source``, in order, apart."""
    common = source.kinds & later.kinds
    if not common:
        return []
    places: dict[bytes, list[int]] = {}
    for place, turn in enumerate(source.turns):
        if turn in common:
            found = places.setdefault(turn, [])
            if len(found) < _MOST_PLACES:
                found.append(place)
    runs = []
    done = 0
    for at, turn in enumerate(later.turns):
        if at < done or turn not in common:
            continue
        best = Run(0, at, 0)
        for start in places[turn]:
            length = _common_length(source.codes, start, later.codes, at)
            if length > best.length:
                best = Run(start, at, length)
        runs.append(best)
        done = at + best.length
    return runs


def _common_length(here: bytes, first: int, there: bytes, second: int) -> int:
    """Return how many words from ``first`` on here are those from ``second`` on there."""
    most = min(len(here) // 4 - first, len(there) // 4 - second)
    length = SEED_RUN
    for stride in (64, 1):
        size = 4 * stride
        while length + stride <= most:
            left, right = 4 * (first + length), 4 * (second + length)
            if here[left : left + size] != there[right : right + size]:
                break
            length += stride
    return length


def _groups(runs: list[Run], later: Text) -> Iterator[list[Run]]:
    """Yield runs that are one quotation: those parted by a sign of omission go together."""
    group: list[Run] = []
    for run in runs:
        if group and not (
            run.second - (group[-1].second + group[-1].length) <= 3
            and run.first > group[-1].first
            and later.left_out(group[-1].second + group[-1].length - 1, run.second)
        ):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _judged(
    group: list[Run], source: Text, later: Text, names: list[str], language: str
) -> Quotation | Common:
    """Return what runs that belong together are: words of the source's own that the other quotes.

    A slogan or a song is no quotation unless the source is named.
    """
    first, last = group[0].first, group[-1].first + group[-1].length
    second, end = group[0].second, group[-1].second + group[-1].length
    marked = later.quoted(second, end) >= _MARKED
    ours = max(source.quoted(run.first, run.first + run.length) for run in group)
    if ours < _OWN:
        kinds = {source.blocks[source.words[run.first].block].kind for run in group}
        slogans = kinds <= _SUNG
        named = called(later.introduction(second), names)
        foreign = marked and not named and elsewhere(*later.around(second, end), language, names)
        if foreign:
            return Common(first, second, last - first, ours >= _OWN, marked, foreign=True)
        if named or (marked and not slogans):
            here, there = source.passage(first, last), later.passage(second, end)
            return Quotation(here, there, first, second, last - first, named)
    return Common(first, second, last - first, ours >= _OWN, marked)
