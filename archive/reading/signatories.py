"""Who signs a text together: lists of signatories, and the body that its notices name.

They stand for an author only where no name closes the text and none stands above it.
"""

from __future__ import annotations

import re

from archive.reading import contacts, names
from archive.reading.draft import Draft
from archive.reading.groups import Group, is_prose, text_of
from archive.reading.languages import fold, is_phrase, starts_with, tables

_SIGNATORIES, _LIST_MOST, _LINES = 3, 400, 3
_NAME_MOST, _SHORT, _LINE_MOST = 110, 8, 600
_LISTED = re.compile(r"\s*[,;،·•]\s+")
_PIECES = re.compile(r"\s*[:,;،|]\s+|\s[–—-]\s")


def places(groups: list[Group]) -> frozenset[int]:
    """Return the places, near the end, of lines that announce signatories and of those below.

    Three names of persons or more at the very end, one a line, are signatories unannounced.
    """
    under = False
    places = []
    for place in range(max(0, len(groups) - _LIST_MOST), len(groups)):
        group = groups[place]
        if len(group) < _LINES and announces(group):
            under = True
        elif under:
            text = text_of(group).strip("*_ ")
            under = not text.endswith(":") and not (is_prose(group) and not names.is_body(text))
        if under:
            places.append(place)
    last = len(groups)
    while last > 1 and _is_person(groups[last - 1]):
        last -= 1
        if groups[last][0].gap:
            break
    if len(groups) - last >= _SIGNATORIES:
        places += range(last, len(groups))
    return frozenset(places)


def _is_person(group: Group) -> bool:
    text = text_of(group).strip("*_ ")
    if len(group) > 1 or not 1 < len(text.split()) < 5 or names.is_body(text):
        return False
    return names.likelihood(text) > 1


def announces(group: Group) -> bool:
    """Return whether the line announces signatories: "Signed by:"."""
    text = text_of(group).strip("*_ ")
    if len(text) >= _NAME_MOST:
        return False
    if is_phrase(text, tables().signed):
        return True
    return text.endswith(":") and bool(starts_with(fold(text), tables().signed_openers))


def first_signatory(draft: Draft, groups: list[Group], signed: frozenset[int]) -> None:
    """Take the body that signs first if the text speaks of it by name: it is whose text it is."""
    if draft.authors:
        return
    for place in sorted(signed):
        if place - 1 not in signed or not announces(groups[place - 1]):
            continue
        name = text_of(groups[place][:1]).strip("*_ -•").split(" – ")[0]
        again = draft.context.count(name.lower()) > 1
        if again and names.is_body(name) and len(name) < _NAME_MOST:
            line = groups[place][0].number
            draft.say_authors((name,), (line,), "the first to sign, and named in the text")
        return


def take_signers(draft: Draft, group: Group) -> bool:
    """Take the names in a line that lists them behind a word: "Signed: The League, The Union"."""
    opener, colon, rest = text_of(group).strip("*_ ").partition(":")
    if (
        draft.authors
        or not colon
        or len(rest) > _LINE_MOST
        or not is_phrase(opener, tables().signed)
    ):
        return False
    people = [part.strip(" .*_") for part in _LISTED.split(rest) if part.strip(" .*_")]
    if not any(names.likelihood(name, "", draft.language) for name in people):
        return False
    if any(name[0].islower() or len(name.split()) > _SHORT for name in people):
        return False
    numbers = tuple(line.number for line in group)
    draft.say_authors(tuple(people), numbers, f'listed behind "{opener.strip()}"')
    draft.mark(numbers, "metadata", "author")
    return True


def in_contacts(draft: Draft, back: list[Group]) -> None:
    """Take the body that the notices below the text say how to reach, if nobody signs the text."""
    if draft.authors:
        return
    for place, group in enumerate(back):
        above = text_of(back[place - 1]) if place else ""
        near = contacts.opens(text_of(group)) or (contacts.opens(above) and not group[0].gap)
        if len(group) > 1 or not near or len(text_of(group)) > _LINE_MOST:
            continue
        for piece in _PIECES.split(text_of(group)):
            name = piece.strip("*_ ")
            sure = names.likelihood(name, "", draft.language) > 1
            if sure and names.is_body(name) and not contacts.opens(name):
                draft.say_authors(
                    (name,), (group[0].number,), "named where the text gives addresses"
                )
                return
