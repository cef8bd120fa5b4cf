"""What two statements have word for word in common: one quotes the other, or both are one text.

Precision goes before completeness.  Words that both have in quotation marks are a third one's;
words that stand in neither's quotation marks and are not introduced by the other's name may be an
agency's, or a body's standing words about itself, and make no tie.  They are remembered all the
same: words that several have as their own are nobody's (``formulas``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from archive.linking.attributions import elsewhere
from archive.linking.callings import called
from archive.linking.shingles import Word, codes_of, words_of
from archive.model import Block, Frozen, Passage

# Words in a row that are no chance, and in all that are a quotation (with what is left out).
SEED_RUN = 5
QUOTATION = 12
# Share of the longer text that two versions of one text have in common at least.
VERSION = 0.6
_VERSION_WORDS = 40
_MOST_PLACES = 4
# Share of words in quotation marks from which a passage is a quotation, and not a text's own.
_MARKED, _OWN = 0.8, 0.5

# A sign that closes in one language opens in another: it opens where a word follows and none stands
# before it.
_QUOTED = re.compile(
    r"“[^”]*(?:”|\Z)|(?<!\w)»(?=\w)[^«]*(?:«|\Z)|«[^»]*(?:»|\Z)|„[^“”]*(?:[“”]|\Z)"
    r"|(?<!\w)”(?=\w)[^”]*(?:”|\Z)|(?<!\w)\"(?=[^\s\"])[^\"]*(?:\"|\Z)|‚[^‘’]*(?:[‘’]|\Z)"
    r"|「[^」]*(?:」|\Z)|‹[^›]*(?:›|\Z)"
    r"|(?<!\w)[‘'](?=\w)[^‘\"“”]*?(?<=[\w.,;:!?…])[’'](?!\w)"
)
_CLOSING = " \"'”“«»›‹’‘」.,!?…؟،"
_OPENING = " \t\n\u00a0\u202f\"'“„«»‹›‘‚「"
_LEFT_OUT = re.compile(r"…|\.\s?\.\s?\.|\[|\(\.\.\.\)")


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


class Text:
    """The body of a statement as it is compared: its words and what stands in quotation marks."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.codes = codes_of(blocks)
        self.length = len(self.codes) // 4
        self._quoted: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def words(self) -> list[Word]:
        """The words in order."""
        return words_of(self.blocks)

    @cached_property
    def turns(self) -> list[bytes]:
        """The numbers of every few words in a row, by the place of the first."""
        codes, size = self.codes, 4 * SEED_RUN
        return [codes[place : place + size] for place in range(0, len(codes) - size + 4, 4)]

    @cached_property
    def kinds(self) -> frozenset[bytes]:
        """The turns, each once."""
        return frozenset(self.turns)

    def passage(self, first: int, end: int) -> Passage:
        """Return the words from ``first`` to ``end``, as far as they stand in one block.

        Of several blocks it is the one that has most of them.
        """
        inside = self.words[first:end]
        counts = Counter(word.block for word in inside)
        number = min(counts, key=lambda each: (-counts[each], each))
        words = [word for word in inside if word.block == number]
        block = self.blocks[number]
        start, stop = words[0].start, words[-1].end
        return Passage(block.anchor, start, stop, block.text[start:stop])

    def quoted(self, first: int, end: int) -> float:
        """Return how much of the words from ``first`` to ``end`` stands in quotation marks."""
        inside = sum(self._is_quoted(word) for word in self.words[first:end])
        return inside / max(1, end - first)

    def _is_quoted(self, word: Word) -> bool:
        block = self.blocks[word.block]
        if block.kind == "quotation":
            return True
        return any(a <= word.start and word.end <= b for a, b in self._marks(word.block))

    def _marks(self, number: int) -> list[tuple[int, int]]:
        """Return where words in quotation marks stand in a block."""
        if number not in self._quoted:
            found = _QUOTED.finditer(self.blocks[number].text)
            self._quoted[number] = [match.span() for match in found]
        return self._quoted[number]

    def introduction(self, first: int) -> str:
        """Return what leads up to a passage by a colon, in its paragraph or the one before it."""
        start = self.words[first]
        before = self.blocks[start.block].text[: start.start].rstrip(_OPENING)
        if not before and start.block:
            before = self.blocks[start.block - 1].text.rstrip()
        return before if before.endswith((":", "\uff1a")) else ""

    def around(self, first: int, end: int) -> tuple[str, str]:
        """Return what stands before and behind words in quotation marks, marks left out."""
        one, last = self.words[first], self.words[end - 1]
        text = self.blocks[one.block].text
        opened, closed = next(
            (span for span in self._marks(one.block) if span[0] <= one.start < span[1]),
            (one.start, one.start),
        )
        whole = self.blocks[one.block].kind == "quotation"
        before = text[:opened] if not whole else ""
        if not before.strip() and one.block:
            before = self.blocks[one.block - 1].text
        behind = self.blocks[last.block].text
        at = closed if last.block == one.block and closed > last.end and not whole else last.end
        return before, behind[len(behind[:at].rstrip(_CLOSING)) :]

    def left_out(self, first: int, end: int) -> bool:
        """Say whether the text says that words are left out between two of its words."""
        one, two = self.words[first], self.words[end]
        between = self.blocks[one.block].text[one.end : two.start]
        return one.block == two.block and bool(_LEFT_OUT.search(between))


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

    A slogan is no quotation unless the source is named.
    """
    first, last = group[0].first, group[-1].first + group[-1].length
    second, end = group[0].second, group[-1].second + group[-1].length
    marked = later.quoted(second, end) >= _MARKED
    ours = max(source.quoted(run.first, run.first + run.length) for run in group)
    if ours < _OWN:
        slogans = all(source.blocks[source.words[run.first].block].kind == "item" for run in group)
        named = called(later.introduction(second), names)
        foreign = marked and not named and elsewhere(*later.around(second, end), language, names)
        if foreign:
            return Common(first, second, last - first, ours >= _OWN, marked, foreign=True)
        if named or (marked and not slogans):
            here, there = source.passage(first, last), later.passage(second, end)
            return Quotation(here, there, first, second, last - first, named)
    return Common(first, second, last - first, ours >= _OWN, marked)
