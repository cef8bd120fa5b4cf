"""Statements that speak of the same subjects, found through an index of who names what.

A subject's weight depends on how many statements name it, and moves only when that number passes a
power of eight; so a statement added leaves the ties of others as they are, unless it is itself
nearer to them.  Candidates are the statements nearest in time among those that name a subject, so
the work grows with the archive and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from math import isqrt

import msgspec
from msgspec import Struct

from archive.fixity import digest
from archive.linking.memory import Blank, Memory
from archive.model import Authority, Entry, Relation

_MOST = 5
# How far along one subject's statements, in order of issue, candidates are looked for.
_REACH = 8
_SCORED = 40
# Weight by the number of statements that name the subject: up to 8, 64, 512, 4096.
_WEIGHTS = (4, 3, 2, 1)
_ENOUGH_SUBJECTS = 3
_ENOUGH = 25  # of 100 that two statements on exactly the same subjects would have


def share(
    entries: Mapping[str, Entry],
    authorities: Mapping[str, Authority],
    apart: Collection[tuple[str, str]] = frozenset(),
    memory: Memory | None = None,
) -> dict[str, list[Relation]]:
    """Return for each slug at most five ties to statements on the same subjects.

    ``entries`` are in order of issue; pairs of slugs in ``apart`` are left out (a version of a text
    is no neighbour of it).
    """
    index = _Index(entries, authorities)
    memory = memory or Blank()
    kept = _recall(memory)
    now = _Kept(
        {slug: _trace(entry) for slug, entry in entries.items()}, index.weights, sorted(apart)
    )
    touched = _touched(kept, now, index)
    found = {}
    for slug in entries:
        if slug not in touched:
            ties = kept.ties.get(slug, [])
        else:
            ties = [
                Relation(other, "shared-subjects", index.reason(slug, other))
                for other in index.nearest(slug, apart)
            ]
        if ties:
            found[slug] = ties
    now.ties.update(found)
    memory.keep_value("subjects", msgspec.msgpack.encode(now))
    return found


class _Kept(Struct):
    """What a build went by, and what it found; by slug, in order of issue.

    A trace is a digest of a statement's date and names, and the subjects it names.
    """

    traces: dict[str, tuple[bytes, tuple[str, ...]]] = {}
    weights: dict[str, int] = {}
    apart: list[tuple[str, str]] = []
    ties: dict[str, list[Relation]] = {}


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Kept)


def _recall(memory: Memory) -> _Kept:
    try:
        return _decode.decode(memory.value("subjects") or b"\x80")
    except msgspec.MsgspecError:
        return _Kept()


def _trace(entry: Entry) -> tuple[bytes, tuple[str, ...]]:
    return digest(_encode((entry.sort, entry.named))), tuple(entry.named)


def _touched(kept: _Kept, now: _Kept, index: _Index) -> set[str]:
    """Return the slugs whose ties may differ from those kept.

    They are the statements that changed, and those within reach of one that changed, came or went
    in the list of any of its subjects: candidates are looked for no farther.
    """
    same = kept.weights.keys() & now.weights.keys()
    if kept.apart != now.apart or any(kept.weights[s] != now.weights[s] for s in same):
        return set(now.traces)
    changed = {
        slug
        for slug in kept.traces.keys() | now.traces.keys()
        if kept.traces.get(slug) != now.traces.get(slug)
    }
    touched = set(changed)
    wanted = {subject for slug in changed for subject in kept.traces.get(slug, (b"", ()))[1]}
    before: dict[str, list[str]] = defaultdict(list)
    for slug, (_, subjects) in kept.traces.items():
        for subject in wanted.intersection(subjects):
            before[subject].append(slug)
    for lists in (before, index.lists):
        for slugs in lists.values():
            for place, slug in enumerate(slugs):
                if slug in changed:
                    touched.update(slugs[max(0, place - _REACH) : place + 1 + _REACH])
    return touched & now.traces.keys()


class _Index:
    """Which statements name which subject, in order of issue."""

    def __init__(self, entries: Mapping[str, Entry], authorities: Mapping[str, Authority]) -> None:
        self.entries = entries
        self.authorities = authorities
        self.lists: dict[str, list[str]] = defaultdict(list)
        self.places: dict[str, dict[str, int]] = {}
        for slug, entry in entries.items():
            self.places[slug] = {}
            for subject in entry.named:
                self.places[slug][subject] = len(self.lists[subject])
                self.lists[subject].append(slug)
        self.weights = {
            subject: _WEIGHTS[step] if (step := _step(len(slugs))) < len(_WEIGHTS) else 0
            for subject, slugs in self.lists.items()
        }
        self.sizes = {slug: self._size(entry) for slug, entry in entries.items()}

    def _size(self, entry: Entry) -> int:
        return sum(
            self.weights[subject] * min(2, len(anchors)) for subject, anchors in entry.named.items()
        )

    def nearest(self, slug: str, apart: Collection[tuple[str, str]]) -> list[str]:
        """Return the slugs of the statements nearest in subject, the nearest first."""
        here = _day(self.entries[slug])
        scored = []
        for other, _ in self._candidates(slug).most_common(_SCORED):
            if (slug, other) in apart or (other, slug) in apart:
                continue
            likeness = self._likeness(slug, other)
            if likeness >= _ENOUGH:
                # Steps of ten, then nearness in time: small differences of score mean nothing.
                scored.append((-(likeness // 10), abs(_day(self.entries[other]) - here), other))
        return [other for _, _, other in sorted(scored)[:_MOST]]

    def _candidates(self, slug: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for subject, place in self.places[slug].items():
            if self.weights[subject]:
                slugs = self.lists[subject]
                found.update(slugs[max(0, place - _REACH) : place])
                found.update(slugs[place + 1 : place + 1 + _REACH])
        return found

    def _likeness(self, slug: str, other: str) -> int:
        """Return how much two statements share, from 0 to 100."""
        shared = list(self._shared(slug, other))
        if len(shared) < _ENOUGH_SUBJECTS:
            return 0
        weight = sum(value for value, _ in shared)
        return 100 * weight // max(1, isqrt(self.sizes[slug] * self.sizes[other]))

    def _shared(self, slug: str, other: str) -> Iterator[tuple[int, str]]:
        """Yield (weight, subject) for what both name; a broader subject of another is left out."""
        here, there = self.entries[slug].named, self.entries[other].named
        if len(there) < len(here):
            here, there = there, here
        both = [subject for subject in here if subject in there and self.weights[subject]]
        broader = {
            upper
            for subject in both
            if subject in self.authorities
            for upper in self.authorities[subject].broader
        }
        for subject in both:
            if subject not in broader:
                times = min(2, len(here[subject]), len(there[subject]))
                yield self.weights[subject] * times, subject

    def reason(self, slug: str, other: str) -> str:
        """Return in words what both speak of, the weightiest first, with the paragraphs."""
        shared = sorted(self._shared(slug, other), key=lambda pair: (-pair[0], pair[1]))
        here, there = self.entries[slug].named, self.entries[other].named
        parts = [
            f"{self._name(subject)} ({_paragraphs(here[subject])}; "
            f"there {_paragraphs(there[subject])})"
            for _, subject in shared[:4]
        ]
        return f"Both speak of {', '.join(parts[:-1])} and {parts[-1]}."

    def _name(self, subject: str) -> str:
        authority = self.authorities.get(subject)
        if authority is None:
            return subject.replace("-", " ")
        return authority.names.get("en") or next(iter(authority.names.values()))


def _day(entry: Entry) -> int:
    """Return a number that grows with the date; a place in the order would move with others."""
    year, month, day, _ = entry.sort
    return year * 372 + month * 31 + day


def _step(count: int) -> int:
    """Return how often eight goes into ``count``: 0 up to 8, 1 up to 64, and so on."""
    step = 0
    while count > 8:
        count, step = -(-count // 8), step + 1
    return step


def _paragraphs(anchors: tuple[str, ...]) -> str:
    shown = ", ".join(
        f"¶{anchor[1:]}" if anchor.startswith("p") else anchor for anchor in anchors[:4]
    )
    return f"{shown} …" if len(anchors) > 4 else shown
