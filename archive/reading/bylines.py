"""Lines that say who issued a text, when and where, without a label: bylines and datelines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from archive.reading import datelines, datings, names
from archive.reading.datings import Dating
from archive.reading.languages import fold, phrase, starts_with, tables

# A dot or dash between two letters belongs to the word: "intermittent·es".
_SEPARATOR = re.compile(r"\s+[|·•»›–—-]\s+|\s*[|\t]\s*|\s[·•–—]|[·•–—](?:\s|$)|\s-\s")
_TRIM = " \t,;:.–—|·•-()[]*_@،\u200e\u200f"
# A day of the lunar or solar Hijri calendar beside a Gregorian one.
_HIJRI = re.compile(r"\d{1,2}\s+[^\W\d_]+(?:\s+[^\W\d_]+)?\s+1[34]\d\d\b")
_SAME_DAY_MOST = 8
# How archives of lists print an address: "Jo Fenn jo at a.example".
_MAILED = re.compile(r"\s[<(\[]?[\w.+-]+(?:@|\s(?:at|\(at\)|\[at\])\s)[\w-]+(?:\.[\w-]+)+[>)\]]?$")
# The time of day behind a name: "Posted by Jo at 10:12".
_CLOCK = re.compile(r"\s+[^\W\d_]{1,4}\s+\d{1,2}[:h.]\d\d\b.{0,20}$")
MAILED = "beside a mail address"
ANONYMOUS = "said to be by nobody"
_STOPS = frozenset(".,:;!?…")
_WROTE_MOST, _WROTE_REST = 100, 4
_LONGEST = 220
_SHORT = 5
# The gap between two columns of a line.
_COLUMNS = re.compile(r"(?<!\s)\s{6,}")
# The number of an issue, with the word before it.
_NUMBERED = re.compile(r"(?:^|[\s,(-])([^\W\d_][^\s\d-]{0,12}\s?[.:]{0,2})\s?\d{1,5}$")


class Byline(NamedTuple):
    """What a line says about the issue of the text; ``sure`` when a word introduces the name."""

    people: tuple[str, ...] = ()
    dating: Dating | None = None
    place: str = ""
    sure: bool = False
    because: str = ""


@lru_cache(maxsize=64)
def read(text: str, language: str, context: str = "") -> Byline | None:
    """Return what ``text`` says if it is nothing but a byline or dateline, else None."""
    if len(text) > 2 * _LONGEST:
        return None
    text = text.strip("*_ \t")
    if "   " in text:
        text = _COLUMNS.sub(" | ", text)
    if not text or len(text) > _LONGEST:
        return None
    dating = datings.find(text, language)
    if dating is None:
        return _name_only(text, context, language)
    if len(text) > 100 and re.search(r"[^\W\d_]{4}\.$", text):
        return None
    before, after = text[: dating.start], text[dating.end :]
    if text[-1] in ",،" and after.strip(_TRIM):
        # The words behind the date greet: "12 May 2016 – Dear friends,".
        return None
    if dating.date.edtf.isdigit() and not dating.doubt:
        return None
    pieces = [(piece, "before") for piece in _SEPARATOR.split(before)]
    pieces += [(piece, "after") for piece in _SEPARATOR.split(after)]
    people: tuple[str, ...] = ()
    place, sure, because = "", False, ""
    for raw, side in pieces:
        piece, introduced = _bare(raw)
        if piece.count("(") > piece.count(")"):
            piece += ")"
        if piece and phrase(piece) in tables().nobody:
            sure, because = True, ANONYMOUS
            continue
        if not piece or _same_day(piece, language) or _is_issue(piece):
            continue
        if introduced and not people and _nameable(piece, language):
            people, sure = names.parted(_without_article(piece)), True
            because = f'introduced by "{introduced}"'
        elif (
            not place
            and not introduced
            and datelines.is_place(piece, raw, side, dating, context, language)
        ):
            place = datelines.bare(piece)
        elif (
            not people
            and not place
            and (split := datelines.name_and_place(piece, context, language))
            and names.is_body(split[0][0])
        ):
            people, place = split
        elif not people and (
            names.likelihood(piece, context, language) >= 1 or _is_account(piece, side, dating)
        ):
            people = names.parted(piece)
        elif (
            (split := datelines.name_and_place(piece, context, language))
            and not people
            and not place
        ):
            people, place = split
        elif not _may_stay(piece, language) and not _is_posting(text):
            return None
    return Byline(people, dating, place, sure, because)


def _is_account(piece: str, side: str, dating: Dating) -> bool:
    """Return whether one word stands where sites print who posted: "crow23 Fri, 30/09/2016"."""
    alone = len(piece.split()) == 1 and 2 < len(piece) < 30 and piece[0].isalpha()
    return alone and side == "before" and dating.weekday and bool(dating.posted)


def _same_day(piece: str, language: str) -> bool:
    """Return whether the words give the date again: in another calendar, or as last changed."""
    words = piece.split()
    if len(words) > _SAME_DAY_MOST or not re.search(r"\d{4}", piece):
        return False
    return datings.find(piece, language) is not None or _HIJRI.match(fold(piece)) is not None


def _is_issue(piece: str) -> bool:
    """Return whether the words say in which issue of a periodical it stood: "The Tide no. 41"."""
    found = _NUMBERED.search(fold(piece))
    if found is None:
        return False
    words = found[1].strip(" .:").split()
    return bool(words) and words[-1].strip(".:") in tables().issue


def _is_posting(text: str) -> bool:
    """Return whether the line begins by saying that it was published, and is no sentence."""
    opener = starts_with(fold(text), tables().posted_openers)
    return len(opener) > _SHORT and len(text) < 110 and not text.endswith(".")


def _may_stay(piece: str, language: str) -> bool:
    """Return whether words beside a date may stay unexplained: a few, like a name, no sentence."""
    return len(piece.split()) <= 5 and piece[0].isupper() and _nameable(piece, language)


def _name_only(text: str, context: str, language: str) -> Byline | None:
    bare = text.strip("—–- \t")
    if starts_with(fold(bare), tables().salute):
        return None
    if posted := _posted_by(bare, language):
        return posted
    opener = _opener(bare)
    if opener:
        bare = _CLOCK.sub("", bare)
        name = _without_article(
            bare[len(opener) :].lstrip(" :\u00a0").strip(_TRIM.replace(".", ""))
        )
        # Two words or more ("posted by") introduce even a name that looks like none.
        strong = " " in opener and len(name.split()) <= 5 and name[-1:].isalnum()
        if name and (
            strong or names.likelihood(name, context, language) or _nameable(name, language)
        ):
            return Byline(
                names.parted(name), None, "", sure=True, because=f'introduced by "{opener}"'
            )
        return None
    if names.likelihood(bare, context, language) >= 2:
        return Byline(names.parted(bare))
    return None


def _posted_by(text: str, language: str) -> Byline | None:
    """Return the name before a mail address or "wrote": "Jo jo at a.example", "Jo wrote:"."""
    name, because = "", MAILED
    # An address does not end as a sentence does: most lines need no search.
    if text[-1:] not in _STOPS and (found := _MAILED.search(text)):
        name = text[: found.start()]
    elif text[-1:] in {",", ":"} and len(text) < _WROTE_MOST:
        words = fold(text).split()
        place = next((n for n, w in enumerate(words) if w.strip(",:") in tables().wrote), 0)
        if place and len(words) - place <= _WROTE_REST:
            name, because = " ".join(text.split()[:place]), "the name of who wrote"
    name = re.sub(r"\s*\([^()]*\)$", "", name).strip(" \"'<([")
    if not name or len(name.split()) > 5 or re.search(r"[!?;:,]", name):
        return None
    handle = len(name.split()) == 1 and "_" in name
    if not handle and not _nameable(name[0].upper() + name[1:], language):
        return None
    return Byline(names.parted(name), None, "", sure=True, because=because)


def _opener(text: str) -> str:
    """Return the words of ``text`` that introduce a name ("by", "par"), as printed."""
    found = starts_with(fold(text), tables().by)
    return text[: len(found)] if found and len(fold(text[: len(found)])) == len(found) else ""


def _without_article(name: str) -> str:
    """Return a name after "by" without the small article of the sentence: "by the League"."""
    first, space, rest = name.partition(" ")
    article = space and first.islower() and len(first) < 4 and fold(first) in tables().particles
    return rest if article and rest[:1].isupper() else name


def _nameable(piece: str, language: str) -> bool:
    """Return whether introduced words can be a name though nothing else says so."""
    words = piece.split()
    if not 0 < len(words) <= 10 or re.search(r"[!?;:]|\d|[.]\s+\w{3}|[.,]$", piece):
        return False
    if piece[0].islower() and fold(words[0]) not in tables().particles:
        return False
    return names.strange_words(language).isdisjoint(map(fold, words))


def _bare(raw: str) -> tuple[str, str]:
    """Return a piece without the words about posting, and the word that introduces a name."""
    piece = raw.strip(_TRIM)
    introduced = ""
    for _ in range(4):
        folded = fold(piece)
        if len(folded) != len(piece):
            break
        if not introduced and (opener := starts_with(folded, tables().by)) and opener != folded:
            introduced = piece[: len(opener)]
        else:
            opener = starts_with(folded, tables().posted_openers)
            if len(opener) < _SHORT and opener != folded:
                # "El", "on", "den" here are as likely the article of a name.
                opener = ""
        if opener:
            piece = piece[len(opener) :].strip(_TRIM)
            continue
        ending = _ends_with(folded, tables().posted)
        if not ending:
            break
        piece = piece[: len(piece) - len(ending)].strip(_TRIM)
    if phrase(piece) in tables().posted or phrase(piece) in tables().release:
        return "", introduced
    return piece, introduced


def _ends_with(text: str, phrases: tuple[str, ...]) -> str:
    if not text.endswith(phrases):
        return ""
    for each in phrases:
        if text.endswith(each) and (len(text) == len(each) or not text[-len(each) - 1].isalnum()):
            return each
    return ""
