"""Statements of one series: the communiqués of a body by number, the parts of a text.

A record says so, or the titles themselves do.  Titles make a series only where one body gives them
the same wording around a number, and only from a number to the very next: a false link is worse
than a missing one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, pairwise

from archive.linking.nearness import day
from archive.model import Entry, Place
from archive.naming.authorities import key_of
from archive.problems import Problem, nearest

# Days between one number and the next at the most (``nearness.day`` counts 372 in a year).
_GAP = 372

_SIGN = (
    r"(?:n[oº°]\.?|nos?\.|nr\.?|n\.\s?[oº°]?|núm\.?|num\.|№|#|number|numéro|número|numero|nummer|"
    r"номер|رقم|شماره|ژمارە|αρ\.|αριθ\.|αριθμ[όο]ς|sayı)"
)
# Kinds of texts that are numbered without a sign, in the languages of most of them.
_KIND = (
    r"(?:communiqu[eé]|statement|bulletin|letter|circular|declaration|dispatch|leaflet|newsletter|"
    r"communicado|comunicado|comunicato|bolet[ií]n|bollettino|bulletin|carta|lettre|déclaration|"
    r"erklärung|flugblatt|rundbrief|mitteilung|brief|part|teil|parte|partie|"
    r"заявление|листовка|бюллетень|письмо|часть|ανακοίνωση|δελτίο|επιστολή|μέρος|"
    r"bildiri|bülten|mektup|bölüm|بيان|البيان|نشرة|النشرة|رسالة|الرسالة|بلاغ|البلاغ|الجزء|بیانیه)"
)
_NUMBER = r"(?P<number>\d{1,3}|[IVX]{1,5})(?!\w|[.,]\d|\s?%)"
_SIGNED = re.compile(rf"(?<!\w){_SIGN}\s?{_NUMBER}", re.IGNORECASE)
_BARE = re.compile(rf"(?<!\w){_KIND}\s{_NUMBER}(?=\s*(?:$|[:–—|(]|[.,]\s|-\s))", re.IGNORECASE)
_ORDINALS = {
    word: place
    for line in (
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
        "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
    )
    for place, word in enumerate(line.split(), 1)
}
_ORDERED = re.compile(
    rf"\A(?:(?P<before>{'|'.join(word for word in _ORDINALS if word.isascii())})"
    rf"\s(?=(?:open\s)?{_KIND}(?!\w))"
    r"|(?:البيان|النشرة|الرسالة|البلاغ|الجزء)\s"
    rf"(?P<behind>{'|'.join(word for word in _ORDINALS if not word.isascii())})(?!\w|\s+من\s))",
    re.IGNORECASE,
)
# What closes the wording of a series: behind it stands what this one is about.
_SUBJECT = re.compile(r"\s*(?::|[–—|]\s|[.-]\s)")
_EMPTY = re.compile(
    rf"(?<!\w)(?:{_SIGN}|(?:part|parte|partie|teil|часть|μέρος|bölüm|الجزء)(?!\w))", re.IGNORECASE
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_BETWEEN = re.compile(r"[^\w…]+")
_LETTER = re.compile(r"[^\W\d_]")


def numbered(title: str) -> tuple[str, int]:
    """Return the wording of a numbered title, with "…" for the number, and the number.

    What stands behind a colon or dash is what this one is about and no part of the wording.
    Returns ("", 0) for a title that is not numbered.
    """
    found = _ORDERED.match(title)
    if found:
        name = "before" if found["before"] else "behind"
        number = _ORDINALS[found[name].lower()]
    else:
        found = _SIGNED.search(title) or _BARE.search(title)
        name = "number"
        number = _value(found[name]) if found else 0
    if not found or not number:
        return "", 0
    head, tail = title[: found.start(name)], title[found.end(name) :]
    if _SUBJECT.match(tail):
        tail = ""
    # "No. 3" alone, or "Part 2", is no wording that would be one text's or one body's.
    if not _LETTER.search(_EMPTY.sub("", head + tail)):
        return "", 0
    return f"{head}…{tail}".strip(), number


def _value(number: str) -> int:
    """Return a number in digits of any script, or in Roman ones; 0 for what is neither."""
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[letter] for letter in number.upper()]
    total = sum(-one if one < following else one for one, following in pairwise([*values, 0]))
    return total if _roman(total) == number.upper() else 0


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def series(entries: Mapping[str, Entry]) -> dict[str, Place]:
    """Return where each statement stands in its series, by slug; ``entries`` in order of issue."""
    recorded: defaultdict[str, list[Entry]] = defaultdict(list)
    titled: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries.values():
        if entry.series:
            recorded[key_of(entry.series)].append(entry)
        elif entry.serial and entry.creators and entry.creators[0].slug:
            titled[entry.creators[0].slug, _worded(entry.serial)].append(entry)
    places: dict[str, Place] = {}
    for members in recorded.values():
        _set(places, pairwise(_in_order(members)), recorded=True)
    for alike in titled.values():
        _set(places, _counted_on(alike), recorded=False)
    return places


def _worded(serial: str) -> str:
    """Return the wording of titles by which they are compared: no punctuation, no case."""
    return " ".join(_BETWEEN.sub(" ", key_of(serial)).split())


def _in_order(members: list[Entry]) -> list[Entry]:
    """Return the statements of a recorded series by number, or in order of issue without them."""
    if all(map(number_of, members)):
        return sorted(members, key=number_of)
    return members


def number_of(entry: Entry) -> int:
    """Return the number of a statement in its series: its record's, else its title's, else 0."""
    return entry.series_number or entry.serial_number


def _counted_on(members: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield each statement with the one whose number follows, where there is no doubt of either."""
    numbers: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in members:
        numbers[entry.serial_number].append(entry)
    alone = {number: _only(those) for number, those in numbers.items()}
    for number, one in alone.items():
        after = alone.get(number + 1)
        if one and after and _follows(one, after):
            yield one, after


def _only(those: list[Entry]) -> Entry | None:
    """Return the only one, translations and versions of it left out; None where there are more."""
    first = [one for one in those if not (one.version_of or one.translation_of)] or those
    return first[0] if len(first) == 1 else None


def _follows(entry: Entry, after: Entry) -> bool:
    if entry.date is None or after.date is None:
        return True
    return entry.sort <= after.sort and day(after) - day(entry) <= _GAP


def _set(places: dict[str, Place], pairs: Iterable[tuple[Entry, Entry]], *, recorded: bool) -> None:
    """Note each two that follow one another, for both."""
    for one, other in pairs:
        for entry, before, after in ((one, "", other.slug), (other, one.slug, "")):
            held = places.get(entry.slug)
            places[entry.slug] = Place(
                entry.series if recorded else entry.serial,
                recorded,
                number_of(entry),
                before or (held.before if held else ""),
                after or (held.after if held else ""),
            )


def wrong(entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield what is wrong with the series of records.

    A306 a number that another statement of the series has, A307 (a notice) a series of one whose
    name is nearly that of another.
    """
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        if entry.series:
            found[key_of(entry.series)].append(entry)
    for key, members in found.items():
        taken: dict[int, Entry] = {}
        numbers = {one.series_number for one in members}
        for entry in members:
            number = entry.series_number
            holder = taken.setdefault(number, entry) if number else entry
            if holder is not entry:
                free = next(n for n in count(number) if n not in numbers)
                yield Problem(
                    _record(entry), entry.said_at.get("series_number", 0), "A306",
                    f'found number {number} of "{entry.series}", which "{holder.slug}" has; '
                    "expected each number once",
                    f"write the number that this one has, such as {free}",
                )  # fmt: skip
        others = {those[0].series for other, those in found.items() if other != key}
        if len(members) == 1 and (near := nearest(members[0].series, others)):
            entry = members[0]
            yield Problem(
                _record(entry), entry.said_at.get("series", 0), "A307",
                f'found "{entry.series}" with this statement alone; expected the name of a series '
                "that another has", f'write series = "{near}", if it is that one', "notice",
            )  # fmt: skip


def _record(entry: Entry) -> str:
    return f"content/records/{entry.code}.toml"
