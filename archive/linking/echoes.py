"""Ties that the words themselves show: quotations, answers, and versions of one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec

from archive.describing.passages import opened
from archive.fixity import digest
from archive.linking.alike import Alike
from archive.linking.formulas import Owners
from archive.linking.memory import Memo, Memory
from archive.linking.replies import reply
from archive.linking.reuse import Quotation, Reuse, compare
from archive.linking.roll import Roll
from archive.linking.wordings import Text
from archive.linking.work import Ties, Work
from archive.model import Authority, Entry, Frozen, Passage, Reason, Relation
from archive.naming.authorities import names_of
from archive.naming.scripts import base
from archive.problems import Problem

_SURE = 0.9
_KINDS = ("quotes", "version-of", "translation-of")
# Pairs come sorted by their first member; a few texts at hand spare reading most of them again.
_AT_HAND = 24


class Echo(Frozen, frozen=True, array_like=True):
    """What was found in two statements, known by their digests."""

    source: str
    later: str
    reuse: Reuse


def hear(work: Work, roll: Roll, alike: Alike) -> Iterator[Problem]:
    """Add a tie for each pair of statements of which one has the other's words.

    The older is the source; where a date is missing, quotation marks tell.  Yields a notice (A304)
    for two versions that no record declares.  Texts are loaded of pairs that are newly alike and of
    those that cite.
    """
    entries, ties = work.entries, work.ties
    heard = _listen(work, roll, alike)
    found = [(roll.slugs[echo.source], roll.slugs[echo.later], echo.reuse) for echo in heard]
    owners = Owners(found)
    shown = [one for one in found if one[2].version or one[2].quotations]
    order = {slug: place for place, slug in enumerate(entries)} if shown else {}
    shown.sort(key=lambda one: sorted((order[one[0]], order[one[1]])))
    kin = _kinship(entries, ties, shown)
    # Where a body has the same words in several texts, the oldest is the source.
    taken: defaultdict[str, list[Quotation]] = defaultdict(list)
    for source, later, reuse in shown:
        if any(tie.to == source and tie.type in _KINDS for tie in ties.get(later, ())):
            continue  # a record says what they are to each other
        if reuse.version:
            reason = _likeness(reuse.share)
            _tie(ties, later, source, Relation(source, "version-of", reason=reason))
            yield _notice(entries[later], entries[source])
            continue
        quotations = [
            each
            for each in reuse.quotations
            if not owners.borrowed(source, each)
            and not owners.is_formula(source, later, each, kin)
            and not any(each.overlaps(other) for other in taken[later])
        ]
        taken[later].extend(quotations)
        if quotations:
            here = tuple(each.there for each in quotations)
            there = tuple(each.here for each in quotations)
            reason = Reason("quotation", count=sum(each.length for each in quotations))
            tie = Relation(source, "quotes", reason=reason, here=here, there=there)
            _tie(ties, later, source, tie)
    _answer(work)


def _kinship(
    entries: Mapping[str, Entry], ties: Ties, found: Iterable[tuple[str, str, Reuse]]
) -> Callable[[str, str], bool]:
    """Return what says of two slugs whether they are of one body or versions of one text."""
    versions = {
        frozenset((slug, tie.to))
        for slug, all_ in ties.items()
        for tie in all_
        if tie.type in ("version-of", "translation-of")
    }
    versions.update(frozenset((one, other)) for one, other, reuse in found if reuse.version)

    def bodies(slug: str) -> set[str]:
        return {creator.slug or creator.name for creator in entries[slug].creators}

    return lambda one, other: (
        frozenset((one, other)) in versions or not bodies(one).isdisjoint(bodies(other))
    )


def _listen(work: Work, roll: Roll, alike: Alike) -> list[Echo]:
    """Return what is found in all statements: what was before, and in the pairs newly alike."""
    entries, memory = work.entries, work.memory
    before = [] if roll.fresh else kept(memory) or []
    marks = roll.marks
    parted = {frozenset((marks[one], marks[other])) for one, other in alike.parted}
    heard = [
        echo
        for echo in before
        if echo.source in roll.slugs
        and echo.later in roll.slugs
        and frozenset((echo.source, echo.later)) not in parted
    ]
    known = {frozenset((echo.source, echo.later)) for echo in heard}

    @lru_cache(maxsize=_AT_HAND)
    def text(slug: str) -> Text:
        return Text(opened(work.load(slug).body))

    for one, other in sorted(alike.found):
        if frozenset((marks[one], marks[other])) in known:
            continue
        echoes: list[Echo] = []
        for source, later in _orders(entries[roll.slug(one)], entries[roll.slug(other)]):
            reuse = compare(
                text(source.slug),
                text(later.slug),
                _names(source, work.authorities),
                base(later.language),
            )
            if reuse.version or reuse.quotations or reuse.common:
                echoes.append(Echo(source.digest, later.digest, reuse))
            if reuse.version or reuse.quotations:
                echoes = echoes[-1:]
                break
        heard.extend(echoes[:1])
    if heard != before:
        memory.keep_value("echoes", msgspec.msgpack.encode(heard))
    return heard


def _orders(one: Entry, other: Entry) -> list[tuple[Entry, Entry]]:
    """Return which of two statements may be the source of the other, the likelier first."""
    first, second = sorted((one, other), key=lambda entry: (entry.sort, entry.slug))
    if first.sort == second.sort or second.date is None:
        return [(first, second), (second, first)]
    return [(first, second)]


def kept(memory: Memory) -> list[Echo] | None:
    """Return what the last build found, or None where that can no longer be read."""
    try:
        return msgspec.msgpack.decode(memory.value("echoes") or b"\x90", type=list[Echo])
    except msgspec.MsgspecError:
        return None


class _Said(Frozen, frozen=True, array_like=True):
    words: Passage | None = None


def _answer(work: Work) -> None:
    """Add a tie where a text that quotes or cites another says in words that it replies to it."""
    entries, ties = work.entries, work.ties
    memo = Memo(work.memory, "replies", _Said)
    for later in list(ties):
        sources: dict[str, list[Passage]] = {}
        for tie in ties[later]:
            if tie.type in ("quotes", "cites") and not tie.inverse:
                sources.setdefault(tie.to, []).extend(tie.here)
        answered = {tie.to for tie in ties[later] if tie.type == "answers"}
        for source, beside in sources.items():
            if source in answered:
                continue
            names = _names(entries[source], work.authorities)
            words = memo.get(
                _key(entries[later].digest, names, beside),
                lambda: _Said(reply(work.load(later), names, beside)),  # noqa: B023  called at once
            ).words
            if words:
                reason = Reason("reply", terms=((words.text, ""),))
                here = (words,) if words.anchor else ()
                _tie(ties, later, source, Relation(source, "answers", reason=reason, here=here))
    memo.keep()


def _key(mark: str, *lists: Iterable[object]) -> bytes:
    return digest(mark.encode(), *(msgspec.msgpack.encode(list(one)) for one in lists))


def _names(entry: Entry, authorities: Mapping[str, Authority]) -> list[str]:
    """Return the names by which another text may speak of a statement."""
    names = [entry.title] if len(entry.title.split()) > 2 else []
    for creator in entry.creators:
        names.append(creator.name)
        if creator.slug in authorities:
            names.extend(name for _, name in names_of(authorities[creator.slug]))
    return names


def _tie(ties: Ties, later: str, source: str, tie: Relation) -> None:
    ties.setdefault(later, []).append(tie)
    back = Relation(
        later, tie.type, reason=tie.reason, inverse=True, here=tie.there, there=tie.here
    )
    ties.setdefault(source, []).append(back)


def _likeness(share: float) -> Reason:
    return Reason("almost-all-words" if share >= _SURE else "most-words")


def _notice(later: Entry, source: Entry) -> Problem:
    return Problem(
        later.file, 0, "A304", f"found most of the words of {source.file}; expected "
        "two versions of one text to be declared",
        f'write version_of = "{source.slug}" in the record', "notice",
    )  # fmt: skip
