"""The metadata of a web page: JSON-LD, ``citation_*``, Dublin Core, OpenGraph, marked-up names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import html

from archive.reading.languages import fold, starts_with, tables

_METAS = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "date": (
        "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
        "article:published_time", "dc.date", "dcterms.date", "datepublished", "date",
        "parsely-pub-date", "sailthru.date",
    ),
    "author": ("citation_author", "dc.creator", "dcterms.creator", "article:author",
               "parsely-author", "sailthru.author"),
    "name": ("author",),
    "site": ("og:site_name", "application-name", "dc.publisher"),
    "source": ("og:url",),
}  # fmt: skip
DAY = re.compile(
    r"\d{4}[-/]\d\d(?:[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)?"
)
_BYLINES = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//a[@rel='author']",
    "//*[@itemprop='author']",
    "//*[contains(concat(' ',@class,' '),' byline ')]//a",
    "//*[contains(concat(' ',@class,' '),' vcard ')]//*[contains(concat(' ',@class,' '),' fn ')]",
    "//*[contains(concat(' ',@class,' '),' author ')]",
    "//*[contains(@class,'author-name') or contains(@class,'author__name')]",
    "//*[contains(@class,'byline-name') or contains(@class,'byline__name')]",
    "//*[contains(concat(' ',@class,' '),' post-author ')]",
    "//*[contains(concat(' ',@class,' '),' entry-author ')]",
    "//*[contains(concat(' ',@class,' '),' article-author ')]",
    "//*[contains(concat(' ',@class,' '),' byline ')]",
)
_CHANGED = re.compile(r"updated|modified|changed", re.IGNORECASE)


def metas(tree: html.HtmlElement) -> dict[str, str]:
    """Return what the ``<meta>`` elements say of each field, the most exact name first."""
    by_name: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name and (content := (meta.get("content") or "").strip()):
            by_name.setdefault(name, []).append(content)
    found = {}
    for field, keys in _METAS.items():
        name = next((each for each in keys if each in by_name), "")
        if name:
            found[field] = "; ".join(by_name[name]) if field == "author" else by_name[name][0]
    return found


def linked(tree: html.HtmlElement) -> dict[str, str]:
    """Return what the page's JSON-LD says of the article (schema.org)."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if not kind.startswith("application/ld+json") or not script.text:
            continue
        try:
            data = json.loads(_bare(script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if "headline" in item or "datePublished" in item:
                by = {str(each.get("@id", "")): each for each in _items(data)}
                return {
                    "title": _string(item.get("headline") or item.get("name")),
                    "author": "; ".join(_people(item.get("author"), by)),
                    "date": _string(item.get("datePublished")),
                    "source": _string(item.get("url")),
                }
    return {}


def _bare(text: str) -> str:
    """Return a script's JSON without the marks of comment or CDATA that programs put around it."""
    starts = [place for place in (text.find("{"), text.find("[{")) if place >= 0]
    ends = max(text.rfind("}"), text.rfind("}]") + 1)
    return text[min(starts) : ends + 1] if starts else text


def _items(data: object) -> Iterator[dict[str, object]]:
    """Yield the objects of JSON-LD that are articles of some kind, and those of its graph."""
    if isinstance(data, list):
        for each in data[:200]:
            yield from _items(each) if isinstance(each, dict) else ()
    elif isinstance(data, dict):
        if isinstance(data.get("@graph"), list):
            yield from _items(data["@graph"])
        else:
            yield data


def _people(value: object, by: dict[str, dict[str, object]]) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            name = each.get("name") or by.get(str(each.get("@id", "")), {}).get("name")
            if isinstance(name, str) and name.strip():
                yield name.strip()
        elif isinstance(each, str) and each.strip() and not each.startswith("http"):
            yield each.strip()


def _string(value: object) -> str:
    from html import unescape  # noqa: PLC0415

    return unescape(value).strip() if isinstance(value, str) else ""


def byline(tree: html.HtmlElement) -> str:
    """Return the name that the page marks as its author's, the closest mark first."""
    for path in _BYLINES:
        for element in tree.xpath(path)[:4]:
            words = " ".join(" ".join(element.itertext()).split())
            opener = starts_with(fold(words), tables().by)
            name = words[len(opener) :].strip(" :,|·")
            if 2 < len(name) < 80:
                return name
    return ""


def time(tree: html.HtmlElement) -> str:
    """Return the first moment the page marks up that is not that of a change."""
    for element in tree.xpath("//time[@datetime]")[:6]:
        moment = element.get("datetime") or ""
        if DAY.match(moment) and not _CHANGED.search(element.get("class") or ""):
            return str(moment)
    return ""
