"""How to cite a statement: one description, several styles, never a date more precise than known.

Styles follow the shape of the Chicago Manual of Style (notes), the MLA Handbook and the APA manual.
Names stand as the statement gives them: it does not say which part of a name is the family's.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from html import escape

from babel.dates import format_date, format_skeleton
from markupsafe import Markup

from archive.model import IssueDate, Statement
from archive.reading import dates
from archive.showing.catalogues import translations

# Marks after which a title takes no full stop of its own.
FINAL = ("!", "?", ".", "…", "؟", "。")


def citations(
    statement: Statement, archive: str, address: str, language: str
) -> tuple[tuple[str, Markup], ...]:
    """Return (name of the style, citation as HTML) pairs in the interface's ``language``.

    ``archive`` is the archive's name and ``address`` where the page stands.
    """
    say = translations(language).gettext
    comma = say(", ")
    people = comma.join(_name(c.name) for c in statement.creators if c.role == "author")
    body = comma.join(_name(c.name) for c in statement.creators if c.role == "publisher")
    first, then = (people, body) if people else (body, "")
    kind = statement.basis["date"].kind if "date" in statement.basis else ""
    date = plain_date(statement.date, kind, language)
    title, site = _title(statement), f"<cite>{escape(archive, quote=False)}</cite>"
    where = f"<bdi>{escape(address, quote=False)}</bdi>"
    comma_title = say("“%(title)s,”") % {"title": title}
    stop_title = (say("“%(title)s”") if _ends(statement) else say("“%(title)s.”")) % {
        "title": title
    }
    held = [comma_title, *filter(None, [then]), date, site, where]
    chicago = (f"{first}{comma}" if first else "") + _after_quote(held, comma)
    mla = " ".join(
        filter(
            None,
            [_stop(first), stop_title, comma.join(filter(None, [site, then, date, where])) + "."],
        )
    )
    year = f"({year_first(statement.date, kind, language)})."
    apa_title = f"<cite>{title}</cite>" + ("" if _ends(statement) else ".")
    head = [_stop(first), year, apa_title] if first else [apa_title, year]
    apa = " ".join([*head, *filter(None, [_stop(then)]), f"{site}.", where])
    return (
        ("Chicago", Markup(chicago + ".")),  # noqa: S704  every part was escaped as it was made
        ("MLA", Markup(mla)),  # noqa: S704
        ("APA", Markup(apa)),  # noqa: S704
    )


def plain_date(date: IssueDate | None, kind: str, language: str) -> str:
    """Return the date of issue as citations give it: in brackets unless the text states it."""
    if date is None:
        return translations(language).gettext("n.d.")
    return dates.show(date, language, supplied=kind in ("supplied", "inferred"))


def year_first(date: IssueDate | None, kind: str, language: str) -> str:
    """Return the date with the year first, as author-date styles have it: "2016, 30 September"."""
    shown = plain_date(date, kind, language)
    if date is None or date.until or not date.month or date.qualifier not in ("", "~"):
        return shown
    bracketed = shown.startswith("[")
    if date.qualifier and not bracketed:
        return shown
    rest = _month_and_day(date.month, date.day, language)
    words = f"{date.year:04d}{translations(language).gettext(', ')}{rest}"
    return f"[{words}]" if bracketed else words


@lru_cache(maxsize=4096)
def _month_and_day(month: int, day: int, language: str) -> str:
    value = dt.date(2000, month, day or 1)  # any year that has a 29 February
    locale = "en_GB" if language.startswith("en") else language.replace("-", "_")
    if day:
        return str(format_skeleton("MMMMd", value, locale=locale))
    return str(format_date(value, "LLLL", locale=locale))


def _name(name: str) -> str:
    return f"<bdi>{escape(name, quote=False)}</bdi>"


def _title(statement: Statement) -> str:
    whole = f"{statement.title}: {statement.subtitle}" if statement.subtitle else statement.title
    return f'<bdi lang="{escape(statement.language)}">{escape(whole, quote=False)}</bdi>'


def _ends(statement: Statement) -> bool:
    return (statement.subtitle or statement.title).endswith(FINAL)


def _stop(text: str) -> str:
    return f"{text}." if text else ""


def _after_quote(parts: list[str], comma: str) -> str:
    """Join parts with commas, except after the first, whose comma stands inside its marks."""
    return f"{parts[0]} {comma.join(parts[1:])}"
