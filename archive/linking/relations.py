"""Ties between statements, each with its reason and shown from both ends.

What an editor wrote comes first, then what an address says (a link to another statement's source),
then versions and translations, then the words themselves, then shared subjects; nothing is claimed
without evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archive.fixity import digest
from archive.linking import claims, echoes, events
from archive.linking.addresses import page_of
from archive.linking.alike import Alike
from archive.linking.gists import Gists
from archive.linking.memory import Blank, Memo, Memory
from archive.linking.related import Related
from archive.linking.roll import Roll
from archive.linking.work import Load, Ties, Work
from archive.model import Authority, Entry, Frozen, Passage, Reason, Relation, Statement
from archive.naming.authorities import unnamed
from archive.problems import Problem


class Bonds(Mapping[str, tuple[Relation, ...]]):
    """The relations of each statement, by slug; those by subject are read when they are wanted."""

    def __init__(self, entries: Mapping[str, Entry], ties: Ties, related: Related) -> None:
        self._entries = entries
        self._ties = {slug: tuple(found) for slug, found in ties.items() if found}
        self._related = related

    def __getitem__(self, slug: str) -> tuple[Relation, ...]:
        if slug not in self._entries:
            raise KeyError(slug)
        found = self._ties.get(slug, ()) + self._related.ties(slug)
        if not found:
            raise KeyError(slug)
        return found

    def __iter__(self) -> Iterator[str]:
        return (slug for slug in self._entries if slug in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def relate(
    entries: Mapping[str, Entry],
    load: Load,
    authorities: Mapping[str, Authority] | None = None,
    memory: Memory | None = None,
    known: claims.Known | None = None,
    home: str = "",
) -> tuple[Mapping[str, tuple[Relation, ...]], tuple[Problem, ...]]:
    """Return the relations of each statement by slug, and what is wrong or to be noticed.

    ``entries`` are in order of issue; ``load`` gives a whole statement and is called only for those
    with claims, with a link to another, or with another's words.  ``authorities`` (by id) give the
    names in reasons; ``memory`` spares what has not changed since the last build, and has to stay
    open as long as the relations are looked at.  ``known`` leads to statements by all their names;
    ``home`` is the site's own address, "" where it is not known.
    """
    ties: Ties = {}
    names = authorities or {}
    memory = memory or Blank()
    known = known or claims.Known(entries)
    work = Work(entries, load, names, ties, memory)
    problems = list(claims.made(work, known))
    _cite(work, _Own(home, known))
    roll = Roll(entries, memory)
    if echoes.kept(memory) is None:
        roll.begin()
    gists = Gists(memory, roll.slugs, load)
    try:
        alike = Alike(roll, gists, memory)
    except KeyError:  # what is known of a statement that went has been lost
        roll.begin()
        alike = Alike(roll, gists, memory)
    problems.extend(echoes.hear(work, roll, alike))
    events.meet(work)
    problems.extend(unnamed(names.values(), _used(entries)))
    # Two statements with a tie of another kind need no second one.
    apart = {(slug, tie.to) for slug, found in ties.items() for tie in found}
    related = Related(entries, names, apart, memory, roll, gists)
    _tidy(roll, memory, alike, related)
    return Bonds(entries, ties, related), tuple(problems)


def _used(entries: Mapping[str, Entry]) -> set[str]:
    """Return the ids of authorities that statements name, bear as a tag or have as a creator."""
    used: set[str] = set()
    for entry in entries.values():
        used.update(entry.named, entry.tags)
        for creator in entry.creators:
            used.add(creator.slug)
    return used


def _tidy(roll: Roll, memory: Memory, alike: Alike, related: Related) -> None:
    """Leave the memory as the next build will want it."""
    gone = [roll.marks[number] for number in roll.gone]
    if roll.settle():
        alike.index()
        related.index()
    roll.keep(memory)
    if roll.fresh:
        memory.keep_only(roll.slugs)
    elif gone:
        memory.forget(gone)


class _Cited(Frozen, frozen=True, array_like=True):
    words: tuple[Passage, ...] = ()


class _Own:
    """Which statement a page of the site itself shows, in whatever language of the interface."""

    def __init__(self, home: str, known: claims.Known) -> None:
        # Any page below it has its address in front, in the form in which addresses agree.
        self._start = page_of(f"{home.rstrip('/')}/statements").removesuffix("statements")
        self._known = known

    def slug(self, page: str) -> str:
        """Return the slug of the statement on a page, "" for any other page."""
        if not self._start or not page.startswith(self._start):
            return ""
        found = _STATEMENT.match(page, len(self._start))
        return self._known.slug(found[1]) if found else ""


_STATEMENT = re.compile(r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?statements/([^/?]+)")


def _cite(work: Work, own: _Own) -> None:
    """Add a tie for each link that leads to another statement's source, or to its page here.

    An address that several statements give as their source is nobody's in particular.
    """
    entries, ties = work.entries, work.ties
    sources: dict[str, str] = {}
    shared: set[str] = set()
    citing: list[tuple[str, Entry]] = []
    for slug, entry in entries.items():
        page = entry.source_page
        if page and sources.setdefault(page, slug) != slug:
            shared.add(page)
        if entry.pages:
            citing.append((slug, entry))
    memo = Memo(work.memory, "cited", _Cited)
    for slug, entry in citing:
        cited: dict[str, str] = {}
        for address, page in zip(entry.links, entry.pages, strict=True):
            target = sources.get(page) if page not in shared else None
            target = target or own.slug(page) or slug
            if target != slug:
                cited.setdefault(target, address)
        for target, address in cited.items():
            words = memo.get(
                digest(entry.digest.encode(), address.encode()),
                lambda: _Cited(_printed(work.load(slug), address)),  # noqa: B023  called at once
            ).words
            reason = Reason("address", terms=((address, ""),))
            ties.setdefault(slug, []).append(Relation(target, "cites", reason=reason, here=words))
            ties.setdefault(target, []).append(
                Relation(slug, "cites", reason=reason, inverse=True, there=words)
            )
    memo.keep()


def _printed(statement: Statement, address: str) -> tuple[Passage, ...]:
    """Return the words of ``statement`` that are the link to ``address``."""
    hrefs = {link.href for link in statement.links if address in (link.printed, link.href)}
    for block in (*statement.head, *statement.body, *statement.back):
        for span in block.spans:
            if block.anchor and span.kind == "link" and span.value in {address, *hrefs}:
                words = block.text[span.start : span.end]
                return (Passage(block.anchor, span.start, span.end, words),)
    return ()
