"""An editor's own page: its Markdown as HTML with an allow-list of elements and addresses."""

from __future__ import annotations

import posixpath
from functools import cache

import nh3
from markdown import Markdown
from markupsafe import Markup


@cache
def _markdown() -> Markdown:
    # One instance for all pages: setting one up costs more than converting a page.
    return Markdown(extensions=["attr_list", "def_list", "footnotes", "tables", "toc"])


def editors_markdown(source: str) -> Markup:
    """Return an editor's Markdown as HTML with an allow-list of elements and addresses.

    A link to a neighbouring ``name.md`` or ``name.ar.md`` leads to that page of the site.
    """
    html = _markdown().reset().convert(source)
    clean = nh3.clean(
        html,
        attributes={**nh3.ALLOWED_ATTRIBUTES, "*": {"id", "lang", "dir", "class"}},
        attribute_filter=_neighbour,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return Markup(clean)  # noqa: S704 - cleaned


def _neighbour(_element: str, attribute: str, value: str) -> str:
    if attribute != "href" or ":" in value or not value.partition("#")[0].endswith(".md"):
        return value
    file, mark, fragment = value.partition("#")
    return f"../{posixpath.basename(file).split('.')[0]}/index.html{mark}{fragment}"
