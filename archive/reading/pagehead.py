"""What a web page says of its text: its metadata, and the lines that it shows around its heading.

Metadata often speak of the site: a title, an author or a date of theirs is taken only if nothing
that the page shows contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html

from archive.reading import bylines, datings, names, pagemeta
from archive.reading.languages import fold, phrase, starts_with, tables
from archive.reading.layout import ends_sentence, key
from archive.reading.pagelines import Shown

_PARTED = re.compile(r"\s*(?:\||::|»|«|›|·|•|–|—|\s-\s|:\s)\s*")
_START = 60
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LEAST, _TITLE_MOST, _LINE_MOST = 4, 300, 200
_ABOVE, _BELOW, _WORDS = 4, 12, 5


def describe(tree: html.HtmlElement, lines: list[Shown]) -> dict[str, str]:
    """Return title, author, date and source of a page that shows ``lines``, "" if not given.

    ``byline`` holds the lines that gave author or date, one after another.
    """
    metas, linked = pagemeta.metas(tree), pagemeta.linked(tree)
    named = _squeezed(next(iter(tree.xpath("//title")), None))
    site = metas.get("site", "")
    given = linked.get("title") or metas.get("title", "")
    place = _heading(lines, named, given, site)
    found = {"title": _title(lines, place, named, given, site)}
    language = (tree.get("lang") or tree.get(_XML_LANG) or "")[:2].lower()
    around = _around(lines, place, language)
    found["author"] = _author(tree, linked, metas, around.author, named, lines)
    if key(found["author"]) == key(found["title"]):
        found["author"] = ""
    found["place"] = around.place
    stamped = linked.get("date") or metas.get("date", "")
    stamped = stamped if pagemeta.DAY.match(stamped) else pagemeta.time(tree) or stamped
    found["date"] = (
        stamped.replace("/", "-") if pagemeta.DAY.match(stamped) else around.date or stamped
    )
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    sources = [str(canonical[0]).strip() if canonical else "", linked.get("source", ""),
               metas.get("source", "")]  # fmt: skip
    found["source"] = next((s for s in sources if s.startswith(("http://", "https://"))), "")
    found = {field: " ".join(value.split()) for field, value in found.items()}
    return {**found, "byline": "\n".join(around.used)}


def _author(
    tree: html.HtmlElement,
    linked: dict[str, str],
    metas: dict[str, str],
    shown: str,
    named: str,
    lines: list[Shown],
) -> str:
    """Return the author: as described, unless that is the site; else as marked up or shown.

    ``<meta name="author">`` is what programs write of their user: it counts if the page shows it.
    """
    site = metas.get("site", "")
    described = _named(linked.get("author") or metas.get("author", ""))
    loose = _named(metas.get("name", ""))
    marked = _named(_without_date(pagemeta.byline(tree)))
    if not marked or ("; " in shown and key(marked) in key(shown)):
        # What the page shows may name several, of whom the mark has the first.
        marked = shown or marked
    if described and not (marked and _is_sites(described, named, site)):
        return described
    if loose and not _is_sites(loose, named, site) and _is_shown(loose, lines):
        return loose
    return marked or described or (loose if _is_sites(loose, named, site) else "")


def _heading(lines: list[Shown], named: str, given: str, site: str) -> int:
    """Return the place of the line that is the text's heading, or -1.

    It is the heading that the metadata or the page's name repeat; else the only one of its rank.
    """
    heads = [n for n, line in enumerate(lines) if line.level and len(line.text) < _TITLE_MOST]
    heads = [n for n in heads if key(lines[n].text) != key(site) or not site]
    for n in heads:
        if given and key(lines[n].text) == key(given):
            return n
    for n, line in enumerate(lines):
        if len(line.text) > _LEAST and key(line.text) in {key(given), key(named)} - {"", key(site)}:
            return n
    whole, parts = key(named), {key(part) for part in _PARTED.split(named)}
    inside = [
        n for n in heads
        if len(mine := key(lines[n].text)) >= _LEAST
        and (mine in parts or whole.startswith(mine) or whole.endswith(mine))
    ]  # fmt: skip
    # A site's own name is in every page's name, and so is shorter than the heading.
    if inside:
        return max(inside, key=lambda n: (len(lines[n].text), -n))
    for level in (1, 7, 2, 3):
        ranked = [n for n in heads if lines[n].level == level]
        if len(ranked) == 1:
            return ranked[0]
        if ranked:
            break
    return -1


def _title(lines: list[Shown], place: int, named: str, given: str, site: str) -> str:
    """Return the title: the heading, else what the metadata give, else the page's name if shown."""
    if place >= 0:
        return lines[place].text
    if given and key(given) != key(site):
        return _without_site(given, site)
    name = _without_site(named, site)
    shown = {key(line.text) for line in lines}
    return name if key(name) in shown or len(name.split()) > _LEAST else ""


class Around(NamedTuple):
    """Author, date (EDTF) and place that lines around the heading print, and those lines."""

    author: str
    date: str
    place: str
    used: list[str]


def _around(lines: list[Shown], place: int, language: str) -> Around:
    """Return what the lines around the heading say of the text's issue."""
    author = date = town = above = ""
    used: list[str] = []
    for line in (*(_beside(lines, place) if place >= 0 else ()), *_below(lines, place)):
        if author and date:
            break
        found = bylines.read(line.text, language) or _poster(line.text, language)
        if found is None or not (found.sure or found.dating):
            above = line.text
            continue
        used.append(line.text)
        if found.dating and not date and not found.dating.doubt:
            date = found.dating.date.edtf
            town = town or found.place
        if found.people and not author:
            author = "; ".join(found.people)
        elif found.dating and not author and _is_name(above, language):
            author = above
            used.append(above)
        above = ""
    return Around(author, date, town, used)


def _is_name(text: str, language: str) -> bool:
    """Return whether the line over a date is who wrote: two to four words, like a name."""
    return 1 < len(text.split()) <= _LEAST and names.likelihood(text, "", language) > 0


def _below(lines: list[Shown], place: int) -> Iterator[Shown]:
    """Yield the short lines below the text that say who posted it, or when: "Posted 14-Nov-99"."""
    for line in lines[max(place, 0) + 1 :]:
        if len(line.text) > _LINE_MOST:
            continue
        plain = fold(line.text)
        by = starts_with(plain, tables().by)
        if " " in by or len(starts_with(plain, tables().posted_openers)) > len(by) + _LEAST:
            yield line


def _beside(lines: list[Shown], place: int) -> Iterator[Shown]:
    """Yield the short lines below the heading up to the text, then those directly above it."""
    for line in lines[place + 1 : place + 1 + _BELOW]:
        if len(line.text) > _LINE_MOST or (ends_sentence(line.text) and len(line.text) > 90):
            break
        yield line
    for line in reversed(lines[max(0, place - _ABOVE) : place]):
        if len(line.text) <= _LINE_MOST:
            yield line


def _poster(text: str, language: str) -> bylines.Byline | None:
    """Return who posted: a few words, in capitals or not, set off from a time of day by a dash."""
    posted = starts_with(fold(text), tables().posted_openers)
    if len(posted) > _LEAST and (dating := datings.find(text[:_START], language)):
        return bylines.Byline((), dating)
    name, dash, rest = text.partition(" - ")
    if not dash or not 0 < len(name.split()) <= _WORDS or len(rest) > 40:
        return None
    found = bylines.read(rest, language)
    if found is None or found.dating is None or not found.dating.posted or found.people:
        return None
    return found._replace(people=names.parted(name))


def _is_sites(author: str, named: str, site: str) -> bool:
    """Return whether the author that the metadata name is the site itself."""
    mine = key(author)
    parts = [key(part) for part in (site, *_PARTED.split(named))]
    return bool(mine) and any(len(part) >= _LEAST and part in mine for part in parts)


def _is_shown(author: str, lines: list[Shown]) -> bool:
    mine = key(author)
    return any(mine in key(line.text) for line in lines)


def _without_date(marked: str) -> str:
    """Return the names of a mark that encloses the date too: "Jo Fenn » Sat 24 June 2017"."""
    found = bylines.read(marked, "")
    return "; ".join(found.people) if found and found.dating and found.people else marked


def _named(author: str) -> str:
    """Return the names, without accounts that are nobody's and addresses."""
    parts = [part.strip() for part in author.split("; ")]
    return "; ".join(
        part for part in parts
        if part and phrase(part) not in tables().nobody and not part.startswith(("http:", "https:"))
    )  # fmt: skip


def _squeezed(element: html.HtmlElement | None) -> str:
    return " ".join(str(element.text_content()).split()) if element is not None else ""


def _without_site(title: str, site: str) -> str:
    """Return the title without the name of the site that pages put before or behind it."""
    if site and title.endswith(site):
        return title[: -len(site)].rstrip(" |–—-·:»") or title
    if site and title.startswith(site):
        return title[len(site) :].lstrip(" |–—-·:»") or title
    return title
