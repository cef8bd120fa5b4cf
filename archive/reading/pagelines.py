"""A web page as the lines that it shows: text of block elements in order, with their headings.

Also takes apart the tables that only lay a page out, and drops what readers wrote under a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html

from archive.reading import furniture
from archive.reading.languages import phrase, tables

_HIDDEN = frozenset(("script", "style", "noscript", "template", "head", "svg", "select", "button"))
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark nobr q s samp"  # noqa: SIM905
    " small span strike strong sub sup time tt u var wbr".split()
)
_PARTS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th"))
_BLOCKS = ("p", "br", "h1", "h2", "h3", "h4", "div", "ul", "ol", "hr", "table", "blockquote")
_CELL_MOST = 300
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:titre|titolo|titulo|titel|title|headline|entry-title|post-title)(?:$|\s)",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?:^|[\s_-])(?:site|blog|page-header|header|logo|brand|masthead)(?:$|[\s_-])", re.IGNORECASE
)
_READERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|commentlist|comms?|commentaires?|kommentare?|"
    r"comentarios|comentários|commenti|reacties|reactions?|aanvullingen|yorumlar|disqus|respond)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADING = re.compile(r"h[1-6]")


class Shown(NamedTuple):
    """A line of the page; ``level`` is that of its heading (7: marked as a title), 0 for text."""

    text: str
    level: int


def shown(tree: html.HtmlElement) -> list[Shown]:
    """Return the lines of the page in order, without what browsers hide."""
    lines: list[Shown] = []
    parts: list[str] = []
    level = 0

    def flush() -> None:
        text = " ".join("".join(parts).split())
        parts.clear()
        if text:
            lines.append(Shown(text, level))

    for event, element in _walk(tree):
        if event == "text":
            parts.append(str(element))
            continue
        flush()
        level = element if isinstance(element, int) else level
    flush()
    return lines


def _walk(tree: html.HtmlElement) -> Iterator[tuple[str, object]]:
    """Yield ("text", words) and ("edge", level of the heading that is open or 0) in order."""
    stack: list[tuple[html.HtmlElement, int, bool]] = [(tree, 0, False)]
    while stack:
        element, outer, leaving = stack.pop()
        if leaving:
            if element.tag not in INLINE:
                yield "edge", outer
            if element.tail:
                yield "text", element.tail
            continue
        if not isinstance(element.tag, str) or element.tag in _HIDDEN:
            if element.tail:
                yield "text", element.tail
            continue
        level = _level(element) or outer
        if element.tag not in INLINE:
            yield "edge", level
        if element.text:
            yield "text", element.text
        stack.append((element, outer, True))
        stack += [(child, level, False) for child in reversed(element)]


def _level(element: html.HtmlElement) -> int:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _SITE.search(named) and _HEADING.fullmatch(element.tag) is None:
        return 0
    if _HEADING.fullmatch(element.tag):
        return 0 if "site" in named else int(element.tag[1])
    return 7 if named.strip() and _TITLED.search(named) and "site" not in named else 0


def unlay(tree: html.HtmlElement) -> None:
    """Turn the parts of tables that only lay out the page into plain blocks, in place."""
    for table in list(tree.iter("table")):
        if _lays_out(table):
            for part in [table, *_own_parts(table)]:
                part.tag = "div"


def _own_parts(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in table:
        if child.tag in _PARTS and child.tag != "table":
            yield child
            yield from _own_parts(child)


def _lays_out(table: html.HtmlElement) -> bool:
    """Return whether a cell of the table holds blocks or much text: a part of a page, no datum."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return True
    if len(list(table.iter("tr"))) == 1:
        return True
    for cell in table.iter("td"):
        blocks = sum(1 for _ in cell.iter(*_BLOCKS))
        if blocks and len(str(cell.text_content())) > _CELL_MOST:
            return True
    return False


def without_readers(tree: html.HtmlElement) -> None:
    """Drop the comments of readers from the page, in place, by their marks and their headings."""
    whole = len(str(tree.text_content()))
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in {"body", "main", "article", "html"} or not named.strip():
            continue
        if _READERS.search(named) and 3 * len(str(element.text_content())) < whole:
            element.drop_tree()
    for heading in list(tree.iter("h2", "h3", "h4", "h5")):
        words = " ".join(str(heading.text_content()).split())
        if heading.getparent() is None or len(words) > 60 or not _heads_comments(words):
            continue
        after = [each for each in heading.itersiblings() if isinstance(each.tag, str)]
        if 3 * sum(len(str(each.text_content())) for each in after) < whole:
            for each in (*after, heading):
                each.drop_tree()


def _heads_comments(words: str) -> bool:
    if furniture.is_comment_head(words):
        return True
    plain = phrase(words)
    return plain in tables().comments or (
        plain in tables().furniture and furniture.is_about_comments(words)
    )
