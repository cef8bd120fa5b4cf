"""The nearest of every statement of a large archive, worked out all at once.

Scores are those of ``scoring``, in arrays: for some statements at a time, every posting of each of
their terms is laid out, and the scores of one pair are summed after one sort.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from archive.linking.nearness import COMMON, NEAREST, Scale, day
from archive.linking.roll import Roll
from archive.linking.scoring import WEIGHT_BITS
from archive.linking.stems import LENGTH
from archive.model import Entry
from archive.naming.scripts import base

# So many postings are laid out at once.
_AT_ONCE = 200_000
# A key is a statement's place in its block, the other's number, and their score.
_OTHER_BITS, _SCORE_BITS = 28, 24

Numbers = NDArray[np.int32]


class Throng:
    """All postings of an archive in arrays, of ``postings`` in ascending order."""

    def __init__(
        self,
        postings: NDArray[np.uint64],
        entries: Mapping[str, Entry],
        roll: Roll,
        scale: Scale,
    ) -> None:
        languages = list(scale.languages)
        place = {language: number for number, language in enumerate(languages)}
        # Numbers of statements that have gone stand empty.
        here = [entries.get(roll.slugs.get(mark, "")) for mark in roll.marks]
        self._spoken = np.array(
            [place[base(entry.language)] if entry else 0 for entry in here], dtype=np.int32
        )
        self._least = np.array(
            [[scale.least(one, other) for other in languages] for one in languages], dtype=np.int64
        ).reshape(len(languages), -1)
        self._days = np.array([day(entry) if entry else 0 for entry in here], dtype=np.int32)
        self._ranks = np.argsort(np.argsort([entry.slug if entry else "" for entry in here]))
        self._terms = (postings >> np.uint64(32)).astype(np.uint32)
        lower = postings.astype(np.uint32)  # the upper half falls off
        self._owners = (lower >> np.uint32(WEIGHT_BITS)).astype(np.int32)
        self._weights = (lower & np.uint32((1 << WEIGHT_BITS) - 1)).astype(np.uint8)
        first = np.ones(len(postings), dtype=bool)
        np.not_equal(self._terms[1:], self._terms[:-1], out=first[1:])
        starts = np.flatnonzero(first).astype(np.int32)
        sizes = np.diff(starts, append=np.int32(len(postings)))
        self._heavy = self._weigh(starts, sizes, scale, languages)
        self._starts = np.repeat(starts, sizes)
        self._sizes = np.repeat(np.minimum(sizes, COMMON + 1).astype(np.int16), sizes)
        self._sizes[self._heavy == 0] = 0

    def _weigh(
        self, starts: Numbers, sizes: Numbers, scale: Scale, languages: list[str]
    ) -> NDArray[np.uint8]:
        """Return the weight in the archive of the term of each posting."""
        named = (self._terms[starts] & np.uint32(LENGTH)) == 0
        kinds = np.where(named, len(languages), self._spoken[self._owners[starts]])
        table = np.array(
            [[scale.weight(count, kind) if count else 0 for count in range(COMMON + 2)]
             for kind in (*languages, "")],
            dtype=np.uint8,
        )  # fmt: skip
        return np.repeat(table[kinds, np.minimum(sizes, COMMON + 1)], sizes)

    def nearest(self) -> Iterator[tuple[int, list[tuple[int, int]], dict[int, int]]]:
        """Yield each statement that has any, with (score, other) of its nearest, the nearest first.

        With them come the weights in the archive of its terms, as far as others have them.
        """
        order = np.argsort(self._owners, kind="stable").astype(np.int32)
        order = order[self._sizes[order] > 1]
        owners = self._owners[order]
        done = np.cumsum(self._sizes[order], dtype=np.int64)
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        cuts = [0]
        for start, end in pairwise((*first.tolist(), len(owners))):
            laid_out = done[end - 1] - (done[cuts[-1] - 1] if cuts[-1] else 0)
            if laid_out > _AT_ONCE and start > cuts[-1]:
                cuts.append(start)
        for start, end in pairwise((*cuts, len(owners))):
            if end > start:
                yield from self._block(order[start:end])

    def _block(
        self, chosen: Numbers
    ) -> Iterator[tuple[int, list[tuple[int, int]], dict[int, int]]]:
        """Yield the nearest of the statements to whom these postings belong."""
        sizes = self._sizes[chosen].astype(np.int64)
        ends = np.cumsum(sizes)
        others = np.arange(ends[-1]) + np.repeat(self._starts[chosen] - (ends - sizes), sizes)
        members, local = np.unique(self._owners[chosen], return_inverse=True)
        score = np.repeat(self._heavy[chosen].astype(np.int64) * self._weights[chosen], sizes)
        score *= self._weights[others]
        laid_out = np.repeat(local.astype(np.int64) << _OTHER_BITS, sizes)
        laid_out |= self._owners[others]
        laid_out <<= _SCORE_BITS
        laid_out |= score
        laid_out.sort()
        key = laid_out >> _SCORE_BITS
        heads = np.flatnonzero(np.diff(key, prepend=-1))
        laid_out &= (1 << _SCORE_BITS) - 1
        sums = np.add.reduceat(laid_out, heads)
        bounds = np.concatenate((np.flatnonzero(np.diff(local, prepend=-1)), [len(chosen)]))
        one, other = key[heads] >> _OTHER_BITS, key[heads] & ((1 << _OTHER_BITS) - 1)
        least = self._least[self._spoken[members[one]], self._spoken[other]]
        kept = (members[one] != other) & (sums >= least)
        one, other, sums = one[kept], other[kept], sums[kept]
        apart = np.abs(self._days[members[one]] - self._days[other])
        ranked = np.lexsort((self._ranks[other], apart, -sums, one))
        one, other, sums = one[ranked], other[ranked], sums[ranked]
        edges = np.flatnonzero(np.diff(one, prepend=-1)).tolist()
        for start, end in pairwise((*edges, len(one))):
            last = min(end, start + NEAREST)
            found = zip(sums[start:last].tolist(), other[start:last].tolist(), strict=True)
            own = chosen[bounds[one[start]] : bounds[one[start] + 1]]
            weights = zip(self._terms[own].tolist(), self._heavy[own].tolist(), strict=True)
            yield int(members[one[start]]), list(found), dict(weights)
