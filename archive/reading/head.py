"""The head of a statement: kicker, title, subtitle, byline and dateline above the text."""

from __future__ import annotations

import re
from itertools import islice

from archive.model import BlockKind
from archive.reading import blocks, bylines, contacts, datings, inline, layout, names
from archive.reading.draft import Draft
from archive.reading.labelled import say_dating
from archive.reading.languages import fold, phrase, starts_with, tables
from archive.reading.layout import Line, begins_small, ends_sentence, is_rule, marker

_ATX = re.compile(r"(#{1,6})\s+")
_UNDER = re.compile(r"={3,}|-{3,}")
_ADDRESS = re.compile(r"<?https?://[^\s<>*]{4,}>?")
_AFTER = re.compile(r"\s*[–—:|]\s*|\s-\s")
# A sentence's end inside a line, after a word too long to be an abbreviation.
_SENTENCES = re.compile(r"[^\W\d_]{4}[.!?؟۔]\s+\S")
_MOST = 14
_TITLE_MOST = 300
_DATELINE_MOST = 110
_SPACED = re.compile(r"(?:[^\W\d_]\s{1,3}){5,}[^\W\d_]")
_LISTED = re.compile(r"\[[^\[\]]{2,30}\]\s+(?=\S)")
# "Communiqué no. 7" is a kind of document too.
_COUNTED = re.compile(r"\s*(?:n\.?[.°ºor]?\.?|nº|№|nr\.?|no\.?|αρ\.?|رقم|شماره|sayı|#)?\s*\d{1,4}")
_SET_IN = 10

Group = tuple[Line, ...]


def text_of(group: Group) -> str:
    """Return the lines of a group as one line."""
    return group[0].text if len(group) == 1 else " ".join([line.text for line in group])


def heading_mark(text: str) -> int:
    """Return the level of an ATX heading (``## words``), 0 for other lines."""
    return atx(text)[0] if text.startswith("#") else 0


def atx(text: str) -> tuple[int, int, int]:
    """Return level, start and end of the words of an ATX heading (CommonMark 4.2); 0 for others.

    Marks after the words belong to the heading too: ``## Words ##``.
    """
    found = _ATX.match(text)
    if found is None or found.end() == len(text):
        return 0, 0, len(text)
    words = text[found.end() :].rstrip()
    bare = words.rstrip("#")
    if len(bare) < len(words) and bare[-1:].isspace():
        words = bare.rstrip()
    return len(found[1]), found.end(), found.end() + len(words)


def is_underline(text: str, above: str) -> bool:
    """Return whether the line underlines the one above, directly over it, as a heading (setext)."""
    return _UNDER.fullmatch(text) is not None and (
        text[0] == "=" or 2 * len(text) >= len(above) >= 1
    )


def is_prose(group: Group) -> bool:
    """Return whether the group is text rather than a line of the head."""
    text = text_of(group)
    if heading_mark(group[0].text):
        return False
    plain = text.strip("*_ ")
    if len(group) > 3 or len(text) > 260:
        return True
    if starts_with(fold(plain), tables().salute) and plain.endswith((",", ":", "!", "،", ".")):
        return True
    if marker(text) and not _begins_with_date(text):
        return True
    if ends_sentence(plain) and plain[-1] not in "!?؟;" and len(text) > 60:
        return True
    return len(text) > 110 and (ends_sentence(plain) or len(text) > 170)


def _begins_with_date(text: str) -> bool:
    found = datings.find(text[:60])
    return found is not None and found.start < 2


def _is_text(groups: list[Group], place: int) -> bool:
    """Return whether text begins here: prose, or below a title a line of several sentences."""
    if is_prose(groups[place]):
        return True
    text = text_of(groups[place])
    several = len(text) > 60 and _SENTENCES.search(text) is not None
    cut = place + 1 < len(groups) and _runs_on(groups[place], groups[place + 1])
    return place > 0 and (several or cut)


def read(draft: Draft, groups: list[Group], limit: int) -> None:
    """Find the parts of the head among the groups before the first paragraph of text.

    Groups from ``limit`` on are known to be text.
    """
    edge = next((n for n in range(limit) if _is_text(groups, n)), limit)
    while 1 < edge < limit and _runs_on(groups[edge - 1], groups[edge]):
        edge -= 1
    edge = min(edge, _MOST)
    if edge < len(groups) and edge and _first_marked(groups) >= edge:
        edge = _first_marked(groups) + 1
    top = groups[:edge]
    place = 0 if _is_post(draft, top) else _title(draft, top)
    labelled = draft.basis["title"].lines[0] if place == 0 and "title" in draft.basis else 0
    place = max(place, sum(group[0].number < labelled for group in top))
    # What stands below the title says more surely whose the text is.
    _below(draft, groups[: max(limit, edge)] if limit < len(groups) else groups, place, edge)
    for number, group in enumerate(top):
        if number < place:
            _above(draft, group)
    _without_list(draft)
    _run_in(draft, [g for g in groups if g[0].number not in draft.fates])


def _is_post(draft: Draft, top: list[Group]) -> bool:
    """Take the name and the time over a post of a network, which has no title."""
    if not draft.social or "title" in draft.values or not len(top) > 1 or top[1][0].gap:
        return False
    dated = bylines.read(text_of(top[1]).rstrip("· "), draft.language, draft.context)
    people = names.parted(text_of(top[0]).strip("*_ "))
    if dated is None or dated.dating is None or dated.people or not people:
        return False
    draft.say_authors(people, (top[0][0].number,), "the name over a post")
    draft.mark((line.number for line in top[0]), "metadata", "author")
    return _say_byline(draft, top[1], dated)


def _without_list(draft: Draft) -> None:
    """Take the name of the list from the subject of a mail that a list's archive prints."""
    basis, title = draft.basis.get("author"), draft.values.get("title", "")
    if basis and basis.because == bylines.MAILED and (found := _LISTED.match(title)):
        draft.values["title"] = title[found.end() :]


def _runs_on(first: Group, second: Group) -> bool:
    """Return whether the sentence of the first group goes on in the second."""
    text, after = text_of(first), text_of(second)
    if len(text) <= 20 or ends_sentence(text) or is_rule(text) or not begins_small(after):
        return False
    # A dateline can begin in small letters: "mardi 3 novembre 2015, par …".
    found = datings.find(after[:60]) if len(after) < _DATELINE_MOST else None
    return found is None or found.start > 0


def _first_marked(groups: list[Group]) -> int:
    """Return the place of the first top-level heading in Markdown, if it stands near the top."""
    for number, group in enumerate(groups[:_MOST]):
        if heading_mark(group[0].text) == 1:
            return number
    return -1


def _title(draft: Draft, top: list[Group]) -> int:
    """Find the title; return the place of the first group below it (0: there is none)."""
    if "title" in draft.values:
        return _repeated(draft, top)
    marked = _first_marked(top)
    if marked >= 0:
        put(draft, top[marked], "title", "marked as the first heading")
        return marked + 1
    for number, group in enumerate(top[:-1]):
        below = top[number + 1]
        if is_underline(below[0].text, group[-1].text) and below[0].gap == 0:
            put(draft, group, "title", "underlined")
            draft.mark((below[0].number,), "rule")
            return number + 2
    possible = (
        n for n, group in enumerate(top)
        if _can_be_title(draft, group) and not _in_letterhead(draft, top, n)
    )  # fmt: skip
    choices = list(islice(possible, 2))
    if not choices:
        choices = [
            n
            for n, g in enumerate(top)
            if not is_rule(g[0].text) and not _dated(draft, g) and g[0].number not in draft.fates
        ]
        if not choices:
            return 0
    first = choices[0]
    if len(choices) > 1 and _is_name(draft, top[first]) and not _is_name(draft, top[choices[1]]):
        first = choices[1]
    put(draft, top[first], "title", "the first line of the text")
    return first + 1


def _repeated(draft: Draft, top: list[Group]) -> int:
    """Set aside the title of a label where the text repeats it."""
    title = layout.key(draft.values["title"])
    for number, group in enumerate(top[:4]):
        if layout.key(text_of(group)) == title or (
            heading_mark(group[0].text) == 1 and number == 0
        ):
            if layout.key(text_of(group)) != title:
                return 0
            draft.mark((line.number for line in group), "duplicate", "title")
            return number + 1
    return 0


def _in_letterhead(draft: Draft, top: list[Group], place: int) -> bool:
    """Return whether the line stands to the right with the date directly under or over it."""
    group = top[place]
    if group[0].indent < _SET_IN:
        return False
    for other in (place - 1, place + 1):
        if not 0 <= other < len(top) or not _dated(draft, top[other]):
            continue
        near = top[max(place, other)][0].gap == 0
        if near and abs(top[other][0].indent - group[0].indent) <= 2:
            return True
    return False


def _can_be_title(draft: Draft, group: Group) -> bool:
    text = text_of(group)
    if is_rule(group[0].text) or len(text) > _TITLE_MOST or group[0].number in draft.fates:
        return False
    if re.fullmatch(r"<?https?://\S+>?", text) or contacts.MAIL.fullmatch(text):
        return False
    if text.endswith((":", "،", ",")) and len(text) > 60:
        return False
    return not _release(text) and not _dated(draft, group) and not _introduced(draft, group)


def _dated(draft: Draft, group: Group) -> bool:
    found = bylines.read(text_of(group), draft.language, draft.context)
    return found is not None and found.dating is not None


def _introduced(draft: Draft, group: Group) -> bool:
    found = bylines.read(text_of(group), draft.language, draft.context)
    return found is not None and found.sure


def _is_name(draft: Draft, group: Group) -> bool:
    return names.likelihood(text_of(group).strip("*_ "), draft.context) >= 2


def _release(text: str) -> str:
    """Return the whole if the line says only the kind of document, or the name that follows it.

    "Press release", "Press release – The League"; what else follows a kind is a title.
    """
    # Typists space out a heading: "P R E S S".
    closed = " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text))
    plain = phrase(closed if _SPACED.fullmatch(text) else text)
    if plain in tables().sections:
        return text
    kind = starts_with(plain, tables().kinds)
    if not kind:
        return ""
    rest = plain[len(kind) :]
    if not rest or _COUNTED.fullmatch(rest):
        return text
    found = _AFTER.match(rest)
    if not found or " " not in kind + rest[: found.end()]:
        return ""
    after = text[len(text) - len(rest) + found.end() :].strip("*_ ")
    named = " " in kind or names.likelihood(after) >= 2 or _begins_with_date(after)
    return after if named or not after else ""


def _above(draft: Draft, group: Group) -> None:
    """Read a line above the title: a kicker, a byline, a dateline, a rule."""
    numbers = tuple(line.number for line in group)
    if numbers[0] in draft.fates:
        return
    text = text_of(group)
    if is_rule(group[0].text):
        draft.mark(numbers, "rule")
        return
    if _release(text):
        _kicker(draft, group)
        return
    if _say_byline(draft, group, bylines.read(text, draft.language, draft.context)):
        return
    _kicker(draft, group)


def _kicker(draft: Draft, group: Group) -> None:
    numbers = tuple(line.number for line in group)
    put(draft, group, "kicker", "above the title")
    for piece in _AFTER.split(text_of(group))[1:]:
        if names.likelihood(piece.strip("*_ "), draft.context, draft.language) >= 2:
            draft.say_authors(
                names.parted(piece.strip("*_ ")), numbers, "beside the kind of document"
            )
    found = datings.find(text_of(group), draft.language)
    if found and not found.date.edtf.isdigit():
        say_dating(draft, found, numbers)


def _say_byline(draft: Draft, group: Group, found: bylines.Byline | None) -> bool:
    """Take a byline's values and mark its lines; return whether anything was taken."""
    if found is None:
        return False
    numbers = tuple(line.number for line in group)
    fields = []
    draft.anonymous = draft.anonymous or (found.because == bylines.ANONYMOUS and not found.people)
    known = bool(draft.authors)
    if found.people:
        same = draft.say_authors(found.people, numbers, found.because)
        if known and not same and found.dating is None and not found.sure:
            return False
        fields.append("author")
    if found.dating:
        say_dating(draft, found.dating, numbers)
        fields.append("date")
    if found.place:
        draft.say("place", found.place, numbers, "beside the date")
        fields.append("place")
    if known and fields == ["author"]:
        draft.mark(numbers, "duplicate", "author")
    else:
        draft.mark(numbers, "metadata", ", ".join(fields))
    return True


def _below(draft: Draft, groups: list[Group], place: int, edge: int) -> None:
    """Read the lines between the title and the text."""
    title = layout.key(draft.values.get("title", ""))
    byline_seen = False
    for number in range(place, edge):
        group = groups[number]
        if group[0].number in draft.fates:
            continue
        numbers = tuple(line.number for line in group)
        text = text_of(group)
        if is_rule(group[0].text):
            draft.mark(numbers, "rule")
        elif _ADDRESS.fullmatch(text):
            draft.say("source_url", inline.read(text).urls[0][1], numbers, "below the title")
            draft.mark(numbers, "metadata", "source_url")
        elif title and layout.key(text) == title:
            draft.mark(numbers, "duplicate", "title")
        elif _release(text) == text and number == place and "kicker" not in draft.values:
            put(draft, group, "kicker", "the kind of document")
        elif _say_byline(draft, group, bylines.read(text, draft.language, draft.context)):
            byline_seen = True
        elif _is_subtitle(draft, groups, number, place, edge) and not byline_seen:
            put(draft, group, "subtitle", "between the title and the text")
        else:
            return
    following = groups[edge : edge + 2]
    for group in following:
        # A dateline can be long enough to look like prose.
        found = bylines.read(text_of(group), draft.language, draft.context)
        if found is None or found.dating is None or not _say_byline(draft, group, found):
            return


def _is_subtitle(draft: Draft, groups: list[Group], number: int, place: int, edge: int) -> bool:
    text = text_of(groups[number])
    if "subtitle" in draft.values or heading_mark(text) or number > place:
        return False
    if place == 0 or (ends_sentence(text) and text.rstrip("*_")[-1:] not in "!?؟;…"):
        return False
    if number + 1 == edge and number + 1 >= len(groups):
        return False
    # Two bare lines before text that has no further ones: slogans, not a head, if many follow.
    return len(text) <= 200 and (len(groups) - number <= 2 or any(map(is_prose, groups[number:])))


def put(draft: Draft, group: Group, kind: BlockKind, because: str) -> None:
    """Put the lines of a group into the head as a block, its marks taken out."""
    numbers = tuple(line.number for line in group)
    block = blocks.make(group, kind, [_inside(line) for line in group])
    value = " ".join(block.text.split())
    draft.head.append(block)
    draft.say(kind, value, numbers, because)
    draft.mark(numbers, "metadata", kind)


def _inside(line: Line) -> tuple[int, int]:
    """Return where the words of a heading start and end in its line, without the ATX marks."""
    return atx(line.text)[1:]


_DASH = re.compile(r"(?:\s*\([^()]{2,40}\))?[\s)]*[—–:-]+\s")


def _run_in(draft: Draft, groups: list[Group]) -> None:
    """Take the dateline that a press release runs into its text: "PARIS, 12 mai 2016 —"."""
    for group in groups[:2]:
        text = group[0].text.strip("*_ ")
        found = datings.find(text[:120], draft.language)
        if found is None or found.start > 60:
            continue
        after = _DASH.match(text, found.end) or re.match(r"\s*[.)]\s+", text[found.end :])
        before = text[: found.start].strip(" ,(،*_")
        before = re.sub(r"[\s,]*\b(?:le|den|el|the|στις|em|il)$", "", before)
        if not after or (before and not _starts_as_place(before)):
            continue
        say_dating(draft, found, (group[0].number,), "at the beginning of the text")
        if before:
            draft.say("place", before.strip(" ,()"), (group[0].number,), "before the date")
        return


def _starts_as_place(before: str) -> bool:
    words = re.sub(r"\([^)]*\)", "", before).split()
    return 0 < len(words) <= 5 and all(
        w[0].isupper() or not w[0].isascii() or len(w) < 4 for w in words
    )
