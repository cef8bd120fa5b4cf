"""A tree of files as it was left, and as it is found again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import msgspec

from archive.model import Frozen

# From so many files on a second process looks at half of them: two see as much in half the time.
MANY = 4000

Stamp = tuple[int, int, int]


class Inventory(Frozen, frozen=True):
    """A tree as we left it: its inode, each folder's time of change, each file's stamp.

    A file's stamp is (inode, size, time of change); folders are "" for the top, else "a/b/".
    """

    ino: int = 0
    folders: dict[str, int] = {}
    files: dict[str, Stamp] = {}


_inventory = msgspec.msgpack.Decoder(Inventory)
_encode = msgspec.msgpack.Encoder().encode
_told = msgspec.msgpack.Decoder(dict[str, Stamp | None])


# The stamp of a file that is not there.
NOWHERE: Stamp = (0, 0, 0)


def against(tree: Inventory, other: Inventory) -> Inventory:
    """Return a tree with only those files told in which it differs from another."""
    here, there = tree.files, other.files
    differing = {path: mark for path, mark in here.items() if there.get(path) != mark}
    differing.update(dict.fromkeys(there.keys() - here.keys(), NOWHERE))
    return Inventory(tree.ino, tree.folders, differing)


def completed(tree: Inventory, other: Inventory) -> Inventory:
    """Return a tree of which ``against`` told only how it differs from another."""
    files = {**other.files, **tree.files}
    for path, mark in tree.files.items():
        if mark == NOWHERE:
            del files[path]
    return Inventory(tree.ino, tree.folders, files)


def read_inventory(blob: bytes) -> Inventory:
    """Return a kept inventory; an empty one where there is none or it is damaged."""
    try:
        return _inventory.decode(blob) if blob else Inventory()
    except msgspec.MsgspecError:
        return Inventory()


@dataclass
class Survey:
    """What is in a tree now, against what was left in it.

    ``files`` are the files as they were left; ``changed`` those that are not, with their stamps of
    now, None where they are gone; ``extra`` those that nobody left.
    """

    ino: int = 0
    folders: dict[str, int] = field(default_factory=dict)
    files: dict[str, Stamp] = field(default_factory=dict)
    changed: dict[str, Stamp | None] = field(default_factory=dict)
    extra: dict[str, Stamp] = field(default_factory=dict)

    def everything(self) -> dict[str, Stamp]:
        """Return the stamp of every file that is there."""
        there = {path: mark for path, mark in self.changed.items() if mark is not None}
        return {**self.files, **there, **self.extra}


def survey(top: Path, left: Inventory, *, every_file: bool) -> Survey:
    """Compare a tree with its inventory.

    A folder whose time has not changed has gained and lost nothing, so only others are listed;
    ``every_file`` also looks for files that were changed in place.
    """
    found = Survey()
    base = f"{top}/"
    try:
        found.ino = os.stat(top, follow_symlinks=False).st_ino
    except FileNotFoundError:
        found.changed.update(dict.fromkeys(left.files))
        return found
    if found.ino != left.ino:
        left = Inventory()  # another tree than the one we left: nothing is known of it
    suspect: set[str] = set() if left.folders else {""}
    for folder, changed in left.folders.items():
        try:
            now = os.stat(base + folder, follow_symlinks=False).st_mtime_ns
        except OSError:
            now = -1
        if now == changed:
            found.folders[folder] = now
        else:
            suspect.add(folder)
    if every_file:
        found.changed = _altered(base, left.files)
    elif suspect:
        inside = {
            path: mark for path, mark in left.files.items()
            if path[: path.rfind("/") + 1] in suspect
        }  # fmt: skip
        found.changed = _altered(base, inside)
    found.files = dict(left.files)
    for path in found.changed:
        del found.files[path]
    pending = list(suspect)
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(base + folder))
        except (FileNotFoundError, NotADirectoryError):
            continue
        found.folders[folder] = os.stat(base + folder, follow_symlinks=False).st_mtime_ns
        for entry in entries:
            path = folder + entry.name
            if entry.is_dir(follow_symlinks=False):
                if path + "/" not in left.folders:
                    pending.append(path + "/")
            elif path not in found.files and path not in found.changed:
                found.extra[path] = stamp(entry.stat(follow_symlinks=False))
    return found


def _altered(base: str, files: Mapping[str, Stamp]) -> dict[str, Stamp | None]:
    """Return those of the files that are not as they were left; many are looked at by two."""
    if len(files) < MANY or not hasattr(os, "fork"):
        return _differing(base, files.items())
    half = len(files) // 2
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        # Nothing but looking and telling; what else the parent would do at its end is not ours.
        done = 1
        try:
            os.close(here)
            with os.fdopen(there, "wb") as stream:
                stream.write(_encode(_differing(base, islice(files.items(), half, None))))
            done = 0
        finally:
            os._exit(done)
    os.close(there)
    with os.fdopen(here, "rb") as stream:
        found = _differing(base, islice(files.items(), half))
        told = stream.read()
    if os.waitpid(child, 0)[1] == 0:
        return found | _told.decode(told)
    return found | _differing(base, islice(files.items(), half, None))


def _differing(base: str, files: Iterable[tuple[str, Stamp]]) -> dict[str, Stamp | None]:
    found: dict[str, Stamp | None] = {}
    look = os.stat
    for path, mark in files:
        try:
            status = look(base + path, follow_symlinks=False)
        except OSError:
            found[path] = None
            continue
        if (status.st_ino, status.st_size, status.st_mtime_ns) != mark:
            found[path] = stamp(status)
    return found


def stamp(status: os.stat_result) -> Stamp:
    """Return what tells one state of a file from another without reading it."""
    return (status.st_ino, status.st_size, status.st_mtime_ns)


def stamp_of(top: Path, path: str) -> Stamp:
    """Return the stamp of one file of a tree."""
    return stamp(os.stat(f"{top}/{path}", follow_symlinks=False))


def take(top: Path, folders: Iterable[str], files: Iterable[str]) -> Inventory:
    """Return the inventory of a tree with these folders ("" for the top) and files."""
    return Inventory(
        os.stat(top).st_ino,
        {name: os.stat(f"{top}/{name}").st_mtime_ns for name in folders},
        {path: stamp_of(top, path) for path in files},
    )


def content_digest(top: Path, path: str) -> bytes:
    """Return the SHA-256 of one file of a tree, or nothing where it cannot be read as a file."""
    place = top / path
    if not place.is_file() or place.is_symlink():
        return b""
    with place.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
