"""What editors say of two statements: passages side by side, translations and versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from archive.describing.passages import find, mending
from archive.fixity import digest
from archive.linking.addresses import page_of
from archive.linking.memory import Memo
from archive.linking.work import Ties, Work
from archive.model import (
    Claim,
    Entry,
    Frozen,
    Passage,
    Reason,
    Relation,
    RelationType,
    Statement,
)
from archive.problems import Problem, suggestion


class Known:
    """Every name by which a record may speak of a statement, and whose it is.

    ``withdrawn`` are statements that their records keep off the site (``draft = true``).
    """

    def __init__(self, entries: Mapping[str, Entry], withdrawn: Iterable[Entry] = ()) -> None:
        self._entries = entries
        self._withdrawn = {entry.slug: entry for entry in withdrawn}

    @cached_property
    def _names(self) -> dict[str, str]:
        return _names(self._entries)

    @cached_property
    def _names_withdrawn(self) -> dict[str, str]:
        return _names(self._withdrawn)

    def slug(self, name: str) -> str:
        """Return the slug of the statement called ``name`` (slug, code, alias, source) or ""."""
        return name if name in self._entries else _called(name, self._names)

    def withdrawn(self, name: str) -> str:
        """Return the record of the withdrawn statement called ``name``, or ""."""
        slug = _called(name, self._names_withdrawn)
        return _record(self._withdrawn[slug]) if slug else ""

    def suggestion(self, name: str) -> str:
        """Return a remedy's closing words with the nearest slug."""
        return suggestion(name, self._entries)


def _names(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return the slugs of statements by their names; a slug itself goes before a code, an alias."""
    names: dict[str, str] = {}
    for slug, entry in entries.items():
        for alias in entry.aliases:
            names.setdefault(alias, slug)
    for slug, entry in entries.items():
        names[entry.code] = slug
        if entry.source_page:
            names.setdefault(entry.source_page, slug)
    names.update(zip(entries, entries, strict=True))
    return names


def _called(name: str, names: Mapping[str, str]) -> str:
    return names.get(name, "") or (names.get(page_of(name), "") if "/" in name else "")


def withdrawn(name: str, record: str) -> tuple[str, str]:
    """Return what is wrong with naming a withdrawn statement, and what to do."""
    return (
        f'found "{name}", which is withdrawn; expected a statement that is published',
        f"name another statement, or take draft = true out of {record}",
    )


def made(work: Work, known: Known) -> Iterator[Problem]:
    """Add all that records say of relations, from both ends; yield what is wrong with it."""
    entries = work.entries
    if any(one.claims or one.translation_of or one.version_of for one in entries.values()):
        yield from editors(work, known)
        yield from declared(entries, known, work.ties)


class _Theirs(Frozen, frozen=True, array_like=True):
    passages: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = ()


def editors(work: Work, known: Known) -> Iterator[Problem]:
    """Add the relations that records claim, from both ends; yield what is wrong with them.

    A300 an unknown statement, A301 words that are not in the other statement exactly once, A302 a
    relation to itself, A305 a withdrawn statement.
    """
    entries = work.entries
    memo = Memo(work.memory, "claims", _Theirs)
    for slug, entry in entries.items():
        for claim in entry.claims:
            target = known.slug(claim.to)
            if not target and (record := known.withdrawn(claim.to)):
                message, remedy = withdrawn(claim.to, record)
                yield Problem(claim.file, claim.line, "A305", message, remedy)
            elif not target:
                remedy = f"write the slug of a statement{known.suggestion(claim.to)}"
                message = f'found a relation to "{claim.to}"; expected a statement of the archive'
                yield Problem(claim.file, claim.line, "A300", message, remedy)
            elif target == slug:
                message = "found a relation of a statement to itself; expected another statement"
                remedy = "name the other statement in to"
                yield Problem(claim.file, claim.line, "A302", message, remedy)
            else:
                theirs = memo.get(
                    digest(msgspec.msgpack.encode(claim), entries[target].digest.encode()),
                    lambda: _their_passages(claim, work.load(target)),  # noqa: B023  called at once
                )
                yield from theirs.problems
                if not theirs.problems:
                    _tie(work.ties, slug, target, claim, theirs.passages)
    memo.keep()


def _tie(ties: Ties, slug: str, target: str, claim: Claim, there: tuple[Passage, ...]) -> None:
    here = claim.passage
    ties.setdefault(slug, []).append(
        Relation(target, claim.type, claim.because, editorial=True, here=here, there=there)
    )
    ties.setdefault(target, []).append(
        Relation(
            slug, claim.type, claim.because, inverse=True, editorial=True, here=there, there=here
        )
    )


def _their_passages(claim: Claim, other: Statement) -> _Theirs:
    passages: list[Passage] = []
    problems: list[Problem] = []
    blocks = (*other.head, *other.body, *other.back)
    for words in claim.their_words:
        found = find(blocks, words)
        if isinstance(found, str):
            remedy = mending(blocks, words, other.file)
            problems.append(Problem(claim.file, claim.line, "A301", found, remedy))
        elif any(held.text in found.text for held in other.withheld):
            message = "found withheld words in a passage; expected only words that the page shows"
            remedy = "choose a passage without them"
            problems.append(Problem(claim.file, claim.line, "A125", message, remedy))
        else:
            passages.append(found)
    return _Theirs(tuple(passages), tuple(problems))


_REASONS: dict[str, tuple[RelationType, Reason]] = {
    "translation_of": ("translation-of", Reason("translation")),
    "version_of": ("version-of", Reason("version")),
}


def declared(entries: Mapping[str, Entry], known: Known, ties: Ties) -> Iterator[Problem]:
    """Add translations and versions, from both ends; yield what is wrong with them.

    An original that lies elsewhere on the web is no problem and no tie.
    """
    for field, (kind, reason) in _REASONS.items():
        parents: dict[str, str] = {}
        for slug, entry in entries.items():
            name = getattr(entry, field)
            target = known.slug(name) if name else ""
            if target and target != slug:
                parents[slug] = target
            elif name and not target and (record := known.withdrawn(name)):
                message, remedy = withdrawn(name, record)
                line = entry.said_at.get(field, 0)
                yield Problem(_record(entry), line, "A305", message, remedy)
            elif name and (target == slug or "://" not in name):
                yield _undeclared(entry, field, name, target, known)
        cycle = _cycle(parents)
        if cycle:
            oldest = min((entries[slug] for slug in cycle), key=lambda one: (one.sort, one.slug))
            yield Problem(
                _record(oldest), oldest.said_at.get(field, 0), "A303",
                f"found the cycle {' > '.join(cycle)} in {field}; expected it to end at an "
                "original", f'take {field} out of the original\'s record, such as that of '
                f'"{oldest.slug}", the oldest',
            )  # fmt: skip
            continue
        for slug, target in parents.items():
            ties.setdefault(slug, []).append(Relation(target, kind, reason=reason, editorial=True))
            ties.setdefault(target, []).append(
                Relation(slug, kind, reason=reason, inverse=True, editorial=True)
            )


def _undeclared(entry: Entry, field: str, name: str, target: str, known: Known) -> Problem:
    if target:
        return Problem(
            _record(entry), entry.said_at.get(field, 0), "A302", f"found {field} naming the "
            "statement itself; expected another one", "name the original",
        )  # fmt: skip
    return Problem(
        _record(entry), entry.said_at.get(field, 0), "A300", f'found {field} = "{name}"; expected '
        "a statement of the archive or a web address",
        f"write the original's slug{known.suggestion(name)}",
    )  # fmt: skip


def _record(entry: Entry) -> str:
    return f"content/records/{entry.code}.toml"


def _cycle(parents: Mapping[str, str]) -> list[str]:
    """Return the first chain that comes back to itself, or nothing; each step is made once."""
    done: set[str] = set()
    for start in sorted(parents):
        path: list[str] = []
        seen: set[str] = set()
        slug = start
        while slug in parents and slug not in done and slug not in seen:
            path.append(slug)
            seen.add(slug)
            slug = parents[slug]
        if slug in seen:
            return [*path[path.index(slug) :], slug]
        done.update(path)
    return []
