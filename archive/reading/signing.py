"""The name that closes a text: which of the last lines it is, told by what stands around it.

A line that only looks like a name is not enough: a list of signatories or of slogans looks so too.
"""

from __future__ import annotations

from archive.reading import bylines, contacts, names, notices
from archive.reading.draft import Draft
from archive.reading.groups import Group, heading_mark, is_prose, text_of
from archive.reading.labelled import say_dating
from archive.reading.languages import fold, phrase, starts_with, tables
from archive.reading.layout import ends_sentence, is_rule, marker

_SIGNATORIES = 3
_BODIES, _NAME_MOST, _FORMULA_MOST = 4, 110, 70
_SET_IN, _SLASHED, _BYLINE_MOST = 10, 6, 440
_DASHES = "—–―-/ "


def find(draft: Draft, groups: list[Group], lowest: int, signed: frozenset[int]) -> tuple[int, int]:
    """Return [start, end) of the groups that are the name closing the text; (0, 0) if none is.

    A name that nothing introduces closes the text only where what follows are notices, addresses
    and dates, and where no list of such lines stands above it; ``signed`` are the places of
    signatories.
    """
    for place in range(len(groups) - 1, max(lowest, 1) - 1, -1):
        if _is_byline(draft, groups, place, signed):
            return place - _speaks_for(draft, groups, place), place + 1
    for place in range(len(groups) - 1, max(min(signed, default=lowest) - 2, 0), -1):
        if place < lowest and place not in signed and place + 1 not in signed:
            break
        if size := _bodies(draft, groups, place, signed):
            return place + 1 - size, place + 1
        if _is_evident(draft, groups, place, signed):
            return place, place + 1
        if place not in signed and not notices.may_follow(draft, groups, place):
            break
    return 0, 0


def _is_byline(draft: Draft, groups: list[Group], place: int, signed: frozenset[int]) -> bool:
    """Return whether the line is a byline, by its own words and by what stands around it."""
    group = groups[place]
    if len(group) > 2:
        return False
    text = text_of(group).strip("*_ ")
    if len(text) > _BYLINE_MOST or marker(text) or heading_mark(text):
        return False
    found = bylines.read(text, draft.language, draft.context)
    if found is None or not found.people or _in_contacts(groups, place):
        return False
    likely = all(names.likelihood(n, draft.context, draft.language) > 1 for n in found.people)
    sure = found.sure and likely
    if found.dating is None and not sure and _in_a_list(groups, place, draft, signed):
        return False
    below = groups[place + 1 :]
    small = 2 * sum(map(_length, below)) <= sum(map(_length, groups))
    follow = (notices.may_follow(draft, groups, n) for n in range(place + 1, len(groups)))
    return small and (sure or all(follow))


def _in_contacts(groups: list[Group], place: int) -> bool:
    """Return whether the line is in a contact block, and not the body that ends it."""
    if not notices.in_block(groups, place):
        return False
    text = text_of(groups[place])
    last = place + 1 == len(groups) or groups[place + 1][0].gap > 0
    above = text_of(groups[place - 1]) if place else ""
    second = groups[max(place - 1, 0)][0].gap > 0 and not contacts.reaches(above)
    return not (last and not second and names.is_body(text) and not contacts.reaches(text))


def _speaks_for(draft: Draft, groups: list[Group], place: int) -> bool:
    """Return whether the line says for whom the person on the line above it signs."""
    opens = starts_with(fold(text_of(groups[place])), tables().close)
    if not opens or place < 2 or groups[place][0].gap or len(groups[place - 1]) > 1:
        return False
    name = text_of(groups[place - 1]).strip("*_ ")
    return names.likelihood(name, draft.context, draft.language) > 1


def _length(group: Group) -> int:
    return sum(len(line.text) for line in group)


def _in_a_list(groups: list[Group], place: int, draft: Draft, signed: frozenset[int]) -> bool:
    """Return whether the line is one of a list of slogans, or of the names of signatories."""
    if place in signed or _names_around(groups, place, draft) >= _SIGNATORIES:
        return True
    above = text_of(groups[place - 1]).strip("*_ ")
    if _is_formula(above) or is_prose(groups[place - 1]):
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


def _is_formula(text: str) -> bool:
    """Return whether the line is the greeting that a name follows: "Yours faithfully,"."""
    plain = text.strip("*_ ")
    opened = starts_with(fold(plain), tables().close)
    alone = len(opened) == len(phrase(plain))
    return bool(opened) and (
        alone or (len(plain) < _FORMULA_MOST and not plain.endswith((".", "!", "?")))
    )


def _is_evident(draft: Draft, groups: list[Group], place: int, signed: frozenset[int]) -> bool:
    """Return whether the line's place shows that it is a name, though its words do not."""
    group = groups[place]
    text = text_of(group).strip("*_ ")
    above = groups[place - 1]
    if place > 1 and _is_dateline(draft, above):
        above = groups[place - 2]
    if len(group) > 1 or len(text) > _NAME_MOST or heading_mark(text) or is_rule(text):
        return False
    bare = text.lstrip(_DASHES)
    if text.startswith("/") and len(bare.split()) <= _SLASHED:
        # So Scandinavians sign: "/The board."
        return bare[:1].isupper()
    if not bare or ends_sentence(bare) or notices.BARE.search(bare) or "@" in bare:
        return False
    if _in_contacts(groups, place):
        return False
    if _is_formula(text_of(above)) and above[-1].number + 4 > group[0].number:
        return not _is_formula(text)
    first, _, rest = fold(bare).partition(" ")
    grouped = starts_with(rest if first in _articles(draft) else fold(bare), tables().people)
    if not _is_named(bare[0].upper() + bare[1:] if grouped else bare, draft.language):
        return False
    if _beside_dateline(draft, groups, place):
        return True
    if marker(text):
        dashed = text[0] in "—–―" and not marker(text_of(above))
        return dashed and ends_sentence(text_of(above))
    if place in signed or not (ends_sentence(text_of(above)) or is_rule(above[0].text)):
        return False
    set_in = group[0].indent >= above[0].indent + _SET_IN
    again = len(bare.split()) > 1 and draft.context.count(bare.lower()) > 1
    again = again or (names.is_acronym(bare) and group[0].gap > 0)
    return bool(set_in or grouped or again)


def _articles(draft: Draft) -> frozenset[str]:
    """Return the small words before a group's name: "the tenants of Quay Street"."""
    return tables().particles | names.common_words(draft.language)


def _is_named(text: str, language: str) -> bool:
    """Return whether the words can be a name: they begin with a capital and hold no stop word."""
    if text[0].islower() or text[-1] in "!?؟…,،":
        return False
    words = [word.strip('«»"“”(),.') for word in fold(text).split()]
    common = names.strange_words(language)
    return len(words) <= 14 and sum(word in common for word in words) <= len(words) // 5


def _beside_dateline(draft: Draft, groups: list[Group], place: int) -> bool:
    """Return whether place and date stand on the next line or on the one above."""
    for other in (place + 1, place - 1):
        if not 0 < other < len(groups) or groups[max(place, other)][0].gap:
            continue
        if _is_dateline(draft, groups[other]):
            first = min(place, other)
            return groups[first][0].gap > 0 or ends_sentence(text_of(groups[first - 1]))
    return False


def _is_dateline(draft: Draft, group: Group) -> bool:
    found = bylines.read(text_of(group), draft.language, draft.context)
    return found is not None and found.dating is not None and not found.people


def _bodies(draft: Draft, groups: list[Group], place: int, signed: frozenset[int]) -> int:
    """Return how many lines up to ``place`` are the bodies that sign the text together, 2 to 4."""
    size = 0
    while size <= _BODIES and place - size > 0 and _is_body_line(draft, groups[place - size]):
        size += 1
        if groups[place - size + 1][0].gap:
            break
    first = place - size + 1
    if not 1 < size <= _BODIES or not groups[first][0].gap or first in signed:
        return 0
    return size if ends_sentence(text_of(groups[first - 1])) else 0


def _is_body_line(draft: Draft, group: Group) -> bool:
    text = text_of(group).strip("*_ ")
    if len(group) > 1 or marker(text) or not names.is_body(" ".join(text.split()[:3])):
        return False
    return names.likelihood(text, draft.context, draft.language) > 1


def take(draft: Draft, groups: list[Group]) -> None:
    """Take the name, and the date and place beside it, from the groups that ``find`` found."""
    people: tuple[str, ...] = ()
    for group in groups:
        text = text_of(group).strip("*_ ")
        found = bylines.read(text, draft.language, draft.context)
        people += _signers(found.people if found else (), text)
    numbers = tuple(line.number for group in groups for line in group)
    known = bool(draft.authors)
    found = bylines.read(text_of(groups[0]).strip("*_ "), draft.language, draft.context)
    because = found.because if found and found.because else "the name below the text"
    same = draft.say_authors(people, numbers, because)
    if found and found.dating:
        say_dating(draft, found.dating, numbers)
    if found and found.place:
        draft.say("place", found.place, numbers, "beside the date")
    duplicate = known and same and not (found and found.dating)
    draft.mark(numbers, "duplicate" if duplicate else "metadata", "author")


def _signers(people: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the names in the line, without "for the" before them."""
    name = text.strip(_DASHES)
    names_ = people or names.parted(name.rstrip(".") if text.startswith("/") else name)
    bare = []
    for name in names_:
        opener = starts_with(fold(name), tables().close)
        rest = name[len(opener) :].strip(" ,:")
        first, _, more = rest.partition(" ")
        rest = more if fold(first) in tables().particles and more[:1].isupper() else rest
        bare.append(rest if opener and rest[:1].isupper() else name)
    return tuple(bare)
