"""Putting a finished site in the place of the old one, whole, and nothing else.

Two trees are kept: the published one and a spare, one build behind it.  A build brings the spare
up to date (what has not changed is a hard link to the published file, what has changed is written
anew), has the file system write it out, and exchanges the two in one step.  So publishing costs
what changed, not what there is, and whatever ends the build early, ``output`` is the whole old site
or the whole new one; the next build finds the spare in whatever state and mends it.

No file of either tree is ever opened for writing: it is unlinked and made again, since the other
tree may hold a link to it.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from archive.model import Frozen
from archive.problems import Problem, ProblemsFound

MANIFEST = "manifest-sha256.txt"
# What file managers leave behind when a person looks at a folder; it may go with the old tree.
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2

Stamp = tuple[int, int, int]


class Inventory(Frozen, frozen=True):
    """A tree as we left it: its inode, each folder's time of change, each file's stamp.

    A file's stamp is (inode, size, time of change); folders are "" for the top, else "a/b/".
    """

    ino: int = 0
    folders: dict[str, int] = {}
    files: dict[str, Stamp] = {}


_inventory = msgspec.msgpack.Decoder(Inventory)


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
    stat_of = os.stat
    for path, mark in left.files.items():
        if every_file or (suspect and path[: path.rfind("/") + 1] in suspect):
            try:
                status = stat_of(base + path, follow_symlinks=False)
            except OSError:
                found.changed[path] = None
                continue
            if (status.st_ino, status.st_size, status.st_mtime_ns) != mark:
                found.changed[path] = _stamp(status)
                continue
        found.files[path] = mark
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
                found.extra[path] = _stamp(entry.stat(follow_symlinks=False))
    return found


def _stamp(status: os.stat_result) -> Stamp:
    return (status.st_ino, status.st_size, status.st_mtime_ns)


def stamp_of(top: Path, path: str) -> Stamp:
    """Return the stamp of one file of a tree."""
    return _stamp(os.stat(f"{top}/{path}", follow_symlinks=False))


def content_digest(top: Path, path: str) -> bytes:
    """Return the SHA-256 of one file of a tree, or nothing where it cannot be read as a file."""
    place = top / path
    if not place.is_file() or place.is_symlink():
        return b""
    with place.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def claim(output: Path, root: Path, strangers: Iterable[str]) -> None:
    """Refuse an output folder that is not ours to replace.

    Raises ProblemsFound: a link (A601), not a folder (A602), a mount point (A603), a folder with
    the archive in it (A604), a folder with files that this software did not make (A605).
    """
    shown = str(output)

    def refuse(code: str, found: str, remedy: str) -> None:
        message = f"found {found}; expected a folder that this software made, or none"
        raise ProblemsFound([Problem(shown, 0, code, message, remedy)])

    if output.is_symlink():
        refuse("A601", "a symbolic link", "name the folder itself with --output")
    if output.exists() and not output.is_dir():
        refuse("A602", "a file", "name another folder with --output, or move the file away")
    if output.is_dir() and os.path.ismount(output):
        refuse("A603", "a mount point, which cannot be exchanged in one step",
               "name a folder inside it with --output")  # fmt: skip
    for part in ("seeds", "content", ".cache", "archive.toml"):
        inside = (root / part).resolve()
        if output.resolve() == inside or output.resolve() in inside.parents:
            refuse("A604", f"the folder that holds {part}", "name another folder with --output")
        if inside in output.resolve().parents:
            refuse("A604", f"a folder inside {part}", "name another folder with --output")
    names = sorted(strangers)
    if names:
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        refuse("A605", f"files it did not make ({', '.join(names[:3])}{more})",
               "move them away, or name another folder with --output")  # fmt: skip


def strangers(top: Path, extra: Iterable[str]) -> set[str]:
    """Return those of the extra files that no manifest of ours in the tree lists."""
    unknown = {path for path in extra if path.rpartition("/")[2] not in DROPPINGS}
    if unknown:
        unknown -= {MANIFEST, *_listed(top)}
    return unknown


def _listed(top: Path) -> Iterator[str]:
    try:
        text = (top / MANIFEST).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for line in text.splitlines():
        value, mark, path = line.partition("  ")
        if mark and len(value) == 64:
            yield path


class Stage:
    """The spare tree while it is being brought up to date."""

    def __init__(self, top: Path, left: Inventory, published: Path) -> None:
        """Take the spare over in whatever state it is; raises OSError when it cannot be used."""
        top.mkdir(parents=True, exist_ok=True)
        found = survey(top, left, every_file=False)
        self.top = top
        self.published = published
        self.files = found.everything()
        self._folders = set(found.folders)
        # The time of change of each folder in which nothing has been changed since.
        self._times = dict(found.folders)

    def put(self, path: str, content: bytes) -> None:
        """Write one file anew; raises OSError, as when the disk is full."""
        target = self._clear(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        descriptor = os.open(target, flags, 0o644)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            self.files[path] = _stamp(os.fstat(descriptor))

    def keep(self, published: Mapping[str, Stamp]) -> None:
        """See that each of these published files is here too, as a link to the same file."""
        for path, mark in published.items():
            if self.files.get(path) == mark:
                continue
            target = self._clear(path)
            try:
                os.link(f"{self.published}/{path}", target, follow_symlinks=False)
            except OSError as error:
                if error.errno not in (errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EXDEV):
                    raise
                Path(target).write_bytes((self.published / path).read_bytes())
            self.files[path] = stamp_of(self.top, path)

    def _touch(self, path: str) -> None:
        """Take note that the folder that holds ``path`` changes."""
        self._times.pop(path[: path.rfind("/") + 1], None)

    def _clear(self, path: str) -> str:
        self._touch(path)
        folder = path.rpartition("/")[0]
        if folder and folder + "/" not in self._folders:
            _make_folder(self.top, folder)
            while folder:
                self._touch(folder)
                self._folders.add(folder + "/")
                folder = folder.rpartition("/")[0]
        target = f"{self.top}/{path}"
        if path in self.files or path + "/" in self._folders:
            _remove(target)
        return target

    def sweep(self, wanted: Collection[str]) -> None:
        """Remove every file that is not wanted, and every folder that is empty then."""
        for path in [path for path in self.files if path not in wanted]:
            self._touch(path)
            _remove(f"{self.top}/{path}")
            del self.files[path]
        needed = {""}
        for path in wanted:
            folder = path.rpartition("/")[0]
            while folder and folder + "/" not in needed:
                needed.add(folder + "/")
                folder = folder.rpartition("/")[0]
        for folder in sorted(self._folders - needed, key=len, reverse=True):
            self._touch(folder.rstrip("/"))
            _remove(f"{self.top}/{folder.rstrip('/')}")
        self._folders = needed

    def inventory(self) -> Inventory:
        """Return the tree as it is left, wherever it has been moved to since ``publish``."""
        top = self.published
        folders = {
            name: self._times.get(name) or os.stat(f"{top}/{name}").st_mtime_ns
            for name in self._folders
        }
        return Inventory(os.stat(top).st_ino, folders, self.files)

    def publish(self) -> None:
        """Have the spare written out, and exchange it with the published tree."""
        _write_out(self.top)
        self.published.parent.mkdir(parents=True, exist_ok=True)
        if not self.published.exists():
            os.rename(self.top, self.published)
        else:
            _exchange(self.top, self.published)
        _write_out_folder(self.published.parent)
        _write_out_folder(self.top.parent)


def recover(published: Path, spare: Path) -> None:
    """Finish what a build on a system without an exchange was killed in."""
    old = spare.with_name(spare.name + ".old")
    if old.exists():
        os.rename(old, spare if published.exists() else published)


def _make_folder(top: Path, folder: str) -> None:
    try:
        os.makedirs(top / folder, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        # A file stands where a folder is wanted; in the spare it is nobody's.
        place = top
        for part in folder.split("/"):
            place /= part
            if place.is_symlink() or not place.is_dir():
                place.unlink(missing_ok=True)
                place.mkdir()


def _remove(target: str) -> None:
    try:
        os.unlink(target)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (IsADirectoryError, PermissionError):
        if not stat.S_ISDIR(os.lstat(target).st_mode):
            raise
        for entry in os.scandir(target):
            _remove(entry.path)
        os.rmdir(target)


def _exchange(one: Path, other: Path) -> None:
    """Exchange two folders in one step (Linux ``renameat2``), else in three renames.

    Between the three renames, for some microseconds, there is no output folder; ``recover`` puts it
    back if the machine stops just there.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is not None:
        done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        if done == 0:
            return
        if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.EXDEV):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(other))
    old = one.with_name(one.name + ".old")
    os.rename(other, old)
    os.rename(one, other)
    os.rename(old, one)


def _write_out(top: Path) -> None:
    """Have the file system that holds ``top`` write everything out (Linux ``syncfs``)."""
    sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    descriptor = os.open(top, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if sync is None:
            os.sync()
        elif sync(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(top))
    finally:
        os.close(descriptor)


def _write_out_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
