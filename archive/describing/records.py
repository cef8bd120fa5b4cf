"""Reads an editor's record of one statement: what the seed does not say, or says wrongly.

A record is judged here only by itself; whether its words stand in the seed is for ``describe``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import field

from archive.model import Frozen, IssueDate, RelationType
from archive.naming import tables
from archive.naming.slugs import safe
from archive.problems import Problem, ProblemsFound
from archive.reading import dates

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

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


class _Keys(Frozen, frozen=True):
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


class Record(_Keys, kw_only=True, frozen=True):
    """An editor's record; ``lines`` is the line of each key, ``issued`` the date that was read."""

    file: str
    lines: dict[str, int]
    issued: IssueDate | None = None


def read(file: str, data: bytes) -> Record:
    """Return the record of ``data`` (TOML); raises ProblemsFound with all that is wrong in it."""
    keys, places = tables.read(file, data, _Keys)
    lines = {str(path[0]): line for path, line in places.places.items() if len(path) == 1}
    values = {name: getattr(keys, name) for name in keys.__struct_fields__}
    problems: list[Problem] = []
    try:
        issued = dates.read(keys.date) if keys.date else None
    except ValueError as error:
        remedy = "write 2016-09-30, 2016-09, 2016, or 2016-12~ when it is not sure"
        problems.append(Problem(file, lines["date"], "A105", str(error), remedy))
        issued = None
    record = Record(file=file, lines=lines, issued=issued, **values)
    problems.extend(_problems(record))
    if problems:
        raise ProblemsFound(problems)
    return record


def numbers(value: Numbers) -> tuple[int, ...]:
    """Return one line number or several as a tuple."""
    return (value,) if isinstance(value, int) else value


def texts(value: Texts) -> tuple[str, ...]:
    """Return one text or several as a tuple."""
    return (value,) if isinstance(value, str) else value


def _problems(record: Record) -> Iterator[Problem]:
    file, lines = record.file, record.lines
    if record.slug and record.slug != safe(record.slug):
        yield Problem(
            file, lines["slug"], "A107", f'found the slug "{record.slug}"; expected lower-case '
            "letters, digits, hyphens and dots", f'write slug = "{safe(record.slug)}"',
        )  # fmt: skip
    for alias in record.aliases:
        if alias != safe(alias):
            yield Problem(
                file, lines["aliases"], "A107", f'found the alias "{alias}"; expected lower-case '
                "letters, digits, hyphens and dots", f'write "{safe(alias)}"',
            )  # fmt: skip
    for key in ("source_url", "translation_of", "version_of"):
        yield from _address(record, key)
    if record.language and not _LANGUAGE.fullmatch(record.language):
        yield Problem(
            file, lines["language"], "A108", f'found the language "{record.language}"; expected '
            "a BCP 47 code", "write a code such as en, en-GB, ar or pt-BR",
        )  # fmt: skip
    yield from _tables(record)


def _address(record: Record, key: str) -> Iterator[Problem]:
    value = getattr(record, key)
    web = re.fullmatch(r"https?://[^\s/]+\S*", value)
    if value and not web and (key == "source_url" or ":" in value):
        yield Problem(
            record.file, record.lines[key], "A109", f'found "{value}" for {key}; expected a web '
            "address", "begin it with https:// or http://",
        )  # fmt: skip


def _tables(record: Record) -> Iterator[Problem]:
    file = record.file
    for correction in record.correction:
        if correction.sic == correction.corr or not correction.sic:
            yield Problem(
                file, correction.at, "A110", "found a correction that changes nothing; expected "
                "sic and corr to differ", "take the table out or write what the seed has",
            )  # fmt: skip
    for link in record.link:
        for address in (link.to, link.archived):
            if address and not re.fullmatch(r"(https?://[^\s/]|mailto:\S)\S*", address):
                yield Problem(
                    file, link.at, "A109", f'found "{address}"; expected a web address',
                    "begin it with https:// or http://",
                )  # fmt: skip
    for join in record.join:
        if len(join.lines) < 2 or list(join.lines) != sorted(set(join.lines)):
            yield Problem(
                file, join.at, "A111", f"found the lines {list(join.lines)}; expected two or more "
                "in ascending order", "write lines = [13, 15]",
            )  # fmt: skip
    for role in record.role:
        if not numbers(role.lines):
            yield Problem(
                file, role.at, "A103", "found no lines for a role; expected one or more",
                "write lines = [3]",
            )  # fmt: skip
    reasons = (
        (table.at, table.because)
        for tables_of_kind in (
            record.correction, record.join, record.relation, record.withhold,
        )
        for table in tables_of_kind
    )  # fmt: skip
    for at, because in reasons:
        if not because.strip():
            yield Problem(
                file, at, "A112", "found an empty because; expected the reason",
                "say in a sentence why, for the reader",
            )  # fmt: skip
