"""The tail of a statement: the name that closes it, date, source, tags and notices."""

from __future__ import annotations

import re

from archive.reading import (
    bylines,
    contacts,
    inline,
    labelled,
    layout,
    notices,
    signatories,
    signing,
    tagging,
)
from archive.reading.draft import Draft
from archive.reading.groups import Group, begins_with_date, text_of
from archive.reading.labelled import say_dating
from archive.reading.languages import phrase, tables
from archive.reading.layout import is_rule, marker

_MOST = 14
_SITE = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?")


def read(draft: Draft, groups: list[Group]) -> list[Group]:
    """Read the tail upward from the end; return the groups that are back matter, in order.

    What stands below a closing byline is back matter; above it, and where there is none, only
    notices that give an address and say what for.
    """
    back: list[Group] = []
    kinds = {layout.key(block.text) for block in draft.head if block.kind == "kicker"}
    place = len(groups)
    lowest = max(0, place - _MOST)
    signed = signatories.places(groups)
    start, end = signing.find(draft, groups, lowest, signed)
    while place > lowest:
        group = groups[place - 1]
        text = text_of(group)
        numbers = tuple(line.number for line in group)
        if is_rule(group[0].text):
            draft.mark(numbers, "rule")
        elif start < place <= end:
            signing.take(draft, groups[start:place])
            place = start + 1
        elif (
            not _beside_contact(groups, place - 1) and _takes_source(draft, group)
        ) or signatories.take_signers(draft, group):
            pass
        elif tagging.take(draft, text):
            draft.mark(numbers, "metadata", "tags")
        elif layout.key(text) in kinds:
            draft.mark(numbers, "duplicate", "kicker")
        elif notices.is_sheet_end(text):
            draft.mark(numbers, "rule")
        elif _takes_dateline(draft, groups, place - 1):
            pass
        elif (place > end > 0 and place - 1 not in signed) or notices.is_notice(
            draft, groups, place - 1, below=bool(back) or end > 0
        ):
            back.append(group)
        else:
            break
        place -= 1
    if end and groups[start][0].number not in draft.fates:
        # Signatories stand below the name, too many to have been looked through.
        signing.take(draft, groups[start:end])
        if start > 1:
            _takes_dateline(draft, groups, start - 1)
    signatories.first_signatory(draft, groups, signed)
    signatories.in_contacts(draft, back[::-1])
    return back[::-1]


def _beside_contact(groups: list[Group], place: int) -> bool:
    """Return whether the line is a site's address over or under a mail address or a telephone."""
    if not _SITE.fullmatch(text_of(groups[place]).strip("*_ ")):
        return False
    above = groups[place - 1] if place and not groups[place][0].gap else ()
    below = groups[place + 1] if place + 1 < len(groups) and not groups[place + 1][0].gap else ()
    return any(contacts.reaches(line.text) for line in (*above, *below))


def _takes_source(draft: Draft, group: Group) -> bool:
    """Take an address that stands alone, or under a label, below the text as its source."""
    text = text_of(group)
    entry = labelled.labelled(group[0]) if len(group) == 1 else None
    numbers = tuple(line.number for line in group)
    if entry and labelled.sensible(entry.fields, entry.value, draft.language):
        fields = {"date", "author", "source"}
        if phrase(entry.label) in tables().contact_words and not fields & set(entry.fields):
            return False
        labelled.take(draft, entry)
        return True
    if notices.BARE.fullmatch(text.strip("*_ ")):
        address = inline.read(text).urls
        if address and draft.say(
            "source_url", address[0][1], numbers, "an address alone below the text"
        ):
            draft.mark(numbers, "metadata", "source_url")
            return True
    return False


def _takes_dateline(draft: Draft, groups: list[Group], place: int) -> bool:
    """Take a place and date below the text."""
    group = groups[place]
    text = text_of(group).strip("*_ ")
    listed = marker(text) and not begins_with_date(text)
    found = None if listed else bylines.read(text, draft.language, draft.context)
    if found is None or found.dating is None:
        return False
    numbers = tuple(line.number for line in group)
    say_dating(draft, found.dating, numbers)
    fields = ["date"]
    if found.people:
        draft.say_authors(found.people, numbers, found.because)
        fields.append("author")
    if found.place:
        draft.say("place", found.place, numbers, "beside the date")
        fields.append("place")
    draft.mark(numbers, "metadata", ", ".join(fields))
    return True
