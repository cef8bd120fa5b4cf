"""The day on which a text speaks, where it says so itself: "today, 3 May 2016", "yesterday …".

Only a whole date directly beside such a word is taken, near the beginning of the text, and only
for a text that gives no date of issue otherwise; the day is marked as inferred.
"""

from __future__ import annotations

import datetime as dt
import re

from archive.model import Basis
from archive.reading import dates, datings
from archive.reading.draft import Draft
from archive.reading.groups import Group, text_of
from archive.reading.languages import fold_with_places, tables

_PARAGRAPHS, _REACH = 3, 400
_WHY = ("the text says today of", "the text says yesterday of")
# What may stand between the word and its date: "today, Tuesday 3 May", "heute, am 3. Mai".
_NEAR = re.compile(r"[\s,،(–—-]{1,4}(?:[^\W\d_]{1,4}\s){0,2}")
_LETTERS = re.compile(r"[^\W\d_]")


def read(draft: Draft, groups: list[Group]) -> None:
    """Take the day on which the first paragraphs speak as the date of issue, if there is none."""
    if draft.date is not None:
        return
    for group in groups[:_PARAGRAPHS]:
        text = text_of(group)[:_REACH]
        found = datings.find(text, draft.language)
        if found is None or not found.date.day or found.doubt or found.date.until:
            continue
        days = _days_after(text, found, draft.language)
        if days is None:
            continue
        day = dt.date(found.date.year, found.date.month, found.date.day) + dt.timedelta(days)
        said = text[found.start : found.end].strip()
        numbers = tuple(line.number for line in group)
        draft.date = dates.read(day.isoformat())
        draft.basis["date"] = Basis("inferred", numbers, f'{_WHY[days]} "{said}"')
        return


def _days_after(text: str, found: datings.Dating, language: str) -> int | None:
    """Return how many days after the date the text speaks: 0 "today", 1 "yesterday"; else None."""
    code = language.split("-", maxsplit=1)[0]
    before, _ = fold_with_places(text[: found.start])
    after, _ = fold_with_places(text[found.end :])
    for days, words in ((0, tables().today), (1, tables().yesterday)):
        for word in words.get(code, frozenset()):
            place = before.rfind(word)
            if place >= 0 and _whole(before, place, word) and _near(before[place + len(word) :]):
                return days
            if after.lstrip(" ,،(–—-").startswith(word) and _whole(after, after.find(word), word):
                return days
    return None


def _near(between: str) -> bool:
    return _NEAR.fullmatch(between) is not None


def _whole(text: str, place: int, word: str) -> bool:
    """Return whether the word at ``place`` is not part of a longer one."""
    around = text[max(place - 1, 0) : place] + text[place + len(word) : place + len(word) + 1]
    return _LETTERS.search(around) is None
