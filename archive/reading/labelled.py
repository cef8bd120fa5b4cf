"""Values that a seed gives under a label: front matter, mail headers, "Author: …" lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.model import Doubt, IssueDate
from archive.reading import datings, furniture, inline, names, tagging
from archive.reading.draft import Draft
from archive.reading.languages import is_phrase, phrase, tables
from archive.reading.layout import Line, ends_sentence, is_rule

LABEL = re.compile(r"(?P<label>[^\s:：][^:：]{0,39}?)\s?[:：](?!//)\s*(?P<value>.*)")
# Where another label can begin in the line: "Author: Jo. Date: 3 May".
_ADDRESSES = re.compile(r"(?<!\s)\s*(?:<[^<>]*>|\([^()@]*@[^()]*\))|\*+|\[[^\[\]@]*@[^\[\]]*\]")
_NEXT = re.compile(r"(?:[.;|·]\s+|\s{2,}|\t)(?P<label>[^\W\d_][^\W\d_\s]*(?:\s[^\W\d_]+){0,2}):\s")
_SEVERAL_MOST, _NAME_MOST = 300, 6
_MARKS = "*_ \t\u200e\u200f\u202a-\u202c"


class Labelled(NamedTuple):
    """A line's label, the fields it can stand for, its value and its lines."""

    fields: tuple[str, ...]
    label: str
    value: str
    lines: tuple[int, ...]


def fields_of(label: str) -> tuple[str, ...]:
    """Return the fields that a label stands for in any language, the likeliest first."""
    return tables().labels.get(phrase(label.replace("(s)", "s")), ())


def read_top(draft: Draft) -> None:
    """Take the labelled lines above the text, among them the headers of a pasted mail."""
    lines = draft.free()
    found: list[Labelled] = []
    strangers = place = 0
    while place < len(lines) and place < 60:
        line = lines[place]
        if is_phrase(line.text, tables().forwarded):
            draft.mark([line.number], "furniture", "mail")
            place, strangers = place + 1, 0
            continue
        entry = labelled(line)
        if entry is None:
            mail = found and found[-1].lines[-1] == line.number - 1 and line.indent
            if mail and len(line.text) < 200:
                found[-1] = found[-1]._replace(
                    value=f"{found[-1].value} {line.text}", lines=(*found[-1].lines, line.number)
                )
                place += 1
                continue
            if (
                len(found) > 1
                and found[-1].lines[-1] == line.number - 1
                and LABEL.fullmatch(line.text)
            ):
                # Another key of the same block, which no table knows.
                found.append(Labelled(("other",), "", line.text, (line.number,)))
                place += 1
                continue
            strangers += not furniture.is_furniture(line.text)
            if (
                strangers > (3 if len(line.text) > 60 else 6)
                or len(line.text) > 180
                or (len(line.text) > 90 and ends_sentence(line.text))
            ):
                break
            place += 1
            continue
        if parts := _several(line):
            found += parts
            place += 1
            continue
        if not entry.value and {"tags", "category"} & set(entry.fields):
            block = tagging.block(lines, place)
            value = "; ".join(each.text for each in block)
            numbers = tuple(each.number for each in (line, *block))
            found.append(entry._replace(value=value, lines=numbers))
            place += 1 + len(block)
            continue
        if not entry.value and place + 1 < len(lines) and lines[place + 1].gap == 0:
            after = lines[place + 1]
            if labelled(after) is None and len(after.text) < 120:
                entry = entry._replace(value=after.text, lines=(*entry.lines, after.number))
                place += 1
        found.append(entry)
        place += 1
    _take_all(draft, found)


def _take_all(draft: Draft, found: list[Labelled]) -> None:
    """Take the entries: in a mail's block all of them, outside it only those that make sense."""
    mail = (
        sum(bool({"furniture", "title", "author", "date"} & set(each.fields)) for each in found)
        >= 2
    )
    inner = [n for n, e in enumerate(found) if phrase(e.label) == phrase(found[0].label) and n]
    # The headers of a forwarded mail are those of the statement; the outer ones are its wrapper.
    order = [*found[inner[-1] :], *found[: inner[-1]]] if inner and mail else found
    for entry in order:
        if entry.fields == ("other",):
            draft.mark(entry.lines, "metadata")
            continue
        if len(phrase(entry.label)) < 3 and not mail:
            continue
        if entry.fields[0] == "furniture" and not mail:
            continue
        if mail or sensible(entry.fields, entry.value, draft.language):
            take(draft, entry)


def labelled(line: Line) -> Labelled | None:
    """Return what the line says under a label that a table knows, or None."""
    text = line.text.strip(_MARKS) if line.text[0] in "*_" else line.text
    if len(text) > 400:
        return None
    match = LABEL.fullmatch(text)
    if match is None:
        return None
    fields = fields_of(match["label"])
    if not fields:
        return None
    return Labelled(fields, match["label"], match["value"].lstrip("*_ "), (line.number,))


def _several(line: Line) -> list[Labelled]:
    """Return the parts of a line that has several labels, or nothing."""
    text = line.text
    starts = list(_NEXT.finditer(text)) if ":" in text and len(text) < _SEVERAL_MOST else []
    first = LABEL.match(text)
    if not first or not any(fields_of(found["label"]) for found in starts):
        return []
    edges = [(0, first.start("value"), first["label"])]
    edges += [(found.start(), found.end(), found["label"]) for found in starts]
    parts = []
    for (_, begin, label), end in zip(edges, [*(e[0] for e in edges[1:]), len(text)], strict=True):
        fields = fields_of(label) or ("other",)
        parts.append(Labelled(fields, label, text[begin:end].strip(" .;|·\t"), (line.number,)))
    return parts


def sensible(fields: tuple[str, ...], value: str, language: str) -> bool:
    """Return whether the value is of the kind its label promises."""
    kinds = set(fields)
    if not value:
        return False
    if "source" in kinds and _address(value):
        return True
    if "date" in kinds and _date(value, language):
        return True
    if kinds & {"author", "publisher", "translator"} and any(
        names.likelihood(name) for name in names.parted(value)
    ):
        return True
    if fields == ("author",) and _can_name(value):
        return True
    if "title" in kinds:
        return len(value) < 250 and not _address(value)
    if kinds & {"subtitle", "section", "tags", "category", "place", "language"}:
        return len(value) < 120 and not ends_sentence(value)
    return False


def _is_section(value: str) -> bool:
    """Return whether a value only says in which part of a site a text stands: "News"."""
    return phrase(value) in tables().sections or phrase(value) in tables().release


def _can_name(value: str) -> bool:
    """Return whether a value that looks like no name can be one: a few words, no sentence."""
    words = value.split()
    return (
        len(words) <= _NAME_MOST and not words[0][0].islower() and value[-1].isalnum()
        and _address(value) == "" and not any(map(str.isdigit, value))
    )  # fmt: skip


def _address(value: str) -> str:
    found = inline.read(value).urls
    return found[0][1] if found else ""


def _date(value: str, language: str) -> datings.Dating | IssueDate | None:
    return datings.find(value, language) or datings.year_alone(value)


def take(draft: Draft, entry: Labelled) -> None:
    """Put the value into the draft and give its lines their fate."""
    value, lines = entry.value.strip(), entry.lines
    field = next((f for f in entry.fields if sensible((f,), value, draft.language)), "")
    field = field or (entry.fields[0] if entry.fields else "")
    if field == "title" and " " not in value and _is_section(value):
        field = "section"
    because = f'labelled "{entry.label}"'
    if field == "furniture":
        draft.mark(lines, "furniture", "mail")
        return
    draft.mark(lines, "metadata", {"source": "source_url", "posted-on": "date"}.get(field, field))
    _say(draft, field, value, lines, because)


def _say(draft: Draft, field: str, value: str, lines: tuple[int, ...], because: str) -> None:
    plain = inline.read(value).text.strip()
    if field == "title":
        draft.say("title", _without_replies(plain), lines, because)
    elif field == "author":
        draft.say_authors(_people(value), lines, because)
    elif field in {"date", "posted-on"}:
        say_dating(draft, _date(plain, draft.language), lines, because)
    elif field == "source":
        draft.say("source_url", _address(value), lines, because)
    elif field in {"tags", "category"}:
        tagging.say(draft, field, plain)
    elif field == "language":
        if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})*", plain):
            draft.say("language", plain.replace("_", "-"), lines, because)
    elif field == "section":
        draft.say("kicker", plain, lines, because)
    elif field in {"subtitle", "place", "publisher"}:
        draft.say(field, plain, lines, because)


def _people(value: str) -> tuple[str, ...]:
    """Return the names of a labelled author; a mail's address alone is not a name."""
    bare = _ADDRESSES.sub("", value).strip(" \"'")
    if "@" in bare or not bare:
        return ()
    if "; " in bare:
        return tuple(part for part in map(str.strip, bare.split(";")) if part)
    return names.parted(bare)


def say_dating(
    draft: Draft,
    found: datings.Dating | IssueDate | None,
    lines: tuple[int, ...],
    because: str = "",
) -> None:
    """Put a date that was found into the draft, with its time and its doubt."""
    if isinstance(found, IssueDate):
        draft.say_date(found, lines, because)
    elif found is not None:
        reason = "; ".join(filter(None, (because, found.because)))
        if draft.say_date(found.date, lines, reason, found.posted) and found.doubt:
            message = f"found a date that is not sure: {found.doubt}; expected one reading"
            remedy = "give the date in a record if you know it"
            draft.doubts.append(Doubt(lines[0], "A021", message, remedy))


def is_label_only(text: str) -> bool:
    """Return whether the line is nothing but a rule or a label without a value."""
    return is_rule(text) or (text.endswith((":", "：")) and bool(fields_of(text[:-1])))


def _without_replies(subject: str) -> str:
    """Return a mail's subject without "Re:", "Fwd:" and the name of the list in brackets."""
    for _ in range(6):
        bare = re.sub(r"^\[[^\]]{1,30}\]\s*", "", subject)
        opener, colon, rest = bare.partition(":")
        if colon and rest.strip() and phrase(opener.split("[")[0]) in tables().replies:
            bare = rest.strip()
        if bare == subject or not bare:
            break
        subject = bare
    return subject
