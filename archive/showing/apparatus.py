"""The lists after a statement's text as HTML: names by paragraph, relations with their passages.

These are the longest parts of a page, so they are joined here and not spelt out by a template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from markupsafe import Markup

from archive.model import IssueDate, Passage, RelationType, Statement
from archive.naming.scripts import direction_of
from archive.showing.arrangement import grouped_ties
from archive.showing.excerpts import quoted
from archive.showing.phrases import paragraph
from archive.showing.pieces import Item, Name, Tie
from archive.showing.reasons import Reasons


def linked(name: Name, root: str) -> str:
    """Return a name as a link to its page, or as plain words where it has none."""
    words = escape(name.text, quote=False)
    if not name.path:
        return f"<span>{words}</span>"
    return f'<a href="{escape(root + name.path)}">{words}</a>'


def names(found: Iterable[Name], root: str) -> Markup:
    """Return names in one line, as links where they have pages, with dots between them."""
    return Markup(" · ".join(linked(name, root) for name in found))  # noqa: S704  escaped in linked()


def places(found: Iterable[Name]) -> list[Name]:
    """Return the places among names, in alphabetical order."""
    return sorted((name for name in found if name.kind == "place"), key=_filed)


def _filed(name: Name) -> str:
    return name.text.lower()


def mentions(found: Iterable[Name], root: str) -> Markup:
    """Return the names of a statement in order of their words, each with its paragraphs."""
    html = []
    for name in sorted(found, key=lambda name: (name.text.casefold(), name.path)):
        places = "".join(
            f' <a href="#{escape(anchor)}">{escape(paragraph(anchor))}</a>'
            for anchor in name.anchors
        )
        html.append(f"<li>{linked(name, root)}{places}</li>")
    return Markup("\n".join(html))  # noqa: S704  every part was escaped as it was made


def related(
    ties: Iterable[Tie],
    statement: Statement,
    root: str,
    *,
    label: Callable[[RelationType, bool], str],
    reasons: Reasons,
    date: Callable[[IssueDate | None, str], str],
) -> Markup:
    """Return the ties of a statement by type, with the reasons and the passages of both sides.

    ``label`` names a type read in one direction, ``reasons`` words what rules found, ``date`` shows
    a date with its basis.
    """
    html: list[str] = []
    own = f' lang="{escape(statement.language)}" dir="{statement.direction}"'
    for bundle in grouped_ties(ties):
        html.append(f'<section class="tie">\n<h3>{escape(label(bundle.type, bundle.inverse))}</h3>')
        for item, members in bundle.others:
            page = escape(f"{root}statements/{item.slug}/index.html")
            when = escape(date(item.date, item.date_kind))
            title = escape(item.title, quote=False)
            html.append(
                f'<p class="other"><a href="{page}" lang="{escape(item.language)}">'
                f'<bdi>{title}</bdi></a> <span class="by">{when}</span></p>'
            )
            html.extend(_tie(tie, item, page, statement, own, reasons) for tie in members)
        html.append("</section>")
    return Markup("\n".join(html))  # noqa: S704  every part was escaped as it was made


def _tie(tie: Tie, item: Item, page: str, statement: Statement, own: str, reasons: Reasons) -> str:
    html = ""
    if tie.because:
        own_words = f' lang="{escape(tie.language)}" dir="{direction_of(tie.language)}"'
        html = f'<p class="because"{own_words}>{escape(tie.because, quote=False)}</p>\n'
    elif tie.why:
        html = f'<p class="because">{reasons.html(tie.why, page, inverse=tie.inverse)}</p>\n'
    if not tie.here and not tie.there:
        return html
    theirs = f' lang="{escape(item.language)}" dir="{item.direction}"'
    here = "".join(_passage(passage, "", statement) for passage in tie.here)
    there = "".join(_passage(passage, page, None) for passage in tie.there)
    sides = "".join(
        f'<div><p class="by">{escape(label, quote=False)}</p>\n<div{tag}>{passages}</div></div>\n'
        for label, tag, passages in zip(reasons.sides, (own, theirs), (here, there), strict=True)
        if passages
    )
    return f'{html}<div class="sides">\n{sides}</div>'


def _passage(passage: Passage, page: str, statement: Statement | None) -> str:
    """Return the words of a passage with the link to their paragraph; ``page`` is escaped."""
    anchor = escape(passage.anchor)
    return (
        f'<blockquote><p>{quoted(passage, statement)} <a class="p" href="{page}#{anchor}">'
        f"{escape(paragraph(passage.anchor))}</a></p></blockquote>"
    )
