"""What the terms of one statement and of all others say together, before and after a change.

Score of two statements: the sum over the terms of both of the term's weight in the archive, its
weight here and its weight there (BM25 with the one as the query and the other as the text, and the
other way round).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from archive.linking import postings
from archive.linking.gists import Gist, Gists, numbers_in
from archive.linking.memory import Memory
from archive.linking.nearness import COMMON, Scale
from archive.linking.roll import Roll
from archive.linking.terms import HEAVIEST, is_name

INDEX = "terms"
# A posting's lower half is the statement's number and, in its last bits, the weight of the term.
WEIGHT_BITS = HEAVIEST.bit_length()

When = Literal["before", "now"]
Owners = list[tuple[int, int]]


class Scoring:
    """Looks up terms in the index and beside it."""

    def __init__(self, memory: Memory, roll: Roll, gists: Gists) -> None:
        self._memory = memory
        self.roll = roll
        self._gists = gists
        self._read: dict[int, Gist] = {}
        self._stayed: dict[int, Owners | None] = {}
        self._beside = self._those_of(roll.waiting())
        self._changed = {"now": self._those_of(roll.new), "before": self._those_of(roll.gone)}

    def gist(self, statement: int) -> Gist:
        """Return the gist of a statement, also of one that has gone."""
        if statement not in self._read:
            self._read[statement] = self._gists.of(self.roll.marks[statement])
        return self._read[statement]

    def _those_of(self, statements: Iterable[int]) -> defaultdict[int, Owners]:
        found: defaultdict[int, Owners] = defaultdict(list)
        for statement in statements:
            gist = self.gist(statement)
            for number, weight in zip(numbers_in(gist.numbers), gist.weights, strict=True):
                found[number].append((statement, weight))
        return found

    def look_up(self, numbers: Iterable[int]) -> None:
        """Fetch the owners of terms, all in one go."""
        roll = self.roll
        wanted = [number for number in numbers if number not in self._stayed]
        if not roll.old:
            self._stayed.update((number, self._beside.get(number, [])) for number in wanted)
            return
        most = COMMON + len(roll.dead) + len(roll.gone)
        found = postings.look_up(self._memory, INDEX, wanted, most)
        mask = (1 << WEIGHT_BITS) - 1
        for number in wanted:
            if number not in found:
                self._stayed[number] = None
                continue
            there = {lower >> WEIGHT_BITS: lower & mask for lower in found[number]}
            staying = [(one, there[one]) for one in roll.staying(there)]
            self._stayed[number] = staying + self._beside.get(number, [])

    def owners(self, number: int, when: When) -> Owners | None:
        """Return who has a term, with its weight there; None where they are too many to matter."""
        stayed = self._stayed[number]
        return None if stayed is None else stayed + self._changed[when].get(number, [])

    def stayed(self, number: int) -> list[int]:
        """Return who has a term before the change and after it."""
        return [one for one, _ in self._stayed[number] or ()]

    def weights(self, statement: int, scale: Scale, when: When = "now") -> dict[int, int]:
        """Return the weight in the archive of each term of a statement that has been looked up."""
        language = self.language(statement)
        found = {}
        for number in numbers_in(self.gist(statement).numbers):
            owners = self.owners(number, when)
            if owners is not None:
                kind = "" if is_name(number) else language
                found[number] = scale.weight(len(owners), kind)
        return found

    def scores(self, statement: int, scale: Scale, when: When = "now") -> dict[int, int]:
        """Return the score of each other statement that has enough in common with this one."""
        self.look_up(numbers_in(self.gist(statement).numbers))
        weights = self.weights(statement, scale, when)
        gist = self.gist(statement)
        sums: defaultdict[int, int] = defaultdict(int)
        for number, weight in zip(numbers_in(gist.numbers), gist.weights, strict=True):
            heavy = weight * weights.get(number, 0)
            if heavy:
                for other, their_weight in self.owners(number, when) or ():
                    sums[other] += heavy * their_weight
        sums.pop(statement, None)
        language = self.language(statement)
        sure = scale.least(language, language)
        lowest = min([scale.least(language, each) for each in scale.languages], default=sure)
        return {
            other: score
            for other, score in sums.items()
            if score >= sure
            or (score >= lowest and score >= scale.least(language, self.language(other)))
        }

    def language(self, statement: int) -> str:
        """Return the language of a statement, without its region."""
        return self.gist(statement).language
