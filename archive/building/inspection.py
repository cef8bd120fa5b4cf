"""What is understood of each statement, and what is wrong with the input, without building."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from archive.building import incoming, loading
from archive.building.cache import DAMAGED, Cache
from archive.building.engine import Options, locked
from archive.building.inputs import SEED_SUFFIXES, Inputs, software, survey
from archive.building.parallel import pool, processors
from archive.building.report import Report
from archive.describing import describe, description, records
from archive.linking import library
from archive.linking.library import Archive
from archive.model import Block, Frozen, Relation, Statement
from archive.naming import authorities, tables
from archive.naming.mentions import Finder
from archive.problems import Problem, ProblemsFound
from archive.showing import markup

Shown = dict[str, Any]

# What a page adds to the words of the text: numbers in the margin, marks of notes, corrections.
_APPARATUS = re.compile(r'<(a|ins) class="(?:n|note|corr) app"[^>]*>[^<]*</\1>')


class Surroundings(Frozen, frozen=True):
    """What an archive folder gives to the reading of any one file."""

    root: Path
    encoding: str
    finder: Finder


def surroundings(root: Path) -> Surroundings:
    """Return what ``root`` gives to a reading; any folder will do.

    Raises ProblemsFound with what is wrong in its settings and authorities.
    """
    about = description.default(root.name)
    if (root / "archive.toml").is_file():
        text = tables.decode("archive.toml", (root / "archive.toml").read_bytes())
        about = description.read("archive.toml", text)
    folder = root / "content" / "authorities"
    names = authorities.read(
        (f"content/authorities/{file.name}", file.read_bytes())
        for file in sorted(folder.glob("*.toml"))
    )
    return Surroundings(root, about.seed_encoding, library.finder(names))


def check(options: Options, paths: Sequence[Path]) -> list[Problem]:
    """Return every problem of the archive's input, or of the files that are named."""
    try:
        found = list(_archive(options, survey(options.root)).notices)
    except ProblemsFound as error:
        found = error.problems
    if not paths:
        return found
    wanted: set[str] = set()
    names = [inside(options.root, path) for path in paths]
    around = None if all(names) else surroundings(options.root)
    for path, name in zip(paths, names, strict=True):
        if name is None and around is not None:
            try:
                found.extend(_read(around, path, None)[1])
            except ProblemsFound as error:
                found.extend(error.problems)
            wanted.add(str(path))
        elif name is not None:
            wanted.update((name, f"content/records/{Path(name).stem}.toml"))
    return [problem for problem in found if problem.file in wanted]


def inspect(options: Options, paths: Sequence[Path]) -> tuple[list[Shown], list[Problem]]:
    """Return what is understood of each seed, or of each named file, and the problems of others."""
    inputs = survey(options.root) if not paths or _all_inside(options.root, paths) else None
    relations: Mapping[str, tuple[Relation, ...]] = {}
    if inputs is not None:
        # Where something is wrong each statement is still shown for itself; ``check`` tells what.
        with suppress(ProblemsFound):
            relations = _archive(options, inputs).relations
    named = paths or [options.root / seed for seed in (inputs.seeds if inputs else ())]
    shown: list[Shown] = []
    problems: list[Problem] = []
    around = surroundings(options.root)
    for path in named:
        try:
            statement, notices = _read(around, path, inside(options.root, path))
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        problems.extend(notices)
        shown.append(as_json(statement, relations.get(statement.slug, ())))
    return shown, problems


def _archive(options: Options, inputs: Inputs) -> Archive:
    folder = options.root / ".cache"
    try:
        with locked(folder, Report(quiet=True)):
            return load(options, inputs, Cache(folder / "archive.db"))
    except PermissionError:
        return load(options, inputs, Cache(None))


def load(options: Options, inputs: Inputs, cache: Cache) -> Archive:
    """Return the archive, reading what has changed into ``cache``; raises ProblemsFound."""
    with pool(options.jobs or processors()) as workers:
        try:
            return loading.load(
                options.root, inputs, cache, software(), Report(quiet=True), workers
            )
        except DAMAGED:
            cache.discard()  # a cache is never trusted and never an error
            return loading.load(
                options.root, inputs, cache, software(), Report(quiet=True), workers
            )


def inside(root: Path, path: Path) -> str | None:
    """Return the name of a seed of the archive, or None for a file that lies elsewhere."""
    place = path.absolute()
    if place.parent.resolve() == root / "seeds" and place.suffix in SEED_SUFFIXES:
        return f"seeds/{place.name}"
    return None


def _all_inside(root: Path, paths: Iterable[Path]) -> bool:
    return (root / "seeds").is_dir() and any(inside(root, path) for path in paths)


def _read(
    around: Surroundings, path: Path, name: str | None
) -> tuple[Statement, tuple[Problem, ...]]:
    record = None
    place = around.root / "content" / "records" / f"{path.stem}.toml"
    if name is not None and place.is_file():
        record = records.read(f"content/records/{place.name}", place.read_bytes())
    encoding = (record.encoding if record else "") or around.encoding
    seed = incoming.read(path, name or str(path), encoding)
    return describe.describe(seed, record, around.finder)


def as_json(statement: Statement, relations: Iterable[Relation]) -> Shown:
    """Return a statement in the form ``inspect --json`` prints."""
    by_role: dict[str, list[str]] = {"author": [], "publisher": []}
    for creator in statement.creators:
        by_role.setdefault(creator.role, []).append(creator.name)
    return {
        "file": statement.file,
        "code": statement.code,
        "slug": statement.slug,
        "title": statement.title,
        "subtitle": statement.subtitle or None,
        "date": statement.date.edtf if statement.date else None,
        "author": by_role["author"],
        "publisher": next(iter(by_role["publisher"]), None),
        "place": statement.place or None,
        "language": statement.language,
        "source_url": statement.source_url or None,
        "tags": list(statement.tags),
        "body_words": statement.words,
        "links": list(dict.fromkeys(link.printed for link in statement.links)),
        "relations": [
            {"type": tie.type, "to": tie.to, "because": tie.because} for tie in relations
        ],
        "basis": {
            field: {"kind": basis.kind, "lines": list(basis.lines), "because": basis.because}
            for field, basis in sorted(statement.basis.items())
        },
        "ledger": [
            {"lines": [entry.first, entry.last], "fate": entry.fate, "field": entry.field or None}
            for entry in statement.ledger
        ],
        "headings": headings(statement),
        "body": body(statement),
    }


def body(statement: Statement) -> str:
    """Return the reading text as its page has it, with its ids, but only the words as received.

    Numbers in the margin, marks of notes and corrected readings are left out; words that a record
    withholds stay a gap.
    """
    return _APPARATUS.sub("", str(markup.body(statement)))


def headings(statement: Statement) -> list[Shown]:
    """Return the headings of the text: rank on the page (2 is the highest), words, id and lines."""
    ranks = markup.heading_ranks(statement.body)
    return [
        {
            "level": ranks[block.level],
            "text": _open_words(block),
            "id": block.anchor,
            "lines": list(block.lines),
        }
        for block in statement.body
        if block.kind == "heading"
    ]


def _open_words(block: Block) -> str:
    text = block.text
    for span in sorted(block.spans, key=lambda span: -span.start):
        if span.kind == "withheld":
            text = f"{text[: span.start]}[…]{text[span.end :]}"
    return text.replace("\n", " ")


def values(one: Shown) -> str:
    """Return the values of a statement for a person to read, each with its basis and its lines."""
    parts: list[str] = []
    for field in (
        "title", "subtitle", "date", "author", "publisher", "place", "language", "source_url",
        "tags",
    ):  # fmt: skip
        value = one[field]
        words = ", ".join(value) if isinstance(value, list) else value
        how = one["basis"].get(field)
        lines = ", ".join(map(str, how["lines"])) if how else ""
        why = f"  ({how['kind']}{', line ' + lines if lines else ''}" if how else ""
        why += f": {how['because']})" if how and how["because"] else ")" if how else ""
        parts.append(f"  {field:<11} {words or '–'}{why}\n")
    parts.append(f"  {'words':<11} {one['body_words']:,}\n")
    return "".join(parts)


def shown(statements: Iterable[Shown]) -> str:
    """Return statements for a person to read: their values, their ties, the fate of each line."""
    parts: list[str] = []
    for one in statements:
        parts += (f"{one['file']}\n", values(one))
        for tie in one["relations"]:
            parts.append(f"  {'relation':<11} {tie['type']}: {tie['to']} ({tie['because']})\n")
        for entry in one["ledger"]:
            first, last = entry["lines"]
            about = f" {entry['field']}" if entry["field"] else ""
            parts.append(f"  {f'{first}–{last}' if last > first else first!s:<11} "
                         f"{entry['fate']}{about}\n")  # fmt: skip
        parts.append("\n")
    return "".join(parts)
