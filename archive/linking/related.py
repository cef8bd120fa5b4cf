"""Statements that speak of the same things, at most five for each, found through an index of terms.

Of each statement the few that are nearest by score are remembered; so a statement that comes in is
compared with those that have terms in common with it and put in its place among theirs.  Only what
is near to a change is worked out again, and the outcome is that of working out everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from archive.linking import postings
from archive.linking.gists import Gist, Gists, numbers_in, packed
from archive.linking.memory import Memory
from archive.linking.nearness import Scale, nearest, point, reason, scale
from archive.linking.roll import FEW, Roll
from archive.linking.scoring import INDEX, WEIGHT_BITS, Scoring
from archive.linking.terms import is_name
from archive.model import Authority, Entry, Frozen, Relation

MOST = 5

Pair = tuple[str, str]
Near = tuple[tuple[int, str], ...]
# A statement, (score, other) of its nearest, and the weights of its terms.
Found = tuple[int, list[tuple[int, int]], dict[int, int]]


class Kin(Frozen, frozen=True, array_like=True):
    """The nearest of one statement, as (score, slug), and its ties."""

    near: Near = ()
    ties: tuple[Relation, ...] = ()


class _Kept(Frozen, frozen=True, array_like=True):
    scale: Scale
    apart: tuple[Pair, ...]


_encode = msgspec.msgpack.Encoder().encode
_NOBODY = _encode(Kin())
_kin = msgspec.msgpack.Decoder(Kin)


class Related:
    """Finds the ties of statements to those nearest to them and keeps them in the memory.

    ``apart`` are pairs of slugs that are no neighbours, such as versions of one text.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        authorities: Mapping[str, Authority],
        apart: Collection[Pair],
        memory: Memory,
        roll: Roll,
        gists: Gists,
    ) -> None:
        self._entries = entries
        self._authorities = authorities
        self._apart = frozenset((min(pair), max(pair)) for pair in apart)
        self._memory = memory
        self._roll = roll
        self._gists = gists
        self._scale = scale(entries.values())
        self._new: dict[str, Kin] = {}
        kept = self._recall()
        now = _Kept(self._scale, tuple(sorted(self._apart)))
        if roll.fresh or kept is None or kept.scale != self._scale:
            self._begin()
        elif roll.changed or kept.apart != now.apart:
            self._look_around(frozenset(kept.apart))
        if kept != now:
            memory.keep_value("kin", _encode(now))
        memory.keep_kin((mark, _encode(kin)) for mark, kin in self._new.items())

    def ties(self, slug: str) -> tuple[Relation, ...]:
        """Return the ties of a statement."""
        return self._kin(self._entries[slug].digest).ties

    def index(self) -> None:
        """Make the index of all terms anew."""
        postings.keep(self._memory, INDEX, postings.in_order(self._lists()))

    def _recall(self) -> _Kept | None:
        try:
            return msgspec.msgpack.decode(self._memory.value("kin"), type=_Kept)
        except msgspec.MsgspecError:
            return None

    def _kin(self, mark: str) -> Kin:
        return self._new[mark] if mark in self._new else _kin.decode(self._memory.kin(mark))

    # All statements

    def _begin(self) -> None:
        roll = self._roll
        if len(roll.slugs) <= FEW:
            scoring = self._start()
            for statement in roll.living():
                self._work_out(scoring, statement)
            return
        import numpy as np  # noqa: PLC0415 - only a build of many statements has need of it

        from archive.linking.throng import Throng  # noqa: PLC0415

        parts = list(postings.in_order(self._lists()))
        if roll.anew:
            postings.keep(self._memory, INDEX, parts)
        throng = Throng(np.concatenate(parts), self._entries, roll, self._scale)
        del parts
        self._memory.keep_kin((mark, _NOBODY) for mark in roll.slugs)
        self._memory.keep_kin(self._one_by_one(throng.nearest()))

    def _one_by_one(self, nearest: Iterator[Found]) -> Iterator[tuple[str, bytes]]:
        for statement, found, weights in nearest:
            near = tuple((score, self._roll.slug(other)) for score, other in found)
            tied = self._tied(self._roll.slug(statement), near, weights)
            yield self._roll.marks[statement], _encode(Kin(near, tied))

    def _lists(self) -> Iterator[tuple[bytes, bytes]]:
        for number in self._roll.living():
            gist = self._gists.of(self._roll.marks[number])
            yield gist.numbers, packed(number << WEIGHT_BITS | weight for weight in gist.weights)

    def _tied(self, slug: str, near: Near, weights: Mapping[int, int]) -> tuple[Relation, ...]:
        """Return the ties of a statement to the nearest of those that have a point in common."""
        ties: list[Relation] = []
        mine = self._gists.of(self._entries[slug].digest)
        for _, other in near:
            if len(ties) < MOST and (tie := self._tie(slug, other, mine, weights)):
                ties.append(tie)
        return tuple(ties)

    def _tie(
        self, slug: str, other: str, mine: Gist, weights: Mapping[int, int]
    ) -> Relation | None:
        if (min(slug, other), max(slug, other)) in self._apart:
            return None
        theirs = self._gists.of(self._entries[other].digest)
        heaviest = self._scale.heaviest(mine.language, theirs.language)
        found = point(mine, theirs, weights, heaviest, self._authorities)
        if found is None:
            return None
        return Relation(other, "shared-subjects", reason=reason(found))

    # Some statements

    def _start(self) -> Scoring:
        return Scoring(self._memory, self._roll, self._gists)

    def _work_out(self, scoring: Scoring, statement: int) -> dict[int, int]:
        """Find the nearest of a statement and its ties; return its scores with all others."""
        scores = scoring.scores(statement, self._scale)
        slug = self._roll.slug(statement)
        near = nearest(
            slug,
            ((score, self._roll.slug(other)) for other, score in scores.items()),
            self._entries,
        )
        weights = scoring.weights(statement, self._scale)
        self._new[self._roll.marks[statement]] = Kin(near, self._tied(slug, near, weights))
        return scores

    def _look_around(self, apart: frozenset[Pair]) -> None:
        """Work out again what may differ by what came, went, or was parted or joined."""
        roll = self._roll
        scoring = self._start()
        touched = self._reweighed(scoring) | self._left_alone(scoring) | self._newly_apart(apart)
        for statement in sorted(touched):
            self._work_out(scoring, statement)
        for statement in roll.new:
            for other, score in self._work_out(scoring, statement).items():
                if other not in touched and other not in roll.new:
                    self._admit(other, statement, score, scoring)

    def _admit(self, other: int, statement: int, score: int, scoring: Scoring) -> None:
        """Put a new statement in its place among the nearest of an old one, if it has one."""
        mark, slug, new = (
            self._roll.marks[other],
            self._roll.slug(other),
            self._roll.slug(statement),
        )
        kin = self._kin(mark)
        near = nearest(slug, (*kin.near, (score, new)), self._entries)
        if near == kin.near:
            return
        places = {found[1]: place for place, found in enumerate(near)}
        ties = [tie for tie in kin.ties if tie.to in places]
        if new in places:
            weights = scoring.weights(statement, self._scale)
            tie = self._tie(slug, new, scoring.gist(other), weights)
            ties = sorted([*ties, *([tie] if tie else [])], key=lambda each: places[each.to])
        self._new[mark] = Kin(near, tuple(ties[:MOST]))

    def _reweighed(self, scoring: Scoring) -> set[int]:
        """Return the statements whose scores may be others since a term's weight is another."""
        roll = self._roll
        moved = [*roll.new, *roll.gone]
        numbers = {
            number: "" if is_name(number) else scoring.language(one)
            for one in moved
            for number in numbers_in(scoring.gist(one).numbers)
        }
        scoring.look_up(numbers)
        touched: set[int] = set()
        for number, language in numbers.items():
            before, now = (scoring.owners(number, when) for when in ("before", "now"))
            if before is None or now is None:
                continue
            was, is_ = (self._scale.weight(len(each), language) for each in (before, now))
            stayed = scoring.stayed(number)
            if is_ > was:
                touched.update(stayed)
            elif is_ < was:
                # What has grown lighter brings nobody nearer; only those near by it may have gone.
                slugs = {roll.slug(one) for one in stayed}
                touched.update(
                    one for one in stayed
                    if any(slug in slugs for _, slug in self._kin(roll.marks[one]).near)
                )  # fmt: skip
        return touched

    def _left_alone(self, scoring: Scoring) -> set[int]:
        """Return the statements among whose nearest was one that has gone, or is another now."""
        roll = self._roll
        changed = {roll.slug(statement) for statement in roll.new}
        return {
            other
            for gone in roll.gone
            for other in scoring.scores(gone, self._scale, "before")
            if other not in roll.gone
            and any(
                slug in changed or slug not in self._entries
                for _, slug in self._kin(roll.marks[other]).near
            )
        }

    def _newly_apart(self, apart: frozenset[Pair]) -> set[int]:
        """Return the statements of pairs that are apart now and were not, or were and are not."""
        slugs = {slug for pair in apart ^ self._apart for slug in pair}
        return {
            number
            for number, mark in enumerate(self._roll.marks)
            if slugs and self._roll.slugs.get(mark) in slugs and number not in self._roll.new
        }
