"""Which lines below a text are no part of it: notices of contact, values, rules and imprints."""

from __future__ import annotations

import re

from archive.reading import bylines, contacts, furniture, inline, labelled, tagging
from archive.reading.draft import Draft
from archive.reading.groups import Group, heading_mark, text_of
from archive.reading.languages import fold, phrase, starts_with, tables
from archive.reading.layout import ends_sentence, is_rule

BARE = re.compile(r"<?(?:https?://|www\.)[^\s<>]+>?")
_IMPRINT = re.compile(r"[(\[][^()\[\]]{3,120}[)\]]")
_MOST, _MOST_BELOW = 400, 700
_BLOCK, _GREETING, _SHEET_END = 8, 60, 34


def may_follow(draft: Draft, groups: list[Group], place: int) -> bool:
    """Return whether the group may stand below the name that closes a text."""
    text = text_of(groups[place])
    if is_rule(text) or BARE.fullmatch(text) or _IMPRINT.fullmatch(text):
        return True
    if tagging.listed(text)[0] or labelled.labelled(groups[place][0]):
        return True
    if bylines.read(text, draft.language, draft.context):
        return True
    if len(text) < _GREETING and starts_with(fold(text.strip("*_ ")), tables().close):
        return True
    return is_notice(draft, groups, place, below=True)


def is_notice(draft: Draft, groups: list[Group], place: int, *, below: bool) -> bool:
    """Return whether the group tells how to reach, join or read more of the issuing body."""
    text = text_of(groups[place])
    if len(text) > (_MOST_BELOW if below else _MOST):
        return False
    if in_block(groups, place):
        return True
    if place and len(groups[place - 1]) == 1 and _is_bare_heading(groups[place - 1], draft):
        return False
    if contacts.MAIL.fullmatch(text.strip("<> ")) or furniture.is_furniture(text):
        return True
    if below and len(text) < _GREETING and contacts.reaches(text) and not ends_sentence(text):
        return True
    return contacts.opens(text) and (contacts.reaches(text) or bool(inline.read(text).urls))


def in_block(groups: list[Group], place: int) -> bool:
    """Return whether the group is in a contact block: its lines follow each other closely."""
    start = place
    while start and groups[start][0].gap == 0 and place - start < _BLOCK:
        start -= 1
    if not contacts.leads(groups[start][0].text):
        return False
    lines = [line for group in groups[start : start + _BLOCK] for line in group]
    size = contacts.block(lines, 0)
    return size > 0 and groups[place][-1].number <= lines[size - 1].number


def _is_bare_heading(group: Group, draft: Draft) -> bool:
    text = text_of(group)
    if heading_mark(text):
        return True
    if len(text) >= 70 or ends_sentence(text) or contacts.MAIL.search(text) or is_rule(text):
        return False
    byline = bylines.read(text.strip("*_ "), draft.language, draft.context)
    return byline is None and not inline.read(text).urls


def is_sheet_end(text: str) -> bool:
    """Return whether the line only says that the sheet ends: "Ends", "-fin-"."""
    return len(text) < _SHEET_END and phrase(text) in tables().ends
