"""What a process is handed to make, and what it gives back: pure values for any machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from archive.model import Frozen
from archive.showing.pieces import Site
from archive.showing.scope import Page


class Task(Frozen, frozen=True):
    """Pages of one interface language to make, with all that they are made from.

    A pure value: any process on any machine that has the archive's folder can do it.
    """

    root: str
    theme: str
    scratch: str
    site: Site
    prefix: str
    pages: tuple[Page, ...]
    statements: dict[str, bytes]
    readings: dict[str, bytes]
    seeds: dict[str, bytes]


class Rendered(Frozen, frozen=True):
    """A finished page: its path below the site's root, its bytes, its anchors and its links."""

    path: str
    content: bytes
    ids: tuple[str, ...]
    links: tuple[str, ...]


def top_of(site: Site) -> str:
    """Return the path of the site's root on its server."""
    return urlsplit(site.url).path.rstrip("/") + "/"


def prefix_of(site: Site, language: str) -> str:
    """Return the folder of an interface language below the site's root: "" for the first."""
    return "" if language == site.languages[0][0] else f"{language}/"
