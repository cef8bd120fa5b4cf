"""Lays an editor's record over what a seed says of itself: Transcription + Record -> Statement.

What the record supplies is marked as supplied, with its evidence (DACS 2.0); the words of the seed
are never changed, only spoken about.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from archive.describing import evidence
from archive.describing.amendments import Amended, Parts, amend
from archive.describing.forms import Record, numbers, texts
from archive.describing.passages import find, mending
from archive.model import (
    Block,
    Claim,
    Creator,
    Instructions,
    Join,
    Mention,
    Passage,
    Role,
    Seed,
    Statement,
    Transcription,
    Withholding,
)
from archive.naming.authorities import key_of
from archive.naming.mentions import Finder
from archive.naming.scripts import direction_of
from archive.naming.slugs import safe
from archive.problems import Problem, ProblemsFound, suggestion
from archive.reading import transcribe
from archive.reading.names import is_body

_ELSEWHERE = ("translation_of", "version_of", "series", "series_number")
_SET_ASIDE = ("metadata", "duplicate", "furniture")


def describe(
    seed: Seed, record: Record | None, finder: Finder
) -> tuple[Statement, tuple[Problem, ...]]:
    """Return the described statement and the notices about it.

    Raises ProblemsFound with every error of the seed and of the record against the seed.
    """
    record = record or Record(file="", lines={})
    problems = list(evidence.misplaced(seed, record))
    if problems:
        raise ProblemsFound(problems)
    transcription = transcribe.transcribe(seed, _instructions(record))
    notices = tuple(
        Problem(seed.file, doubt.line, doubt.code, doubt.message, doubt.remedy, "notice")
        for doubt in transcription.doubts
        if not evidence.settles(record, doubt.code)
    )
    parts = Parts(transcription.head, transcription.body, transcription.back)
    amended = amend(seed, record, parts, transcription.links)
    claims, wrong_claims = _claims(record, amended)
    tags, wrong_tags = _named_tags(record, finder)
    unjoined = evidence.unjoined(seed, record, parts.all())
    problems = [*amended.problems, *unjoined, *wrong_claims, *wrong_tags]
    if problems:
        raise ProblemsFound(problems)
    language = record.language or transcription.language or "und"
    mentions = _mentions(amended, finder, language)
    title = record.title or transcription.title
    statement = Statement(
        code=PurePosixPath(seed.file).stem,
        file=seed.file,
        sha256=seed.sha256,
        slug=record.slug or safe(PurePosixPath(seed.file).stem),
        title=title,
        head=amended.parts.head,
        body=amended.parts.body,
        back=amended.parts.back,
        ledger=transcription.ledger,
        basis=evidence.bases(transcription, record),
        aside=_aside(seed, transcription),
        subtitle=record.subtitle or transcription.subtitle,
        date=record.issued or transcription.date,
        posted=transcription.posted,
        date_note=evidence.date_note(transcription, record),
        creators=_creators(transcription, record, finder),
        place=record.place or transcription.place,
        language=language,
        direction=direction_of(language, title),
        source_url=record.source_url or transcription.source_url,
        retrieved=record.retrieved,
        rights=record.rights,
        note=record.note,
        aliases=record.aliases,
        tags=_tags(transcription, record, mentions, tags, finder),
        printed_tags=transcription.printed_tags,
        mentions=mentions,
        claims=claims,
        corrections=amended.corrections,
        withheld=amended.withheld,
        joins=_joins(transcription, record),
        links=amended.links,
        translation_of=record.translation_of,
        version_of=record.version_of,
        series=" ".join(record.series.split()),
        series_number=record.series_number,
        said_at={key: record.lines[key] for key in _ELSEWHERE if key in record.lines},
        words=sum(len(block.text.split()) for block in amended.parts.body if block.kind != "rule"),
        draft=record.draft,
    )
    return statement, notices


def _instructions(record: Record) -> Instructions:
    return Instructions(
        joins=tuple(table.lines for table in record.join),
        splits=tuple((table.line, table.before) for table in record.split),
        roles=tuple((numbers(table.lines), table.role) for table in record.role),
        language=record.language,
    )


def _aside(seed: Seed, transcription: Transcription) -> tuple[tuple[int, str], ...]:
    """Return the lines that the reading text leaves out, each with its number, as received."""
    blocks = (*transcription.head, *transcription.body, *transcription.back)
    shown = {line for block in blocks for line in block.lines}
    return tuple(
        (line, seed.lines[line - 1])
        for entry in transcription.ledger
        if entry.fate in _SET_ASIDE
        for line in range(entry.first, entry.last + 1)
        if line not in shown and seed.lines[line - 1].strip()
    )


def _joins(transcription: Transcription, record: Record) -> tuple[Join, ...]:
    """Return the inferred joins and those of the record, which have its reasons, in order."""
    blocks = (*transcription.head, *transcription.body, *transcription.back)
    anchors = {line: block.anchor for block in blocks for line in block.lines}
    asked = [
        Join(table.lines, evidence.supplied(table.because), anchors.get(table.lines[0], ""))
        for table in record.join
    ]
    declared = {line for join in asked for line in join.lines}
    inferred = [join for join in transcription.joins if declared.isdisjoint(join.lines)]
    return tuple(sorted((*asked, *inferred), key=lambda join: join.lines))


def _creators(transcription: Transcription, record: Record, finder: Finder) -> tuple[Creator, ...]:
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("author", tuple(filter(str.strip, record.authors)) or transcription.authors),
        ("publisher", tuple(filter(None, [record.publisher or transcription.publisher]))),
    )
    return tuple(
        Creator(name, role, finder.agents.get(key_of(name)) or safe(name), body=is_body(name))
        for role, names in roles
        for name in names
    )


def _mentions(amended: Amended, finder: Finder, language: str) -> tuple[Mention, ...]:
    """Return the names in the body; a name in withheld words stays out as they do."""
    blocks = [block for block in amended.parts.body if block.anchor]
    hidden = {
        block.anchor: [span for span in block.spans if span.kind == "withheld"]
        for block in blocks
        if any(span.kind == "withheld" for span in block.spans)
    }
    found = finder.find(((block.anchor, block.text) for block in blocks), language)
    return tuple(
        mention
        for mention in found
        if not any(
            span.start < mention.end and mention.start < span.end
            for span in hidden.get(mention.anchor, ())
        )
    )


def _named_tags(record: Record, finder: Finder) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the ids of the record's tags, given by id or by name, and what is wrong with them."""
    known = finder.tags
    problems: list[Problem] = [
        Problem(
            record.file, record.lines.get(key, 0), "A126", f'found the tag "{tag}"; expected the '
            "id or name of a concept or place with tag = true",
            f"correct it{suggestion(tag, known)}, or describe it in content/authorities",
        )
        for key, tags in (("tags", record.tags), ("not_tags", record.not_tags))
        for tag in dict.fromkeys(tags)
        if key_of(tag) not in known
    ]  # fmt: skip
    return tuple(known[key_of(tag)] for tag in record.tags if key_of(tag) in known), problems


def _tags(
    transcription: Transcription,
    record: Record,
    mentions: tuple[Mention, ...],
    given: tuple[str, ...],
    finder: Finder,
) -> tuple[str, ...]:
    """Return the tags by id: those named in the body, printed as tags, or given by the record."""
    known = finder.tags
    bearing = set(known.values())
    printed = {known[key] for tag in transcription.printed_tags if (key := key_of(tag)) in known}
    named = {mention.authority for mention in mentions} & bearing
    unwanted = {known[key_of(tag)] for tag in record.not_tags}
    return tuple(sorted((named | printed | set(given)) - unwanted))


def _claims(record: Record, amended: Amended) -> tuple[tuple[Claim, ...], list[Problem]]:
    claims: list[Claim] = []
    problems: list[Problem] = []
    blocks = amended.parts.all()
    for table in record.relation:
        passages: list[Passage] = []
        for words in texts(table.passage):
            found = find(blocks, words)
            if isinstance(found, Passage):
                passages.append(found)
                problems.extend(_shown_words(record, table.at, found.text, amended.withheld))
            else:
                remedy = mending(blocks, words, "this statement")
                problems.append(Problem(record.file, table.at, "A123", found, remedy))
        claims.append(
            Claim(
                to=table.to,
                type=table.type,
                because=table.because,
                passage=tuple(passages),
                their_words=texts(table.their_passage),
                file=record.file,
                line=table.at,
            )
        )
    return tuple(claims), problems


def _shown_words(
    record: Record, at: int, words: str, withheld: tuple[Withholding, ...]
) -> Iterator[Problem]:
    if any(held.text in words for held in withheld):
        yield Problem(
            record.file, at, "A125", "found withheld words in a passage; expected only words that "
            "the page shows", "choose a passage without them",
        )  # fmt: skip


def texts_of(statement: Statement) -> tuple[Block, ...]:
    """Return every block of a statement in order."""
    return (*statement.head, *statement.body, *statement.back)
