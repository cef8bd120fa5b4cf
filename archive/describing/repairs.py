"""Lays an editor's repaired links over the addresses that a statement prints; its words stay."""

from __future__ import annotations

from msgspec.structs import replace

from archive.describing.forms import LinkTable, Record
from archive.model import Block, Link, Withholding
from archive.problems import Problem, suggestion


def repair(record: Record, links: tuple[Link, ...]) -> tuple[tuple[Link, ...], list[Problem]]:
    """Return the links as the record repairs them, and what is wrong with it (A122)."""
    repaired = list(links)
    problems = []
    for table in record.link:
        names = {table.printed, f"http://{table.printed}"}
        places = [
            index
            for index, link in enumerate(links)
            if link.line == table.line and link.printed in names
        ]
        for index in places:
            repaired[index] = replace(
                links[index],
                href=table.to or links[index].href,
                archived=table.archived,
                checked=table.checked,
                because=table.because,
            )
        if not places:
            problems.append(_unprinted(record, table, links))
    return tuple(repaired), problems


def _unprinted(record: Record, table: LinkTable, links: tuple[Link, ...]) -> Problem:
    names = {table.printed, f"http://{table.printed}"}
    printed = [link.printed for link in links if link.line == table.line]
    elsewhere = sorted({link.line for link in links if link.printed in names})
    if elsewhere:
        remedy = f"write line = {elsewhere[0]}, where it is printed"
    elif printed:
        near = suggestion(table.printed, printed) or f" ({', '.join(printed[:5])})"
        remedy = f"copy the address as the line has it{near}"
    else:
        remedy = "name the line that prints an address; this one has none"
    return Problem(
        record.file, table.at, "A122", f'found no "{table.printed}" in line {table.line}; expected '
        "an address printed there", remedy,
    )  # fmt: skip


def moved(links: tuple[Link, ...], repaired: tuple[Link, ...]) -> dict[int, dict[str, str]]:
    """Return for each line with a repaired link where each address printed in it leads."""
    found: dict[int, dict[str, str]] = {}
    for old, new in zip(links, repaired, strict=True):
        if old.href != new.href:
            found.setdefault(old.line, {})[old.printed] = new.href
    return found


def relinked(block: Block, moves: dict[int, dict[str, str]]) -> Block:
    """Return the block with its link spans leading where the repaired links of its lines lead."""
    inside = {old: new for line in block.lines for old, new in moves.get(line, {}).items()}
    if not inside:
        return block
    spans = tuple(
        replace(span, value=inside[span.value]) if span.kind == "link" and span.value in inside
        else span
        for span in block.spans
    )  # fmt: skip
    return replace(block, spans=spans)


def without_withheld(links: tuple[Link, ...], held: list[Withholding]) -> tuple[Link, ...]:
    """Return the links without those whose address would tell what is withheld."""
    return tuple(
        link
        for link in links
        if not any(
            words.line == link.line and (link.printed in words.text or words.text in link.printed)
            for words in held
        )
    )
