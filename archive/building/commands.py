"""The command line: ``build``, ``check``, ``inspect``, ``add``, ``serve``.

Exit status: 0 done, 1 problems in the input (all printed), 2 the command was used wrongly, 3 the
machine failed.  No traceback reaches the user.
"""

from __future__ import annotations

import argparse
import errno
import gc
import json
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path
from types import FrameType
from typing import Any

from archive.building import engine
from archive.building.report import Report
from archive.problems import Problem, ProblemsFound

DONE, PROBLEMS, MISUSE, MACHINE, INTERRUPTED = 0, 1, 2, 3, 130


# A build tells so many notices; more would hide what it did.
NOTICES = 20


def parser() -> argparse.ArgumentParser:
    """Return the description of the command line."""
    common = argparse.ArgumentParser(add_help=False)

    def option(name: str, **more: Any) -> None:  # noqa: ANN401 - argparse's own words
        common.add_argument(name, **more)

    option("--root", type=Path, default=Path(), metavar="DIR", help="the archive's folder")
    option("--output", type=Path, metavar="DIR", help="where the site goes (default: output)")
    option("--site-url", default="", metavar="URL", help="the site's address, if it has one")
    option("--jobs", type=_count, default=0, metavar="N", help="processes (default: all there are)")
    option("--no-cache", action="store_true", help="make everything anew")
    option("--quiet", action="store_true", help="say only what is wrong")
    option("--strict", action="store_true", help="take notices for errors")
    top = argparse.ArgumentParser(
        prog="build.py", description="Make a website of the statements in seeds/.", parents=[common]
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    build = commands.add_parser("build", parents=[common], help="bring the site up to date")
    build.add_argument("--explain", metavar="PAGE", help="say why a page is or is not made again")
    build.add_argument("--cluster", default="", metavar="ADDRESS",
                       help="give the work to the Dask scheduler at this address")  # fmt: skip
    for name, words in (
        ("check", "tell every problem of the input, and build nothing"),
        ("inspect", "show what is understood of each statement"),
    ):
        command = commands.add_parser(name, parents=[common], help=words)
        command.add_argument("paths", nargs="*", metavar="PATH", help="only these files")
        command.add_argument("--json", action="store_true", help="as JSON")
    add = commands.add_parser("add", parents=[common], help="bring statements in as seeds")
    add.add_argument("paths", nargs="+", metavar="FILE", help=".txt .md .muse .html .eml")
    add.add_argument("--record", action="store_true", help="write the record in any case")
    add.add_argument(
        "--encoding", default="", metavar="NAME", help="of files that are not in UTF-8"
    )
    add.add_argument("--json", action="store_true", help="as JSON")
    serve = commands.add_parser(
        "serve", parents=[common], help="show the site on this machine; rebuild on each save"
    )
    serve.add_argument("--port", type=_count, default=8000, metavar="N", help="default: 8000")
    return top


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("not a number of 0 or more")
    return value


def main(arguments: Sequence[str]) -> int:
    """Run a command; return its exit status."""
    signal.signal(signal.SIGTERM, _end)
    # Statements are many small values without cycles: looking for some at every 700th is idle.
    gc.set_threshold(100_000, 20, 50)
    chosen = parser().parse_args(_command_first(arguments))
    try:
        return _run(chosen)
    except ProblemsFound as found:
        return _tell(found.problems, as_json=getattr(chosen, "json", False))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; the site is as it was.\n")
        return INTERRUPTED
    except BrokenExecutor:
        sys.stderr.write(
            "A process of the build was ended from outside (is memory short?); the site is as it "
            "was. Build again, with --jobs 1 to use less memory.\n"
        )
        return MACHINE
    except OSError as error:
        sys.stderr.write(f"{_machine(error)} The site is as it was.\n")
        return MACHINE


def _command_first(arguments: Sequence[str]) -> list[str]:
    """Put options that stand before the command behind it, so that both orders work."""
    commands = {"build", "check", "inspect", "add", "serve"}
    words = list(arguments)
    place = next((n for n, word in enumerate(words) if word in commands), None)
    if place is None:
        if words[:1] in (["-h"], ["--help"]):
            return words
        return ["build", *words]
    return [words[place], *words[:place], *words[place + 1 :]]


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _machine(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    words = {
        errno.ENOSPC: "the disk is full. Make room and build again.",
        errno.EDQUOT: "the disk quota is used up. Make room and build again.",
        errno.EACCES: "no permission. Give this user the right to it, or choose another --output.",
        errno.EPERM: "no permission. Give this user the right to it, or choose another --output.",
        errno.EROFS: "the file system is read-only. Choose another --root or --output.",
    }
    return place + words.get(error.errno or 0, f"{error.strerror or error}.")


def _placed(output: Path) -> Path:
    """Return the one address of an output folder, which may itself be a link (and is then refused).

    A site is remembered by it, so however the way there is written it has to be the same.
    """
    whole = Path(os.path.abspath(output))  # noqa: PTH100 - a link is to be seen as one
    return whole.parent.resolve() / whole.name


def _run(chosen: argparse.Namespace) -> int:
    root = chosen.root
    if not root.is_dir():
        sys.stderr.write(f"build.py: {root}: no such folder; --root names the archive's folder\n")
        return MISUSE
    options = engine.Options(
        root=root.resolve(),
        output=_placed(chosen.output or root / "output"),
        site_url=chosen.site_url,
        jobs=chosen.jobs,
        fresh=chosen.no_cache,
        strict=chosen.strict,
        explain=getattr(chosen, "explain", None) or "",
    )
    if chosen.site_url and not chosen.site_url.startswith(("http://", "https://")):
        sys.stderr.write("build.py: --site-url: expected an address that begins with https://\n")
        return MISUSE
    report = Report(quiet=chosen.quiet)
    if chosen.command == "build":
        return _build(options, report, chosen.cluster)
    if chosen.command == "serve":
        from archive.building import serve  # noqa: PLC0415 - a server only where one is wanted

        return serve.serve(options, report, chosen.port)
    if chosen.command == "add":
        return _add(options, report, chosen)
    from archive.building import accounts, inspection  # noqa: PLC0415 - reads without building

    paths = [Path(path) for path in chosen.paths]
    if chosen.command == "check":
        problems = inspection.check(options, paths)
        return _tell(problems, as_json=chosen.json, strict=options.strict, whole=True)
    statements, problems = inspection.inspect(options, paths)
    if chosen.json:
        sys.stdout.write(json.dumps(statements, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(accounts.shown(statements))
    return _tell(problems)


def _build(options: engine.Options, report: Report, cluster: str) -> int:
    if cluster:
        from archive.building import parallel  # noqa: PLC0415

        with parallel.cluster(cluster) as executor:
            done = engine.build(options, report, executor)
    else:
        done = engine.build(options, report)
    for notice in done.notices[:NOTICES]:
        report.say(str(notice))
    if len(done.notices) > NOTICES:
        report.say(f"{len(done.notices) - NOTICES:,} more notices: build.py check tells them all")
    if options.explain:
        say = done.explained or ("kept: nothing changed" if not done.made else "no such page")
        report.say(f"{options.explain}: {say}")
    report.say(
        f"{len(done.made):,} made, {done.kept:,} kept, {len(done.removed):,} removed "
        f"in {done.seconds:.2f} s: {os.path.relpath(options.output)}"
    )
    return DONE


def _add(options: engine.Options, report: Report, chosen: argparse.Namespace) -> int:
    from archive.building import adding, arrivals  # noqa: PLC0415 - reads without building

    wishes = adding.Wishes(record=chosen.record, encoding=chosen.encoding)
    added, notices = adding.add(options, [Path(path) for path in chosen.paths], wishes)
    if chosen.json:
        rows = arrivals.as_json(added)
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif not report.quiet:
        sys.stdout.write(arrivals.shown(added))
    return _tell(notices)


def _tell(
    problems: Iterable[Problem], *, as_json: bool = False, strict: bool = False, whole: bool = False
) -> int:
    found = sorted(problems)
    errors = [problem for problem in found if strict or problem.severity == "error"]
    if as_json:
        rows = [
            {
                "file": one.file, "line": one.line, "severity": one.severity, "code": one.code,
                "message": one.message, "remedy": one.remedy,
            }
            for one in found
        ]  # fmt: skip
        if whole or found:
            stream = sys.stdout if whole or errors else sys.stderr
            stream.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        for one in found:
            sys.stderr.write(f"{one}\n")
        if errors:
            sys.stderr.write(f"{len(errors)} to mend; nothing was changed.\n")
        elif whole:
            sys.stderr.write("Nothing to mend.\n")
    return PROBLEMS if errors else DONE
