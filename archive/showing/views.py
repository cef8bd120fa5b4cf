"""What each kind of page shows: frozen values that the plan fills and the theme's templates read.

A page is a function of its view, the texts the view names, the site and the template; nothing else
reaches a template.  A page's fingerprint covers exactly these, so no dependency can be forgotten.
Views hold only light values; a statement's text is named by slug and digest and fetched when the
page is made.  Paths are relative to the root of the interface language ("tags/syria/index.html").
"""

from __future__ import annotations

from archive.model import Frozen, IssueDate, Passage
from archive.showing.pieces import (
    Amendment,
    Chain,
    Chart,
    EventMark,
    Excerpt,
    Item,
    Name,
    RegisterLine,
    Sheet,
    Tie,
)


class StatementView(Frozen, frozen=True):
    """One statement with all that ties it to others; its own text is ``texts[slug]``."""

    slug: str
    previous: Item | None
    next: Item | None
    ties: tuple[Tie, ...]
    creators: tuple[Name, ...]
    tags: tuple[Name, ...]
    names: tuple[Name, ...]
    debates: tuple[Name, ...] = ()
    chains: tuple[Chain, ...] = ()
    series: Chain | None = None


class CollationView(Frozen, frozen=True):
    """Two versions of one text, whose words are set against each other."""

    newer: Item
    older: Item


class DossierView(Frozen, frozen=True):
    """A tag, agent, place or event with the statements and paragraphs that speak of it.

    ``section`` is "tags", "agents", "places" or "events"; ``total`` counts the statements of the
    whole on the first page and of the sheet on a sheet; ``names`` and ``variants`` are keyed by
    language.  ``excerpts`` are this sheet's; their texts are in ``texts``.
    """

    id: str
    section: str
    name: str
    names: dict[str, str]
    variants: dict[str, tuple[str, ...]]
    scope_note: str
    total: int
    excerpts: tuple[Excerpt, ...]
    issued: tuple[Item, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    broader: tuple[Name, ...] = ()
    narrower: tuple[Name, ...] = ()
    related: tuple[Name, ...] = ()
    beside: tuple[Name, ...] = ()
    date: IssueDate | None = None
    person: bool = False
    identifiers: dict[str, str] = {}
    latitude: float | None = None
    longitude: float | None = None
    feed: str = ""
    concordance: str = ""


class ConcordanceView(Frozen, frozen=True):
    """Every mention of one authority, a line each (keyword in context); texts in ``texts``."""

    id: str
    name: str
    dossier: str
    total: int
    excerpts: tuple[Excerpt, ...]
    sheets: tuple[Sheet, ...] = ()


class IndexView(Frozen, frozen=True):
    """All dossiers of a section, or all debates, or all concordances.

    ``skos`` are the files with the archive's names for programs, by the form they are in;
    ``charts`` are maps: the whole one, then its parts.
    """

    section: str
    names: tuple[Name, ...]
    skos: dict[str, str] = {}
    charts: tuple[Chart, ...] = ()


class ChronologyView(Frozen, frozen=True):
    """Statements in order of issue; ``year`` is "" on the first page, "undated" on the last.

    ``bars`` are (year or month, count).
    """

    year: str
    items: tuple[Item, ...]
    events: tuple[EventMark, ...]
    bars: tuple[tuple[str, int], ...]
    sheets: tuple[Sheet, ...] = ()


class RegisterView(Frozen, frozen=True):
    """The A–Z register: (letter, lines) groups of this sheet."""

    groups: tuple[tuple[str, tuple[RegisterLine, ...]], ...]
    sheets: tuple[Sheet, ...] = ()


class CorrectionsView(Frozen, frozen=True):
    """All amendments of the archive."""

    amendments: tuple[Amendment, ...]


class StanceView(Frozen, frozen=True):
    """What one statement says to a question; no passages: it is silent."""

    item: Item
    passages: tuple[Passage, ...]


class QuestionView(Frozen, frozen=True):
    """One question of a debate with every statement's stance, in the order of issue."""

    text: str
    stances: tuple[StanceView, ...]


class DebateView(Frozen, frozen=True):
    """A debate: questions down, statements across."""

    slug: str
    title: str
    note: str
    items: tuple[Item, ...]
    questions: tuple[QuestionView, ...]


class HomeView(Frozen, frozen=True):
    """The finding aid: extent, ways in, recent accruals.

    ``recent`` are (item, accession day as YYYY-MM-DD or "") pairs, the newest first.
    """

    statements: int
    words: int
    earliest: Item | None
    latest: Item | None
    undated: int
    languages: tuple[tuple[str, int], ...]
    bodies: int
    recent: tuple[tuple[Item, str], ...]
    tags: tuple[Name, ...]
    agents: tuple[Name, ...]
    places: tuple[Name, ...]
    debates: tuple[Name, ...]


class LeafView(Frozen, frozen=True):
    """One of the editors' own pages; ``source`` is its Markdown."""

    slug: str
    title: str
    source: str


class SearchView(Frozen, frozen=True):
    """The search page, which without scripts is the way to the register.

    ``index`` and ``choices`` are the addresses, below the site's root, of the index's directory and
    of what a search can be narrowed to; ``messages`` are the script's words as JSON.
    """

    groups: tuple[tuple[str, tuple[RegisterLine, ...]], ...]
    sheets: tuple[Sheet, ...] = ()
    index: str = ""
    choices: str = ""
    messages: str = ""


class MissingView(Frozen, frozen=True):
    """The page for an address that is not there."""


class RedirectView(Frozen, frozen=True):
    """An old address of a statement that leads to its present one."""

    slug: str
    title: str


class FeedView(Frozen, frozen=True):
    """An Atom feed (RFC 4287); ``entries`` are (item, identifier, accession instant).

    No issue date becomes an Atom instant, since that would claim a day, a time and an offset.
    """

    title: str
    identifier: str
    path: str
    page: str
    updated: str
    entries: tuple[tuple[Item, str, str], ...]


class SitemapView(Frozen, frozen=True):
    """Absolute addresses of the site's pages, or of further sitemaps when ``index`` is true."""

    addresses: tuple[str, ...]
    index: bool = False
