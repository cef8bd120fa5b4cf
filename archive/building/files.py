"""The files of the site that no template makes: seeds, catalogue, names as SKOS, style sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from archive.fixity import digest
from archive.linking.library import Archive
from archive.model import Entry, Frozen, Statement
from archive.problems import Problem, ProblemsFound
from archive.showing.dossiers import identifier
from archive.showing.pieces import Site
from archive.showing.scope import SKOS

if TYPE_CHECKING:
    from archive.naming.skos import Form

# The theme needs style sheets, fonts and images of its own, and a script on the search page and in
# concordances: the other pages forbid scripts themselves.
HEADERS = b"""/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; \
font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
/static/*
  Cache-Control: public, max-age=31536000, immutable
"""

_json = msgspec.json.Encoder().encode


class Raw(Frozen, frozen=True):
    """A file that no template makes; ``content`` gives its bytes when it has to be written."""

    path: str
    fingerprint: bytes
    content: Callable[[], bytes]


def static(assets: Mapping[str, bytes]) -> Iterator[Raw]:
    """Yield style sheets, fonts, scripts and images, by their addresses."""
    for path, content in assets.items():
        yield Raw(path, hashlib.sha256(content).digest(), partial(bytes, content))


def seeds(archive: Archive, load: Callable[[str], Statement], root: Path) -> Iterator[Raw]:
    """Yield each seed as received, beside its page."""
    for slug, entry in archive.entries.items():
        content = partial(_seed, entry, load, root)
        yield Raw(f"statements/{slug}/seed.txt", entry.digest.encode(), content)


def _seed(entry: Entry, load: Callable[[str], Statement], root: Path) -> bytes:
    """Return a seed's bytes as received, but for words an editor withholds."""
    data = (root / entry.file).read_bytes()
    statement = load(entry.slug)
    if hashlib.sha256(data).hexdigest() != statement.sha256:
        raise ProblemsFound([
            Problem(
                entry.file, 0, "A406", "found a file that changed while it was being read; "
                "expected it to hold still", "build again when it has been saved",
            )
        ])  # fmt: skip
    if statement.withheld:
        text = data.decode(statement.encoding or "utf-8-sig")
        for withheld in statement.withheld:
            text = text.replace(withheld.text, "[…]", 1)
        data = text.encode()
    return data


def about(archive: Archive, site: Site) -> Iterator[Raw]:
    """Yield what describes the archive to programs, and the headers for its server."""
    catalogue = _catalogue(archive, site)
    yield Raw("archive.json", hashlib.sha256(catalogue).digest(), partial(bytes, catalogue))
    yield Raw("_headers", hashlib.sha256(HEADERS).digest(), partial(bytes, HEADERS))
    if archive.authorities:
        # A scheme wants a name that lasts: the archive's address, or one made of its name.
        base = f"{site.url}/" if site.url else f"{identifier(site, '')}:"
        mark = digest(base.encode(), _json(tuple(archive.authorities.values())))
        yield Raw(SKOS["Turtle"], mark, partial(_names, archive, base, "turtle"))
        yield Raw(SKOS["JSON-LD"], mark, partial(_names, archive, base, "json-ld"))


def _names(archive: Archive, base: str, form: Form) -> bytes:
    from archive.naming import skos  # noqa: PLC0415 - rdflib takes long to import

    return skos.write(archive.authorities.values(), base, form)


def _catalogue(archive: Archive, site: Site) -> bytes:
    """Return the archive's catalogue as JSON: every statement with its description."""
    lines = [
        _json({
            "code": entry.code, "slug": entry.slug, "url": f"statements/{entry.slug}/",
            "title": entry.title, "date": entry.date.edtf if entry.date else None,
            "date_basis": entry.date_kind or None,
            "creators": [{"name": who.name, "role": who.role} for who in entry.creators],
            "language": entry.language, "tags": list(entry.tags), "words": entry.words,
            "source_url": entry.source_url or None,
        })
        for entry in archive.entries.values()
    ]  # fmt: skip
    head = _json({"name": site.name, "url": site.url or None, "count": len(lines)})
    return head[:-1] + b',"statements":[\n' + b",\n".join(lines) + b"\n]}\n"
