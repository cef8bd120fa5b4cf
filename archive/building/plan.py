"""What has to be made: every page's fingerprint against what is published.

A page's fingerprint covers its template with all that the template draws in, the site's frame, the
page's view and the texts it shows: all that reaches a template, and so all it can depend on.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from archive.fixity import digest
from archive.linking.library import Archive
from archive.model import Description, Frozen
from archive.showing import dossiers, pages, words
from archive.showing.pages import Page, Scope
from archive.showing.views import Amendment, Site, SitemapView

KINDS: tuple[Callable[[Scope], Iterator[Page]], ...] = (
    pages.home,
    pages.statements,
    pages.redirects,
    dossiers.dossiers,
    pages.sections,
    pages.chronology,
    pages.register,
    pages.corrections,
    pages.debates,
    dossiers.concordances,
    dossiers.feeds,
    pages.leaves,
    pages.missing,
)

SITEMAP = 40_000

_encode = msgspec.msgpack.Encoder().encode
_reference = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")


class Planned(Frozen, frozen=True):
    """A page in one interface language: its path below the site's root and its fingerprint."""

    path: str
    page: Page
    language: str
    fingerprint: bytes


PARTS = (
    "its template or the software", "the frame of the site (archive.toml, menus, style sheet)",
    "what it shows of other statements and names", "the text of a statement it shows",
)  # fmt: skip


def reason(last: bytes | None, now: bytes) -> str:
    """Say which parts of a fingerprint have changed since the page was last made."""
    if last is None:
        return "made: it was not there before"
    if len(last) != len(now) or len(now) != 16 * len(PARTS):
        return "made: its content changed" if last != now else "kept: its content is the same"
    changed = [
        part
        for place, part in enumerate(PARTS)
        if last[16 * place : 16 * place + 16] != now[16 * place : 16 * place + 16]
    ]
    return f"made: {'; '.join(changed)} changed" if changed else "kept: nothing it shows changed"


class Templates:
    """The theme's templates, each with a digest of all that it draws in."""

    def __init__(self, files: Mapping[str, bytes], software: bytes) -> None:
        self.files = files
        self._software = software
        self._digests: dict[str, bytes] = {}

    def digest(self, name: str) -> bytes:
        """Return a digest of the template ``name``, those it refers to, and the software."""
        if name not in self._digests:
            file = next(f"{name}{end}" for end in (".html", ".xml") if f"{name}{end}" in self.files)
            closure = sorted(self._closure(file, set()))
            self._digests[name] = digest(
                self._software, *(part.encode() + self.files[part] for part in closure)
            )
        return self._digests[name]

    def _closure(self, file: str, seen: set[str]) -> set[str]:
        if file not in seen and file in self.files:
            seen.add(file)
            for name in _reference.findall(self.files[file].decode()):
                self._closure(name, seen)
        return seen


def sites(
    description: Description, archive: Archive, addresses: Mapping[str, str], url: str
) -> tuple[Site, ...]:
    """Return the frame of the site in each interface language; the first is at the root."""
    languages = tuple((code, words.native_name(code)) for code in description.languages)
    found = []
    for code, _ in languages:
        found.append(
            Site(
                name=_in(description.name, code),
                description=_in(description.description, code),
                language=code,
                direction=words.direction(code),
                languages=languages,
                pages=tuple(
                    (f"{leaf.slug}/index.html", leaf.title)
                    for leaf in archive.leaves
                    if leaf.language == code
                ),
                sections=_sections(archive),
                assets=dict(addresses),
                url=url.rstrip("/"),
                rights=_in(description.rights, code),
                contact=description.contact,
                arabic_digits=description.arabic_digits,
            )
        )  # fmt: skip
    return tuple(found)


def _sections(archive: Archive) -> tuple[str, ...]:
    """Return the ways into the archive that lead to something."""
    named = {name for entry in archive.entries.values() for name in entry.named}
    kinds = {archive.authorities[name].kind for name in named}
    there = {
        "tags": any(entry.tags for entry in archive.entries.values()),
        "agents": "agent" in kinds or any(e.creators for e in archive.entries.values()),
        "places": "place" in kinds,
        "events": "event" in kinds,
        "debates": bool(archive.debates),
        "concordance": bool(named),
        "corrections": any(entry.corrections for entry in archive.entries.values()),
    }
    return tuple(
        section
        for section in ("chronology", "tags", "agents", "places", "events", "debates",
                        "concordance", "register", "corrections")
        if there.get(section, True)
    )  # fmt: skip


def _in(by_language: Mapping[str, str], code: str) -> str:
    return by_language.get(code) or by_language.get("en") or next(iter(by_language.values()), "")


def plan(
    archive: Archive, site: Site, templates: Templates, amendment: Callable[[str], Amendment]
) -> Iterator[Planned]:
    """Yield every page of the archive in the interface language of ``site``."""
    scope = Scope(archive, site, amendment)
    frame = digest(_encode(site))
    prefix = "" if site.language == site.languages[0][0] else f"{site.language}/"
    marks = {slug: entry.digest.encode() for slug, entry in archive.entries.items()}
    for kind in KINDS:
        for page in kind(scope):
            texts = [marks[slug] for slug in page.readings]
            if page.statement:
                texts.append(marks[page.statement])
            view = digest(_encode(page.view), " ".join(page.languages).encode())
            fingerprint = templates.digest(page.template) + frame + view + digest(*texts)
            yield Planned(prefix + page.path, page, site.language, fingerprint)


def sitemaps(site: Site, paths: Iterable[str]) -> Iterator[Page]:
    """Yield the sitemap of all HTML pages, in parts where one file may not hold them.

    The protocol of sitemaps.org wants absolute addresses, so there is none without a site address.
    """
    if not site.url:
        return
    addresses = [
        f"{site.url}/{path.removesuffix('index.html')}"
        for path in sorted(paths)
        if path.endswith(".html") and posixpath.basename(path) != "404.html"
    ]
    if len(addresses) <= SITEMAP:
        yield Page("sitemap.xml", "sitemap", SitemapView(tuple(addresses)))
        return
    parts = [addresses[start : start + SITEMAP] for start in range(0, len(addresses), SITEMAP)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = tuple(f"{site.url}/{name}" for name in names)
    yield Page("sitemap.xml", "sitemap", SitemapView(index, index=True))
    for name, part in zip(names, parts, strict=True):
        yield Page(name, "sitemap", SitemapView(tuple(part)))
