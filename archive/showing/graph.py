"""A page as linked data: what it shows, in the terms of schema.org, as JSON-LD in a data block.

A statement is an Article and part of an archive; a list is a CollectionPage with its first items; a
dossier also says what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from markupsafe import Markup

from archive.model import Frozen, Statement
from archive.showing import labels
from archive.showing.ground import (
    Ground,
    Node,
    agent,
    archive_node,
    ground,
    known,
    numbered,
    page_node,
    trail,
)
from archive.showing.metadata import exact
from archive.showing.pieces import Here, Item, Name, Site, Tie
from archive.showing.spans import safe
from archive.showing.views import (
    ChronologyView,
    ConcordanceView,
    DebateView,
    DossierView,
    HomeView,
    IndexView,
    LeafView,
    MissingView,
    StatementView,
)

# So many items of a list are named; the page itself has them all.
FIRST = 20

_json = msgspec.json.Encoder().encode
ARTICLE = ["Article", "ArchiveComponent"]
THINGS = {"tags": "DefinedTerm", "places": "Place", "events": "Event"}


def linked(  # the template gives what it knows
    view: Frozen,
    page: Here,
    site: Site,
    texts: dict[str, Any],
    heading: Markup,
    root: str,
    base: str,
) -> Markup:
    """Return a page's data block; the page for what is not there has none."""
    if isinstance(view, MissingView):
        return Markup()
    on = ground(site, page, root, base)
    title = heading.unescape()
    if isinstance(view, StatementView):
        nodes = [article(view, texts[view.slug], on)]
    elif isinstance(view, HomeView):
        nodes = [website(on), collection_page(view, title, on)]
    elif isinstance(view, LeafView):
        kind = "AboutPage" if view.slug == "about" else "WebPage"
        nodes = [page_node(kind, title, on)]
    else:
        nodes = [collection_page(view, title, on)]
    crumbs = list(trail(view, title, on))
    if len(crumbs) > 1:
        nodes.append({"@type": "BreadcrumbList", "itemListElement": numbered(crumbs)})
    return block({"@context": "https://schema.org", "@graph": nodes})


def block(node: Node) -> Markup:
    """Return JSON-LD as a data block of HTML, which nothing in it can end.

    No script policy concerns it: a browser runs no script of this type (HTML, "prepare the script
    element").
    """
    text = _json(node).decode()
    text = text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - see above


def article(view: StatementView, text: Statement, on: Ground) -> Node:
    """Return a statement's node; what is not known has no key."""
    issued = [agent(who, on) for who in view.creators if who.kind != "translator"]
    issuer = [agent(who, on) for who in view.creators if who.kind == "publisher"]
    translators = [agent(who, on) for who in view.creators if who.kind == "translator"]
    tied = _tied(view.ties, on)
    found = {
        "@type": ARTICLE,
        "@id": on.work(view.slug),
        "url": on.page.canonical or on.at(on.page.path),
        "identifier": text.code,
        "headline": text.title,
        "name": text.title,
        "alternativeHeadline": text.subtitle,
        "author": issued,
        "publisher": issuer,
        "translator": translators,
        "datePublished": exact(text.date),
        "inLanguage": text.language if text.language != "und" else "",
        "wordCount": text.words,
        "locationCreated": {"@type": "Place", "name": text.place} if text.place else None,
        "keywords": [tag.text for tag in view.tags],
        "about": [_thing("DefinedTerm", tag, on) for tag in view.tags],
        "isBasedOn": text.source_url if safe(text.source_url) else "",
        "copyrightNotice": text.rights,
        **tied,
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": f"{on.base}statements/{view.slug}/seed.txt",
            "encodingFormat": "text/plain",
            "sha256": text.sha256,
        },
        "isPartOf": archive_node(on),
    }
    return known(found)


def _tied(ties: Iterable[Tie], on: Ground) -> Node:
    """Return the works that a statement translates, is translated as, or cites."""
    found: dict[str, list[Node]] = {}
    for tie in ties:
        if tie.type == "translation-of":
            key = "workTranslation" if tie.inverse else "translationOfWork"
        elif tie.type in ("cites", "quotes", "answers") and not tie.inverse:
            key = "citation"
        else:
            continue
        work = {"@type": "Article", "@id": on.work(tie.item.slug), "name": tie.item.title}
        found.setdefault(key, []).append(work)
    return found


def website(on: Ground) -> Node:
    """Return the site itself, with the way to search it where its address is known."""
    site, home = on.site, on.at("index.html")
    found = {
        "@type": "WebSite",
        "name": site.name,
        "url": home,
        "description": site.description,
        "inLanguage": site.language,
        "about": archive_node(on),
    }
    if site.url and "search" in site.sections:
        found["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": on.at("search/index.html") + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        }
    return found


def collection_page(view: Frozen, title: str, on: Ground) -> Node:
    """Return a list's node: how many it has, and the first of them."""
    found = page_node("CollectionPage", title, on)
    total, items = listed(view, on)
    if total:
        found["mainEntity"] = {
            "@type": "ItemList", "numberOfItems": total, "itemListElement": numbered(items),
        }  # fmt: skip
    if isinstance(view, DossierView):
        found["about"] = subject(view, on)
    return found


def listed(view: Frozen, on: Ground) -> tuple[int, list[tuple[str, str]]]:
    """Return how many items a list has, and the (name, address) pairs of its first."""
    items: Iterable[Item] = ()
    total = 0
    if isinstance(view, IndexView):
        names = [(name.text, on.at(name.path)) for name in view.names[:FIRST] if name.path]
        return len(view.names), names
    if isinstance(view, HomeView):
        total, items = view.statements, [item for item, _ in view.recent]
    elif isinstance(view, DossierView):
        shown = [*view.issued[:FIRST], *[one.item for one in view.excerpts[:FIRST]]]
        total = max(view.total, len(view.issued))
        items = {item.slug: item for item in shown}.values()
    elif isinstance(view, ConcordanceView):
        total, items = view.total, [one.item for one in view.excerpts[:FIRST]]
    elif isinstance(view, ChronologyView):
        total, items = sum(count for _, count in view.bars), view.items[:FIRST]
    elif isinstance(view, DebateView):
        total, items = len(view.items), view.items[:FIRST]
    named = [(item.title, on.at(f"statements/{item.slug}/index.html")) for item in items]
    return max(total, len(named)), named[:FIRST]


def subject(view: DossierView, on: Ground) -> Node:
    """Return what a dossier is about: a term, an agent, a place or an event."""
    others = [form for code in view.variants for form in view.variants[code]]
    names = [name for code, name in view.names.items() if name != view.name]
    same = [
        labels.SCHEMES[scheme.lower()][1].format(value)
        for scheme, value in view.identifiers.items()
        if scheme.lower() in labels.SCHEMES
    ]
    agent_kind = "" if not view.names else "Person" if view.person else "Organization"
    found: Node = {
        "@type": THINGS.get(view.section, agent_kind),
        "name": view.name,
        "alternateName": [*names, *others][:FIRST],
        "description": view.scope_note,
        "sameAs": same,
    }
    if view.section == "tags":
        found["inDefinedTermSet"] = on.at("tags/index.html")
    if view.section == "events":
        found["startDate"] = exact(view.date)
    if view.latitude is not None and view.longitude is not None and view.section == "places":
        found["geo"] = {
            "@type": "GeoCoordinates", "latitude": view.latitude, "longitude": view.longitude,
        }  # fmt: skip
    return known(found)


def _thing(kind: str, name: Name, on: Ground) -> Node:
    return {"@type": kind, "name": name.text, "url": on.at(name.path)}
