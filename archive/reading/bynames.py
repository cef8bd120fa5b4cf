"""Names in the head that no word introduces: told by the line below them, mostly a date."""

from __future__ import annotations

from archive.reading import bylines, names
from archive.reading.draft import Draft
from archive.reading.groups import Group, text_of
from archive.reading.layout import ends_sentence

_OFFICE = 4


def over_dateline(draft: Draft, groups: list[Group], number: int, edge: int) -> bool:
    """Return whether the line can be a name, and the next one is nothing but a date."""
    text = text_of(groups[number]).strip("*_ ")
    if number + 1 >= edge or not 1 < len(text.split()) < 5 or len(groups[number]) > 1:
        return False
    below = bylines.read(text_of(groups[number + 1]), draft.language, draft.context)
    if below is None or below.dating is None or below.people:
        return False
    return names.likelihood(text, draft.context, draft.language) > 0


def is_office(draft: Draft, groups: list[Group], number: int, edge: int) -> bool:
    """Return whether the line stands closely between the name of a body and a date."""
    if number + 1 >= edge or groups[number][0].gap or groups[number + 1][0].gap:
        return False
    below = bylines.read(text_of(groups[number + 1]), draft.language, draft.context)
    short = len(text_of(groups[number]).split()) <= _OFFICE and not ends_sentence(
        text_of(groups[number])
    )
    return short and below is not None and below.dating is not None


def is_acronym(draft: Draft, text: str) -> bool:
    """Return whether a line below a title in small letters is an acronym, alone."""
    return names.is_acronym(text.strip("*_ ")) and not draft.values.get("title", "").isupper()


def say_account(draft: Draft, top: list[Group], number: int) -> None:
    """Take the account, in capitals or with a low line, that a site prints over the date."""
    name = text_of(top[number]).strip("*_ ")
    numbers = tuple(line.number for line in top[number])
    below = bylines.read(text_of(top[number + 1]), draft.language, draft.context)
    dated = below is not None and below.dating is not None and not below.people
    if dated and names.is_acronym(name) and numbers[0] not in draft.fates:
        draft.say_authors((name,), numbers, "above the date")
        draft.mark(numbers, "metadata", "author")


def say_town(draft: Draft, group: Group) -> None:
    """Take the town over a date as the place of issue."""
    numbers = tuple(line.number for line in group)
    draft.say("place", text_of(group).strip("*_ "), numbers, "above the date")
    draft.mark(numbers, "metadata", "place")
