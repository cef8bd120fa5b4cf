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
import os
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

from archive.building.ownership import NEXT
from archive.building.trees import Inventory, Stamp, stamp, stamp_of, survey, take

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# What a file system says that has no links, or none from here to there.
_UNLINKABLE = (errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EXDEV)
# What is said of a folder that may be written into but not moved: it belongs to a lower layer of an
# overlay, or stands in a folder of somebody else's, as below /var/www.
_IMMOVABLE = (errno.EXDEV, errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS)


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
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(descriptor, left) :]
            self.files[path] = stamp(os.fstat(descriptor))
        finally:
            os.close(descriptor)

    def keep(self, published: Mapping[str, Stamp]) -> None:
        """See that each of these published files is here too, as a link to the same file."""
        for path, mark in published.items():
            if self.files.get(path) == mark:
                continue
            target = self._clear(path)
            try:
                os.link(f"{self.published}/{path}", target, follow_symlinks=False)
            except OSError as error:
                if error.errno not in _UNLINKABLE:
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

    def publish(self, old: Inventory) -> tuple[Inventory, Inventory]:
        """Put the spare in the place of the published tree, which was as ``old`` says.

        Returns the published tree and the spare as they are left.
        """
        _write_out(self.top)
        self.published.parent.mkdir(parents=True, exist_ok=True)
        try:
            if not self.published.exists():
                os.rename(self.top, self.published)
            else:
                _exchange(self.top, self.published)
        except OSError as error:
            if error.errno not in _IMMOVABLE or not self.published.exists():
                raise
            self._overwrite()
            return take(self.published, self._folders, self.files), self.inventory(self.top)
        _write_out_folder(self.published.parent)
        _write_out_folder(self.top.parent)
        return self.inventory(self.published), old

    def inventory(self, top: Path) -> Inventory:
        """Return the tree as it is left, wherever it has been moved to."""
        folders = {
            name: self._times.get(name) or os.stat(f"{top}/{name}").st_mtime_ns
            for name in self._folders
        }
        return Inventory(os.stat(top).st_ino, folders, self.files)

    def _overwrite(self) -> None:
        """Bring a published tree that cannot be moved to what the spare is, file by file.

        Each file is replaced whole, style sheets before the pages that want them, and what is gone
        goes last.  A build that is ended half-way leaves pages of both sites; the next one sees
        which, and ends the work.
        """
        there = survey(self.published, Inventory(), every_file=False).extra
        coming = self.published / NEXT
        for path in sorted(self.files, key=lambda path: path.endswith(".html")):
            if there.pop(path, None) == self.files[path]:
                continue
            target = f"{self.published}/{path}"
            folder = path.rpartition("/")[0]
            if folder and not os.path.isdir(f"{self.published}/{folder}"):
                _make_folder(self.published, folder)
            if os.path.isdir(target):
                _remove(target)
            _remove(str(coming))
            try:
                os.link(f"{self.top}/{path}", coming, follow_symlinks=False)
            except OSError as error:
                if error.errno not in _UNLINKABLE:
                    raise
                coming.write_bytes((self.top / path).read_bytes())
            os.replace(coming, target)
        for path in there.keys() - {folder.rstrip("/") for folder in self._folders}:
            _remove(f"{self.published}/{path}")
        for folder, _, _ in os.walk(self.published, topdown=False):
            if folder != str(self.published) and not os.listdir(folder):
                os.rmdir(folder)
        _write_out(self.published)


def recover(published: Path, spare: Path) -> None:
    """Finish what a build on a system without an exchange was killed in."""
    old = spare.with_name(spare.name + ".old")
    if old.exists():
        os.rename(old, spare if published.exists() else published)


def _make_folder(top: Path, folder: str) -> None:
    try:
        os.mkdir(f"{top}/{folder}")
    except FileNotFoundError:
        pass  # more than one folder is missing
    except FileExistsError:
        if os.path.isdir(f"{top}/{folder}"):
            return
    else:
        return
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
