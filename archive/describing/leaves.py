"""Reads ``content/pages``: the editors' own pages, Markdown, one file per slug and language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from archive.model import Leaf
from archive.naming.slugs import safe
from archive.naming.tables import decode
from archive.problems import Problem, ProblemsFound

_NAME = re.compile(r"(?P<slug>[^.]+)(?:\.(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]+)*))?\.md")
_TITLE = re.compile(
    r"(?:\#[ \t]+(?P<heading>[^\n]+?)[ \t]*\#*|Title:[ \t]*(?P<key>[^\n]+))(?:\n|\Z)"
)
_BLANK = re.compile(r"(?:[ \t]*\n)*")


def read(files: Iterable[tuple[str, bytes]]) -> tuple[Leaf, ...]:
    """Return the pages of all files (name, bytes), sorted by slug and language.

    ``about.md`` is in English, ``about.ar.md`` in Arabic.  The title is the first line, "# Title"
    or "Title: …", and is taken off the source.  Raises ProblemsFound with every page without a
    title (A140), name that says no slug (A141) or page that two files claim (A142).
    """
    problems: list[Problem] = []
    leaves: dict[tuple[str, str], Leaf] = {}
    for file, data in files:
        name = _NAME.fullmatch(PurePosixPath(file).name)
        if name is None or name["slug"] != safe(name["slug"]):
            message = "found a page's name that is not fit for an address; expected about.ar.md"
            remedy = "name it slug.md or slug.language.md in lower case"
            problems.append(Problem(file, 0, "A141", message, remedy))
            continue
        try:
            source = decode(file, data)
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        start = _BLANK.match(source).end()  # type: ignore[union-attr]  # it matches nothing too
        title = _TITLE.match(source, start)
        if title is None:
            message = "found no title; expected it on the first line"
            problems.append(Problem(file, 1, "A140", message, 'begin with "# " and the title'))
            continue
        words = (title["heading"] or title["key"]).strip()
        leaf = Leaf(
            name["slug"], name["language"] or "en", words, source[title.end() :].lstrip("\n"), file
        )
        other = leaves.setdefault((leaf.slug, leaf.language), leaf)
        if other is not leaf:
            message = f"found a second page {leaf.slug} in {leaf.language}; {other.file} is one"
            problems.append(Problem(file, 0, "A142", f"{message}; expected one", "delete one"))
    if problems:
        raise ProblemsFound(problems)
    return tuple(leaves[key] for key in sorted(leaves))
