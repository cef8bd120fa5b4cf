"""What each kind of page shows: frozen values that the plan fills and the theme's templates read.

A page is a function of its view, the texts the view names, the site and the template; nothing else
reaches a template.  A page's fingerprint covers exactly these, so no dependency can be forgotten.
Views hold only light values; a statement's text is named by slug and digest and fetched when the
page is made.  Paths are relative to the root of the interface language ("tags/syria/index.html").
"""

from __future__ import annotations

from typing import Literal

from archive.model import (
    Correction,
    Creator,
    Frozen,
    IssueDate,
    Join,
    Link,
    Passage,
    RelationType,
    Withholding,
)

# The width and height of a card in pixels, as OpenGraph's readers want it.
CARD = (1200, 630)


class Card(Frozen, frozen=True):
    """What the card of a page shows, "" for what it has not; ``by`` takes up to ``lines`` lines."""

    title: str
    by: str
    date: str
    archive: str
    language: str
    direction: str
    lines: int = 2


class Site(Frozen, frozen=True):
    """What every page of one interface language knows of the archive.

    ``languages`` and ``pages`` are (code or path, words) pairs; ``assets`` maps a theme file's
    plain name to its address below the site's root; ``sections`` are the ways in that have content.
    """

    name: str
    description: str
    language: str
    direction: str
    languages: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    assets: dict[str, str]
    url: str = ""
    rights: str = ""
    contact: str = ""
    arabic_digits: bool = False


class Here(Frozen, frozen=True):
    """Where the reader is: the page's path, language and direction, and its other forms.

    ``alternates`` are (language code, its own name, relative address, absolute address or "").
    """

    path: str
    language: str
    direction: str
    canonical: str = ""
    alternates: tuple[tuple[str, str, str, str], ...] = ()


class Name(Frozen, frozen=True):
    """A name that leads somewhere: its words, their language, its page (or none) and a count.

    ``agent`` says of a creator what it is known to be: a person, a body, or neither.
    """

    text: str
    path: str = ""
    language: str = ""
    kind: str = ""
    count: int = 0
    anchors: tuple[str, ...] = ()
    agent: Literal["person", "body", ""] = ""


class Item(Frozen, frozen=True):
    """A statement as a list shows it; ``date_kind`` is its date's basis ("" when undated)."""

    slug: str
    title: str
    language: str
    direction: str
    date: IssueDate | None
    date_kind: str
    creators: tuple[Creator, ...]
    words: int = 0


class Tie(Frozen, frozen=True):
    """A relation as a statement's page shows it, with the other statement and both passages."""

    item: Item
    type: RelationType
    because: str
    inverse: bool = False
    editorial: bool = False
    here: tuple[Passage, ...] = ()
    there: tuple[Passage, ...] = ()


class Chain(Frozen, frozen=True):
    """A list that a statement is in, with the statements before and after it there."""

    name: Name
    previous: Item | None
    next: Item | None


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


class CollationView(Frozen, frozen=True):
    """Two versions of one text, whose words are set against each other."""

    newer: Item
    older: Item


class Excerpt(Frozen, frozen=True):
    """A statement in a dossier with the anchors of the blocks that name the subject.

    The blocks of ``anchors`` are shown, those of ``more`` are only linked to.  ``by_record`` is
    true where the statement's record, not its words, gives it the tag.
    """

    item: Item
    anchors: tuple[str, ...]
    by_record: bool = False
    more: tuple[str, ...] = ()


class Sheet(Frozen, frozen=True):
    """One of the pages a long list is cut into; a count of 0 is not told."""

    label: str
    path: str
    count: int = 0
    current: bool = False


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


class Chart(Frozen, frozen=True):
    """One map as SVG; a part of the whole map has the mark of its frame there, and its words."""

    svg: str
    mark: str = ""
    words: str = ""


class IndexView(Frozen, frozen=True):
    """All dossiers of a section, or all debates, or all concordances.

    ``skos`` are the files with the archive's names for programs, by the form they are in;
    ``charts`` are maps: the whole one, then its parts.
    """

    section: str
    names: tuple[Name, ...]
    skos: dict[str, str] = {}
    charts: tuple[Chart, ...] = ()


class EventMark(Frozen, frozen=True):
    """A dated event of the period, for the chronology."""

    name: Name
    date: IssueDate


class ChronologyView(Frozen, frozen=True):
    """Statements in order of issue; ``year`` is "" on the first page, "undated" on the last.

    ``bars`` are (year or month, count).
    """

    year: str
    items: tuple[Item, ...]
    events: tuple[EventMark, ...]
    bars: tuple[tuple[str, int], ...]
    sheets: tuple[Sheet, ...] = ()


class RegisterLine(Frozen, frozen=True):
    """One line of the A–Z register: a title, name or subject and where it leads."""

    text: str
    path: str
    kind: str
    language: str = ""
    direction: str = ""
    note: str = ""


class RegisterView(Frozen, frozen=True):
    """The A–Z register: (letter, lines) groups of this sheet."""

    groups: tuple[tuple[str, tuple[RegisterLine, ...]], ...]
    sheets: tuple[Sheet, ...] = ()


class Amendment(Frozen, frozen=True):
    """What editors changed in reading one statement."""

    item: Item
    corrections: tuple[Correction, ...]
    links: tuple[Link, ...]
    withheld: tuple[Withholding, ...]
    joins: tuple[Join, ...]


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
