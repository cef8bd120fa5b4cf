"""Page furniture: what a website prints around a text (navigation, sharing, comments, cookies)."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.reading.languages import (
    Openers,
    is_phrase,
    lead,
    openers,
    phrase,
    starts_with,
    tables,
)
from archive.reading.layout import Line, ends_sentence, is_rule

_STEPS = re.compile(r"\s*[|»›•·>/]\s+|\s+[|»›•·>/]\s*")
_ARROWS = re.compile(r"\s+[>»›→]+\s+")
# Each step has one of these: most lines have none, and need not be searched for steps.
_STEP = re.compile(r"[|»›•·>/]")
_NUMBER = re.compile(r"\(?\d+\)?")
_DIGIT = re.compile(r"\d")
_LIST = re.compile(r"_{10,}|-- ?")
# The ruled heading over the links that a list adds to a mail: "----- Group links -----".
_RULED = re.compile(r"[-_=~*]{6,}\s*[^-_=~*\s][^-_=~*]{0,50}\s*[-_=~*]{3,}")
_BESIDE = "|·•:>»›"  # what stands between the entries of a menu
_DASHED = re.compile(r"[-–—]\s?\d{1,3}\s?[-–—]")
_PAGED = re.compile(r"([^\W\d_]+)\.?\s?\d{1,4}(?:\s?(?:/|[^\W\d_]{1,3})\s?\d{1,4})?")
_FOOT, _MENU_MOST, _NUMBERED, _HEAD_MOST = 24, 24, 24, 160


def is_furniture(text: str) -> bool:
    """Return whether the line, standing before or after the text, is page furniture."""
    if len(text) > 240:
        return False
    words = phrase(text)
    if not words:
        return not is_rule(text) and not any(char.isalnum() for char in text)
    names = tables()
    if words in names.furniture or _is_count(words):
        return True
    if any(map(words.__contains__, names.rights)) or text.startswith(("©", "(c)", "(C)")):
        return True
    if not names.cookies.isdisjoint(words.replace("-", " ").split()):
        return True
    tokens = words.replace(",", " ").replace("|", " ").replace("/", " ").split(None, 16)
    if 1 < len(tokens) < 16:
        known = sum(token.strip("·•:-") in names.networks for token in tokens)
        if len(tokens) <= 2 * known and known > 1:
            return not ends_sentence(text)
    opener, colon, _ = words.partition(":")
    opener = opener.strip()
    if colon and opener in names.furniture and opener not in names.labels and not _reaches(text):
        return True
    return (_STEP.search(text) is not None and _is_path(text)) or _is_menu(words)


def is_bar(text: str) -> bool:
    """Return whether the line leads through a site: "Home | About", "Home > News > Labour"."""
    return len(text) <= _HEAD_MOST and (
        (_STEP.search(text) is not None and _is_path(text)) or _is_menu(phrase(text))
    )


def begins_as_menu(text: str) -> bool:
    """Return whether the line begins with an entry of a site's menu: "Home Labour No boat"."""
    words = _bare(phrase(text)).split()
    return any(" ".join(words[:n]) in tables().furniture for n in (1, 2, 3))


def _is_menu(words: str) -> bool:
    """Return whether the words are headings of a website, one after another: "Home About News"."""
    if sum(map(_menu_starts().__contains__, _bare(words).split())) < 2:
        return False
    tokens = words.split()
    if not 2 <= len(tokens) <= _MENU_MOST:
        return False
    place = known = entries = 0
    while place < len(tokens):
        length = next(
            (n for n in (4, 3, 2, 1) if _joined(tokens[place : place + n]) in tables().furniture), 0
        )
        known += length
        entries += bool(length)
        place += length or 1
    return entries >= 2 and 3 * known >= 2 * len(tokens)


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens).strip(_BESIDE)


@lru_cache(maxsize=1)
def _menu_starts() -> frozenset[str]:
    """Return the first words of all that a menu may hold, without the signs between entries."""
    return frozenset(_bare(each).split()[0] for each in tables().furniture if _bare(each).strip())


def _bare(words: str) -> str:
    for sign in _BESIDE:
        words = words.replace(sign, "")
    return words


def _reaches(text: str) -> bool:
    """Return whether an address or a number of the telephone may be in the text."""
    return "@" in text or "://" in text or "www." in text or re.search(r"\d{5}", text) is not None


def _is_path(text: str) -> bool:
    """Return whether the line is a bar of navigation: "Home | About | News"."""
    parts = [part for part in _STEPS.split(text.strip(" |»›•·>/")) if part]
    if len(parts) < 2 or any(len(part) > 40 for part in parts) or ends_sentence(text):
        return False
    if len(_ARROWS.split(text)) == len(parts):
        return True
    known = sum(phrase(part) in tables().furniture for part in parts)
    return known >= 1 or (len(parts) >= 4 and len(text) < 140 and not re.search(r"\d{4}", text))


@lru_cache(maxsize=1)
def _comment_heads() -> Openers:
    """Return the phrases that stand between a count and the text's title: "thoughts on"."""
    return openers(frozenset(each for each in tables().comments if " " in each))


def is_page_number(text: str) -> bool:
    """Return whether the line only numbers a page: "Page 2", "- 7 -", "Seite 3 von 4"."""
    if len(text) > _NUMBERED or not _DIGIT.search(text):
        return False
    if _DASHED.fullmatch(text):
        return True
    found = _PAGED.fullmatch(phrase(text))
    return found is not None and found[1] in tables().pages


def is_social(text: str) -> bool:
    """Return whether the line is the row of buttons under a post: "Like Comment Share"."""
    return is_phrase(text.replace("·", " "), tables().social)


def is_inset(text: str) -> bool:
    """Return whether a line inside the text is furniture: "Read also: …", "Advertisement"."""
    if len(text) > 200 or lead(text) not in tables().inset_leads:
        return False
    words = phrase(text)
    opener = starts_with(words, tables().insets)
    if not opener:
        return False
    rest = words[len(opener) :].lstrip()
    return not rest or (rest[0] in ":>»→–—-|" and not ends_sentence(text))


def is_inset_head(text: str) -> bool:
    """Return whether the line only announces other texts: "Read also", "Related articles:"."""
    return phrase(text) in tables().furniture


def is_about_comments(text: str) -> bool:
    """Return whether the line is about readers' comments: "Leave a comment", "3 comments"."""
    return _is_count(phrase(text)) or not tables().comments.isdisjoint(
        re.findall(r"[^\W\d_]+", phrase(text))
    )


def is_comment_head(text: str) -> bool:
    """Return whether readers' comments begin here: "3 comments", "Kommentare (2)"."""
    return len(text) < _HEAD_MOST and _is_count(phrase(text))


def _is_count(words: str) -> bool:
    """Return whether the words count what readers did: "3 comments", "Comments (3)"."""
    if not _DIGIT.search(words):
        return False
    words = f"{words})".replace("(s)", "s")
    parts = words.replace(":", " ").replace("(", " ").replace(")", " ").split()
    if parts and _NUMBER.fullmatch(parts[0]) and starts_with(" ".join(parts[1:]), _comment_heads()):
        return True
    numbers = [part for part in parts if _NUMBER.fullmatch(part)]
    rest = " ".join(part for part in parts if not _NUMBER.fullmatch(part))
    return len(numbers) == 1 and rest in tables().comments


def signature(lines: list[Line]) -> int:
    """Return the number of the line where a mail's signature or list footer begins, or 0."""
    for line in lines[-14:]:
        if _LIST.fullmatch(line.text) and line is not lines[0]:
            return line.number
    for place in range(max(1, len(lines) - _FOOT), len(lines)):
        if lines[place].text[0] in "-_=~*" and _RULED.fullmatch(lines[place].text):
            below = [line.text for line in lines[place + 1 :]]
            reach = sum("@" in text or "://" in text for text in below)
            if (
                reach
                and 3 * reach >= len(below) - 1
                and not is_phrase(lines[place].text, tables().forwarded)
            ):
                return lines[place].number
    return 0
