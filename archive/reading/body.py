"""The body of a statement: paragraphs, headings, lists, slogans, verse, quotations and notes."""

from __future__ import annotations

import re

from archive.model import Block, BlockKind
from archive.reading import blocks, datings, names
from archive.reading.groups import Group, atx, heading_mark, text_of
from archive.reading.languages import is_phrase, tables
from archive.reading.layout import Line, begins_small, ends_sentence, is_rule, marker

_BULLETS = "-*+•‣▪●◦○■□▶►✓✔➤–—·"
_NOTE = re.compile(r"\[\d{1,3}\]|\[\^\w{1,9}\]:")
_BOLD = re.compile(r"(\*\*\*|\*\*|__)(?P<words>[^*_]+)\1:?")
# What each kind of block is counted by; rules are not.
_LETTERS = {"heading": "h", "item": "s", "rule": ""}
_QUOTED = re.compile(r"[> ]*>\s?")
_SLOGAN_MOST, _HEADING_MOST, _VERSE_MOST = 130, 100, 64


def read(
    groups: list[Group], forced: dict[int, str], *, muse: bool = False, behind: bool = False
) -> list[Block]:
    """Return the blocks of the groups in order, with anchors: p, s and h are counted.

    ``forced`` maps a line to the role an editor gave it.  In Muse a heading is ``** words``.
    What stands ``behind`` the text is counted by itself, as b.
    """
    kinds = _kinds(groups, forced, muse=muse)
    made: list[Block] = []
    counts = {"b": 0, "p": 0, "s": 0, "h": 0}
    place = 0
    while place < len(groups):
        kind = kinds[place]
        end = place + 1
        if kind in {"verse", "quotation"}:
            while end < len(groups) and kinds[end] == kind and groups[end][0].gap == 0:
                end += 1
        group = groups[place]
        if end > place + 1:
            group = tuple(line for each in groups[place:end] for line in each)
        letter = "b" if behind else _LETTERS.get(kind, "p")
        if letter:
            counts[letter] += 1
        made.append(_block(group, kind, f"{letter}{counts[letter]}" if letter else ""))
        place = end
    return made


def _kinds(groups: list[Group], forced: dict[int, str], *, muse: bool) -> list[str]:
    """Return the kind of each group; "under" is the line below a heading."""
    kinds = ["" for _ in groups]
    for place, group in enumerate(groups):
        kinds[place] = forced.get(group[0].number, "") or _own_kind(groups, place, muse=muse)
    _find_lists(groups, kinds)
    _find_verse(groups, kinds)
    _find_bare(groups, kinds)
    return [kind or "paragraph" for kind in kinds]


def _own_kind(groups: list[Group], place: int, *, muse: bool) -> str:
    """Return what a mark of its own says of the group, or nothing."""
    group = groups[place]
    text = group[0].text
    if heading_mark(text) or (muse and re.fullmatch(r"\*{1,5} \S.*", text) and not group[0].indent):
        return "heading"
    if is_rule(text) and len(group) == 1:
        return "rule"
    if text.startswith(">"):
        return "quotation"
    if _NOTE.match(text):
        return "note"
    if len(group) <= 2 and _BOLD.fullmatch(text_of(group)) and place + 1 < len(groups):
        return "heading" if len(text_of(group)) < _HEADING_MOST else ""
    return ""


def _find_lists(groups: list[Group], kinds: list[str]) -> None:
    """Mark items: groups that begin with the same sort of mark as a neighbour, or with a bullet."""
    sorts = ["" if kinds[n] else _sort(group[0]) for n, group in enumerate(groups)]
    for place, sort in enumerate(sorts):
        if not sort:
            continue
        beside = [sorts[n] for n in (place - 1, place + 1) if 0 <= n < len(sorts)]
        if sort == "number" and sort not in beside:
            # Numbers that head paragraphs stand apart: "1. The crisis", then its text.
            if _is_bare(groups[place]) and _leads(groups, place):
                kinds[place] = "heading"
            elif sorts.count("number") > 2:
                kinds[place] = "item"
        elif sort in beside or sort == "bullet":
            kinds[place] = "item"


def _sort(line: Line) -> str:
    mark = marker(line.text)
    if not mark or mark.startswith((">", "[")):
        return ""
    if mark[0] in _BULLETS:
        return "dash" if mark[0] in "-–—" else "bullet"
    found = datings.find(line.text[:40])
    return "" if found and found.start < 2 else "number"


def _find_verse(groups: list[Group], kinds: list[str]) -> None:
    """Mark chunks of three or more short lines that run on without ending sentences."""
    place = 0
    while place < len(groups):
        end = place + 1
        while end < len(groups) and groups[end][0].gap == 0 and not kinds[end]:
            end += 1
        chunk = groups[place:end]
        if len(chunk) >= 3 and not any(kinds[place:end]) and _is_verse(chunk, groups, end):
            kinds[place:end] = ["verse"] * len(chunk)
        place = end


def _is_verse(chunk: list[Group], groups: list[Group], end: int) -> bool:
    texts = [text_of(group) for group in chunk]
    if any(len(text) > _VERSE_MOST for text in texts) or (
        end - len(chunk) == 0 and end == len(groups)
    ):
        return False
    runs = sum(t[-1] in ",;،—–" or begins_small(t) for t in texts)
    return 3 * runs >= len(texts)


def _find_bare(groups: list[Group], kinds: list[str]) -> None:
    """Mark headings and slogans among the short lines that end no sentence."""
    place = 0
    while place < len(groups):
        if kinds[place] or not _is_bare(groups[place]):
            place += 1
            continue
        end = place
        while end < len(groups) and not kinds[end] and _is_bare(groups[end]):
            end += 1
        _name_run(groups, kinds, place, end)
        place = end


def _name_run(groups: list[Group], kinds: list[str], start: int, end: int) -> None:
    """Say what a run of bare lines is: a few lead the text below; more are slogans or names."""
    last = end - 1
    leads = end < len(groups) and kinds[end] not in {"rule", "heading"}
    calls = sum(text_of(g).rstrip('*_"”»').endswith(("!", "！")) for g in groups[start:end])
    signed = start and is_phrase(text_of(groups[start - 1]), tables().signed)
    if signed or (not leads and end - start >= 2) or end - start > 3:
        first = start
        if not signed and is_phrase(text_of(groups[start]), tables().signed):
            kinds[start], first = "heading", start + 1
        stop = end
        if (
            leads
            and not text_of(groups[last]).endswith("!")
            and (calls or groups[last][0].gap > groups[last - 1][0].gap)
        ):
            kinds[last], stop = "heading", last
        kinds[first:stop] = ["item"] * (stop - first)
    elif leads:
        for place in range(start, end):
            call = (
                text_of(groups[place]).endswith(("!", "！"))
                and not text_of(groups[place]).isupper()
            )
            kinds[place] = "" if call else "heading"


def _is_bare(group: Group) -> bool:
    """Return whether the group is one short line (or two) that does not end as a sentence does."""
    text = text_of(group).strip("*_")
    if (
        len(group) > 2
        or len(text) > _SLOGAN_MOST
        or is_rule(text)
        or not any(map(str.isalnum, text))
    ):
        return False
    if re.search(r"https?://|www\.|@", text) or text[-1] in ",،":
        return False
    return not ends_sentence(text) or (text[-1] in "!?؟;！？" and len(text) <= _HEADING_MOST)


def _leads(groups: list[Group], place: int) -> bool:
    return place + 1 < len(groups) and not _is_bare(groups[place + 1])


def _block(group: Group, kind: str, anchor: str) -> Block:
    text = group[0].text
    if kind == "heading":
        return _heading(group, anchor)
    if kind == "item":
        return _item(group, anchor)
    if kind == "rule":
        bounds = [(len(line.text), len(line.text)) for line in group]
        return blocks.make(group, "rule", bounds, anchor=anchor)
    if kind == "quotation" and text.startswith(">"):
        bounds = [_after(_QUOTED, line.text) for line in group]
        return blocks.make(group, "quotation", bounds, anchor=anchor)
    known: BlockKind = kind if kind in {"verse", "quotation", "note"} else "paragraph"  # type: ignore[assignment]
    return blocks.make(group, known, anchor=anchor)


def _after(pattern: re.Pattern[str], text: str) -> tuple[int, int]:
    found = pattern.match(text)
    return (found.end() if found else 0, len(text))


def _heading(group: Group, anchor: str) -> Block:
    text = group[0].text
    level, start, end = atx(text)
    if level:
        bounds = [(start, end), *((0, len(line.text)) for line in group[1:])]
        return blocks.make(group, "heading", bounds, level=max(2, level), anchor=anchor)
    if stars := re.match(r"(\*{1,5}) (?=\S)", text):
        bounds = [(stars.end(), len(text)), *((0, len(line.text)) for line in group[1:])]
        level = min(6, len(stars[1]) + 1)
        return blocks.make(group, "heading", bounds, level=level, anchor=anchor)
    return blocks.make(group, "heading", level=2, anchor=anchor)


def _item(group: Group, anchor: str) -> Block:
    text = group[0].text
    mark = marker(text)
    if mark and mark[0] in _BULLETS:
        bounds = [(len(mark), len(text)), *((0, len(line.text)) for line in group[1:])]
        return blocks.make(group, "item", bounds, style="bullets", anchor=anchor)
    # A number is part of what the text says; it stays in the words.
    if mark:
        return blocks.make(group, "item", style="numbers", anchor=anchor)
    style = "bullets" if names.likelihood(text_of(group)) >= 2 else "slogans"
    return blocks.make(group, "item", style=style, anchor=anchor)
