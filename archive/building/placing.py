"""Puts new files into an archive folder: all of them whole, or none; never over another."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

# File systems without hard links (memory sticks, some network drives) answer with one of these.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}


def place(root: Path, new: Mapping[str, bytes], appended: Mapping[str, bytes]) -> None:
    """Write the files ``new`` and put ``appended`` behind what its files hold, below ``root``.

    Each file is written out beside its place under a name that nobody reads and then given its own
    name in one step.  Raises OSError, FileExistsError among them, with everything as it was.
    """
    parts: list[Path] = []
    placed: list[Path] = []
    try:
        for number, (name, data) in enumerate(new.items()):
            parts.append(_written(root / name, number, data))
        for number, (name, data) in enumerate(appended.items(), len(new)):
            parts.append(_written(root / name, number, _behind(root / name, data)))
        for part, name in zip(parts, new, strict=False):
            _name(part, root / name)
            placed.append(root / name)
        for part, name in zip(parts[len(new) :], appended, strict=True):
            part.replace(root / name)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _written(target: Path, number: int, data: bytes) -> Path:
    """Write ``data`` out to a file beside ``target`` that begins with a dot, and so is no input."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".adding-{number}.part")
    part.unlink(missing_ok=True)  # left by one that was killed; the archive is locked
    with part.open("xb") as stream:
        try:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    return part


def _behind(target: Path, data: bytes) -> bytes:
    before = target.read_bytes()
    return before + (b"" if before.endswith(b"\n") or not before else b"\n") + data


def _name(part: Path, target: Path) -> None:
    """Give the written file its name, unless another has it."""
    try:
        os.link(part, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, "File exists", str(target)) from None
        part.replace(target)
