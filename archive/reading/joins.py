"""Paragraphs that a layout cut in the middle of a sentence: which of them are one, and why."""

from __future__ import annotations

import re

from archive.reading.groups import Group, heading_mark, text_of
from archive.reading.languages import fold, starts_with, tables
from archive.reading.layout import begins_small, ends_sentence, is_rule, marker

_BEHIND = re.compile(r"(?<![^\w'’])[^\w'’]+$")
_CASELESS = re.compile(r"[\u0590-\u077f\u0900-\u0dff\u3040-\u9fff]")


def infer(groups: list[Group], language: str, barriers: set[int]) -> list[list[Group]]:
    """Return the groups, those of one sentence together; never across a line of ``barriers``."""
    joined: list[list[Group]] = []
    for number, group in enumerate(groups):
        if number and not (
            set(range(groups[number - 1][-1].number + 1, group[0].number)) & barriers
        ):
            after = groups[number + 1] if number + 1 < len(groups) else None
            if why(groups[number - 1], group, language, after):
                joined[-1].append(group)
                continue
        joined.append([group])
    return joined


def why(first: Group, second: Group, language: str, after: Group | None = None) -> str:
    """Return why ``second`` continues the sentence that ``first`` breaks off, or nothing."""
    head, tail = text_of(first).rstrip(), text_of(second)
    if ends_sentence(head) or _closed(head) or heading_mark(head) or heading_mark(tail):
        return ""
    if marker(tail) or is_rule(head) or is_rule(tail) or len(head) < 20 or head.isupper():
        return ""
    if starts_with(fold(head), tables().salute) and len(head) < 90:
        return ""
    if not (ends_sentence(tail) or (after is not None and _goes_on(second, after))):
        return ""
    if begins_small(tail):
        return "the sentence goes on in small letters"
    word = _BEHIND.sub("", head.rsplit(None, 1)[-1]).lower()
    code = language.split("-", maxsplit=1)[0]
    if word in tables().unfinished.get(code, frozenset()) and len(head) > 40:
        return f'a sentence does not end in "{word}"'
    if head[-1] in ",،、" and len(head) > 40:
        return "a sentence does not end in a comma"
    capitals = code in tables().names and tables().names[code].capital_nouns
    if len(head) > 100 and len(tail) > 30 and (capitals or _CASELESS.search(tail[:20])):
        return "the sentence does not end"
    return ""


def _closed(text: str) -> bool:
    """Return whether the text ends in a bracket, a mark or an address: with something complete."""
    last = text[text.rfind(" ") + 1 :]
    return last[-1:] in set("])}>*_") or "://" in last or "@" in last or last.startswith("www.")


def _goes_on(second: Group, after: Group) -> bool:
    """Return whether a piece without an end is itself continued: a paragraph cut twice."""
    return begins_small(text_of(second)) and begins_small(text_of(after))
