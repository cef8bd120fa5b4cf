"""What a finished page of any form holds: the same as ``finished``, read by lxml.

Several times as slow, and so only for pages that the strict reader refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree, html

from archive.showing.elements import numbers
from archive.showing.finished import Holdings, Shown

# Elements whose content no reader sees.
UNSEEN = frozenset({"script", "style", "template"})


def _path(expression: str) -> Callable[..., Any]:
    # Plain strings: those that know their element cost several times as much.
    return etree.XPath(expression, smart_strings=False)


def _class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_ids = _path("//@id")
_links = _path("//a/@href")
_loads = _path(
    "//link[not(@rel='canonical' or @rel='alternate')]/@href"
    " | //*[@src]/@src | //*[@srcset]/@srcset"
)
_shown = _path("//*[@data-lines][not(ancestor::*[@data-lines])]")
_choices = _path(f".//*[{_class('choice')}]")
_sic = _path(f"string(.//*[{_class('sic')}])")
_corr = _path(f"string(.//*[{_class('corr')}])")
_compared = _path("//@data-compared")
_contents = _path("//@content")


def read(source: str) -> Holdings:
    """Return what a finished page holds, whatever its form."""
    tree = html.document_fromstring(source)
    shown = _shown(tree)
    choices = (choice for element in shown for choice in _choices(element))
    return Holdings(
        ids=_ids(tree),
        links=_links(tree),
        loads=_loads(tree),
        compared=_compared(tree),
        shown=[_shown_by(element) for element in shown],
        choices=[(_sic(choice), _corr(choice)) for choice in choices],
    )


def text(source: str) -> str:
    """Return all text of a page, with what it says to programs in values of ``content``."""
    tree = html.document_fromstring(source)
    return "".join([*map(str, tree.itertext()), *_contents(tree)])


def _shown_by(element: etree._Element) -> Shown:
    parts: list[str] = []

    def collect(node: etree._Element) -> None:
        if _is_seen(node):
            parts.append(node.text or "")
            for child in node:
                collect(child)
                parts.append(child.tail or "")

    collect(element)
    return Shown(numbers(element.get("data-lines", "")), "".join(parts))


def _is_seen(node: etree._Element) -> bool:
    """Tell whether an element's own words are among those that a reader sees as the text."""
    if not isinstance(node.tag, str) or node.tag in UNSEEN:  # the tag of a comment is no string
        return False
    return "app" not in node.get("class", "").split() and node.get("hidden") is None
