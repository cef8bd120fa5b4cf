"""The tail of a statement: byline at the end, source, contact notices, printed tags, furniture."""

from __future__ import annotations

import re
from collections import Counter

from archive.reading import bylines, furniture, inline, labelled, layout, names
from archive.reading.draft import Draft
from archive.reading.head import Group, heading_mark, is_prose, text_of
from archive.reading.labelled import say_dating
from archive.reading.languages import fold, is_phrase, phrase, starts_with, tables
from archive.reading.layout import ends_sentence, is_rule, marker

_BARE = re.compile(r"<?(?:https?://|www\.)[^\s<>]+>?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w.+-]+\s?(?:\[at\]|\(at\)|\[arroba\])\s?[\w-]+")
_HASHTAG = re.compile(r"#\w{2,},?")
_PHONE = re.compile(r"(?<![\d/])(?:\+|00)?\d(?:[\s().-]?\d){6,14}(?!\d)")
_MOST = 14
_SIGNATORIES = 3
_TAGS_MOST, _TITLE_MOST = 300, 130


def read(draft: Draft, groups: list[Group]) -> list[Group]:
    """Read the tail upward from the end; return the groups that are back matter, in order.

    What stands below a closing byline is back matter; above it, and where there is none, only
    notices that give an address and say what for.
    """
    back: list[Group] = []
    place = len(groups)
    lowest = max(0, place - _MOST)
    signed = _closing(draft, groups, lowest)
    while place > lowest:
        group = groups[place - 1]
        text = text_of(group)
        numbers = tuple(line.number for line in group)
        if is_rule(group[0].text):
            draft.mark(numbers, "rule")
        elif place - 1 == signed:
            _take_closing(draft, group)
        elif _takes_source(draft, group):
            pass
        elif _takes_tags(draft, text):
            draft.mark(numbers, "metadata", "tags")
        elif _is_sheet_end(text):
            draft.mark(numbers, "rule")
        elif _takes_dateline(draft, groups, place - 1):
            pass
        elif place - 1 > signed >= 0 or _is_notice(
            draft, groups, place - 1, below=bool(back) or signed >= 0
        ):
            back.append(group)
        else:
            break
        place -= 1
    return back[::-1]


def _is_sheet_end(text: str) -> bool:
    return len(text) < 14 and phrase(text) in tables().ends


def _closing(draft: Draft, groups: list[Group], lowest: int) -> int:
    """Return the place of the byline that closes the text, or -1.

    A name that nothing introduces closes the text only where what follows are notices, addresses
    and dates, and where no list of such lines stands above it.
    """
    for place in range(len(groups) - 1, max(lowest, 1) - 1, -1):
        group = groups[place]
        text = text_of(group).strip("*_ ")
        if len(group) > 2 or marker(text) or heading_mark(text):
            continue
        found = bylines.read(text, draft.language, draft.context)
        if found is None or not found.people:
            continue
        likely = all(names.likelihood(n, draft.context, draft.language) > 1 for n in found.people)
        sure = found.sure and likely
        if found.dating is None and not sure and _in_a_list(groups, place, draft):
            continue
        below = groups[place + 1 :]
        small = 2 * sum(map(_length, below)) <= sum(map(_length, groups))
        follow = (_may_follow(draft, groups, n) for n in range(place + 1, len(groups)))
        if small and (sure or all(follow)):
            return place
    return -1


def _length(group: Group) -> int:
    return sum(len(line.text) for line in group)


def _in_a_list(groups: list[Group], place: int, draft: Draft) -> bool:
    """Return whether the line is one of a list of slogans, or of the names of signatories."""
    if _names_around(groups, place, draft) >= _SIGNATORIES:
        return True
    above = text_of(groups[place - 1]).strip("*_ ")
    if starts_with(fold(above), tables().close) or is_prose(groups[place - 1]):
        return False
    if is_rule(above) or ends_sentence(above) or bylines.read(above, draft.language):
        return False
    if names.is_body(text_of(groups[place])) and not names.is_body(above):
        return False
    return groups[place][0].gap == groups[place - 1][0].gap


def _names_around(groups: list[Group], place: int, draft: Draft) -> int:
    """Return how many neighbouring lines, the one at ``place`` among them, are only a name."""
    count = 0
    for step in (-1, 1):
        at = place if step < 0 else place + 1
        while 0 <= at < len(groups) and count < _SIGNATORIES:
            found = bylines.read(text_of(groups[at]), draft.language, draft.context)
            if found is None or found.sure or found.dating or not found.people:
                break
            count += 1
            at += step
    return count


def _may_follow(draft: Draft, groups: list[Group], place: int) -> bool:
    text = text_of(groups[place])
    if (
        is_rule(text)
        or _BARE.fullmatch(text)
        or _tagged(text)[0]
        or labelled.labelled(groups[place][0])
    ):
        return True
    if bylines.read(text, draft.language, draft.context):
        return True
    return _is_notice(draft, groups, place, below=True)


def _take_closing(draft: Draft, group: Group) -> None:
    found = bylines.read(text_of(group).strip("*_ "), draft.language, draft.context)
    if found is None:
        return
    numbers = tuple(line.number for line in group)
    known = bool(draft.authors)
    same = draft.say_authors(found.people, numbers, found.because or "the name below the text")
    if found.dating:
        say_dating(draft, found.dating, numbers)
    if found.place:
        draft.say("place", found.place, numbers, "beside the date")
    duplicate = known and same and not found.dating
    draft.mark(numbers, "duplicate" if duplicate else "metadata", "author")


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
    if _BARE.fullmatch(text.strip("*_ ")):
        address = inline.read(text).urls
        if address and draft.say(
            "source_url", address[0][1], numbers, "an address alone below the text"
        ):
            draft.mark(numbers, "metadata", "source_url")
            return True
    return False


def _tagged(text: str) -> tuple[str, str]:
    """Return ("tags" or "category", the list) of a line that lists them, else two empty texts."""
    if text.startswith("#") and all(_HASHTAG.fullmatch(word) for word in text.split()):
        return "tags", ", ".join(text.split())
    opener, colon, rest = text.strip("*_ ").partition(":")
    if not colon or len(text) > _TAGS_MOST or not is_phrase(opener, tables().tagged):
        return "", ""
    return "category" if "category" in labelled.fields_of(opener) else "tags", rest


def _takes_tags(draft: Draft, text: str) -> bool:
    field, value = _tagged(text)
    if field:
        labelled.say_tags(draft, field, value)
    return bool(field)


def _takes_dateline(draft: Draft, groups: list[Group], place: int) -> bool:
    """Take a place and date below the text."""
    group = groups[place]
    text = text_of(group).strip("*_ ")
    found = bylines.read(text, draft.language, draft.context)
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


def _is_notice(draft: Draft, groups: list[Group], place: int, *, below: bool) -> bool:
    """Return whether the group tells how to reach, join or read more of the issuing body."""
    text = text_of(groups[place])
    if len(text) > (700 if below else 400):
        return False
    plain = fold(text.strip("*_ -•"))
    reach = bool(_MAIL.search(text) or inline.read(text).urls or _PHONE.search(text))
    if place and len(groups[place - 1]) == 1 and _is_bare_heading(groups[place - 1], draft):
        return False
    if _MAIL.fullmatch(text.strip("<> ")) or furniture.is_furniture(text):
        return True
    opens = bool(starts_with(plain, tables().contact))
    return reach and opens


def _is_bare_heading(group: Group, draft: Draft) -> bool:
    text = text_of(group)
    if heading_mark(text):
        return True
    if len(text) >= 70 or ends_sentence(text) or _MAIL.search(text) or is_rule(text):
        return False
    byline = bylines.read(text.strip("*_ "), draft.language, draft.context)
    return byline is None and not inline.read(text).urls


def strip_furniture(draft: Draft) -> None:
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
    comments = _comments(lines, max(len(lines) // 2, first + 1), last)
    if comments:
        below = [line for line in lines if line.number >= comments]
        draft.mark((line.number for line in below), "furniture", "comments")
    _strip_below(draft, lines[last + 1 :])
    for place, line in enumerate(lines):
        if furniture.is_inset(line.text):
            inset = _with_titles(lines, place) if first < place < last else [line]
            draft.mark((each.number for each in inset), "furniture")


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
    for place, line in enumerate(lines):
        text = line.text
        if line.number in draft.fates:
            continue
        if _tagged(text)[0] and text.rstrip("*_ ").endswith(":"):
            block = labelled.tag_block(lines, place)
            _takes_tags(draft, " ".join([text, "; ".join(each.text for each in block)]))
            draft.mark((each.number for each in (line, *block)), "metadata", "tags")
        elif furniture.is_furniture(text) and not _leads_a_list(lines, place):
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
    if is_rule(text) or marker(text) or labelled.labelled(line) or _MAIL.search(text):
        return True
    if inline.read(text).urls or _PHONE.search(text) or text[-1] in "!！":
        return True
    return bylines.read(text, draft.language, draft.context) is not None


def _comments(lines: list[layout.Line], start: int, last: int) -> int:
    """Return the line where readers' comments begin that are texts of their own, or 0."""
    for place in range(start, last):
        if furniture.is_comment_head(lines[place].text):
            return lines[place].number
    return 0


def _is_text(text: str) -> bool:
    return (
        len(text) > 55
        and (ends_sentence(text) or len(text) > 120)
        and not furniture.is_furniture(text)
        and not labelled.is_label_only(text)
    )
