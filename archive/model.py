"""The terms of the archive: frozen values and nothing else.

Every type is a ``msgspec.Struct``: immutable, compared by value, and stored in the build cache as
MessagePack without code of our own.  The names follow ISAD(G)/DACS (description), OAIS (fixity),
TEI P5 (``choice``, ``gap``, ``name``), SKOS (concepts) and EDTF (dates).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from archive.problems import Problem

Kind = Literal["transcribed", "supplied", "inferred"]
Fate = Literal[
    "body", "heading", "list", "metadata", "backmatter", "duplicate", "rule", "furniture"
]
BlockKind = Literal[
    "title", "subtitle", "kicker", "paragraph", "heading", "item", "verse", "quotation", "note",
    "rule",
]  # fmt: skip
SpanKind = Literal["emphasis", "strong", "link", "correction", "withheld"]
Role = Literal["author", "publisher", "translator"]
RelationType = Literal[
    "cites", "quotes", "answers", "translation-of", "version-of", "same-event", "same-claim",
    "differs", "later-report", "shared-subjects",
]  # fmt: skip
ReasonKind = Literal[
    "address", "quotation", "reply", "almost-all-words", "most-words", "translation", "version",
    "subjects", "event", "series", "numbered", "titles",
]  # fmt: skip
AuthorityKind = Literal["agent", "concept", "place", "event"]


class Frozen(Struct, frozen=True):
    """A value that is never changed after it is made."""


class Basis(Frozen, frozen=True):
    """Where a value of the description comes from (DACS: transcribed, supplied, inferred)."""

    kind: Kind
    lines: tuple[int, ...] = ()
    because: str = ""


class Seed(Frozen, frozen=True):
    """A statement as received: its bytes, their SHA-256 and its lines, numbered from 1.

    ``lines`` are the decoded lines without their terminators; ``lines[0]`` is line 1.
    """

    file: str
    data: bytes
    sha256: str
    lines: tuple[str, ...]
    encoding: str = "utf-8"


class IssueDate(Frozen, frozen=True):
    """A date of issue, never more precise than known (EDTF, ISO 8601-2).

    ``qualifier`` is EDTF's ``~`` (approximate), ``?`` (uncertain), ``%`` (both) or nothing;
    ``until`` is the last day of an interval, as (year, month, day) with 0 for what is not known.
    """

    edtf: str
    year: int
    month: int = 0
    day: int = 0
    qualifier: Literal["", "~", "?", "%"] = ""
    until: tuple[int, int, int] | None = None


class Span(Frozen, frozen=True):
    """A stretch of a block's text, ``[start, end)`` in code points.

    ``value`` is the address of a link, or the index (as a decimal) of a correction or withholding.
    """

    start: int
    end: int
    kind: SpanKind
    value: str = ""


class Block(Frozen, frozen=True):
    """One piece of the reading text.

    ``text`` is what the seed says with its markup characters taken out; the parts that come from
    different source lines are separated by one line feed each, so that these parts and ``lines``
    run side by side.  ``markup`` names what was taken out: (line, start, end) in code
    points of the source line.  ``style`` is "slogans", "bullets" or "numbers" for items.
    """

    kind: BlockKind
    lines: tuple[int, ...]
    text: str
    anchor: str = ""
    spans: tuple[Span, ...] = ()
    markup: tuple[tuple[int, int, int], ...] = ()
    level: int = 0
    style: str = ""


class LedgerEntry(Frozen, frozen=True):
    """The fate of the lines ``first`` to ``last`` of a seed; ``field`` says of what value."""

    first: int
    last: int
    fate: Fate
    field: str = ""


class Creator(Frozen, frozen=True):
    """A person or body answerable for a statement (MARC relators); ``slug`` is the agent's page.

    ``body`` is true where the name itself says that it is a body's; false tells nothing.
    """

    name: str
    role: Role
    slug: str = ""
    body: bool = False


class Correction(Frozen, frozen=True):
    """An editor's reading of a slip in the seed (TEI ``choice``/``sic``/``corr``)."""

    line: int
    sic: str
    corr: str
    because: str
    anchor: str = ""


class Withholding(Frozen, frozen=True):
    """Words left out of the pages for a person's protection (TEI ``gap``)."""

    line: int
    text: str
    because: str
    anchor: str = ""


class Link(Frozen, frozen=True):
    """A web address in the text: as printed, and where it leads now.

    ``printed`` is the address as the text has it (``www.`` completed to ``http://www.``);
    ``href`` differs from it only where a record repairs the link, and ``because`` then says why.
    """

    line: int
    printed: str
    href: str
    archived: str = ""
    checked: str = ""
    because: str = ""
    anchor: str = ""


class Join(Frozen, frozen=True):
    """Source lines read as one paragraph although a blank line parts them."""

    lines: tuple[int, ...]
    basis: Basis
    anchor: str = ""


class Mention(Frozen, frozen=True):
    """A place where an authority is named: ``[start, end)`` in the text of block ``anchor``."""

    authority: str
    anchor: str
    start: int
    end: int


class Passage(Frozen, frozen=True):
    """Words of a statement, found at ``anchor``; ``text`` is exactly as the block has them."""

    anchor: str
    start: int
    end: int
    text: str


class Claim(Frozen, frozen=True):
    """A relation as an editor wrote it in a record; ``line`` is its line in that record.

    ``passage`` holds words of this statement, already found in it; ``their_words`` those of the
    other, still to be found there.
    """

    to: str
    type: RelationType
    because: str
    passage: tuple[Passage, ...] = ()
    their_words: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


class Instructions(Frozen, frozen=True):
    """How an editor's record says a seed is to be read; overrides every inference.

    ``joins`` are lines read as one paragraph; ``splits`` are (line, words before which it is cut);
    ``roles`` are (lines, role), a role being one of ``archive.reading.transcribe.ROLES``.
    """

    joins: tuple[tuple[int, ...], ...] = ()
    splits: tuple[tuple[int, str], ...] = ()
    roles: tuple[tuple[tuple[int, ...], str], ...] = ()
    language: str = ""


class Doubt(Frozen, frozen=True):
    """Something a reader of the seed should know is not sure; becomes a notice with this code."""

    line: int
    code: str
    message: str
    remedy: str


class Transcription(Frozen, frozen=True):
    """What one seed says of itself: its parts, each value with its basis, each line with a fate.

    ``head`` holds the title, subtitle and kicker blocks; ``back`` the back matter.  A value the
    text does not show is empty or None, never guessed.
    """

    title: str
    head: tuple[Block, ...]
    body: tuple[Block, ...]
    back: tuple[Block, ...]
    ledger: tuple[LedgerEntry, ...]
    basis: dict[str, Basis]
    subtitle: str = ""
    date: IssueDate | None = None
    posted: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    language: str = ""
    source_url: str = ""
    printed_tags: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()
    links: tuple[Link, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Statement(Frozen, frozen=True):
    """One described item: the transcription with the editor's record laid over it.

    ``series`` and ``series_number`` are the record's.  ``said_at`` is the line in that record of
    each key that names another statement or a series.
    """

    code: str
    file: str
    sha256: str
    slug: str
    title: str
    head: tuple[Block, ...]
    body: tuple[Block, ...]
    back: tuple[Block, ...]
    ledger: tuple[LedgerEntry, ...]
    basis: dict[str, Basis]
    aside: tuple[tuple[int, str], ...]
    subtitle: str = ""
    date: IssueDate | None = None
    posted: str = ""
    date_note: str = ""
    creators: tuple[Creator, ...] = ()
    place: str = ""
    language: str = "und"
    direction: Literal["ltr", "rtl"] = "ltr"
    source_url: str = ""
    retrieved: str = ""
    rights: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    printed_tags: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withheld: tuple[Withholding, ...] = ()
    joins: tuple[Join, ...] = ()
    links: tuple[Link, ...] = ()
    translation_of: str = ""
    version_of: str = ""
    series: str = ""
    series_number: int = 0
    said_at: dict[str, int] = {}
    words: int = 0
    draft: bool = False
    encoding: str = ""


class Entry(Frozen, frozen=True):
    """What lists, feeds and neighbours need of a statement; small, so that all fit in memory.

    ``named`` maps each authority's id to the anchors where it is named; ``digest`` is that of the
    whole statement, so a page that shows the statement's text depends on it by this value.
    ``pages`` are ``links``, and ``source_page`` is ``source_url``, in the form in which addresses
    of one page agree (``addresses.page_of``).  ``serial`` is the wording of a numbered title, with
    its number.
    """

    code: str
    file: str
    slug: str
    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    date: IssueDate | None
    date_kind: str
    sort: tuple[int, int, int, int]
    creators: tuple[Creator, ...]
    tags: tuple[str, ...]
    named: dict[str, tuple[str, ...]]
    words: int
    source_url: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    claims: tuple[Claim, ...]
    translation_of: str
    version_of: str
    corrections: int
    digest: str
    pages: tuple[str, ...] = ()
    source_page: str = ""
    draft: bool = False
    said_at: dict[str, int] = {}
    series: str = ""
    series_number: int = 0
    serial: str = ""
    serial_number: int = 0


class Described(Frozen, frozen=True):
    """A statement as it is kept: its entry, itself and its reading text, each as MessagePack.

    ``gist`` is what comparing it with the others needs of its words (``archive.linking.gists``).
    """

    file: str
    slug: str
    entry: Entry
    statement: bytes
    reading: bytes
    notices: tuple[Problem, ...]
    gist: bytes = b""


class Reading(Frozen, frozen=True):
    """The reading text of a statement by anchor, with the places that name each authority.

    What dossiers, concordances and debates show of it; ``marks`` maps an authority's id to
    (anchor, start, end) triples.
    """

    slug: str
    language: str
    direction: Literal["ltr", "rtl"]
    texts: dict[str, str]
    marks: dict[str, tuple[tuple[str, int, int], ...]]


class Reason(Frozen, frozen=True, array_like=True):
    """Why a rule made a tie, without the words of any language: those come with the page.

    ``terms`` are (words of the text, "") or ("", id of an authority), the heaviest first;
    ``count`` is that of the words quoted; ``here`` and ``there`` are the anchors of the paragraphs
    in this statement and in the other.
    """

    kind: ReasonKind
    terms: tuple[tuple[str, str], ...] = ()
    count: int = 0
    here: str = ""
    there: str = ""


class Relation(Frozen, frozen=True):
    """A tie seen from one statement: ``type`` read in the direction ``slug`` -> ``to``.

    ``inverse`` is true where the tie was declared by, or runs from, the other statement.
    ``here`` and ``there`` are the passages in this statement and in the other.  ``editorial`` says
    that a person, not a rule, made it; ``because`` is that person's reason in that person's words,
    ``reason`` that of a rule.
    """

    to: str
    type: RelationType
    because: str = ""
    reason: Reason | None = None
    inverse: bool = False
    editorial: bool = False
    here: tuple[Passage, ...] = ()
    there: tuple[Passage, ...] = ()


class Place(Frozen, frozen=True):
    """Where a statement stands in a series, by the word of a record or by the titles.

    ``name`` is the editor's name of it, or the wording that the titles have; ``number`` is 0 where
    none is known; ``before`` and ``after`` are slugs, "" for none.
    """

    name: str
    recorded: bool
    number: int
    before: str
    after: str


class Authority(Frozen, frozen=True):
    """An agent, concept, place or event with its names (SKOS preferred, variant; ISAAR(CPF)).

    ``names`` and ``variants`` are keyed by language.  A match stands only when ``near`` words
    are (and ``not_before``/``not_after`` words are not) beside it.  ``tag`` makes a concept or
    place a subject heading of the archive.
    """

    id: str
    kind: AuthorityKind
    names: dict[str, str]
    variants: dict[str, tuple[str, ...]]
    tag: bool = False
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    match_case: bool = True
    scope_note: dict[str, str] = {}
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    date: IssueDate | None = None
    person: bool = False
    identifiers: dict[str, str] = {}
    latitude: float | None = None
    longitude: float | None = None
    file: str = ""
    line: int = 0


class Stance(Frozen, frozen=True):
    """What one statement says to a debate's question; no passages means it is silent."""

    statement: str
    passages: tuple[Passage, ...] = ()


class Question(Frozen, frozen=True):
    """A question of a debate with each statement's stance."""

    text: dict[str, str]
    stances: tuple[Stance, ...]


class Debate(Frozen, frozen=True):
    """A question of the movement, and what each statement says to it in its own words."""

    slug: str
    title: dict[str, str]
    note: dict[str, str]
    questions: tuple[Question, ...]


class Leaf(Frozen, frozen=True):
    """An editor's page of ``content/pages``: Markdown source, one per slug and language."""

    slug: str
    language: str
    title: str
    source: str
    file: str


class Description(Frozen, frozen=True):
    """The archive as a whole (ISAD(G) at fonds level), from ``archive.toml``."""

    name: dict[str, str]
    description: dict[str, str]
    languages: tuple[str, ...] = ("en",)
    site_url: str = ""
    rights: dict[str, str] = {}
    contact: str = ""
    seed_encoding: str = ""
    arabic_digits: bool = False
