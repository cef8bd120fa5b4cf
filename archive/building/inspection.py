"""What is understood of each statement, and what is wrong with the input, without building."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from archive.building import accounts, incoming, loading
from archive.building.cache import DAMAGED, Cache
from archive.building.engine import Options, locked
from archive.building.inputs import SEED_SUFFIXES, Inputs, software, survey
from archive.building.parallel import Hands, pool, processors
from archive.building.report import Report
from archive.describing import describe, description, records
from archive.linking import library
from archive.linking.library import Archive
from archive.model import Authority, Frozen, Relation, Statement
from archive.naming import authorities, tables
from archive.naming.mentions import Finder
from archive.problems import Problem, ProblemsFound

Found = TypeVar("Found")


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


def inspect(options: Options, paths: Sequence[Path]) -> tuple[list[accounts.Shown], list[Problem]]:
    """Return what is understood of each seed, or of each named file, and the problems of others."""
    inputs = survey(options.root) if not paths or _all_inside(options.root, paths) else None
    relations: Mapping[str, tuple[Relation, ...]] = {}
    names: Mapping[str, Authority] = {}
    if inputs is not None:
        # Where something is wrong each statement is still shown for itself; ``check`` tells what.
        with suppress(ProblemsFound):
            archive = _archive(options, inputs)
            relations, names = archive.relations, archive.authorities
    named = paths or [options.root / seed for seed in (inputs.seeds if inputs else ())]
    shown: list[accounts.Shown] = []
    problems: list[Problem] = []
    around = surroundings(options.root)
    for path in named:
        try:
            statement, notices = _read(around, path, inside(options.root, path))
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        problems.extend(notices)
        ties = relations.get(statement.slug, ())
        shown.append(accounts.as_json(statement, ties, names))
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
    return _with(loading.load, options, inputs, cache)


def read(options: Options, inputs: Inputs, cache: Cache) -> None:
    """Read what has changed into ``cache``; what cannot be read is left out of it."""
    _with(loading.read, options, inputs, cache)


def _with(
    work: Callable[[Path, Inputs, Cache, bytes, Report, Hands], Found],
    options: Options,
    inputs: Inputs,
    cache: Cache,
) -> Found:
    report = Report(quiet=True)
    with pool(options.jobs or processors()) as hands:
        try:
            return work(options.root, inputs, cache, software(), report, hands)
        except DAMAGED:
            cache.discard()  # a cache is never trusted and never an error
            return work(options.root, inputs, cache, software(), report, hands)


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
