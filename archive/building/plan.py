"""What has to be made: every page's fingerprint against what is published.

A page's fingerprint covers its template with all that the template draws in, the site's frame, the
page's view and the texts it shows: all that reaches a template, and so all it can depend on.  Pages
come in groups; a group whose mark is that of the last build is not looked at, so that the views of
ten thousand statements are not worked out again for one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial

import msgspec

from archive.fixity import digest
from archive.linking.library import Archive
from archive.model import Description, Frozen
from archive.searching.directory import address
from archive.showing import dossiers, finding, inquiry, pages, words
from archive.showing.pieces import Amendment, Site
from archive.showing.scope import Group, Page, Remember, Scope, forgetful
from archive.showing.views import SitemapView
from archive.showing.whole import Whole

Kind = Callable[[Scope], Iterator[Group]]


def always(kind: Callable[[Scope], Iterator[Page]]) -> Kind:
    """Return a kind whose pages are looked at in every build."""
    return lambda scope: iter((Group(kind.__name__, partial(kind, scope)),))


KINDS: tuple[Kind, ...] = (
    always(finding.home),
    pages.statements,
    dossiers.dossiers,
    dossiers.concordances,
    always(dossiers.feed),
    always(finding.sections),
    finding.chronology,
    finding.register,
    always(pages.corrections),
    always(pages.debates),
    always(pages.leaves),
    always(pages.missing),
)

SITEMAP = 40_000

_encode = msgspec.msgpack.Encoder().encode
_reference = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")


class Planned(Frozen, frozen=True):
    """A page in one interface language: its path below the site's root and its fingerprint."""

    path: str
    page: Page
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

    @cached_property
    def everything(self) -> bytes:
        """A digest of all templates and the software."""
        return digest(self._software, *(name.encode() + self.files[name] for name in self.files))

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
                        "concordance", "register", "search", "corrections")
        if there.get(section, True)
    )  # fmt: skip


def _in(by_language: Mapping[str, str], code: str) -> str:
    return by_language.get(code) or by_language.get("en") or next(iter(by_language.values()), "")


class Plan:
    """Every page of the archive in the interface language of one site."""

    def __init__(
        self,
        whole: Whole,
        site: Site,
        templates: Templates,
        amendment: Callable[[str], Amendment],
        index: str = "",
        remember: Remember = forgetful,
    ) -> None:
        self._scope = Scope(whole, site, amendment, index, remember)
        self.choices = inquiry.choices(self._scope)
        self._scope.choices = address(self.choices)
        self._templates = templates
        self._frame = digest(_encode(site))
        self._entries = whole.archive.entries
        self._base = digest(self._frame, templates.everything, self._scope.vocabulary)
        self.prefix = "" if site.language == site.languages[0][0] else f"{site.language}/"

    def groups(self) -> Iterator[Group]:
        """Yield all groups; a mark also covers the frame, the templates and the vocabulary."""
        for kind in KINDS:
            for group in kind(self._scope):
                mark = self._base + group.mark if group.mark else b""
                yield Group(self.prefix + group.name, group.pages, mark)

    def pages(self, group: Group) -> Iterator[Planned]:
        """Yield the pages of a group with their fingerprints."""
        for page in group.pages():
            shown = (*page.readings, page.statement) if page.statement else page.readings
            texts = [self._entries[slug].digest.encode() for slug in shown]
            view = digest(_encode((page.view, page.languages, page.counterpart)))
            mark = self._templates.digest(page.template) + self._frame + view + digest(*texts)
            yield Planned(self.prefix + page.path, page, mark)


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
