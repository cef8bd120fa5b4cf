"""Tags of HTML in the form that templates write, and what they say that matters to a proof."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

# Elements that have no end; those of a drawing may close themselves.
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
DRAWN = frozenset({"circle", "g", "line", "path", "rect", "svg", "text", "use"})
# Elements whose content is text whatever it looks like (HTML, 13.2.5.2 and 13.2.5.4).
RAW = frozenset({"script", "style", "title"})
# What may stand in an element that shows lines: no parser moves these elsewhere.
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
})  # fmt: skip
KNOWN = VOID | DRAWN | RAW | INLINE | {
    "address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hgroup", "html", "label", "legend", "li", "main", "nav",
    "ol", "output", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip
# A correction, and its two readings.
ROLES = frozenset({"choice", "sic", "corr"})

# So many different tags are remembered; most tags of a page stand on many others too.
REMEMBERED = 16_384

_tag = re.compile(
    r"""(/?)([a-z][a-z0-9]*)((?:\s+[A-Za-z][\w:.-]*(?:="[^"]*")?)*)\s*(/?)""", re.ASCII
).fullmatch
_attributes = re.compile(r"""([A-Za-z][\w:.-]*)(?:="([^"]*)")?""", re.ASCII).findall
# The tag that comes up oftenest, and seldom twice: a link to a place of its own.
_link = re.compile(
    rb"""a(?: class="([a-z -]*)")? href="([^"&]*)"(?: (?:lang|dir|rel|type|hreflang)="[^"&]*")*"""
).fullmatch
# An ampersand that begins none of the references which escaping writes.
_other_reference = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#34|#39|#x27);)").search


class Loose(Exception):  # noqa: N818 - no fault of the page: it is read in another way
    """The page is not of the strict form."""


class Note(NamedTuple):
    """What a tag says that matters to a proof; "" or None where it says nothing.

    ``app`` is true where its words are not the text's: of the apparatus, or hidden.  ``next`` is
    what alone may follow a tag whose content is plain text.
    """

    id: str | None
    href: str | None
    loads: tuple[str, ...]
    compared: str | None
    lines: tuple[int, ...] | None
    app: bool
    role: str
    next: bytes


# (step, name, note): step is 1 where an element begins, -1 where one ends, 0 where one is empty.
Tag = tuple[int, str, Note | None]


class Tags(dict[bytes, Tag]):
    """Tags by what stands between "<" and ">", in UTF-8."""

    def __missing__(self, text: bytes) -> Tag:
        if len(self) >= REMEMBERED:
            self.clear()
        tag = self[text] = _parsed(text.decode())
        return tag


class Notes(dict[bytes, Note | None]):
    """The notes alone of the same tags, since most tags of a page are looked at for these only."""

    def __missing__(self, text: bytes) -> Note | None:
        if len(self) >= REMEMBERED:
            self.clear()
        link = _link(text)
        classes = link[1].split() if link and link[1] else ()
        if link is None or not _ROLES.isdisjoint(classes):
            note = self[text] = TAGS[text][2]
            return note
        href = link[2].decode()
        note = self[text] = Note(None, href, (), None, None, b"app" in classes, "", b"")
        return note


_ROLES = frozenset(role.encode() for role in ROLES)
TAGS = Tags()
NOTES = Notes()


def _parsed(text: str) -> Tag:
    match = _tag(text)
    if match is None:
        if text == "!doctype html":
            return (0, "", None)
        raise Loose
    end, name, rest, slash = match.groups()
    if name not in KNOWN or (end and (rest or slash)):
        raise Loose
    if end:
        return (-1, name, None)
    if slash and name not in VOID and name not in DRAWN:
        raise Loose
    step = 0 if slash or name in VOID else 1
    return (step, name, _note(name, rest) if rest or name in RAW else None)


def _note(name: str, rest: str) -> Note | None:
    values: dict[str, str] = {}
    for key, value in _attributes(rest):
        values.setdefault(key.lower(), decoded(value))
    classes = values.get("class", "").split()
    roles = [word for word in classes if word in ROLES]
    if len(roles) > 1:
        raise Loose
    loads = [values[key] for key in ("src", "srcset") if key in values]
    if name == "link" and values.get("rel") not in ("canonical", "alternate") and "href" in values:
        loads.insert(0, values["href"])
    lines = values.get("data-lines")
    note = Note(
        values.get("id"),
        values.get("href") if name == "a" else None,
        tuple(loads),
        values.get("data-compared"),
        None if lines is None else numbers(lines),
        "app" in classes or "hidden" in values,
        roles[0] if roles else "",
        f"/{name}".encode() if name in RAW else b"",
    )
    return note if note != NOTHING else None


NOTHING = Note(None, None, (), None, None, app=False, role="", next=b"")


def numbers(text: str) -> tuple[int, ...]:
    """Return the line numbers in a value; what is no number is none."""
    return tuple(int(word) for word in text.split() if word.isdecimal())


def decoded(text: str) -> str:
    """Return text with its character references resolved; raises Loose at an unusual one."""
    if "&" not in text:
        return text
    if _other_reference(text):
        raise Loose
    return unescape(text)
