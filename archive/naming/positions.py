"""Finds the line on which each table and key of a TOML file stands; it judges nothing.

Only the shape of TOML 1.0 is followed: table headers, keys, strings (plain, literal, multi-line),
lists and inline tables.  The text must already have been accepted by ``tomllib``.
"""

from __future__ import annotations

import re

from archive.model import Frozen

Path = tuple[str | int, ...]

_PART = r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_NAME = rf"(?:{_PART})(?:[ \t]*\.[ \t]*(?:{_PART}))*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_NAME})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_NAME})[ \t]*=")
_SPLIT = re.compile(_PART)
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' + r"'''.*?'{3,5}" + r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
    r"|\#[^\n]*|[\[\]{}]|\n",
    re.DOTALL,
)


class Lines(Frozen, frozen=True):
    """The line of each table and key: paths such as ``("relation", 0, "to")`` to numbers from 1."""

    places: dict[Path, int]

    def of(self, path: Path) -> int:
        """Return the line of ``path``, or of the nearest table around it; 0 for the whole file."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[:-1]
        return 0


def lines_of(text: str) -> Lines:
    """Return where the tables and keys of a TOML ``text`` stand."""
    places: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    position, line = 0, 1
    while position < len(text):
        header, key = _HEADER.match(text, position), _KEY.match(text, position)
        if header:
            table = _numbered(_names(header[2]), counts, repeated=header[1] == "[[")
            places[table] = line
            if isinstance(table[-1], int):
                places.setdefault(table[:-1], line)
        elif key:
            path = (*table, *_names(key[1]))
            for length in range(len(table) + 1, len(path) + 1):
                places.setdefault(path[:length], line)
        start = (header or key).end() if header or key else position  # type: ignore[union-attr]
        end = _statement_end(text, start)
        line += text.count("\n", position, end)
        position = end
    return Lines(places)


def _names(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _SPLIT.findall(dotted)]


def _numbered(names: list[str], counts: dict[Path, int], *, repeated: bool) -> Path:
    """Return a header's path with the number of each repeated table put behind its name."""
    path: Path = ()
    for depth, name in enumerate(names, start=1):
        path = (*path, name)
        if repeated and depth == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _statement_end(text: str, start: int) -> int:
    """Return where the statement at ``start`` ends: behind the line feed outside any bracket."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        first = token[0][0]
        if first in "[{":
            depth += 1
        elif first in "]}":
            depth -= 1
        elif first == "\n" and depth <= 0:
            return token.end()
    return len(text)
