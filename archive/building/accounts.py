"""What is understood of a statement, told as JSON to a program or in lines to a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from archive.model import Authority, Block, Relation, Statement
from archive.naming.authorities import preferred
from archive.showing import markup
from archive.showing.pieces import Why
from archive.showing.reasons import Reasons

Shown = dict[str, Any]

# What a page adds to the words of the text: numbers in the margin, marks of notes, corrections.
_APPARATUS = re.compile(r'<(a|ins) class="(?:n|note|corr) app"[^>]*>[^<]*</\1>')


def as_json(
    statement: Statement,
    relations: Iterable[Relation],
    authorities: Mapping[str, Authority] | None = None,
) -> Shown:
    """Return a statement in the form ``inspect --json`` prints; reasons name ``authorities``."""
    by_role: dict[str, list[str]] = {"author": [], "publisher": []}
    for creator in statement.creators:
        by_role.setdefault(creator.role, []).append(creator.name)
    return {
        "file": statement.file,
        "code": statement.code,
        "slug": statement.slug,
        "title": statement.title,
        "subtitle": statement.subtitle or None,
        "kicker": next((block.text for block in statement.head if block.kind == "kicker"), None),
        "date": statement.date.edtf if statement.date else None,
        "author": by_role["author"],
        "publisher": next(iter(by_role["publisher"]), None),
        "place": statement.place or None,
        "language": statement.language,
        "source_url": statement.source_url or None,
        "tags": list(statement.tags),
        "printed_tags": list(statement.printed_tags),
        "body_words": statement.words,
        "links": list(dict.fromkeys(link.printed for link in statement.links)),
        "relations": [
            {"type": tie.type, "to": tie.to, "because": _because(tie, authorities or {})}
            for tie in relations
        ],
        "basis": {
            field: {"kind": basis.kind, "lines": list(basis.lines), "because": basis.because}
            for field, basis in sorted(statement.basis.items())
        },
        "ledger": [
            {"lines": [entry.first, entry.last], "fate": entry.fate, "field": entry.field or None}
            for entry in statement.ledger
        ],
        "headings": headings(statement),
        "body": body(statement),
    }


def _because(tie: Relation, authorities: Mapping[str, Authority]) -> str:
    """Return the reason of a tie in English, or as an editor wrote it."""
    reason = tie.reason
    if reason is None:
        return tie.because
    words = tuple(
        (words or (preferred(authorities[id_]) if id_ in authorities else id_), "")
        for words, id_ in reason.terms
    )
    why = Why(reason.kind, words, reason.count, reason.here, reason.there)
    return Reasons("en").plain(why, inverse=tie.inverse)


def body(statement: Statement) -> str:
    """Return the reading text as its page has it, with its ids, but only the words as received.

    Numbers in the margin, marks of notes and corrected readings are left out; words that a record
    withholds stay a gap.
    """
    return _APPARATUS.sub("", str(markup.body(statement)))


def headings(statement: Statement) -> list[Shown]:
    """Return the headings of the text: rank on the page (2 is the highest), words, id and lines."""
    ranks = markup.heading_ranks(statement.body)
    return [
        {
            "level": ranks[block.level],
            "text": _open_words(block),
            "id": block.anchor,
            "lines": list(block.lines),
        }
        for block in statement.body
        if block.kind == "heading"
    ]


def _open_words(block: Block) -> str:
    text = block.text
    for span in sorted(block.spans, key=lambda span: -span.start):
        if span.kind == "withheld":
            text = f"{text[: span.start]}[…]{text[span.end :]}"
    return text.replace("\n", " ")


def values(one: Shown) -> str:
    """Return the values of a statement for a person to read, each with its basis and its lines."""
    parts: list[str] = []
    for field in (
        "title", "subtitle", "date", "author", "publisher", "place", "language", "source_url",
        "tags",
    ):  # fmt: skip
        value = one[field]
        words = ", ".join(value) if isinstance(value, list) else value
        how = one["basis"].get(field)
        lines = ", ".join(map(str, how["lines"])) if how else ""
        why = f"  ({how['kind']}{', line ' + lines if lines else ''}" if how else ""
        why += f": {how['because']})" if how and how["because"] else ")" if how else ""
        parts.append(f"  {field:<11} {words or '–'}{why}\n")
    parts.append(f"  {'words':<11} {one['body_words']:,}\n")
    return "".join(parts)


def shown(statements: Iterable[Shown]) -> str:
    """Return statements for a person to read: their values, their ties, the fate of each line."""
    parts: list[str] = []
    for one in statements:
        parts += (f"{one['file']}\n", values(one))
        for tie in one["relations"]:
            parts.append(f"  {'relation':<11} {tie['type']}: {tie['to']} ({tie['because']})\n")
        for entry in one["ledger"]:
            first, last = entry["lines"]
            about = f" {entry['field']}" if entry["field"] else ""
            parts.append(f"  {f'{first}–{last}' if last > first else first!s:<11} "
                         f"{entry['fate']}{about}\n")  # fmt: skip
        parts.append("\n")
    return "".join(parts)
