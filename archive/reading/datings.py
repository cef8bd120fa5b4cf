"""Dates as people print them in a line: in words, in figures, with weekday, time and calendar.

Knows one line and the language of the text; takes nothing from the clock.  A date in figures that
can be read in two ways is decided by its weekday or its language, else only its year is sure.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from archive.model import IssueDate
from archive.reading import dates
from archive.reading.languages import fold_with_places, tables

_FIRST_YEAR, _LAST_YEAR = 1500, 2199
_DAYS = 31
# What may stand between the parts of a date in words: "5 de enero de 2016", "4th of May, 2016".
_OF = (
    r"(?:\s*(?:[,،]|\.|/|-|\b(?:of|de|del|d'|di|den|der|du|του|της|ال|من|شهر|سنه|عام|لعام|لسنه|سال"
    r"|dias|mes)\b))*\s*"
)
_ORDINAL = r"(?:st|nd|rd|th|er|ero|º|°|ª|o|e|a|η|ης|-?го|-?е|'e|ος|:[ae])?"
# The time between day and year as Unix prints it: "Mon Jul 23 04:12:40 CEST 2001".
_CLOCK = r"\s+\d\d:\d\d:\d\d(?:\s+(?:[a-z]{2,5}|[+-]\d{4}))?\s"
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])\s?(?:[:h]|\.(?=\d\d\s?(?:uhr|uur|hrs)\b))"
    r"(?P<minute>[0-5]\d)(?P<second>:[0-5]\d)?(?![\d:])"
    r"(?P<half>\s?(?:[ap]\.?m\b\.?|[πμ]\.?μ\b\.?))?(?:\s?(?:uhr|uur|hrs|hs|h)\b)?"
    r"(?P<zone>\s*(?:(?:gmt|utc)?[+-]\d\d:?\d\d\b|gmt\b|utc\b|z\b|ce?s?t\b|be?st\b))?"
)


class Dating(NamedTuple):
    """A date found in a line; ``start`` and ``end`` enclose it with its weekday and time.

    ``doubt`` says what is not sure of it, ``because`` what decided, ``weekday`` whether one
    stands beside it.
    """

    start: int
    end: int
    date: IssueDate
    posted: str = ""
    because: str = ""
    doubt: str = ""
    weekday: bool = False


def find(line: str, language: str = "") -> Dating | None:
    """Return the first date that ``line`` prints, or None; a year alone is not a date of issue."""
    if not _TWO.search(line) or not _DIGITS.search(line):
        return None
    folded, places = fold_with_places(line[:_LONGEST])
    code = language.split("-", maxsplit=1)[0]
    found = _in_words(folded, code) or _in_figures(folded, code) or _in_two_digits(folded)
    if found is None:
        return None
    start, end, date, because, doubt = found
    alone = (start, end)
    start, end = _with_weekday(folded, start, end)
    weekday = alone != (start, end)
    posted = ""
    time = _time_beside(folded, start, end)
    if inside := _TIME.search(folded, start, end):
        posted = line[places[inside.start()] : places[inside.end()]].strip()
    elif time:
        start, end = min(start, time[0]), max(end, time[1])
        posted = line[places[time[0]] : places[time[1]]].strip()
    return Dating(places[start], places[end], date, posted, because, doubt, weekday)


_DIGITS = re.compile(r"\d{4}|[-.'’\s]\d\d(?!\d)")
_TWO = re.compile(r"\d\d")
_LONGEST = 2000


class _Patterns(NamedTuple):
    words: re.Pattern[str]
    forms: ahocorasick.Automaton
    months: dict[str, dict[str, int]]
    weekday: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    names = tables()
    forms = {form for each in names.months.values() for form in each} | set(names.jalali)
    month = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    days = {form for each in names.weekdays.values() for form in each}
    weekday = "|".join(re.escape(form) for form in sorted(days, key=lambda f: (-len(f), f)))
    other = rf"(?:\s?[/(-]\s?(?:{month})\.?\s?\)?)?"
    words = re.compile(
        rf"(?<![\w/.])(?:(?:(?P<from>\d{{1,2}})\.?{_ORDINAL}\s?(?:[-–—]|to|bis|au|al|a|до|εως)\s?)?"
        rf"(?P<day>\d{{1,2}})[»\"”]?\.?{_ORDINAL}{_OF})?"
        rf"(?<![^\W\d_])(?P<month>{month})(?!\w)\.?{other}"
        rf"(?:\s+(?P<after>\d{{1,2}}){_ORDINAL}(?!\d|:))?(?P<clock>{_CLOCK})?{_OF}"
        rf"(?P<year>\d{{4}})(?!\d|[./]\d)(?:\s?(?:года|год|г\.|г\b|г$))?"
    )
    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(form, len(form))
    automaton.make_automaton()
    return _Patterns(words, automaton, names.months, re.compile(rf"(?<!\w)(?:{weekday})(?!\w)"))


# What may stand between a weekday and its date.
_BETWEEN = re.compile(r"[\s,.،(]*(?:\b(?:den|el|le|il|the|στις)\b)?\s*")
_Found = tuple[int, int, IssueDate, str, str]


def _names_month(folded: str) -> bool:
    """Return whether a month is named: one look that spares most lines the search for dates."""
    for last, length in _patterns().forms.iter(folded):
        start, end = last + 1 - length, last + 1
        before = folded[start - 1 : start]
        after = folded[end : end + 1]
        if not before.isalpha() and not (after.isalnum() or after == "_"):
            return True
    return False


def _in_words(folded: str, code: str) -> _Found | None:
    patterns = _patterns()
    if not _names_month(folded):
        return None
    for found in patterns.words.finditer(folded):
        year, name = int(found["year"]), found["month"]
        day = int(found["day"] or found["after"] or 0)
        if number := tables().jalali.get(name):
            if 1250 <= year <= 1500 and (date := _from_jalali(year, number, day)):
                because = "turned into the Gregorian calendar from the solar Hijri date"
                return (*found.span(), date, because, "")
            if not year >= _FIRST_YEAR:
                continue
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            continue
        month = _month(name, code)
        if not month:
            continue
        first = int(found["from"] or 0)
        if date := _made(year, month, day, first):
            return (*found.span(), date, "", "")
        if day > _DAYS and found["day"]:
            # Another number before the month: "no. 45   april 1983".
            date = dates.read(f"{year:04d}-{month:02d}")
            return (found.start("month"), found.end(), date, "", "")
    return None


def _month(name: str, code: str) -> int:
    """Return the month's number in the text's language, else in the first language that has it."""
    months = _patterns().months
    if number := months.get(code, {}).get(name):
        return number
    return next((each[name] for each in months.values() if name in each), 0)


def _made(year: int, month: int, day: int, first: int = 0) -> IssueDate | None:
    text = f"{year:04d}-{month:02d}"
    try:
        if first and day and first < day:
            return dates.read(f"{text}-{first:02d}/{text}-{day:02d}")
        return dates.read(f"{text}-{day:02d}" if day else text)
    except ValueError:
        return None


_YEAR_FIRST = re.compile(
    r"(?<![\w./-])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?=t\d\d:|[^\w/-]|$)"
)
_YEAR_LAST = re.compile(
    r"(?<![\w./-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\w/-]|\.\d)"
)
_YEAR_MONTH = re.compile(r"(?<![\w./-])(\d{4})-(0[1-9]|1[0-2])(?![\w/.-])")


# What each date in figures has somewhere, whichever its order.
_FIGURES = re.compile(r"\d\s?[-/.]\s?[\divx]")


def _in_figures(folded: str, code: str) -> _Found | None:
    if not _FIGURES.search(folded):
        return None
    for found in _YEAR_FIRST.finditer(folded):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        if _FIRST_YEAR <= year <= _LAST_YEAR and (date := _made(year, month, day)):
            return (*found.span(), date, "", "")
        if 1250 <= year <= 1450 and code == "fa" and (date := _from_jalali(year, month, day)):
            because = "turned into the Gregorian calendar from the solar Hijri date"
            return (*found.span(), date, because, "")
    for found in _YEAR_LAST.finditer(folded):
        if answer := _figures(folded, found, code):
            return answer
    for found in _ROMAN.finditer(folded):
        if found[3] in _ROMANS and _FIRST_YEAR <= int(found[4]) <= _LAST_YEAR:
            month = _ROMANS.index(found[3]) + 1
            if date := _made(int(found[4]), month, int(found[1])):
                return (*found.span(), date, "", "")
    for found in _YEAR_MONTH.finditer(folded):
        if _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
            return (*found.span(), dates.read(found[0]), "", "")
    return None


_ROMAN = re.compile(r"(?<![\w./-])(\d{1,2})(\.\s?|[/-])([ivx]{1,4})\2(\d{4})(?![\w/-]|\.\d)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TWO_DIGITS = re.compile(
    r"(?<![\w./:-])(\d\d)\.\s?(\d\d)\.\s?(\d\d)(?![\w/-]|\.\d)|(?<![\w./:-])(\d{1,2})(?:-|\s)"
    r"([^\W\d_]{3,10})\.?(?:-|\s'|\s(?=\d\d\s\d\d:))(\d\d)(?![\w/-]|\.\d)"
)
_LINE_MOST = 80


def _in_two_digits(folded: str) -> _Found | None:
    """Return a date whose year is short, in a short line: 00 to 49 are of this century.

    The rule is that of mail (RFC 5322, 4.3).
    """
    if len(folded) > _LINE_MOST:
        return None
    for found in _TWO_DIGITS.finditer(folded):
        short = int(found[3] or found[6])
        year = short + (2000 if short < 50 else 1900)
        month = int(found[2]) if found[2] else _month(found[5], "")
        if month and (date := _made(year, month, int(found[1] or found[4]))):
            return (*found.span(), date, "a year of two digits, read as mail does", "")
    return None


def _figures(folded: str, found: re.Match[str], code: str) -> _Found | None:
    one, two, year = int(found[1]), int(found[3]), int(found[4])
    if 1250 <= year <= 1450 and code == "fa" and (date := _from_jalali(year, two, one)):
        because = "turned into the Gregorian calendar from the solar Hijri date"
        return (*found.span(), date, because, "")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    day_first, month_first = _made(year, two, one), _made(year, one, two)
    if day_first is None or month_first is None or day_first == month_first:
        date = day_first or month_first
        return (*found.span(), date, "", "") if date else None
    if weekday := _weekday(folded, found.start(), found.end(), code):
        number, word = weekday
        fits = [d for d in (day_first, month_first) if _day_of_week(d) == number]
        if len(fits) == 1:
            order = "day" if fits[0] == day_first else "month"
            return (*found.span(), fits[0], f'the weekday "{word}" decides: {order} first', "")
    if code not in {"en", "", "und"} or found[2] == ".":
        return (*found.span(), day_first, "the language of the text writes the day first", "")
    doubt = f'"{found[0]}" can be {day_first.edtf} or {month_first.edtf}'
    return (*found.span(), dates.read(f"{year:04d}"), "only the year is sure", doubt)


def _day_of_week(date: IssueDate) -> int:
    return dt.date(date.year, date.month, date.day).isoweekday()


def _weekday(folded: str, start: int, end: int, code: str) -> tuple[int, str] | None:
    """Return the weekday named just before or after the date, in the text's language or English."""
    for piece in (folded[max(0, start - 24) : start], folded[end : end + 24]):
        for found in _patterns().weekday.finditer(piece):
            for language in (code, "en", *tables().weekdays):
                if number := tables().weekdays.get(language, {}).get(found[0]):
                    return number, found[0]
    return None


def _with_weekday(folded: str, start: int, end: int) -> tuple[int, int]:
    """Widen the date by a weekday that stands directly before or after it."""
    before = folded[max(0, start - 24) : start]
    for found in _patterns().weekday.finditer(before):
        if _BETWEEN.fullmatch(before, found.end()):
            start = max(0, start - 24) + found.start()
            break
    gap = len(folded[end : end + 3]) - len(folded[end : end + 3].lstrip(" ,،("))
    after = _patterns().weekday.match(folded, end + gap)
    return start, after.end() if after else end


def _time_beside(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the time of day stands that belongs to the date, if the line prints one."""
    for found in _TIME.finditer(folded, end):
        if found.start() - end <= 20 and not re.search(r"[^\W\d_]{9}", folded[end : found.start()]):
            return found.span()
        break
    last = None
    for found in _TIME.finditer(folded, max(0, start - 30), start):
        last = found
    if last and not re.search(r"[^\W\d_]{5}", folded[last.end() : start]):
        return last.span()
    return None


def _from_jalali(year: int, month: int, day: int) -> IssueDate | None:
    """Return the Gregorian date of a day of the solar Hijri calendar; a month alone spans two.

    The 33-year rule of leap years (Borkowski 1996), right for 1178 to 1633 of that calendar.
    """
    if not day:
        return None
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    past = year - 1
    leaps = 8 * (past // 33) + ((past % 33) + 3) // 4
    days = 365 * past + leaps + (month - 1) * 31 - max(0, month - 7) + day
    date = dt.date.fromordinal(226_894 + days)
    return dates.read(date.isoformat())


def year_alone(text: str) -> IssueDate | None:
    """Return the year that a text labelled as a date consists of, else None."""
    folded, _ = fold_with_places(text.strip(" .[]()"))
    if re.fullmatch(r"\d{4}", folded) and _FIRST_YEAR <= int(folded) <= _LAST_YEAR:
        return dates.read(folded)
    return None
