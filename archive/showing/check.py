"""The proof of a finished page: its words are its seed's, its links lead where they may.

Knows nothing of templates: it takes the finished HTML and what stands in it, and nothing else.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from archive.model import Frozen, Seed, Statement
from archive.problems import Problem
from archive.showing import fidelity, finished
from archive.showing.elements import Loose
from archive.showing.finished import Holdings

SCHEMES = ("http", "https", "mailto")

_scheme = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):").match
# What makes more of a relative address than a path and a fragment; each stands on its own line.
ODD = ("%", "?", ":", "\\", " ", "\t", "//", "/\n", "/#", "./", "/.", "\n.", "\n/", "\n#", "\n\n")

compared = fidelity.compared


class Found(Frozen, frozen=True):
    """What a page holds: its anchors, the internal links out of it, and what is wrong with it.

    A link to an anchor of the page itself is no link out of it when the anchor is there.
    """

    ids: tuple[str, ...]
    links: tuple[str, ...]
    problems: tuple[Problem, ...]


def page(
    path: str, content: bytes, statement: Statement | None, seed: Seed | None, top: str = "/"
) -> Found:
    """Check one finished page at ``path`` (below the site's root); ``content`` is HTML in UTF-8.

    ``top`` is the path of the site's root on its server, for the page that needs such addresses.
    """
    held = _held(content)
    folder = path.rpartition("/")[0]
    up = "../" * (folder.count("/") + 1) if folder else ""
    addresses = dict.fromkeys(held.links)
    simple = _simple([address[len(up) :] for address in addresses if address.startswith(up)])
    own = set(held.ids)
    problems: list[Problem] = []
    links: dict[str, None] = {}
    for address in addresses:
        if address[1:] in own and address.startswith("#"):
            continue
        if simple and address.startswith(up):
            # The usual form: up to the root and down again, with nothing to resolve.
            rest = address[len(up) :]
            links[rest if "#" in rest else f"{rest}#"] = None
        elif (scheme := _scheme(address)) is None and not address.startswith("//"):
            near = address.removeprefix(top) if address.startswith("/") else address
            links[_target(near, path, "" if near is not address else folder)] = None
        elif scheme is None or scheme[1].lower() not in SCHEMES:
            problems.append(_problem(path, f'a link to "{address}"',
                                     "http, https, mailto or a relative address"))  # fmt: skip
    for address in held.loads:
        scheme = _scheme(address)
        if address.startswith("//") or (scheme and scheme[1].lower() != "data"):
            problems.append(_problem(path, f'a file loaded from "{address}"',
                                     "nothing from other servers"))  # fmt: skip
    if statement is not None and seed is not None:
        text = _text(content) if statement.withheld else ""
        problems.extend(fidelity.differences(held, statement, seed, text))
    return Found(tuple(held.ids), tuple(links), tuple(problems))


def _held(content: bytes) -> Holdings:
    try:
        return finished.read(content)
    except Loose:
        from archive.showing import loose  # noqa: PLC0415 - few pages need it

        return loose.read(content.decode())


def _text(content: bytes) -> str:
    from archive.showing import loose  # noqa: PLC0415 - few pages need it

    return loose.text(content.decode())


def _simple(addresses: list[str]) -> bool:
    """Tell whether addresses are all plain paths, with or without a fragment."""
    text = "\n".join(["", *addresses, ""])
    return text.count("\n") == len(addresses) + 1 and not any(odd in text for odd in ODD)


def _target(address: str, path: str, folder: str) -> str:
    """Return "path#fragment" below the site's root of a relative address on the page ``path``."""
    place, _, fragment = address.partition("#")
    place = place.partition("?")[0]
    if not place:
        return f"{path}#{unquote(fragment)}"
    parts = folder.split("/") if folder else []
    for part in place.split("/"):
        if part == "..":
            if not parts:
                return f"../{place}#{fragment}"  # out of the site: never made, so never found
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return f"{unquote('/'.join(parts))}#{unquote(fragment)}"


def _problem(path: str, found: str, expected: str) -> Problem:
    remedy = "mend the link in the page's source or template"
    return Problem(path, 0, "A512", f"found {found}; expected {expected}", remedy)
