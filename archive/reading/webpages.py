"""A saved web page as plain text: its description as labelled lines, then its main text.

The main text is trafilatura's; the description is read here from JSON-LD, ``citation_*``, Dublin
Core, OpenGraph and ``<time>``, in that order, and only what the page says in so many words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import html

from archive.reading import seeds
from archive.reading.languages import fold, starts_with, tables

_METAS = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "date": (
        "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
        "article:published_time", "dc.date", "dcterms.date", "datepublished", "date",
        "parsely-pub-date", "sailthru.date",
    ),
    "author": ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author",
               "parsely-author", "sailthru.author"),
    "site": ("og:site_name",),
    "source": ("og:url",),
}  # fmt: skip
_DAY = re.compile(
    r"\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)?"
)
_BYLINES = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//a[@rel='author']",
    "//*[@itemprop='author']",
    "//*[contains(concat(' ',@class,' '),' byline ')]//a",
    "//*[contains(concat(' ',@class,' '),' author ')]",
    "//*[contains(concat(' ',@class,' '),' byline ')]",
)
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")


def text(file: str, data: bytes, encoding: str = "") -> str:
    """Return the page as a seed holds it: "Title: …" and other labelled lines, then Markdown.

    Raises ProblemsFound as ``seeds.decoded`` does; ``encoding`` is the declared one, else the
    page's own word is taken.
    """
    from trafilatura import extract  # noqa: PLC0415  slow to import

    # Once decoded, a declaration of XML would only contradict what the text is by now.
    source = _XML.sub("", seeds.decoded(file, data, encoding or _declared(data))[0])
    tree = html.fromstring(source) if source.strip() else html.fromstring("<p></p>")
    found = describe(tree)
    body = extract(
        source, output_format="markdown", include_comments=False, include_links=True,
        include_images=False, include_tables=True, with_metadata=False,
    ) or "\n\n".join(_paragraphs(tree))  # fmt: skip
    lines = [f"{label}: {found[key]}" for key, label in _LABELS if found.get(key)]
    return "\n".join(lines) + "\n\n" + body.strip() + "\n"


_LABELS = (("title", "Title"), ("author", "Author"), ("date", "Date"), ("source", "Source"))


def _declared(data: bytes) -> str:
    """Return the encoding that a page declares of itself (HTML 13.2.3.2), or nothing."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode().lower() if declared else ""
    # The standard's own table of labels: whoever says Latin-1 means Windows' superset of it.
    return "windows-1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name


def describe(tree: html.HtmlElement) -> dict[str, str]:
    """Return title, author, date and source of a page, each only if the page gives it."""
    metas = _metas(tree)
    linked = _linked(tree)
    heading = _squeezed(next(iter(tree.xpath("//h1")), None))
    found = {
        key: linked.get(key) or metas.get(key, "") for key in ("title", "author", "date", "source")
    }
    title = found["title"] or heading or _squeezed(next(iter(tree.xpath("//title")), None))
    found["title"] = _without_site(title, metas.get("site", ""), heading)
    found["author"] = found["author"] or _byline(tree)
    if found["author"].startswith(("http:", "https:")):
        found["author"] = _byline(tree)
    if not _DAY.match(found["date"]):
        found["date"] = _time(tree) or found["date"]
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    source = str(canonical[0]).strip() if canonical else found["source"]
    found["source"] = source if source.startswith(("http://", "https://")) else ""
    return {key: " ".join(value.split()) for key, value in found.items()}


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    by_name: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name and (content := (meta.get("content") or "").strip()):
            by_name.setdefault(name, []).append(content)
    found = {}
    for key, names in _METAS.items():
        for name in names:
            if name in by_name:
                found[key] = "; ".join(by_name[name]) if key == "author" else by_name[name][0]
                break
    return found


def _linked(tree: html.HtmlElement) -> dict[str, str]:
    """Return what the page's JSON-LD says of the article (schema.org)."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(script.text)
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


def _squeezed(element: html.HtmlElement | None) -> str:
    return " ".join(str(element.text_content()).split()) if element is not None else ""


def _without_site(title: str, site: str, heading: str) -> str:
    """Return the title without the name of the site that pages append to it."""
    if heading and len(heading) > 3 and title.startswith(heading):
        return heading
    if site and title.endswith(site):
        return title[: -len(site)].rstrip(" |–—-·:»") or title
    return title


def _byline(tree: html.HtmlElement) -> str:
    """Return the name that the page marks as its author's, the closest mark first."""
    for path in _BYLINES:
        for element in tree.xpath(path)[:4]:
            words = " ".join(" ".join(element.itertext()).split())
            opener = starts_with(fold(words), tables().by)
            name = words[len(opener) :].strip(" :,|·")
            if 2 < len(name) < 80:
                return name
    return ""


def _time(tree: html.HtmlElement) -> str:
    for element in tree.xpath("//time[@datetime]")[:1]:
        if _DAY.match(element.get("datetime") or ""):
            return str(element.get("datetime"))
    return ""


def _paragraphs(tree: html.HtmlElement) -> list[str]:
    """Return the paragraphs of a page too short for the extraction of a main text."""
    for element in tree.xpath("//script|//style|//head|//nav|//footer"):
        if element.getparent() is not None and isinstance(element.tag, str):
            element.drop_tree()
    blocks = tree.xpath("//p|//li|//h1|//h2|//h3|//blockquote")
    return [words for words in map(_squeezed, blocks or [tree]) if words]
