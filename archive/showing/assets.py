"""The theme's static files, each under a name that changes with its content.

A browser may keep such a file for ever, and a page names exactly the one it was made for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

# Licences keep their names: people look for them.
PLAIN = (".txt", ".md")
_comment = re.compile(r"/\*.*?\*/", re.DOTALL)
_string = re.compile(r'("[^"\n]*")')
_space = re.compile(r"\s+")
_tight = re.compile(r" ?([{};,]) ?|(?<=:) ")
_address = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")


def dress(files: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the address of each asset by its plain name, and the files to publish by address.

    ``files`` are the theme's static files by path; style sheets come last, since the names of
    the fonts inside them are replaced.  Addresses are below the site's root ("static/…").
    """
    names: dict[str, str] = {}
    published: dict[str, bytes] = {}
    for path in sorted(files, key=lambda path: (path.endswith(".css"), path)):
        content = files[path]
        if path.endswith(".css"):
            content = _address.sub(
                lambda match, path=path: _renamed(match, path, names),  # type: ignore[misc]
                dense(content.decode()),
            ).encode()
        address = f"static/{path}" if path.endswith(PLAIN) else f"static/{_hashed(path, content)}"
        names[path] = address
        names.setdefault(PurePosixPath(path).name, address)
        published[address] = content
    return names, published


def dense(style: str) -> str:
    """Return a style sheet without comments and without the white space that CSS does not need.

    Strings keep theirs; the space before a colon stays, since in a selector it means a descendant.
    """
    parts = _string.split(_comment.sub("", style))
    for place in range(0, len(parts), 2):  # every other part is a string
        parts[place] = _tight.sub(_kept, _space.sub(" ", parts[place]))
    return "".join(parts).strip()


def _kept(match: re.Match[str]) -> str:
    return match[1] or ""


def _hashed(path: str, content: bytes) -> str:
    place = PurePosixPath(path)
    mark = hashlib.sha256(content).hexdigest()[:10]
    return str(place.with_name(f"{place.stem}.{mark}{place.suffix}"))


def _renamed(match: re.Match[str], sheet: str, names: Mapping[str, str]) -> str:
    target = match[2]
    folder = PurePosixPath(sheet).parent
    parts: list[str] = []
    for part in (folder / target).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    address = names.get("/".join(parts))
    if address is None:
        return match[0]
    up = "../" * (len(folder.parts))
    return f'url("{up}{address.removeprefix("static/")}")'
