"""A statement's blocks to HTML: anchors, paragraph numbers, source lines, and what was set aside.

Every element that shows lines of the seed says which in ``data-lines`` and holds exactly their
words; see ``spans`` for what stands inside.  The HTML knows no interface language, so both
languages of the site share it; words of the interface come from the templates.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

from markupsafe import Markup

from archive.model import Block, Statement
from archive.showing import apparatus, arrangement, collation, excerpts, graph, metadata
from archive.showing.notes import notes
from archive.showing.spans import GAP, Apparatus, inline, safe

# How a run of list items is set.  A seed's own numbers are among its words, so no list counts.
LISTS = ("slogans", "bullets", "numbers")


def lines_of(block: Block) -> str:
    """Return the attribute that names a block's source lines."""
    return f' data-lines="{" ".join(map(str, block.lines))}"' if block.lines else ""


@lru_cache(maxsize=1024)
def number(anchor: str) -> str:
    """Return the link in the margin by which a block is cited: "4" for #p4, "s2" for #s2."""
    if not anchor:
        return ""
    shown = anchor.removeprefix("p")
    return f'<a class="n app" href="#{escape(anchor)}">{escape(shown)}</a>'


@lru_cache(maxsize=1024)
def identified(anchor: str) -> str:
    """Return the attribute that makes a block a target."""
    return f' id="{escape(anchor)}"' if anchor else ""


def body(statement: Statement) -> Markup:
    """Return the reading text, each block with its anchor, its number and its lines."""
    apparatus = Apparatus(statement)
    ranks = heading_ranks(statement.body)
    html: list[str] = []
    headings = 0
    for kind, run in groupby(statement.body, key=_run):
        if kind:
            html.append(_list(kind, tuple(run), apparatus, numbered=True))
            continue
        for block in run:
            if block.kind == "heading":
                headings += 1
                html.append(_heading(block, apparatus, ranks, headings))
            else:
                html.append(_block(block, apparatus, numbered=True))
    return Markup("\n".join(html))  # noqa: S704  every part was escaped as it was made


def back(statement: Statement) -> Markup:
    """Return the back matter: its blocks in order, without numbers in the margin."""
    apparatus = Apparatus(statement)
    html: list[str] = []
    for kind, run in groupby(statement.back, key=_run):
        if kind:
            html.append(_list(kind, tuple(run), apparatus, numbered=False))
        else:
            html.extend(_block(block, apparatus, numbered=False) for block in run)
    return Markup("\n".join(html))  # noqa: S704  every part was escaped as it was made


def _run(block: Block) -> str:
    return (block.style or "bullets") if block.kind == "item" else ""


def heading_ranks(blocks: tuple[Block, ...]) -> dict[int, int]:
    """Return the HTML rank of each heading level in use: 2, 3 … without leaving one out."""
    levels = sorted({block.level for block in blocks if block.kind == "heading"})
    return {level: min(2 + place, 6) for place, level in enumerate(levels)}


def _heading(block: Block, apparatus: Apparatus, ranks: dict[int, int], place: int) -> str:
    rank = ranks[block.level]
    anchor = block.anchor or f"h{place}"
    text = inline(block, apparatus)
    return f"<h{rank}{identified(anchor)}{lines_of(block)}>{text}</h{rank}>"


def _list(style: str, blocks: tuple[Block, ...], apparatus: Apparatus, *, numbered: bool) -> str:
    name = style if style in LISTS else "bullets"
    html = [f'<ul class="{name}">']
    for block in blocks:
        cite = number(block.anchor) if numbered else ""
        text = inline(block, apparatus)
        html.append(f"<li{identified(block.anchor)}{lines_of(block)}>{cite}{text}</li>")
    html.append("</ul>")
    return "\n".join(html)


def _block(block: Block, apparatus: Apparatus, *, numbered: bool) -> str:
    if block.kind == "rule":
        return "<hr>"
    cite = number(block.anchor) if numbered else ""
    # The line feed keeps the words of two lines apart where the page's text is taken out.
    text = inline(block, apparatus, "<br>\n" if block.kind == "verse" else " ")
    name = {"verse": ' class="verse"', "note": ' class="footnote"'}.get(block.kind, "")
    html = f"<p{identified(block.anchor)}{name}{lines_of(block)}>{cite}{text}</p>"
    return f"<blockquote>{html}</blockquote>" if block.kind == "quotation" else html


def head(statement: Statement) -> Markup:
    """Return kicker, title and subtitle as they stand in the text.

    A title that the text does not show, or that an editor changed, is in brackets and names no
    lines.
    """
    apparatus = Apparatus(statement)
    parts: dict[str, list[str]] = {"kicker": [], "title": [], "subtitle": []}
    for block in statement.head:
        parts.setdefault(block.kind, []).append(f"{lines_of(block)}>{inline(block, apparatus)}")
    html = [f'<p class="kicker"{part}</p>' for part in parts["kicker"]]
    if len(parts["title"]) == 1:
        html.append(f"<h1{parts['title'][0]}</h1>")
    elif parts["title"]:
        lines = "<br>".join(f"<span{part}</span>" for part in parts["title"])
        html.append(f"<h1>{lines}</h1>")
    else:
        html.append(f"<h1>{escape(bracketed_title(statement), quote=False)}</h1>")
    if parts["subtitle"]:
        html.extend(f'<p class="subtitle"{part}</p>' for part in parts["subtitle"])
    elif statement.subtitle:
        html.append(f'<p class="subtitle">[{escape(statement.subtitle, quote=False)}]</p>')
    return Markup("\n".join(html))  # noqa: S704  every part was escaped as it was made


def bracketed_title(statement: Statement) -> str:
    """Return the title in square brackets (DACS 2.3), once, for a statement that shows none."""
    title = statement.title
    return title if title.startswith("[") and title.endswith("]") else f"[{title}]"


def aside(statement: Statement) -> Markup:
    """Return the lines that are not part of the reading text, word for word, as list items."""
    return Markup("\n").join(
        Markup(f'<li value="{line}" data-lines="{line}">{held(statement, line, text)}</li>')  # noqa: S704
        for line, text in statement.aside
    )


def held(statement: Statement, line: int, text: str) -> str:
    """Return one line escaped, with a gap for each stretch that is withheld there."""
    html = escape(text, quote=False)
    for withheld in statement.withheld:
        if withheld.line == line:
            html = html.replace(escape(withheld.text, quote=False), GAP)
    return html


FILTERS: dict[str, Callable[..., Any]] = {
    "aside": aside,
    "back": back,
    "bibliographic": metadata.bibliographic,
    "body": body,
    "collated": collation.collated,
    "chronicle": arrangement.chronicle,
    "excerpt": excerpts.excerpt,
    "head": head,
    "head_tags": metadata.head,
    "kwic": excerpts.kwic,
    "linked": apparatus.names,
    "linked_data": graph.linked,
    "mentions": apparatus.mentions,
    "notes": notes,
    "one_is_current": arrangement.one_is_current,
    "places": apparatus.places,
    "quoted": excerpts.quoted,
    "safe_address": safe,
}
