"""The words of the interface in each language: the filters for dates, numbers, names and terms.

The messages are those of ``catalogues``; which month name, digit or list form a language
takes comes from CLDR, through Babel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from typing import Any
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup

from archive.model import IssueDate, RelationType
from archive.reading import dates
from archive.showing import apparatus, citation, labels, phrases
from archive.showing.catalogues import languages, problems, translations
from archive.showing.reasons import Reasons

__all__ = [
    "direction", "filters", "language_name", "languages", "native_name", "problems", "translations",
]  # fmt: skip

# The numbering system, and its digits, of a script that has its own; everyone else has Latin ones.
EASTERN = ("arab", str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
PERSIAN = ("arabext", str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
DIGITS = {"ar": EASTERN, "ckb": EASTERN, "fa": PERSIAN, "ps": PERSIAN, "ur": PERSIAN}


@cache
def locale(code: str) -> Locale | None:
    """Return the CLDR locale of a BCP 47 code, its language alone where the region is unknown."""
    for candidate in (code.replace("-", "_"), code.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return None


def direction(code: str) -> str:
    """Return "rtl" or "ltr" for a language."""
    found = locale(code)
    return found.text_direction if found else "ltr"


@cache
def native_name(code: str) -> str:
    """Return a language's name in that language, or its code."""
    found = locale(code)
    return (found and found.get_display_name()) or code


@cache
def language_name(code: str, language: str) -> str:
    """Return the name of language ``code`` in ``language`` ("British English"), or the code."""
    found, display = locale(code), locale(language)
    if found and display and found.territory:
        # CLDR has names of their own for some ("British English"), a mere sequence for others.
        own = display.languages.get(code.replace("-", "_"))
        if own and str(display.territories.get(found.territory)) not in str(own):
            return str(own)
    return (found and found.get_display_name(language.replace("-", "_"))) or code


@cache
def number(value: float, language: str, *, arabic_digits: bool = False) -> str:
    """Return a number with the grouping of ``language``."""
    system, table = DIGITS.get(language.split("-", maxsplit=1)[0], ("latn", {}))
    if not arabic_digits:
        system, table = "latn", {}
    mark = _thousands(language, system)
    if mark and isinstance(value, int):
        return f"{value:,}".replace(",", mark).translate(table)
    shown = format_decimal(value, locale=locale(language) or "en", numbering_system=system)
    return shown.translate(table)


@cache
def _thousands(language: str, system: str) -> str:
    """Return what parts thousands, "" where not all are parted alike (CLDR has 12,34,567 too)."""
    shown = format_decimal(1234567, locale=locale(language) or "en", numbering_system=system)
    mark = shown[1:2]
    return mark if shown == f"{1234567:,}".replace(",", mark) else ""


def digits(text: str, language: str, *, arabic_digits: bool = False) -> str:
    """Return ``text`` with its Latin digits in those of ``language``, if they are wanted."""
    if not arabic_digits:
        return text
    return text.translate(DIGITS.get(language.split("-", maxsplit=1)[0], ("", {}))[1])


def day(instant: str, language: str, *, arabic_digits: bool = False) -> str:
    """Return a calendar day given as YYYY-MM-DD in words; anything else comes back as it is."""
    try:
        value = dt.date.fromisoformat(instant[:10])
    except ValueError:
        return instant
    shown = format_date(value, "d MMMM y", locale=locale(language) or "en")
    return digits(shown, language, arabic_digits=arabic_digits)


def period(text: str, language: str, *, arabic_digits: bool = False) -> str:
    """Return a year ("2016") or month ("2016-12") in words; anything else goes to the catalogue."""
    year, _, month = text.partition("-")
    if month.isdecimal() and 1 <= int(month) <= 12:
        found = locale(language) or Locale("en")
        return str(found.months["stand-alone"]["wide"][int(month)])
    if year.isdecimal():
        return digits(year, language, arabic_digits=arabic_digits)
    return translations(language).gettext("Undated") if text == "undated" else text


def span(text: str, language: str, *, arabic_digits: bool = False) -> str:
    """Return a part of a list by its label: "December 2016" for "2016-12", a letter as it is."""
    year, _, month = text.partition("-")
    if len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12:
        date = IssueDate(text, int(year), int(month))
        return in_brackets(date, "", language, arabic_digits=arabic_digits)
    return period(text, language, arabic_digits=arabic_digits) if len(text) > 3 else text


@lru_cache(maxsize=4096)
def in_brackets(date: IssueDate | None, kind: str, language: str, *, arabic_digits: bool) -> str:
    """Return a date of issue in words, in square brackets unless the text itself states it (DACS).

    The shown precision is that of the date; no date is "Undated".
    """
    if date is None:
        return translations(language).gettext("Undated")
    shown = dates.show(date, language, supplied=kind in ("supplied", "inferred"))
    return digits(shown, language, arabic_digits=arabic_digits)


def identifier(value: str, scheme: str) -> tuple[str, str]:
    """Return the name of an authority file and the address of ``value`` in it ("" if unknown)."""
    name, address = labels.SCHEMES.get(scheme.lower(), (scheme, ""))
    return name, address.format(quote(value, safe=""))


def filters(language: str, arabic_digits: bool = False) -> dict[str, Callable[..., Any]]:  # noqa: FBT001, FBT002
    """Return the Jinja filters that speak ``language``, by name."""
    say = translations(language).gettext
    bound = partial(partial, language=language, arabic_digits=arabic_digits)

    def date(value: IssueDate | None, kind: str = "") -> str:
        return in_brackets(value, kind, language, arabic_digits=arabic_digits)

    def term(table: dict[str, str]) -> Callable[[str], str]:
        return lambda key: say(table.get(key, key))

    def tie(key: RelationType, inverse: bool = False) -> str:  # noqa: FBT001, FBT002
        return say(labels.RELATIONS[key][bool(inverse)])

    def join(parts: Iterable[str]) -> str:
        return format_list([str(part) for part in parts], locale=locale(language) or "en")

    reasons = Reasons(language, bound(number))
    spoken: dict[str, Callable[..., Any]] = {
        "date": date,
        "machine": dates.machine,
        "number": bound(number),
        "day": bound(day),
        "period": bound(period),
        "span": bound(span),
        "digits": bound(digits),
        "and_list": join,
        "language_name": partial(language_name, language=language),
        "native_name": native_name,
        "direction_of": direction,
        "section_label": term(labels.SECTIONS),
        "role_label": term(labels.ROLES),
        "basis_label": term(labels.BASES),
        "kind_label": term(labels.KINDS),
        "relation_label": tie,
        "identifier": identifier,
        "related": partial(apparatus.related, label=tie, date=date, reasons=reasons),
        "why": lambda why: Markup(reasons.html(why, "", inverse=False)),  # noqa: S704  escaped
        "citations": partial(citation.citations, language=language),
        **phrases.filters(language),
    }
    return spoken
