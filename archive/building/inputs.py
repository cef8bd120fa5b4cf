"""What a build is made from: the files of an archive folder, their stamps and their digests.

Knows which files count as seeds, records, authorities, debates and pages, and refuses what is not a
plain file.  Knows nothing of what the files mean.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from archive.fixity import digest
from archive.model import Frozen
from archive.problems import Problem, ProblemsFound

SEED_SUFFIXES = (".txt", ".md")
SOFTWARE = Path(__file__).resolve().parents[1]
THEME = SOFTWARE.parent / "theme"

# A file changed within this time (in nanoseconds) of our reading could change again and keep its
# stamp, since clocks of file systems tick in milliseconds; such a stamp is not relied on.
TICK = 50_000_000

Stamp = tuple[int, int, int, int]


class Inputs(Frozen, frozen=True):
    """The files of an archive folder by their part in it, each with its stamp, sorted by name.

    Keys are paths relative to the root, with "/"; a stamp is (inode, size, mtime, ctime).
    """

    seeds: dict[str, Stamp]
    records: dict[str, Stamp]
    authorities: dict[str, Stamp]
    debates: dict[str, Stamp]
    pages: dict[str, Stamp]
    settings: dict[str, Stamp]

    def everything(self) -> dict[str, Stamp]:
        """Return all files with their stamps."""
        return {
            **self.seeds, **self.records, **self.authorities,
            **self.debates, **self.pages, **self.settings,
        }  # fmt: skip


def stamp(status: os.stat_result) -> Stamp:
    """Return what tells one state of a file from another without reading it."""
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def survey(root: Path) -> Inputs:
    """List the input files of the archive folder ``root``.

    Raises ProblemsFound with every file that cannot be an input: a link, a folder, a pipe or a
    device in ``seeds/`` (A401), another kind of file there (A402), a name that is not UTF-8 (A403),
    a record that belongs to no seed (A404), and a root without ``seeds/`` (A405).
    """
    problems: list[Problem] = []
    if not (root / "seeds").is_dir():
        raise ProblemsFound([
            Problem(
                "seeds", 0, "A405", "found no folder seeds/; expected one with the statements",
                "make the folder seeds/ or name the archive's folder with --root",
            )
        ])  # fmt: skip
    seeds = _folder(root, "seeds", SEED_SUFFIXES, problems)
    records = _folder(root, "content/records", (".toml",), problems)
    # Said of strings: ten thousand path objects would take longer than all else here.
    stems = {seed.removeprefix("seeds/").rpartition(".")[0] for seed in seeds}
    for record in records:
        if Path(record).stem not in stems:
            problems.append(
                Problem(
                    record, 0, "A404", "found a record without its seed; expected a seed named "
                    f"seeds/{Path(record).stem}.txt or .md",
                    "rename the record after its seed, or delete it",
                )
            )  # fmt: skip
    found = Inputs(
        seeds=seeds,
        records=records,
        authorities=_folder(root, "content/authorities", (".toml",), problems),
        debates=_folder(root, "content/debates", (".toml",), problems),
        pages=_folder(root, "content/pages", (".md",), problems),
        settings=_single(root, ("archive.toml", "content/manifest-sha256.txt")),
    )
    if problems:
        raise ProblemsFound(problems)
    return found


def _single(root: Path, names: Iterable[str]) -> dict[str, Stamp]:
    return {name: stamp((root / name).stat()) for name in names if (root / name).is_file()}


def _folder(
    root: Path, folder: str, suffixes: tuple[str, ...], problems: list[Problem]
) -> dict[str, Stamp]:
    found: dict[str, Stamp] = {}
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return found
    for entry in entries:
        if entry.name.startswith("."):
            continue  # .gitkeep, .DS_Store, an editor's swap file: never a statement
        name = f"{folder}/{entry.name}"
        if not _printable(entry.name):
            shown = f"{folder}/{os.fsencode(entry.name)!r}"
            problems.append(
                Problem(
                    shown, 0, "A403", "found a file name that is not plain UTF-8 text; expected "
                    "letters, digits, dots and hyphens", "rename the file",
                )
            )  # fmt: skip
            continue
        status = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            problems.append(
                Problem(
                    name, 0, "A401", f"found {_sort_of(status.st_mode)}; expected a plain file",
                    "put the file itself there, or take it away",
                )
            )  # fmt: skip
        elif not entry.name.endswith(suffixes):
            problems.append(
                Problem(
                    name, 0, "A402", f"found a file in {folder}/ that is not "
                    f"{' or '.join(suffixes)}; expected only those",
                    "rename it, or keep it elsewhere",
                )
            )  # fmt: skip
        else:
            found[name] = stamp(status)
    return found


def _printable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return name.isprintable()


def _sort_of(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a device or socket"


class Digests:
    """SHA-256 of input files, read again only where the stamp is new or too young to rely on."""

    def __init__(self, root: Path, known: Mapping[str, tuple[Stamp, bytes]]) -> None:
        self.root = root
        self.known = known
        self.fresh: dict[str, tuple[Stamp, bytes]] = {}

    def of(self, file: str, mark: Stamp) -> bytes:
        """Return the SHA-256 (32 bytes) of ``file``, whose stamp is ``mark``."""
        kept = self.known.get(file)
        if kept is not None and kept[0] == mark:
            return kept[1]
        value = hashlib.sha256((self.root / file).read_bytes()).digest()
        settled = time.time_ns() - max(mark[2], mark[3]) > TICK
        self.fresh[file] = (mark if settled else (0, 0, 0, 0), value)
        return value


def software() -> bytes:
    """Return a digest of this software and of every installed library, by name and version.

    Reading the list of installed distributions is one look into a folder; importing them is not
    needed to know that one was upgraded.
    """
    sources = [path.read_bytes() for path in sorted(SOFTWARE.rglob("*")) if _is_source(path)]
    libraries = sorted(
        name
        for place in sys.path
        if place.endswith("-packages")
        for name in _listing(place)
        if name.endswith((".dist-info", ".egg-info"))
    )
    return digest(*sources, sys.version.encode(), "\n".join(libraries).encode())


def _is_source(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _listing(place: str) -> list[str]:
    try:
        return os.listdir(place)
    except OSError:
        return []


def theme_files(theme: Path, part: str) -> dict[str, bytes]:
    """Return the theme's files below ``part`` ("templates", "static", "translations") by path."""
    folder = theme / part
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
