"""EDTF dates: read, sort, show in each language; never more precise than they are written.

The forms are those of EDTF (ISO 8601-2) level 0 and, of level 1, the qualifiers ``~ ? %``,
intervals and an unspecified month or day (``XX``).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal, cast

from archive.model import IssueDate

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[~?%]?)", re.ASCII
)
_ABOUT = {
    "en": "about", "ar": "نحو", "fr": "vers", "es": "hacia", "de": "um", "pt": "cerca de",
    "it": "circa", "el": "περίπου", "tr": "yaklaşık", "fa": "حدود", "ru": "около",
    "nl": "omstreeks", "sv": "omkring",
}  # fmt: skip
_AFTER_ALL = (9999, 99, 99, 2)


def read(edtf: str) -> IssueDate:
    """Return the date that ``edtf`` writes, such as ``2016-09-30``, ``2016-12~`` or ``2016/2018``.

    Raises ValueError with a sentence saying what is wrong and what is expected.
    """
    first, slash, last = edtf.partition("/")
    start = _one(first, edtf)
    if not slash:
        return IssueDate(edtf, start.year, start.month, start.day, start.qualifier)
    if first in {"", ".."} or last in {"", ".."}:
        raise ValueError(f'found the open interval "{edtf}"; expected both its first and last date')
    end = _one(last, edtf)
    until = (end.year, end.month, end.day)
    if _last_day(until) < (start.year, start.month, start.day):
        raise ValueError(f'found the interval "{edtf}", which ends before it begins')
    return IssueDate(
        edtf, start.year, start.month, start.day, _both(start.qualifier, end.qualifier), until
    )


def _one(form: str, whole: str) -> IssueDate:
    found = _FORM.fullmatch(form)
    if found is None:
        raise ValueError(
            f'found the date "{whole}"; expected a year, month or day in EDTF, such as 2016, '
            "2016-12, 2016-09-30, 2016-12~ (about), 2016? (uncertain) or 2016-09-30/2016-10-02"
        )
    year = int(found["year"])
    month = 0 if found["month"] in {None, "XX"} else int(found["month"])
    day = 0 if found["day"] in {None, "XX"} else int(found["day"])
    if found["month"] == "XX" and day:
        raise ValueError(f'found the date "{whole}", a day without its month; expected both')
    if not year or (month and month > 12) or found["month"] == "00" or found["day"] == "00":
        raise ValueError(f'found the date "{whole}"; expected a month from 01 to 12')
    if day:
        try:
            dt.date(year, month, day)
        except ValueError:
            raise ValueError(
                f'found the date "{whole}"; expected a day that the calendar has'
            ) from None
    qualifier = cast("Literal['', '~', '?', '%']", found["qualifier"])
    return IssueDate(form, year, month, day, qualifier)


def _both(
    first: Literal["", "~", "?", "%"], second: Literal["", "~", "?", "%"]
) -> Literal["", "~", "?", "%"]:
    if first == second or not second:
        return first
    return second if not first else "%"


def _last_day(date: tuple[int, int, int]) -> tuple[int, int, int]:
    return (date[0], date[1] or 99, date[2] or 99)


def show(date: IssueDate, language: str, supplied: bool = False) -> str:  # noqa: FBT001, FBT002
    """Return the date in words of ``language`` (BCP 47), in square brackets when supplied.

    The names of the months are those of CLDR.  An approximate date that the text itself gives is
    introduced by a word ("about December 2016"); brackets already say so of a supplied one.  A
    question mark follows an uncertain date (DACS 2.4).
    """
    words = _words((date.year, date.month, date.day), language)
    if date.until:
        words = f"{words} – {_words(date.until, language)}"
    if date.qualifier in {"?", "%"}:
        words += "?"
    if date.qualifier in {"~", "%"} and not supplied:
        words = f"{_ABOUT.get(language.split('-', maxsplit=1)[0].lower(), 'about')} {words}"
    return f"[{words}]" if supplied else words


def _words(date: tuple[int, int, int], language: str) -> str:
    year, month, day = date
    if not month:
        return f"{year:04d}"
    before, found, after = _around_year(month, day, language)
    return f"{before}{year}{after}" if found else _formatted(date, language)


# A year that has a 29 February and whose digits stand in no other part of a date.
_SOME_YEAR = 2996


@lru_cache(maxsize=4096)
def _around_year(month: int, day: int, language: str) -> tuple[str, str, str]:
    """Return what stands before and after the year of a date; "" between them if it is not found.

    Formatting a date takes Babel longer than anything else that is done for a statement's page.
    """
    return _formatted((_SOME_YEAR, month, day), language).partition(str(_SOME_YEAR))


def _formatted(date: tuple[int, int, int], language: str) -> str:
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415  slow to import

    year, month, day = date
    locale = _locale(language)
    value = dt.date(year, month, day or 1)
    if day:
        return str(format_date(value, "long", locale=locale))
    return str(format_skeleton("yMMMM", value, locale=locale))


def _locale(language: str) -> str:
    """Return the Babel locale to use: day before month in English, English when unknown."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  slow to import

    parts = language.replace("_", "-").split("-")
    if parts[0].lower() in {"en", "und", ""}:
        return "en_GB"
    for name in ("_".join(parts), parts[0]):
        try:
            return str(Locale.parse(name))
        except (UnknownLocaleError, ValueError):
            continue
    return "en_GB"


def machine(date: IssueDate) -> str:
    """Return a valid HTML ``<time datetime>``: what an interval's two ends share, else its start.

    HTML has no form for intervals and qualifiers, so these are in the words beside it.
    """
    parts = [date.year, date.month, date.day]
    if date.until:
        shared = 0
        while shared < 3 and parts[shared] == date.until[shared]:
            shared += 1
        parts = [*parts[: max(shared, 1)], 0, 0]
    text = f"{parts[0]:04d}"
    if parts[1]:
        text += f"-{parts[1]:02d}"
        if parts[2]:
            text += f"-{parts[2]:02d}"
    return text


def sort_key(date: IssueDate | None) -> tuple[int, int, int, int]:
    """Return the date's place in time: uncertain dates end their span, undated ones come last."""
    if date is None:
        return _AFTER_ALL
    year, month, day = _last_day(date.until or (date.year, date.month, date.day))
    return (year, month, day, 1 if date.qualifier or date.until else 0)
