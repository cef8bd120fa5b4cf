"""The head of a statement: kicker, title, subtitle, byline and dateline above the text."""

from __future__ import annotations

import re

from archive.reading import bylines, bynames, contacts, datings, inline, layout, names, titles
from archive.reading.draft import Draft
from archive.reading.groups import Group, heading_mark, is_prose, text_of
from archive.reading.labelled import say_dating
from archive.reading.languages import fold, starts_with, tables
from archive.reading.layout import begins_small, ends_sentence, is_rule

_ADDRESS = re.compile(r"<?https?://[^\s<>*]{4,}>?")
# A sentence's end inside a line, after a word too long to be an abbreviation.
_SENTENCES = re.compile(r"[^\W\d_]{4}[.!?؟۔]\s+\S")
_MOST = 14
_DATELINE_MOST = 110
_LISTED = re.compile(r"\[[^\[\]]{2,30}\]\s+(?=\S)")


def _is_text(groups: list[Group], place: int) -> bool:
    """Return whether text begins here: prose, or below a title a line of several sentences."""
    if is_prose(groups[place]):
        return True
    text = text_of(groups[place])
    if contacts.letterhead(text):
        return False
    if text[-1] in ",،" and (found := datings.find(text[:120])) and _DASH.match(text, found.end):
        return True
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
    if edge < len(groups) and edge and titles.first_marked(groups) >= edge:
        edge = titles.first_marked(groups) + 1
    top = groups[:edge]
    place = 0 if _is_post(draft, top) else titles.choose(draft, top)
    labelled = draft.basis["title"].lines[0] if place == 0 and "title" in draft.basis else 0
    place = max(place, sum(group[0].number < labelled for group in top))
    # What stands below the title says more surely whose the text is.
    _below(draft, groups[: max(limit, edge)] if limit < len(groups) else groups, place, edge)
    for number, group in enumerate(top):
        if number < place:
            if number + 1 < place and not draft.authors:
                bynames.say_account(draft, top, number)
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


def _above(draft: Draft, group: Group) -> None:
    """Read a line above the title: a kicker, a byline, a dateline, a rule."""
    numbers = tuple(line.number for line in group)
    if numbers[0] in draft.fates:
        return
    text = text_of(group)
    if is_rule(group[0].text):
        draft.mark(numbers, "rule")
        return
    if titles.release(text):
        _kicker(draft, group)
        return
    if _say_byline(draft, group, bylines.read(text, draft.language, draft.context)):
        return
    if name := contacts.letterhead(text.strip("*_ ")):
        if names.likelihood(name, draft.context, draft.language):
            draft.say_authors((name,), numbers, "the letterhead")
        draft.mark(numbers, "metadata", "author")
        return
    _kicker(draft, group)


def _kicker(draft: Draft, group: Group) -> None:
    numbers = tuple(line.number for line in group)
    titles.put(draft, group, "kicker", "above the title")
    for piece in titles.AFTER.split(text_of(group))[1:]:
        name = piece.strip("*_ ")
        if names.likelihood(name, draft.context, draft.language) >= 2 or names.is_acronym(name):
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
        elif titles.is_town(draft, groups[:edge], number):
            bynames.say_town(draft, group)
        elif byline_seen and bynames.is_office(draft, groups, number, edge):
            draft.mark(numbers, "metadata", "author")
        elif title and layout.key(text) == title:
            draft.mark(numbers, "duplicate", "title")
        elif titles.release(text) == text and number == place and "kicker" not in draft.values:
            titles.put(draft, group, "kicker", "the kind of document")
        elif _say_byline(draft, group, bylines.read(text, draft.language, draft.context)):
            byline_seen = True
        elif not draft.authors and (
            bynames.over_dateline(draft, groups, number, edge)
            or (bynames.is_acronym(draft, text) and number == place)
        ):
            draft.say_authors(names.parted(text.strip("*_ ")), numbers, "above the date")
            draft.mark(numbers, "metadata", "author")
            byline_seen = True
        elif _is_subtitle(draft, groups, number, place, edge) and not byline_seen:
            titles.put(draft, group, "subtitle", "between the title and the text")
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
    if starts_with(fold(text.strip("*_ ")), tables().salute):
        return False
    if place == 0 or (ends_sentence(text) and text.rstrip("*_")[-1:] not in "!?؟;…"):
        return False
    if number + 1 == edge and number + 1 >= len(groups):
        return False
    # Two bare lines before text that has no further ones: slogans, not a head, if many follow.
    return len(text) <= 200 and (len(groups) - number <= 2 or any(map(is_prose, groups[number:])))


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
