"""Pages about a subject, agent, place or event: its dossier, its concordance, its feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from archive.model import Authority, Entry, Frozen
from archive.showing.pieces import Excerpt, Item, Name, Site
from archive.showing.scope import SECTIONS, Group, Page, Scope
from archive.showing.sheets import SHEET as LINES
from archive.showing.sheets import by_time, marked
from archive.showing.views import ConcordanceView, DossierView, FeedView

# Dossiers show whole paragraphs.  A sheet holds so many that it fits, compressed and with its
# styles, the first window of a connection (14,600 bytes).
SHEET = 36
# Of one statement so many are shown, and the others linked to.
SHOWN = 6
# Where a list is cut into sheets, its first page names up to so many statements.
NAMED = 60
BESIDE = 12
FEED = 30


class Subject(Frozen, frozen=True):
    """What a dossier is about: an authority, or an agent known only by name."""

    id: str
    section: str
    name: str
    slugs: tuple[str, ...]
    issued: tuple[str, ...] = ()
    authority: Authority | None = None


def subjects(scope: Scope) -> Iterator[Subject]:
    """Yield everything that has a dossier: tags, agents, places and events in use."""
    authorities = scope.archive.authorities
    for tag, slugs in sorted(scope.tagged.items()):
        authority = authorities[tag]
        yield Subject(tag, "tags", scope.words(authority.names), tuple(slugs), (), authority)
    for slug, name in scope.agents.items():
        known = authorities.get(slug)
        yield Subject(
            slug, "agents", name, tuple(scope.named.get(slug, ())),
            tuple(scope.issued.get(slug, ())), known,
        )  # fmt: skip
    for authority in authorities.values():
        if authority.kind in ("place", "event") and authority.id in scope.named:
            yield Subject(
                authority.id, SECTIONS[authority.kind], scope.words(authority.names),
                tuple(scope.named[authority.id]), (), authority,
            )  # fmt: skip


def dossiers(scope: Scope) -> Iterator[Group]:
    """Each subject's dossier and feed."""
    for subject in subjects(scope):
        yield Group(
            f"{subject.section}/{subject.id}",
            partial(_dossier, scope, subject),
            scope.mark((*subject.slugs, *subject.issued), len(subject.slugs), subject.name),
        )


def _dossier(scope: Scope, subject: Subject) -> Iterator[Page]:
    """Yield the paragraphs that speak of a subject, on as many sheets as needed, and its feed."""
    folder = f"{subject.section}/{subject.id}"
    everything = [scope.item(slug) for slug in subject.slugs]

    def shown(item: Item) -> int:
        return 1 + min(SHOWN, len(_anchors(scope, subject, item)))

    sheets, paths = by_time(everything, folder, SHEET, shown)
    first = everything if not sheets or len(everything) <= NAMED else []
    for path, items in {f"{folder}/index.html": first, **paths}.items():
        whole = path == f"{folder}/index.html"
        most = 0 if whole and sheets else SHOWN
        excerpts = tuple(_excerpt(scope, subject, item, most) for item in items)
        view = _view(scope, subject, excerpts) if whole else _sheet(subject, excerpts)
        yield Page(
            path, "dossier", replace(view, sheets=marked(sheets, path)),
            readings=tuple(e.item.slug for e in excerpts if e.anchors),
        )  # fmt: skip
    if subject.section in ("tags", "agents"):
        slugs = dict.fromkeys((*subject.issued, *subject.slugs))
        latest = scope.whole.recent((scope.archive.entries[slug] for slug in slugs), FEED)
        yield _feed(scope, f"{scope.site.name} · {subject.name}", f"{folder}/", latest)


def _anchors(scope: Scope, subject: Subject, item: Item) -> tuple[str, ...]:
    return scope.archive.entries[item.slug].named.get(subject.id, ())


def _excerpt(scope: Scope, subject: Subject, item: Item, most: int) -> Excerpt:
    anchors = _anchors(scope, subject, item)
    return Excerpt(item, anchors[:most], by_record=not anchors, more=anchors[most:])


def _sheet(subject: Subject, excerpts: tuple[Excerpt, ...]) -> DossierView:
    return DossierView(
        id=subject.id, section=subject.section, name=subject.name, names={}, variants={},
        scope_note="", total=len(excerpts), excerpts=excerpts,
    )  # fmt: skip


def _view(scope: Scope, subject: Subject, excerpts: tuple[Excerpt, ...]) -> DossierView:
    authority = subject.authority
    folder = f"{subject.section}/{subject.id}"
    known = authority is not None and subject.id in scope.named
    return DossierView(
        id=subject.id,
        section=subject.section,
        name=subject.name,
        names=authority.names if authority else {},
        variants=authority.variants if authority else {},
        scope_note=scope.words(authority.scope_note) if authority else "",
        total=len(subject.slugs),
        excerpts=excerpts,
        issued=tuple(scope.item(slug) for slug in subject.issued),
        broader=_names(scope, authority.broader) if authority else (),
        narrower=_names(scope, scope.narrower.get(subject.id, ())) if authority else (),
        related=_names(scope, authority.related) if authority else (),
        beside=_beside(scope, subject),
        date=authority.date if authority else None,
        person=authority.person if authority else False,
        identifiers=authority.identifiers if authority else {},
        latitude=authority.latitude if authority else None,
        longitude=authority.longitude if authority else None,
        feed=f"{folder}/feed.atom" if subject.section in ("tags", "agents") else "",
        concordance=f"concordance/{subject.id}/index.html" if known else "",
    )


def _names(scope: Scope, ids: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple(
        scope.name(scope.archive.authorities[id_])
        for id_ in ids
        if id_ in scope.archive.authorities
    )


def _beside(scope: Scope, subject: Subject) -> tuple[Name, ...]:
    """Return the names that stand in the same statements most often, with counts."""
    counts: Counter[str] = Counter()
    for slug in subject.slugs:
        counts.update(scope.archive.entries[slug].named.keys())
    del counts[subject.id]
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:BESIDE]
    return tuple(scope.name(scope.archive.authorities[id_], count=count) for id_, count in ordered)


def concordances(scope: Scope) -> Iterator[Group]:
    """Every mention of each authority, a line each."""
    for id_, slugs in sorted(scope.named.items()):
        yield Group(
            f"concordance/{id_}", partial(_concordance, scope, id_, slugs), scope.mark(slugs)
        )


def _concordance(scope: Scope, id_: str, slugs: list[str]) -> Iterator[Page]:
    authority = scope.archive.authorities[id_]
    name = scope.words(authority.names)
    dossier = scope.dossier(authority)
    own = f"concordance/{id_}/index.html"
    items = [scope.item(slug) for slug in slugs]
    sheets, paths = by_time(items, f"concordance/{id_}", LINES)
    for path, members in {own: [] if sheets else items, **paths}.items():
        excerpts = tuple(
            Excerpt(item, scope.archive.entries[item.slug].named[id_]) for item in members
        )
        view = ConcordanceView(
            id_, name, "" if dossier == own else dossier,
            len(slugs) if path == own else len(members), excerpts,
            marked(sheets, path),
        )  # fmt: skip
        yield Page(path, "concordance", view, readings=tuple(e.item.slug for e in excerpts))


def feed(scope: Scope) -> Iterator[Page]:
    """The site's Atom feed, newest accession first."""
    yield _feed(scope, scope.site.name, "", scope.whole.latest[:FEED])


def _feed(scope: Scope, title: str, folder: str, entries: Iterable[Entry]) -> Page:
    archive, site = scope.archive, scope.site
    lines = tuple(
        (
            scope.item(entry.slug),
            identifier(site, f"statements/{entry.slug}/"),
            archive.accessions.get(entry.file, archive.build_date),
        )
        for entry in entries
    )
    # A statement is one in every language, but each language's feed is a feed of its own.
    own = "" if site.language == site.languages[0][0] else f"{site.language}/"
    view = FeedView(
        title=title,
        identifier=identifier(site, own + folder),
        path=f"{folder}feed.atom",
        page=f"{folder}index.html",
        updated=max((line[2] for line in lines), default=archive.build_date),
        entries=lines,
    )
    return Page(f"{folder}feed.atom", "feed", view)


def identifier(site: Site, path: str) -> str:
    """Return a lasting IRI for a page: its address, or a tag-free UUID where none is known.

    The UUID is RFC 4122's version 5 under the name of the archive, as RFC 4287 asks of atom:id.
    """
    if site.url:
        return f"{site.url.rstrip('/')}/{path}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{site.name}/{path}')}"
