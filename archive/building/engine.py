"""The build: load, relate, plan, render, check, publish.

``build`` reads as the table of contents of the program.  Nothing is written to the output folder
before everything that changed has been made and checked.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

import msgspec

from archive.building import accession, ownership, publish, trees
from archive.building.cache import DAMAGED, Cache
from archive.building.inputs import THEME, Inputs, software, survey, theme_files
from archive.building.report import Report
from archive.fixity import digest
from archive.model import Frozen
from archive.problems import Problem, ProblemsFound

_encode = msgspec.msgpack.Encoder().encode


class Options(Frozen, frozen=True):
    """What a build is asked for: folders, address, and how to go about it."""

    root: Path
    output: Path
    site_url: str = ""
    jobs: int = 0
    fresh: bool = False
    strict: bool = False
    explain: str = ""


class Result(Frozen, frozen=True):
    """What a build did: pages made, kept and removed, seconds taken, and the notices."""

    made: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]
    seconds: float
    notices: tuple[Problem, ...]
    explained: str = ""


def build(options: Options, report: Report, executor: Executor | None = None) -> Result:
    """Bring the output folder up to date with the archive folder.

    Raises ProblemsFound with every problem of the input, the theme or the finished pages; OSError
    where the machine fails.  In both cases the published site stays as it was.
    """
    started = time.perf_counter()
    folder = options.root / ".cache"
    with locked(folder, report):
        database = folder / "archive.db"
        if options.fresh:
            database.unlink(missing_ok=True)
        cache = Cache(database)
        try:
            return _build(options, cache, report, executor, started)
        except DAMAGED:
            # A cache is never trusted and never an error: without it everything is made anew.
            cache.discard()
            return _build(options, cache, report, executor, started)
        finally:
            cache.close()


def _build(
    options: Options, cache: Cache, report: Report, executor: Executor | None, started: float
) -> Result:
    inputs = survey(options.root)
    mark = software()
    site = site_name(options)
    spare = spare_folder(options, site)
    publish.recover(options.output, spare)
    left = trees.read_inventory(cache.tree(site, "output"))
    found = trees.survey(options.output, left, every_file=True)
    ownership.claim(options.output, options.root, ownership.strangers(options.output, found.extra))
    state = _state(options, inputs, mark)
    intact = found.ino and found.ino == left.ino and not found.changed and not found.extra
    if intact and cache.value(f"state {site}") == state:
        notices = _notices.decode(cache.value(f"notices {site}") or b"\x90")
        _refuse_notices(options, notices)
        return Result((), max(len(left.files) - 1, 0), (), time.perf_counter() - started, notices)

    # Only now what takes time to import: a build with nothing to do has ended.
    from archive.building import parallel, workers  # noqa: PLC0415

    with parallel.pool(options.jobs or parallel.processors(), executor) as hands:
        if hands.one:
            hands.one.submit(workers.get_ready)
        from archive.building import loading, making  # noqa: PLC0415

        archive = loading.load(options.root, inputs, cache, mark, report, hands)
        _refuse_notices(options, archive.notices)
        target = making.Target(
            options.root, options.output, spare, site, options.site_url, options.explain
        )
        del inputs
        done = making.make(archive, cache, mark, target, left, found, report, hands)
    cache.keep_value(f"state {site}", state)
    cache.keep_value(f"notices {site}", _encode(archive.notices))
    cache.commit()
    if len(done.made) > done.kept:
        making.prepare_spare(cache, target)
        cache.commit()
    seconds = time.perf_counter() - started
    return Result(done.made, done.kept, done.removed, seconds, archive.notices, done.explained)


_notices = msgspec.msgpack.Decoder(tuple[Problem, ...])


def _refuse_notices(options: Options, notices: tuple[Problem, ...]) -> None:
    if options.strict and notices:
        raise ProblemsFound(msgspec.structs.replace(one, severity="error") for one in notices)


def _state(options: Options, inputs: Inputs, mark: bytes) -> bytes:
    """Return a digest of the stamps and settings of everything the site is made from."""
    parts = ("templates", "static", "translations", "cards")
    theme = [_encode(theme_files(THEME, part)) for part in parts]
    return digest(
        mark, *theme, _encode(inputs), options.site_url.encode(),
        accession.head(options.root).encode(),
        os.environ.get("SOURCE_DATE_EPOCH", "").encode(),
    )  # fmt: skip


def site_name(options: Options) -> str:
    """Return the name under which this output folder is remembered."""
    output, root = options.output.absolute(), options.root.absolute()
    try:
        return output.relative_to(root).as_posix()
    except ValueError:
        return output.as_posix()


def spare_folder(options: Options, site: str) -> Path:
    """Return where the spare tree is: in ``.cache``, or beside an output on another file system."""
    output = options.output.absolute()
    there = output.parent
    while not there.exists():
        there = there.parent
    if there.stat().st_dev == (options.root / ".cache").stat().st_dev:
        return options.root.absolute() / ".cache" / "sites" / digest(site.encode()).hex()
    return output.with_name(f".{output.name}.next")


@contextmanager
def locked(folder: Path, report: Report) -> Iterator[None]:
    """Let one build at a time work on an archive; a second one says so and waits."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "build.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report.say("Another build of this archive is running; waiting for it to end.")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
