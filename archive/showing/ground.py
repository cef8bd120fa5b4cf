"""Where a page stands among the others, and the nodes of linked data that many pages have.

Addresses are whole where the site's own is known, else they are relative to the page, which JSON-LD
takes for its base.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from archive.model import Frozen
from archive.showing import labels
from archive.showing.catalogues import translations
from archive.showing.pieces import Here, Name, Site
from archive.showing.views import ConcordanceView, DossierView, StatementView

Node = dict[str, Any]
COLLECTION = ["Collection", "ArchiveComponent"]
AGENTS = {"person": "Person", "body": "Organization"}


class Ground(Frozen, frozen=True):
    """Where a page stands: what leads to the root of its language, and to that of the site."""

    site: Site
    page: Here
    root: str
    base: str

    def at(self, path: str) -> str:
        """Return the address of a page by its path in this language."""
        return self.root + (path.removesuffix("index.html") if self.site.url else path)

    def work(self, slug: str) -> str:
        """Return the address that stands for a statement in every language of the interface."""
        return f"{self.base}statements/{slug}/" + ("" if self.site.url else "index.html")


def ground(site: Site, page: Here, root: str, base: str) -> Ground:
    """Return where a page stands; ``root`` and ``base`` lead from it to the two roots."""
    if not site.url:
        return Ground(site, page, root, base)
    folder = "" if page.language == site.languages[0][0] else f"{page.language}/"
    return Ground(site, page, f"{site.url}/{folder}", f"{site.url}/")


def trail(view: Frozen, title: str, on: Ground) -> Iterator[tuple[str, str]]:
    """Yield the (name, address) pairs that lead from the home page to this one."""
    yield on.site.name, on.at("index.html")
    folders = on.page.path.split("/")[:-1]
    if not folders:
        return
    section = "chronology" if isinstance(view, StatementView) else folders[0]
    if len(folders) > 1 and section in labels.SECTIONS:
        words = translations(on.page.language).gettext(labels.SECTIONS[section])
        yield words, on.at(f"{section}/index.html")
    if len(folders) > 2 and isinstance(view, DossierView | ConcordanceView):
        yield view.name, on.at(f"{folders[0]}/{folders[1]}/index.html")
    yield title, on.page.canonical or on.at(on.page.path)


def agent(who: Name, on: Ground) -> Node:
    """Return a person or body; a name of which neither is known has no type."""
    found: Node = {"@type": AGENTS[who.agent]} if who.agent else {}
    found["name"] = who.text
    if who.path:
        found["url"] = on.at(who.path)
    return found


def archive_node(on: Ground) -> Node:
    """Return the archive that all pages are part of."""
    home = on.at("index.html")
    return {"@type": COLLECTION, "@id": f"{home}#archive", "name": on.site.name, "url": home}


def page_node(kind: str, title: str, on: Ground) -> Node:
    """Return the page itself, of a kind of schema.org's ``WebPage``."""
    return {
        "@type": kind,
        "name": title,
        "url": on.page.canonical or on.at(on.page.path),
        "inLanguage": on.page.language,
        "isPartOf": archive_node(on),
    }


def numbered(pairs: Iterable[tuple[str, str]]) -> list[Node]:
    """Return (name, address) pairs as the elements of a list."""
    return [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(pairs, 1)
    ]


def known(node: Node) -> Node:
    """Return a node without the keys of which nothing is known."""
    return {key: value for key, value in node.items() if value not in ("", None, [], 0)}
