"""What is understood of each statement, and what is wrong with the input, without building."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from archive.building import loading
from archive.building.cache import DAMAGED, Cache
from archive.building.engine import Options, locked
from archive.building.inputs import SEED_SUFFIXES, Inputs, software, survey
from archive.building.parallel import pool, processors
from archive.building.report import Report
from archive.describing import describe, description, records
from archive.linking import library
from archive.linking.library import Archive
from archive.model import Relation, Statement
from archive.naming import authorities, tables
from archive.problems import Problem, ProblemsFound
from archive.reading import received

Shown = dict[str, Any]


def check(options: Options, paths: Sequence[Path]) -> list[Problem]:
    """Return every problem of the archive's input, or of the files that are named."""
    try:
        found = list(_archive(options, survey(options.root)).notices)
    except ProblemsFound as error:
        found = error.problems
    if not paths:
        return found
    wanted: set[str] = set()
    for path in paths:
        name = _inside(options.root, path)
        if name is None:
            try:
                found.extend(_read(options, path, None)[1])
            except ProblemsFound as error:
                found.extend(error.problems)
            wanted.add(str(path))
        else:
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
    for path in named:
        try:
            statement, notices = _read(options, path, _inside(options.root, path))
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        problems.extend(notices)
        shown.append(as_json(statement, relations.get(statement.slug, ())))
    return shown, problems


def _archive(options: Options, inputs: Inputs) -> Archive:
    report = Report(quiet=True)
    folder = options.root / ".cache"
    try:
        with locked(folder, report), pool(options.jobs or processors()) as workers:
            cache = Cache(folder / "archive.db")
            return loading.load(options.root, inputs, cache, software(), report, workers)
    except PermissionError:
        return loading.load(options.root, inputs, Cache(None), software(), report)


def _inside(root: Path, path: Path) -> str | None:
    """Return the name of a seed of the archive, or None for a file that lies elsewhere."""
    place = path.absolute()
    if place.parent.resolve() == root / "seeds" and place.suffix in SEED_SUFFIXES:
        return f"seeds/{place.name}"
    return None


def _all_inside(root: Path, paths: Iterable[Path]) -> bool:
    return (root / "seeds").is_dir() and any(_inside(root, path) for path in paths)


def _read(options: Options, path: Path, name: str | None) -> tuple[Statement, tuple[Problem, ...]]:
    root = options.root
    shown = name or str(path)
    if not path.is_file():
        raise ProblemsFound([
            Problem(shown, 0, "A412", "found no such file; expected a statement to read",
                    "check the path")
        ])  # fmt: skip
    record = None
    place = root / "content" / "records" / f"{path.stem}.toml"
    if name is not None and place.is_file():
        record = records.read(f"content/records/{place.name}", place.read_bytes())
    about = description.default(root.name)
    if (root / "archive.toml").is_file():
        text = tables.decode("archive.toml", (root / "archive.toml").read_bytes())
        about = description.read("archive.toml", text)
    folder = root / "content" / "authorities"
    names = authorities.read(
        (f"content/authorities/{file.name}", file.read_bytes())
        for file in sorted(folder.glob("*.toml"))
    )
    encoding = (record.encoding if record else "") or about.seed_encoding
    seed = received.read(shown, path.read_bytes(), encoding)
    return describe.describe(seed, record, library.finder(names))


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
    }


def shown(statements: Iterable[Shown]) -> str:
    """Return statements for a person to read: each value with its basis and its lines."""
    parts: list[str] = []
    for one in statements:
        parts.append(f"{one['file']}\n")
        basis = one["basis"]
        for field in (
            "title", "subtitle", "date", "author", "publisher", "language", "source_url", "tags",
        ):  # fmt: skip
            value = one[field]
            words = ", ".join(value) if isinstance(value, list) else value
            how = basis.get(field)
            lines = ", ".join(map(str, how["lines"])) if how else ""
            why = f"  ({how['kind']}{', line ' + lines if lines else ''}" if how else ""
            why += f": {how['because']})" if how and how["because"] else ")" if how else ""
            parts.append(f"  {field:<11} {words or '–'}{why}\n")
        parts.append(f"  {'words':<11} {one['body_words']:,}\n")
        for tie in one["relations"]:
            parts.append(f"  {'relation':<11} {tie['type']}: {tie['to']} ({tie['because']})\n")
        for entry in one["ledger"]:
            first, last = entry["lines"]
            about = f" {entry['field']}" if entry["field"] else ""
            parts.append(f"  {f'{first}–{last}' if last > first else first!s:<11} "
                         f"{entry['fate']}{about}\n")  # fmt: skip
        parts.append("\n")
    return "".join(parts)
