"""Builds the same statements with this program, plain Pelican and Hugo, in turn, and compares.

    python benchmarks/compare.py --statements 1000 10000 --rounds 3

Prints a Markdown table for each number of statements and each kind of build: from nothing ("cold"),
with nothing changed, with one statement added, with one template changed.  Every round runs each
program once, so that a busy moment of the machine falls on all of them; medians are shown.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib.metadata import distribution, version
from pathlib import Path
from statistics import median

import corpus
import peers
from measure import Cost, RunFailedError, run, snapshot

OURS = "this program"
CASES = ("cold", "nothing changed", "one added", "template changed")
SOFTWARE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Program:
    """One way to build the statements, in a folder of its own.

    ``state`` are the files and folders that a cold build must not find.  ``warm`` are environment
    variables for every build but the cold one.
    """

    name: str
    folder: Path
    command: list[str]
    template: Path
    add: Callable[[Path, corpus.Text], None]
    write: Callable[[Path, int, int], None]
    state: tuple[str, ...] = ("output",)
    warm: dict[str, str] = field(default_factory=dict)


def programs(folder: Path) -> list[Program]:
    """Return the programs that are compared, ours first."""
    ours, pelican = folder / "ours", folder / "pelican"
    software = folder / "software"
    build = [str(software / "build.py"), "--root", str(ours), "--output", str(ours / "output")]
    hugo = [str(_hugo()), "--quiet", "--destination", "output"]
    return [
        Program(
            OURS, ours, [sys.executable, *build, "--quiet"],
            software / "theme" / "templates" / "article.html", _add_ours, _write_ours,
            ("output", ".cache"),
        ),
        Program(
            f"Pelican {version('pelican')}, simple theme", pelican,
            [sys.executable, "-m", "pelican", "-q", "-s", "pelicanconf.py", "-o", "output"],
            pelican / "theme" / "templates" / "article.html",
            peers.add_to_pelican, peers.write_pelican, ("output", "cache"), {"PEER_CACHE": "1"},
        ),
        *(
            Program(
                f"Hugo {version('hugo')}" + (", related" if related else ""),
                folder / name, hugo, folder / name / "layouts" / "_default" / "single.html",
                peers.add_to_hugo, write, ("output", "public", "resources"),
            )
            for name, related, write in (
                ("hugo", False, peers.write_hugo),
                ("hugo-related", True, peers.write_hugo_related),
            )
        ),
    ]  # fmt: skip


def _hugo() -> Path:
    # The program itself: its Python wrapper would add an interpreter's start to every run.
    return Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))


def _write_ours(folder: Path, seed: int, count: int) -> None:
    # A copy of the program, so that a template can be changed, and a history for accession dates.
    software = folder.parent / "software"
    software.mkdir()
    shutil.copy(SOFTWARE / "build.py", software)
    for part in ("archive", "theme"):
        shutil.copytree(
            SOFTWARE / part, software / part, ignore=shutil.ignore_patterns("__pycache__")
        )
    corpus.write_archive(folder, seed, count)
    (folder / ".gitignore").write_text("/output/\n/.cache/\n/benchmark.log\n")
    _git(folder, "init", "--quiet")
    _commit(folder)


def _add_ours(folder: Path, made: corpus.Text) -> None:
    corpus.add_seed(folder, made)
    _commit(folder)


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Accession")


def _git(folder: Path, *arguments: str) -> None:
    name = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    subprocess.run(["git", "-C", str(folder), *name, *arguments], check=True)


def measured(program: Program, case: str, added: corpus.Text, statements: int) -> Cost:
    """Bring the program's folder into the state that ``case`` asks for, build, and count."""
    if case == "cold":
        for name in program.state:
            shutil.rmtree(program.folder / name, ignore_errors=True)
    elif case == "one added":
        program.add(program.folder, added)
    elif case == "template changed":
        text = program.template.read_text()
        program.template.write_text(text.replace("</article>", "<!-- --></article>"))
    output = program.folder / "output"
    before = snapshot(output)
    os.sync()
    cost = run(program.command, program.folder, {} if case == "cold" else program.warm)
    after = snapshot(output)
    pages = len(list(output.glob("statements/*/index.html")))
    if pages < statements:  # Pelican reports success when it could read nothing
        raise RunFailedError(f"{program.name} made {pages} pages of {statements} statements")
    written = sum(before.get(name) != mark for name, mark in after.items())
    return replace(cost, files=len(after), written=written)


def compare(chosen: list[Program], count: int, seed: int, rounds: int) -> str:
    """Build ``count`` statements with each program and return the tables."""
    for program in chosen:
        program.folder.parent.mkdir(parents=True, exist_ok=True)
        program.write(program.folder, seed, count)
    parts = []
    statements = count
    for case in CASES:
        costs: dict[str, list[Cost]] = {program.name: [] for program in chosen}
        if case == "nothing changed":  # a cache that only warm builds use must be there
            for program in chosen:
                if program.warm:
                    run(program.command, program.folder, program.warm)
        for number in range(rounds):
            made = corpus.text(seed, statements)
            statements += case == "one added"
            for program in chosen:
                print(f"{count} {case} {number + 1}/{rounds} {program.name}", file=sys.stderr)
                costs[program.name].append(measured(program, case, made, statements))
        parts.append(table(f"{count} statements, {case}", costs))
    return "\n".join(parts)


def table(title: str, costs: dict[str, list[Cost]]) -> str:
    """Return one Markdown table; ``ours / peer`` below 1 means that ours took less."""
    middle = {name: _median(runs) for name, runs in costs.items()}
    ours = middle.get(OURS)
    lines = [
        f"### {title}",
        "",
        "| | wall s | ours / peer | CPU s | largest MiB | all MiB | files | written |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, cost in middle.items():
        ratio = f"{ours.wall / cost.wall:.2f}" if ours else ""
        lines.append(
            f"| {name} | {cost.wall:.2f} | {ratio} | {cost.cpu:.2f} | {cost.largest:.0f} "
            f"| {cost.tree:.0f} | {cost.files} | {cost.written} |"
        )
    return "\n".join([*lines, ""])


def _median(runs: list[Cost]) -> Cost:
    return Cost(
        wall=median(cost.wall for cost in runs),
        cpu=median(cost.cpu for cost in runs),
        largest=median(cost.largest for cost in runs),
        tree=median(cost.tree for cost in runs),
        files=runs[-1].files,
        written=int(median(cost.written for cost in runs)),
    )


def main() -> None:
    """Compare as the command line asks, and print the tables."""
    parser = argparse.ArgumentParser(description="Compare a build with those of other programs.")
    parser.add_argument("--statements", type=int, nargs="+", default=[1000], metavar="N")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each; medians are shown")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another corpus")
    parser.add_argument(
        "--only", nargs="+", metavar="FOLDER", choices=["ours", "pelican", "hugo", "hugo-related"]
    )
    parser.add_argument("--keep", type=Path, help="work in this new folder and leave it there")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    for count in options.statements:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
            folder = (options.keep or Path(temporary)) / str(count)
            chosen = [
                program
                for program in programs(folder)
                if not options.only or program.folder.name in options.only
            ]
            print(compare(chosen, count, options.seed, options.rounds), flush=True)


if __name__ == "__main__":
    main()
