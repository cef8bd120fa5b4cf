"""What pages are made from: one archive in one language of the interface, and pages in groups.

A page's view, the statements it names and its template are all it can depend on.  Pages that one
statement or one subject is behind are a group with a mark, a digest of all that they are made from:
where the mark has not changed, the group need not even be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from operator import attrgetter

import msgspec

from archive.fixity import digest
from archive.model import Authority, Entry, Frozen, Reason
from archive.showing.pieces import Amendment, Item, Name, Site, Why
from archive.showing.whole import Whole

# The names of the archive as SKOS: the files at the site's root, by their form.
SKOS = {"Turtle": "names.ttl", "JSON-LD": "names.jsonld"}
SECTIONS = {"agent": "agents", "concept": "tags", "place": "places", "event": "events"}

_encode = msgspec.msgpack.Encoder().encode


class Page(Frozen, frozen=True):
    """One file made from a template.

    ``path`` is below the root of the interface language; ``source`` is the seed or the editor's
    page that Pelican reads for it, "" for lists; ``statement`` is the slug of the statement shown
    whole and ``readings`` are those of the statements shown in part.  ``languages`` are those of
    the interface in which the page exists; none means all.  ``counterpart`` is the page that the
    other languages have in its place, where they need not have one of its path.
    """

    path: str
    template: str
    view: Frozen
    source: str = ""
    statement: str = ""
    readings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    counterpart: str = ""


class Group(Frozen, frozen=True):
    """Pages that belong together, and a digest of everything they are made from.

    A group without a mark is one whose pages are always looked at.
    """

    name: str
    pages: Callable[[], Iterator[Page]]
    mark: bytes = b""


def single(page: Page) -> Group:
    """Return the group of one page that is always looked at."""
    return Group(page.path, lambda: iter((page,)))


# Gives what was kept of the last build under a name, if it was made from what a digest stands for;
# else has it made, and keeps it.
Remember = Callable[[str, bytes, Callable[[], bytes]], bytes]


def forgetful(_name: str, _mark: bytes, make: Callable[[], bytes]) -> bytes:
    """Have something made that nothing was kept of."""
    return make()


class Scope:
    """One archive in one interface language, as the kinds of pages look at it."""

    def __init__(
        self,
        whole: Whole,
        site: Site,
        amendment: Callable[[str], Amendment],
        index: str = "",
        remember: Remember = forgetful,
    ) -> None:
        self.whole = whole
        self.archive = whole.archive
        self.site = site
        self.amendment = amendment
        self.index = index
        self.remember = remember
        self.choices = ""
        self.mark = whole.mark
        self.tagged, self.named, self.issued = whole.tagged, whole.named, whole.issued
        self.narrower = whole.narrower

    @cached_property
    def vocabulary(self) -> bytes:
        """A digest of the authorities, of which of them have pages, and of the debates."""
        known = self.archive.authorities.keys()
        return digest(
            _encode(tuple(self.archive.authorities.values())),
            _encode([sorted(known & found.keys()) for found in (self.tagged, self.named)]),
            _encode(sorted(known & self.agents.keys())),
            _encode(self.archive.debates),
        )

    def items(self) -> Iterator[Item]:
        """Yield every statement as lists show it, in order of issue."""
        return map(item_of, self.archive.entries.values())

    def several(self, slugs: Iterable[str]) -> tuple[Item, ...]:
        """Return these statements as lists show them."""
        return tuple(item_of(self.archive.entries[slug]) for slug in slugs)

    def item(self, slug: str) -> Item:
        """Return a statement as lists show it."""
        return item_of(self.archive.entries[slug])

    @cached_property
    def agents(self) -> dict[str, str]:
        """Names of agents that have a page, by slug: those who issued, and those who are named."""
        names = {
            creator.slug: creator.name
            for entry in self.archive.entries.values()
            for creator in entry.creators
            if creator.slug
        }
        for authority in self.archive.authorities.values():
            if authority.kind == "agent" and (authority.id in self.named or authority.id in names):
                names[authority.id] = self.words(authority.names)
        return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))

    def words(self, by_language: dict[str, str]) -> str:
        """Return the words in the interface language, else in English, else in any."""
        return self.spoken(by_language)[0]

    def spoken(self, by_language: dict[str, str]) -> tuple[str, str]:
        """Return words as ``words`` does, and their language: "" for that of the interface."""
        language = self.site.language
        if language in by_language:
            return by_language[language], ""
        found = "en" if by_language.get("en") else next(iter(by_language), "")
        return by_language.get(found, ""), found

    def why(self, reason: Reason, language: str) -> Why:
        """Return a reason with the names of its authorities; its other words are ``language``."""
        known = self.archive.authorities
        return Why(
            reason.kind,
            tuple(
                (words, language) if words
                else self.spoken(known[id_].names) if id_ in known else (id_, language)
                for words, id_ in reason.terms
            ),
            reason.count, reason.here, reason.there,
        )  # fmt: skip

    def dossier(self, authority: Authority) -> str:
        """Return the path of the authority's page, or of its concordance where it has none."""
        if authority.kind == "concept" and not authority.tag:
            return f"concordance/{authority.id}/index.html"
        return f"{SECTIONS[authority.kind]}/{authority.id}/index.html"

    def name(self, authority: Authority, **more: object) -> Name:
        """Return the authority's name with the way to its page, if anything names it."""
        known = authority.id in self.named or authority.id in self.tagged
        known = known or authority.id in self.agents
        return Name(
            text=self.words(authority.names),
            path=self.dossier(authority) if known else "",
            kind=authority.kind,
            **more,  # type: ignore[arg-type]
        )


def item_of(entry: Entry) -> Item:
    """Return what lists show of a statement."""
    return Item(*_shown(entry))


_shown = attrgetter(*Item.__struct_fields__)
