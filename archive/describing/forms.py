"""The form of a record: every key and table that an editor may write, and of what kind each is."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from archive.model import Frozen, IssueDate, RelationType

RoleName = Literal[
    "title", "subtitle", "kicker", "byline", "dateline", "source", "metadata", "heading",
    "paragraph", "list", "verse", "quotation", "note", "backmatter", "duplicate", "furniture",
    "rule",
]  # fmt: skip

Numbers = int | tuple[int, ...]
Texts = str | tuple[str, ...]


class CorrectionTable(Frozen, frozen=True):
    """``[[correction]]``: a slip of line ``line`` and the reading that mends it."""

    line: int
    sic: str
    corr: str
    because: str
    at: int = 0


class JoinTable(Frozen, frozen=True):
    """``[[join]]``: lines that are one paragraph."""

    lines: tuple[int, ...]
    because: str
    at: int = 0


class SplitTable(Frozen, frozen=True):
    """``[[split]]``: a new paragraph begins in ``line`` with the words ``before``."""

    line: int
    before: str
    at: int = 0


class RoleTable(Frozen, frozen=True):
    """``[[role]]``: what the lines are."""

    lines: Numbers
    role: RoleName = field(name="as")
    because: str = ""
    at: int = 0


class LinkTable(Frozen, frozen=True):
    """``[[link]]``: where an address printed in ``line`` leads now; its words stay."""

    line: int
    printed: str = field(name="from")
    to: str = ""
    archived: str = ""
    checked: str = ""
    because: str = ""
    at: int = 0


class RelationTable(Frozen, frozen=True):
    """``[[relation]]``: a tie to another statement with the words of both ends."""

    to: str
    type: RelationType
    because: str
    passage: Texts = ()
    their_passage: Texts = ()
    at: int = 0


class WithholdTable(Frozen, frozen=True):
    """``[[withhold]]``: words left out of the pages to protect a person."""

    line: int
    text: str
    because: str
    at: int = 0


class EvidenceTable(Frozen, frozen=True):
    """``[[evidence]]``: the lines and the reasoning on which a supplied value rests.

    For a date the reasoning may stand in ``date_note`` instead.
    """

    of: Literal[
        "title", "subtitle", "date", "authors", "publisher", "place", "language", "source_url"
    ]
    because: str = ""
    lines: Numbers = ()
    at: int = 0


class Keys(Frozen, frozen=True):
    """All that a record may say."""

    title: str = ""
    subtitle: str = ""
    slug: str = ""
    aliases: tuple[str, ...] = ()
    date: str = ""
    date_note: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    rights: str = ""
    source_url: str = ""
    retrieved: str = ""
    translation_of: str = ""
    version_of: str = ""
    series: str = ""
    series_number: int = 0
    note: str = ""
    encoding: str = ""
    draft: bool = False
    correction: tuple[CorrectionTable, ...] = ()
    join: tuple[JoinTable, ...] = ()
    split: tuple[SplitTable, ...] = ()
    role: tuple[RoleTable, ...] = ()
    link: tuple[LinkTable, ...] = ()
    relation: tuple[RelationTable, ...] = ()
    withhold: tuple[WithholdTable, ...] = ()
    evidence: tuple[EvidenceTable, ...] = ()


class Record(Keys, kw_only=True, frozen=True):
    """An editor's record; ``lines`` is the line of each key, ``issued`` the date that was read."""

    file: str
    lines: dict[str, int]
    issued: IssueDate | None = None


def numbers(value: Numbers) -> tuple[int, ...]:
    """Return one line number or several as a tuple."""
    return (value,) if isinstance(value, int) else value


def texts(value: Texts) -> tuple[str, ...]:
    """Return one text or several as a tuple."""
    return (value,) if isinstance(value, str) else value
