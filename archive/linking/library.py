"""The assembled archive: all statements as entries, with their relations and indexes.

Knows how statements stand to each other and to the authorities; knows nothing of pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec.structs import replace

from archive.describing import describe, leaves, records
from archive.describing.passages import open_words
from archive.fixity import digest
from archive.linking import debates, relations, series
from archive.linking.addresses import page_of
from archive.linking.claims import Known
from archive.linking.gists import gist_of
from archive.linking.memory import Memory
from archive.model import (
    Authority,
    Debate,
    Described,
    Description,
    Entry,
    Frozen,
    Leaf,
    Place,
    Reading,
    Relation,
    Statement,
)
from archive.naming.mentions import Finder
from archive.problems import Problem, ProblemsFound
from archive.reading import dates, seeds

_encode = msgspec.msgpack.Encoder().encode


class Batch(Frozen, frozen=True):
    """Seeds to read: (file, bytes, record file or "", record bytes), and what reading needs."""

    seeds: tuple[tuple[str, bytes, str, bytes], ...]
    authorities: tuple[Authority, ...]
    encoding: str = ""


# So many seeds in a batch are the sign of many more to come.
MANY = 48

_finders: dict[bytes, Finder] = {}


def finder(authorities: tuple[Authority, ...]) -> Finder:
    """Return the finder for these authorities, built once in each process."""
    key = digest(_encode(authorities))
    if key not in _finders:
        _finders.clear()
        _finders[key] = Finder(authorities)
    return _finders[key]


def read_batch(batch: Batch) -> tuple[tuple[Described, ...], tuple[Problem, ...]]:
    """Read and describe seeds; a pure function of its argument, for any process on any machine.

    Returns what could be read and every error of what could not.
    """
    found: list[Described] = []
    problems: list[Problem] = []
    names = finder(batch.authorities)
    for file, data, record_file, record_data in batch.seeds:
        try:
            record = records.read(record_file, record_data) if record_file else None
            encoding = (record.encoding if record else "") or batch.encoding
            seed = seeds.read(file, data, encoding)
            statement, notices = describe.describe(seed, record, names)
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        found.append(
            described(replace(statement, encoding=encoding), notices, many=len(batch.seeds) >= MANY)
        )
    return tuple(found), tuple(problems)


def described(
    statement: Statement, notices: tuple[Problem, ...], *, many: bool = False
) -> Described:
    """Return the statement in the form in which it is kept; ``many`` says that more are to come."""
    blob = _encode(statement)
    return Described(
        file=statement.file,
        slug=statement.slug,
        entry=_entry(statement, digest(blob).hex()),
        statement=blob,
        reading=_encode(_reading(statement)),
        gist=gist_of(statement, many=many),
        notices=notices,
    )


def _entry(statement: Statement, mark: str) -> Entry:
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in statement.mentions:
        named[mention.authority][mention.anchor] = None
    kind = statement.basis["date"].kind if statement.date and "date" in statement.basis else ""
    serial, number = series.numbered(statement.title)
    return Entry(
        code=statement.code,
        file=statement.file,
        slug=statement.slug,
        title=statement.title,
        language=statement.language,
        direction=statement.direction,
        date=statement.date,
        date_kind=kind,
        sort=dates.sort_key(statement.date),
        creators=statement.creators,
        tags=statement.tags,
        named={authority: tuple(anchors) for authority, anchors in named.items()},
        words=statement.words,
        source_url=statement.source_url,
        aliases=statement.aliases,
        links=tuple(link.href for link in statement.links),
        pages=tuple(page_of(link.href) for link in statement.links),
        source_page=page_of(statement.source_url) if statement.source_url else "",
        claims=statement.claims,
        translation_of=statement.translation_of,
        version_of=statement.version_of,
        said_at=statement.said_at,
        corrections=len(statement.corrections)
        + len(statement.withheld)
        + len(statement.joins)
        + sum(link.href != link.printed for link in statement.links),
        digest=mark,
        draft=statement.draft,
        series=statement.series,
        series_number=statement.series_number,
        serial=serial,
        serial_number=number,
    )


def _reading(statement: Statement) -> Reading:
    marks: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for mention in statement.mentions:
        marks[mention.authority].append((mention.anchor, mention.start, mention.end))
    return Reading(
        slug=statement.slug,
        language=statement.language,
        direction=statement.direction,
        texts={
            block.anchor: open_words(block)
            for block in (*statement.head, *statement.body, *statement.back)
            if block.anchor
        },
        marks={authority: tuple(places) for authority, places in marks.items()},
    )


class Archive(Frozen, frozen=True):
    """All statements in order of issue, with the authorities, relations and debates.

    ``entries`` is keyed by slug, in order; ``relations`` and the indexes hold slugs.
    """

    description: Description
    entries: Mapping[str, Entry]
    authorities: Mapping[str, Authority]
    relations: Mapping[str, tuple[Relation, ...]]
    debates: tuple[Debate, ...]
    leaves: tuple[Leaf, ...]
    notices: tuple[Problem, ...]
    accessions: Mapping[str, str] = {}
    build_date: str = ""
    series: Mapping[str, Place] = {}

    def tagged(self) -> dict[str, list[str]]:
        """Return the slugs of the statements that bear each tag, in order of issue."""
        return _index((entry.slug, entry.tags) for entry in self.entries.values())

    def named(self) -> dict[str, list[str]]:
        """Return the slugs of the statements that name each authority, in order of issue."""
        return _index((entry.slug, entry.named) for entry in self.entries.values())

    def issued(self) -> dict[str, list[str]]:
        """Return the slugs of the statements that each agent answers for, in order of issue."""
        return _index(
            (entry.slug, dict.fromkeys(creator.slug for creator in entry.creators))
            for entry in self.entries.values()
        )


def _index(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for slug, keys in pairs:
        for key in keys:
            found[key].append(slug)
    return dict(found)


def assemble(
    description: Description,
    entries: Iterable[Entry],
    authorities: tuple[Authority, ...],
    debate_files: Iterable[tuple[str, bytes]],
    leaf_files: Iterable[tuple[str, bytes]],
    load: Callable[[str], Statement],
    memory: Memory | None = None,
) -> Archive:
    """Put the archive together and relate its statements; ``memory`` is that of the ties.

    Drafts are read and checked, not published.
    Raises ProblemsFound with two seeds under one address (A410), an alias that is taken (A411) and
    every error of relations, debates and pages.
    """
    everything = sorted(entries, key=lambda entry: (entry.sort, entry.slug))
    ordered = {entry.slug: entry for entry in everything if not entry.draft}
    known = Known(ordered, (entry for entry in everything if entry.draft))
    problems: list[Problem] = []
    spoken: tuple[Debate, ...] = ()
    pages: tuple[Leaf, ...] = ()
    by_id = {authority.id: authority for authority in authorities}
    ties, found = relations.relate(ordered, load, by_id, memory, known, description.site_url)
    problems.extend(found)
    problems.extend(series.wrong(ordered))
    try:
        spoken = debates.read(debate_files, known, load)
    except ProblemsFound as error:
        problems.extend(error.problems)
    try:
        pages = leaves.read(leaf_files)
    except ProblemsFound as error:
        problems.extend(error.problems)
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsFound(problems)
    return Archive(
        description=description,
        entries=ordered,
        authorities={authority.id: authority for authority in authorities},
        relations=ties,
        debates=spoken,
        leaves=pages,
        notices=tuple(problems),
        series=series.series(ordered),
    )


def clashes(entries: Iterable[Entry]) -> list[Problem]:
    """Return a problem for each address that two statements claim.

    Addresses are compared without case, since a memory stick's file system may not tell it apart.
    """
    taken: dict[str, Entry] = {}
    problems: list[Problem] = []
    ordered = sorted(entries, key=lambda entry: entry.file)
    for entry in ordered:
        other = taken.setdefault(entry.slug.casefold(), entry)
        if other is not entry:
            problems.append(
                Problem(
                    entry.file, 0, "A410",
                    f'found the address "{entry.slug}", which {other.file} has; expected one each',
                    f"rename {entry.file}, or give it a slug of its own in its record",
                )
            )  # fmt: skip
    for entry in ordered:
        for alias in entry.aliases:
            other = taken.setdefault(alias.casefold(), entry)
            if other is not entry or alias.casefold() == entry.slug.casefold():
                problems.append(
                    Problem(
                        entry.file, 0, "A411",
                        f'found the alias "{alias}", which {other.file} has; expected a free one',
                        "take the alias out of the record",
                    )
                )  # fmt: skip
    return problems
