"""Which texts have so many fingerprints in common that it is worth while to compare their words.

A number that many share is a slogan, a formula, an agency's paragraph, or the words of a statement
that everybody quotes: it makes the oldest of them alike to each of the others, and no two others.
One that still more share makes none.  So one statement more can part two others.  Only the numbers
of statements that came or went are looked at, and the outcome is that of looking at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from archive.linking import postings
from archive.linking.gists import Gists, numbers_in
from archive.linking.memory import Memory
from archive.linking.roll import Roll

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A shingle that more statements share is the oldest one's, or nobody's own; beyond the second
# number it is not looked at.
COMMON = 12
CROWD = 200
# Two numbers in common: fewer is chance.
ENOUGH = 2

_INDEX = "runs"

Pairs = set[tuple[int, int]]


class Alike:
    """The pairs of statements that are alike now, as far as they may not have been before.

    ``found`` are to be compared; ``parted`` were alike perhaps, and are so no longer.  Pairs are
    numbers of the roll, the lower first.
    """

    def __init__(self, roll: Roll, gists: Gists, memory: Memory) -> None:
        self._roll = roll
        self._gists = gists
        self._memory = memory
        self._issued: dict[int, tuple[tuple[int, ...], str]] = {}
        self.found: Pairs = set()
        self.parted: Pairs = set()
        if roll.anew:
            self.index(self.found)
        elif roll.changed:
            self._look_around()

    def index(self, found: Pairs | None = None) -> None:
        """Make the index of all fingerprints anew; the pairs that are alike go into ``found``."""
        counts = _Counts() if found is not None else None
        ages = self._ages() if counts else []

        def parts() -> Iterator[NDArray[np.uint64]]:
            for part in postings.in_order(self._prints()):
                if counts:
                    counts.add(part, ages)
                yield part

        postings.keep(self._memory, _INDEX, parts())
        if counts and found is not None:
            found.update(counts.pairs())

    def _prints(self) -> Iterator[tuple[bytes, int]]:
        for number, mark in enumerate(self._roll.marks):
            yield self._gists.of(mark).prints, number

    def _numbers(self, statement: int) -> frozenset[int]:
        return frozenset(numbers_in(self._gists.of(self._roll.marks[statement]).prints))

    def _age(self, statement: int) -> tuple[tuple[int, ...], str]:
        """Return what orders statements by age, also those that have gone."""
        if statement not in self._issued:
            mark = self._roll.marks[statement]
            self._issued[statement] = (self._gists.of(mark).issued, mark)
        return self._issued[statement]

    def _ages(self) -> list[int]:
        """Return the statements from the oldest to the newest."""
        return sorted(range(len(self._roll.marks)), key=self._age)

    def _pairs(self, owners: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs that are alike by a number that these statements have."""
        if len(owners) <= COMMON:
            yield from combinations(sorted(owners), 2)
        elif len(owners) <= CROWD:
            oldest = min(owners, key=self._age)
            yield from ((min(oldest, each), max(oldest, each)) for each in owners if each != oldest)

    def _look_around(self) -> None:
        """Find what the statements that came and went have changed."""
        roll = self._roll
        came = {number: self._numbers(number) for number in roll.new}
        went = {number: self._numbers(number) for number in roll.gone}
        sought = frozenset().union(*came.values(), *went.values())
        stayed = self._owners(sought)
        for place, change in enumerate((came, went)):
            for statement, numbers in change.items():
                for number in numbers:
                    stayed[number][place + 1].append(statement)
        counts: Counter[tuple[int, int]] = Counter()
        doubtful: Pairs = set()
        for stay, come, go in stayed.values():
            if len(stay) + max(len(come), len(go)) < 2:
                continue
            now, before = set(self._pairs(stay + come)), set(self._pairs(stay + go))
            counts.update(pair for pair in now if pair[1] in roll.new or pair[0] in roll.new)
            doubtful.update(
                pair
                for pair in now ^ before
                if not any(one in roll.new or one in roll.gone for one in pair)
            )
        self.found.update(pair for pair, count in counts.items() if count >= ENOUGH)
        self._decide(doubtful)

    def _owners(self, sought: Iterable[int]) -> dict[int, tuple[list[int], list[int], list[int]]]:
        """Return for each number who has it all the time, and room for who came and who went."""
        roll = self._roll
        indexed = postings.look_up(self._memory, _INDEX, sought) if roll.old else {}
        found: dict[int, tuple[list[int], list[int], list[int]]] = {
            number: (roll.staying(indexed.get(number, ())), [], []) for number in sought
        }
        for statement in roll.waiting():
            for number in found.keys() & self._numbers(statement):
                found[number][0].append(statement)
        return found

    def _decide(self, doubtful: Pairs) -> None:
        """Sort pairs of old statements by whether they are alike now."""
        if not doubtful:
            return
        numbers = {one: self._numbers(one) for pair in doubtful for one in pair}
        common = {(one, other): numbers[one] & numbers[other] for one, other in doubtful}
        owners = {
            number: stay
            for number, (stay, _, _) in self._owners(frozenset().union(*common.values())).items()
        }
        for statement in self._roll.new:
            for number in owners.keys() & self._numbers(statement):
                owners[number].append(statement)
        pairs = {number: set(self._pairs(each)) for number, each in owners.items()}
        for pair, shared in common.items():
            alike = sum(pair in pairs[number] for number in shared) >= ENOUGH
            (self.found if alike else self.parted).add(pair)


class _Counts:
    """How many numbers that few share each pair of statements has in common."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - only a build of many statements has need of it

        self._pairs = np.zeros(0, dtype=np.uint64)
        self._counts = np.zeros(0, dtype=np.uint32)

    def add(self, part: NDArray[np.uint64], ages: list[int]) -> None:
        """Count the pairs in postings in ascending order; ``ages`` has the oldest owner first."""
        import numpy as np  # noqa: PLC0415

        half, low = np.uint64(32), np.uint64(0xFFFFFFFF)
        numbers = (part >> half).astype(np.uint32)
        edges = np.flatnonzero(numbers[1:] != numbers[:-1]) + 1
        starts = np.concatenate(([0], edges))
        sizes = np.diff(np.concatenate((starts, [len(part)])))
        found = [np.repeat(self._pairs, self._counts)]
        for size in range(2, COMMON + 1):
            members = part[starts[sizes == size][:, None] + np.arange(size)] & low
            for one, other in combinations(range(size), 2):
                # Statements that share a number stand in ascending order, sorted with it.
                found.append(members[:, one] << half | members[:, other])
        crowds = (sizes > COMMON) & (sizes <= CROWD)
        if crowds.any():
            by_age = np.array(ages)
            rank = np.argsort(by_age)
            members = (part[np.repeat(crowds, sizes)] & low).astype(np.int64)
            sizes = sizes[crowds]
            heads = np.cumsum(sizes) - sizes
            oldest = np.repeat(by_age[np.minimum.reduceat(rank[members], heads)], sizes)
            one, other = np.minimum(members, oldest), np.maximum(members, oldest)
            pairs = one.astype(np.uint64) << half | other.astype(np.uint64)
            found.append(pairs[one != other])
        pairs, counts = np.unique(np.concatenate(found), return_counts=True)
        self._pairs, self._counts = pairs, np.minimum(counts, ENOUGH).astype(np.uint32)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs that have enough in common."""
        for pair in self._pairs[self._counts >= ENOUGH].tolist():
            yield pair >> 32, pair & 0xFFFFFFFF
