"""Whose an output folder is: only what this software made may be replaced by it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.problems import Problem, ProblemsFound

MANIFEST = "manifest-sha256.txt"
# What file managers leave behind when a person looks at a folder; it may go with the old tree.
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# A file on its way to its place, where the tree could not be exchanged as a whole.
NEXT = ".next"


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
        unknown -= {MANIFEST, NEXT, *_listed(top)}
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
