"""A saved web page as plain text: what it says of itself as labelled lines, then its main text.

The main text is trafilatura's; the description is read from JSON-LD, ``citation_*``, Dublin Core,
OpenGraph and ``<time>``, in that order, and from the lines that the page shows around its heading.
"""

from __future__ import annotations

import re

from lxml import html

from archive.reading import furniture, inline, pagehead, pagelines, seeds
from archive.reading.layout import key, marker
from archive.reading.pagelines import Shown

_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_LINKED = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_TOP, _LINE_MOST, _MANY_LINES = 6, 200, 1500
_LABELS = (("title", "Title"), ("author", "Author"), ("date", "Date"), ("place", "Place"),
           ("source", "Source"))  # fmt: skip


def text(file: str, data: bytes, encoding: str = "") -> str:
    """Return the page as a seed holds it: "Title: …" and other labelled lines, then Markdown.

    Raises ProblemsFound as ``seeds.decoded`` does; ``encoding`` is the declared one, else the
    page's own word is taken.
    """
    from trafilatura import extract  # noqa: PLC0415  slow to import

    # Once decoded, a declaration of XML would only contradict what the text is by now.
    source = _XML.sub("", seeds.decoded(file, data, encoding or _declared(data))[0])
    tree = html.fromstring(source) if source.strip() else html.fromstring("<p></p>")
    pagelines.unlay(tree)
    lines = pagelines.shown(tree)
    found = pagehead.describe(tree, lines)
    pagelines.without_readers(tree)
    if (base := found["source"]) and isinstance(tree, html.HtmlElement):
        tree.make_links_absolute(base, handle_failures="ignore")
    body = extract(
        tree, output_format="markdown", include_comments=False, include_links=True,
        include_images=False, include_tables=True, with_metadata=False,
        # What it compares its own result with takes time by the square of a page's lines.
        fast=len(lines) > _MANY_LINES,
    ) or "\n\n".join(line.text for line in pagelines.shown(tree))  # fmt: skip
    body = _without_head(_with_lists(tree, lines, body), found)
    if not found["title"]:
        body = "\n\n".join([*_above(lines, body), body])
    head = [f"{label}: {found[key]}" for key, label in _LABELS if found.get(key)]
    return "\n".join(head) + "\n\n" + body.strip() + "\n"


def _without_head(body: str, found: dict[str, str]) -> str:
    """Return the main text without the heading and the byline that the labels above it give."""
    known = {key(line) for line in (found["title"], *found["byline"].split("\n"))} - {""}
    paragraphs = body.strip().split("\n\n")
    top = [part for part in paragraphs[:_TOP] if _key(part) not in known]
    return "\n\n".join(top + paragraphs[_TOP:])


def _key(part: str) -> str:
    """Return what is compared of a line of Markdown: its words, not where its links lead."""
    return key(_LINKED.sub(r"\1", inline.read(part[len(marker(part)) :]).text))


def _with_lists(tree: html.HtmlElement, lines: list[Shown], body: str) -> str:
    """Return the main text with the lists that stand between its paragraphs and are not in it.

    Of short lists, trafilatura takes some for menus; between two paragraphs they are the text's.
    """
    items = {
        key(str(item.text_content()))
        for item in tree.iter("li")
        if all(child.tag in pagelines.INLINE for child in item)
    }
    paragraphs = body.strip().split("\n\n")
    places = {_key(row): n for n, part in enumerate(paragraphs) for row in part.split("\n")}
    missed: list[str] = []
    whole, above = key(_LINKED.sub(r"\1", body)), -1
    for line in lines:
        mine = key(line.text)
        if mine and mine in places:
            if missed and 0 <= above < places[mine]:
                paragraphs[above] += "\n\n" + "\n".join(f"- {item}" for item in missed)
            missed, above = [], places[mine]
        elif mine in items and above >= 0 and not furniture.is_furniture(line.text):
            missed += [line.text] * (mine not in whole)
        elif mine:
            missed, above = [], -1
    return "\n\n".join(paragraphs)


def _above(lines: list[Shown], body: str) -> list[str]:
    """Return the lines that the page shows above a main text without heading: it may be there."""
    first = key(inline.read(body.strip().split("\n", 1)[0]).text)
    place = next((n for n, line in enumerate(lines) if first and key(line.text) == first), 0)
    above: list[str] = []
    for line in reversed(lines[max(0, place - _TOP) : place]):
        if len(line.text) > _LINE_MOST or furniture.is_furniture(line.text):
            break
        above.append(line.text)
    return above[::-1]


def _declared(data: bytes) -> str:
    """Return the encoding that a page declares of itself (HTML 13.2.3.2), or nothing."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode().lower() if declared else ""
    # The standard's own table of labels: whoever says Latin-1 means Windows' superset of it.
    return "windows-1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name
