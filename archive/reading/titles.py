"""The title among the first lines: which of them it is, and what is none of it."""

from __future__ import annotations

import re
from itertools import islice

from archive.model import BlockKind
from archive.reading import blocks, bylines, contacts, layout, names
from archive.reading.draft import Draft
from archive.reading.groups import Group, atx, begins_with_date, heading_mark, is_underline, text_of
from archive.reading.languages import phrase, starts_with, tables
from archive.reading.layout import Line, is_rule

_MOST, _SECTIONS, _TOWN_MOST = 14, 3, 80
_TITLE_MOST = 300
_SET_IN = 10
AFTER = re.compile(r"\s*[–—:|]\s*|\s-\s")
_COMMA = re.compile(r"\s*[,،]\s+")
_SPACED = re.compile(r"(?:[^\W\d_]\s{1,3}){5,}[^\W\d_]")
# "Communiqué no. 7" is a kind of document too.
_COUNTED = re.compile(r"\s*(?:n\.?[.°ºor]?\.?|nº|№|nr\.?|no\.?|αρ\.?|رقم|شماره|sayı|#)?\s*\d{1,4}")


def choose(draft: Draft, top: list[Group]) -> int:
    """Find the title; return the place of the first group below it (0: there is none)."""
    if "title" in draft.values:
        return _repeated(draft, top)
    marked = first_marked(top)
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
        and not is_town(draft, top, n)
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
        if all(release(text_of(top[n])) for n in choices):
            choices = choices[-1:]
    first = choices[0]
    if kind := _kind_over_name(draft, top, choices):
        first = kind - 1
    if len(choices) > 1 and _names_author(draft, top, first):
        first = first if _is_name(draft, top[choices[1]]) else choices[1]
    put(draft, top[first], "title", "the first line of the text")
    return first + 1


def _kind_over_name(draft: Draft, top: list[Group], choices: list[int]) -> int:
    """Return 1 more than the place of a kind of document that is all the title a text has, or 0.

    So it is where only the name of a body stands above or below it: "Resolution", "The League".
    """
    if not all(_is_name(draft, top[n]) for n in choices):
        return 0
    last = len(top) - 1
    if choices[-1] < last and _is_kind(top[last]) and names.is_body(text_of(top[choices[0]])):
        return last + 1
    if not choices[0]:
        return 0
    above = top[choices[0] - 1]
    text = text_of(above).strip("*_ ")
    named = names.is_body(text_of(top[choices[0]]))
    return (
        choices[0] if named and release(text) == text and above[0].number not in draft.fates else 0
    )


def _is_kind(group: Group) -> bool:
    text = text_of(group).strip("*_ ")
    return release(text) == text


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


def is_town(draft: Draft, top: list[Group], place: int) -> bool:
    """Return whether the line, over one with a date, is "Town, Country"."""
    if place + 1 >= len(top) or top[place + 1][0].gap or not place:
        return False
    if len(text_of(top[place])) > _TOWN_MOST:
        return False
    town, comma, land = _COMMA.sub(", ", text_of(top[place])).partition(", ")
    if not comma or not (0 < len(town.split()) < 4 and 0 < len(land.split()) < 4) or "," in land:
        return False
    both = (town, land)
    return all(names.likelihood(each) for each in both) and _dated(draft, top[place + 1])


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
    if contacts.letterhead(text) or is_list_of_sections(text) or len(text) == 1:
        return False
    return not release(text) and not _dated(draft, group) and not _introduced(draft, group)


def _dated(draft: Draft, group: Group) -> bool:
    found = bylines.read(text_of(group), draft.language, draft.context)
    return found is not None and found.dating is not None


def _introduced(draft: Draft, group: Group) -> bool:
    found = bylines.read(text_of(group), draft.language, draft.context)
    return found is not None and found.sure


def _is_name(draft: Draft, group: Group) -> bool:
    return names.likelihood(text_of(group).strip("*_ "), draft.context) >= 2


def _names_author(draft: Draft, top: list[Group], place: int) -> bool:
    """Return whether the line, above another that can be the title, is whose text it is.

    Where nouns have capitals, two of them are a title as well; an acronym needs a date below.
    """
    text = text_of(top[place]).strip("*_ ")
    if names.is_acronym(text):
        return place + 1 < len(top) and _dated(draft, top[place + 1])
    table = tables().names.get(draft.language.split("-", maxsplit=1)[0])
    nouns = table is not None and table.capital_nouns
    # All in capitals is how titles are set, too.
    doubtful = nouns or text.isupper()
    return _is_name(draft, top[place]) and (not doubtful or names.is_body(text))


def is_list_of_sections(text: str) -> bool:
    """Return whether the line lists where a site has put a text: "2007, Labour, Harl"."""
    parts = [part.strip() for part in _COMMA.split(text)]
    if len(parts) < _SECTIONS or any(len(part.split()) > 2 or not part for part in parts):
        return False
    known = sum(phrase(part) in tables().sections or part.isdigit() for part in parts)
    return known > 0 and text[-1].isalnum()


def first_marked(groups: list[Group]) -> int:
    """Return the place of the first top-level heading in Markdown, if it stands near the top."""
    for number, group in enumerate(groups[:_MOST]):
        if heading_mark(group[0].text) == 1:
            return number
    return -1


def release(text: str) -> str:
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
    found = AFTER.match(rest)
    if not found or " " not in kind + rest[: found.end()]:
        return ""
    after = text[len(text) - len(rest) + found.end() :].strip("*_ ")
    # Behind a colon stands mostly a headline, behind a dash the body's name.
    named = " " in kind and ":" not in found[0]
    named = named or names.likelihood(after) >= 2 or begins_with_date(after)
    named = named or names.is_acronym(after)
    return after if named or not after else ""


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
