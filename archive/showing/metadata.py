"""What a page's head tells other programs: OpenGraph, Highwire's ``citation_*`` and Dublin Core.

Made in one piece by code, not by loops of a template, since every page has it.  A date stands here
only as precise as it is known; in Dublin Core it keeps its EDTF marks of doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel.core import get_global
from markupsafe import Markup

from archive.model import Frozen, IssueDate, Statement
from archive.reading import dates
from archive.showing.compiling import html_of
from archive.showing.pieces import CARD, Here, Name, Site
from archive.showing.spans import safe
from archive.showing.views import MissingView, StatementView


def exact(date: IssueDate | None) -> str:
    """Return a date in ISO 8601 as far as it is certain ("2016-09-30", "2016-09", "2016").

    An uncertain or approximate date has no ISO form and is ""; an interval is what its ends share.
    """
    if date is None or date.qualifier:
        return ""
    if date.until and date.until[0] != date.year:
        return ""
    return dates.machine(date)


def card_of(view: Frozen) -> str:
    """Return where a page's card is: below the site's root for a statement, else its language's."""
    if isinstance(view, StatementView):
        return f"statements/{view.slug}/card.png"
    return "card.png"


@cache
def territorial(language: str) -> str:
    """Return a language as OpenGraph writes it, "en_US", by CLDR's likely subtags."""
    code, _, region = language.replace("-", "_").partition("_")
    likely = get_global("likely_subtags").get(code, "").split("_")
    region = region if len(region) == 2 else likely[-1]
    return f"{code}_{region}" if len(region) == 2 else code


def head(view: Frozen, page: Here, site: Site, heading: Markup, summary: Markup) -> Markup:
    """Return the tags that social networks read; ``heading`` and ``summary`` are HTML text.

    A card can be named only by its whole address, so there is none where the site's is not known.
    """
    kind = "article" if isinstance(view, StatementView) else "website"
    tags = (
        f'<meta property="og:title" content="{heading}">\n'
        f'<meta property="og:type" content="{kind}">\n'
        f'<meta property="og:description" content="{summary}">\n'
        f'<meta property="og:site_name" content="{html_of(site.name)}">\n'
        f'<meta property="og:locale" content="{territorial(page.language)}">'
    )
    if page.canonical and not isinstance(view, MissingView):
        card = card_of(view)
        own = isinstance(view, StatementView) or page.language == site.languages[0][0]
        place = html_of(f"{site.url}/{'' if own else page.language + '/'}{card}")
        tags += (
            f'\n<meta property="og:url" content="{html_of(page.canonical)}">\n'
            f'<meta property="og:image" content="{place}">\n'
            '<meta property="og:image:type" content="image/png">\n'
            f'<meta property="og:image:width" content="{CARD[0]}">\n'
            f'<meta property="og:image:height" content="{CARD[1]}">\n'
            f'<meta property="og:image:alt" content="{heading}">\n'
            '<meta name="twitter:card" content="summary_large_image">'
        )
    return Markup(tags)  # noqa: S704 - every part is escaped as it is made, or comes as HTML


def bibliographic(text: Statement, page: Here, site: Site, tags: Iterable[Name]) -> Markup:
    """Return the tags of a statement that reference managers and libraries read."""
    pairs = [("citation_title", text.title), ("dcterms.title", text.title)]
    for who in text.creators:
        if who.role == "translator":
            pairs.append(("dcterms.contributor", who.name))
        else:
            pairs += [("citation_author", who.name), ("dcterms.creator", who.name)]
    if text.date:
        if certain := exact(text.date):
            pairs.append(("citation_publication_date", certain.replace("-", "/")))
        pairs.append(("dcterms.issued", text.date.edtf))
    pairs += [("citation_language", text.language), ("dcterms.language", text.language)]
    pairs += [("dcterms.type", "Text"), ("dcterms.isPartOf", site.name)]
    if subjects := [tag.text for tag in tags]:
        pairs.append(("citation_keywords", "; ".join(subjects)))
        pairs += [("dcterms.subject", subject) for subject in subjects]
    if safe(text.source_url):
        pairs.append(("dcterms.source", text.source_url))
    if text.rights:
        pairs.append(("dcterms.rights", text.rights))
    if page.canonical:
        pairs.append(("citation_public_url", page.canonical))
        pairs.append(("dcterms.identifier", page.canonical))
    return Markup(  # noqa: S704 - escaped right here
        "\n".join([f'<meta name="{name}" content="{html_of(value)}">' for name, value in pairs])
    )
