"""Ties that the words themselves show: quotations, answers, and versions of one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from archive.fixity import digest
from archive.linking.memory import Memory
from archive.linking.replies import reply
from archive.linking.reuse import Reuse, compare
from archive.linking.shingles import alike
from archive.model import Authority, Entry, Relation, Statement
from archive.naming.authorities import names_of
from archive.problems import Problem

Ties = dict[str, list[Relation]]
_SURE = 0.9
_KINDS = ("quotes", "version-of", "translation-of")


def hear(
    entries: Mapping[str, Entry],
    load: Callable[[str], Statement],
    authorities: Mapping[str, Authority],
    ties: Ties,
    memory: Memory,
) -> Iterator[Problem]:
    """Add a tie for each pair of statements of which one has the other's words.

    The older is the source; where a date is missing, quotation marks tell.  Yields a notice (A304)
    for two versions that no record declares.  ``load`` is called for pairs with fingerprints in
    common and for those that cite.
    """
    known = _compared(memory)
    seen: dict[str, Reuse] = {}
    for one, other in alike({slug: entry.prints for slug, entry in entries.items()}):
        if any(tie.to == other and tie.type in _KINDS for tie in ties.get(one, ())):
            continue
        orders = [(one, other)]
        if entries[one].sort == entries[other].sort or entries[other].date is None:
            orders.append((other, one))
        for source, later in orders:
            names = _names(entries[source], authorities)
            key = digest(
                entries[source].digest.encode(),
                entries[later].digest.encode(),
                *map(str.encode, names),
            ).hex()
            found = known.get(key) or compare(load(source), load(later), names)
            seen[key] = found
            if found.version:
                _tie(ties, later, source, Relation(source, "version-of", _likeness(found.share)))
                yield _notice(entries[later], entries[source])
                break
            if found.quotations:
                there, here = zip(*found.quotations, strict=True)
                because = "Words of the other statement stand here as a quotation."
                _tie(
                    ties, later, source, Relation(source, "quotes", because, here=here, there=there)
                )
                break
    memory.keep_value("echoes", msgspec.msgpack.encode(seen))
    _answer(entries, load, authorities, ties)


def _compared(memory: Memory) -> dict[str, Reuse]:
    """Return what the last build found by comparing, by the digests of both texts and the names."""
    try:
        return _reuses.decode(memory.value("echoes") or b"\x80")
    except msgspec.MsgspecError:
        return {}


_reuses = msgspec.msgpack.Decoder(dict[str, Reuse])


def _answer(
    entries: Mapping[str, Entry],
    load: Callable[[str], Statement],
    authorities: Mapping[str, Authority],
    ties: Ties,
) -> None:
    """Add a tie where a text that quotes or cites another says in words that it replies to it."""
    for later in list(ties):
        sources: dict[str, list[str]] = {}
        for tie in ties[later]:
            if tie.type in ("quotes", "cites") and not tie.inverse:
                sources.setdefault(tie.to, []).extend(passage.anchor for passage in tie.here)
        answered = {tie.to for tie in ties[later] if tie.type == "answers"}
        for source, anchors in sources.items():
            words = reply(load(later), _names(entries[source], authorities), anchors)
            if words and source not in answered:
                because = (
                    f"The text says of itself: “{words.text}”, beside the other's name or words."
                )
                here = (words,) if words.anchor else ()
                _tie(ties, later, source, Relation(source, "answers", because, here=here))


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
    back = Relation(later, tie.type, tie.because, inverse=True, here=tie.there, there=tie.here)
    ties.setdefault(source, []).append(back)


def _likeness(share: float) -> str:
    most = "Almost all" if share >= _SURE else "Most"
    return f"{most} of the words of both are the same, in the same order."


def _notice(later: Entry, source: Entry) -> Problem:
    return Problem(
        later.file, 0, "A304", f"found most of the words of {source.file}; expected "
        "two versions of one text to be declared",
        f'write version_of = "{source.slug}" in the record', "notice",
    )  # fmt: skip
