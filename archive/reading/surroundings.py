"""What a page prints around and inside a text: its lines are set aside as furniture."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from archive.reading import bylines, contacts, furniture, inline, labelled, layout, tagging
from archive.reading.draft import Draft
from archive.reading.languages import phrase, tables
from archive.reading.layout import ends_sentence, is_rule, marker

_BARE = re.compile(r"<?(?:https?://|www\.)[^\s<>]+>?")
_LINK = re.compile(r"!?\[[^\[\]]{0,80}\]\([^\s()]+\)")
_TITLE_MOST, _REST_MOST, _BANNER, _MENU = 130, 24, 3, 4
_BARS, _NAME_MOST, _WITH_ADDRESS, _LEAST, _ENDING = 6, 60, 3, 8, 4
# The address of a whole site: no page of it, as the source of a text is.
_SITE = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?")


def strip(draft: Draft) -> None:
    """Set aside the page furniture above the title, below the text and between paragraphs."""
    lines = draft.free()
    footer = furniture.signature(lines)
    if footer:
        draft.mark(
            (line.number for line in lines if line.number >= footer), "furniture", "signature"
        )
        lines = draft.free()
    if len(lines) < 2:
        return
    first = next((n for n, line in enumerate(lines) if _is_text(line.text)), len(lines))
    last = next((n for n in range(len(lines) - 1, first, -1) if _is_text(lines[n].text)), first)
    last = min(last, len(lines) - 1)
    _strip_top(draft, lines[:first])
    for line in lines:
        if furniture.is_page_number(line.text):
            draft.mark((line.number,), "furniture", "page")
    _set_contacts_aside(draft, lines[:first])
    comments = _comments(lines, max(len(lines) // 2, first + 1), last)
    if comments:
        below = [line for line in lines if line.number >= comments]
        draft.mark((line.number for line in below), "furniture", "comments")
    _strip_below(draft, lines[last + 1 :])
    for place, line in enumerate(lines):
        if furniture.is_inset(line.text):
            inset = _with_titles(lines, place) if first < place < last else [line]
            draft.mark((each.number for each in inset), "furniture")


def _set_contacts_aside(draft: Draft, lines: list[layout.Line]) -> None:
    """Set aside the contact block that a press release prints above its headline."""
    for start in range(len(lines)):
        if size := contacts.block(lines, start):
            draft.mark((line.number for line in lines[start : start + size]), "backmatter")
            return


def _with_titles(lines: list[layout.Line], place: int) -> list[layout.Line]:
    """Return the line "Read also" and, if it stands alone, the titles of other texts under it."""
    inset = [lines[place]]
    if furniture.is_inset_head(lines[place].text):
        for line in lines[place + 1 : place + 4]:
            if line.gap > 1 or _is_text(line.text) or len(line.text) > _TITLE_MOST:
                break
            if ends_sentence(line.text) and line.text[-1] not in "!?؟;…":
                break
            inset.append(line)
    return inset


def _strip_below(draft: Draft, lines: list[layout.Line]) -> None:
    """Set aside what a page prints below the text: from its first known line on, all but values."""
    seen = 0
    comments = False
    draft.social = draft.social or any(furniture.is_social(line.text) for line in lines)
    for place, line in enumerate(lines):
        text = line.text
        if line.number in draft.fates:
            continue
        if tagging.listed(text)[0] and text.rstrip("*_ ").endswith(":"):
            block = tagging.block(lines, place)
            tagging.take(draft, " ".join([text, "; ".join(each.text for each in block)]))
            draft.mark((each.number for each in (line, *block)), "metadata", "tags")
        elif (
            furniture.is_social(text)
            or (draft.social and text.isdigit())
            or _is_links(text)
            or (furniture.is_furniture(text) and not _leads_a_list(lines, place))
        ):
            # One word alone can be a heading of the text; a phrase, or two of them, cannot.
            seen += 0 if phrase(text) in tables().contact_words else 1 + (" " in phrase(text))
            comments = comments or furniture.is_about_comments(text)
            draft.mark((line.number,), "furniture")
        elif seen > 1 and (comments or not _may_be_value(draft, line)) and not _gives_source(line):
            draft.mark((line.number,), "furniture")


def _strip_top(draft: Draft, lines: list[layout.Line]) -> None:
    """Set aside the furniture above the text, but never the one line that could be the title."""
    untitled = "title" not in draft.values
    pieces = Counter(line.number for line in lines)  # of a line that an editor cut
    left = len(lines)
    for line in lines:
        if furniture.is_furniture(line.text) and not (untitled and left == 1):
            draft.mark((line.number,), "furniture")
            left -= pieces.pop(line.number, 0)
    _strip_banner(draft, lines)
    _strip_name(draft, lines)
    _strip_address(draft, lines)
    _strip_way(draft, lines)


def _strip_address(draft: Draft, lines: list[layout.Line]) -> None:
    """Set aside the site's name with its address in the line below, at the very top."""
    free = [line for line in lines if line.number not in draft.fates]
    if len(free) < _WITH_ADDRESS or "title" in draft.values or free[1].gap or not free[2].gap:
        return
    if _SITE.fullmatch(free[1].text) and len(free[0].text) < _NAME_MOST:
        draft.mark((line.number for line in free[:2]), "furniture")


def _strip_way(draft: Draft, lines: list[layout.Line]) -> None:
    """Set aside the way through the site that ends in the title, which the next line repeats."""
    free = [line for line in lines if line.number not in draft.fates]
    for line, below in pairwise(free[:_BARS]):
        if line.text[-_ENDING:].lower() != below.text[-_ENDING:].lower():
            continue
        title = layout.key(below.text)
        ends = len(title) > _LEAST and layout.key(line.text).endswith(title)
        if ends and len(line.text) > len(below.text) and furniture.begins_as_menu(line.text):
            draft.mark((line.number,), "furniture")


def _strip_name(draft: Draft, lines: list[layout.Line]) -> None:
    """Set aside the site's name, alone in a line over a bar of its navigation."""
    marked = [n for n, line in enumerate(lines[:_BARS]) if line.number in draft.fates]
    bars = [n for n in marked if furniture.is_bar(lines[n].text)]
    if not bars or "title" in draft.values:
        return
    above = [line for line in lines[: bars[-1]] if line.number not in draft.fates]
    below = [line for line in lines[bars[-1] + 1 :] if line.number not in draft.fates]
    if len(above) != 1 or not below or bylines.read(below[0].text, draft.language):
        return
    if len(above[0].text) < _NAME_MOST and not _may_be_value(draft, above[0]):
        draft.mark((above[0].number,), "furniture")


def _strip_banner(draft: Draft, lines: list[layout.Line]) -> None:
    """Set aside the site's name and motto: a few lines at the very top, over its menu."""
    menu = next((n for n, line in enumerate(lines) if line.number in draft.fates), 0)
    if not 0 < menu <= _BANNER or "title" in draft.values:
        return
    entries = [line for line in lines[menu : menu + _MENU] if line.number in draft.fates]
    below = [line for line in lines[menu:] if line.number not in draft.fates]
    if any(_may_be_value(draft, line) for line in lines[1:menu]):
        return
    if len(entries) > 1 and below and len({line.gap > 0 for line in entries[1:]}) == 1:
        draft.mark((line.number for line in lines[:menu]), "furniture")


def _is_links(text: str) -> bool:
    """Return whether the line is a bar of links to other pages: "[home](…) | [more](…)"."""
    links = _LINK.findall(text) if text.count("](") > 1 else ()
    rest = _LINK.sub("", text) if links else text
    return len(links) > 1 and len(rest) < _REST_MOST


def _leads_a_list(lines: list[layout.Line], place: int) -> bool:
    """Return whether the line is a heading of the text over a list: "Agenda"."""
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    return bool(marker(below)) and " " not in phrase(lines[place].text)


def _gives_source(line: layout.Line) -> bool:
    entry = labelled.labelled(line)
    named = entry is not None and "source" in entry.fields and "://" in entry.value
    return named or _BARE.fullmatch(line.text) is not None


def _may_be_value(draft: Draft, line: layout.Line) -> bool:
    """Return whether the line can be a byline, a date, a notice or another value of the text."""
    text = line.text.strip("*_ ")
    if is_rule(text) or marker(text) or labelled.labelled(line) or contacts.reaches(text):
        return True
    if inline.read(text).urls or text[-1] in "!！":
        return True
    return bylines.read(text, draft.language, draft.context) is not None


def _comments(lines: list[layout.Line], start: int, last: int) -> int:
    """Return the line where readers' comments begin that are texts of their own, or 0."""
    for place in range(start, last):
        if furniture.is_comment_head(lines[place].text):
            return lines[place].number
    return 0


def _is_text(text: str) -> bool:
    if "   " in text:
        text = " ".join(text.split())
    return (
        len(text) > 55
        and (ends_sentence(text) or len(text) > 120)
        and not furniture.is_furniture(text)
        and not labelled.is_label_only(text)
    )
