"""A finished draft to a Transcription: blocks with anchors, joins, links and the ledger."""

from __future__ import annotations

from archive.model import Basis, Block, Doubt, Fate, Join, Link, Transcription
from archive.reading import body, joins, layout
from archive.reading.draft import Draft, ledger
from archive.reading.groups import Group

_SUPPLIED_WORDS = 8


def finish(
    count: int,
    draft: Draft,
    groups: list[Group],
    back: list[Group],
    forced: dict[int, str],
    because: str,
) -> Transcription:
    """Make the blocks, their anchors, the ledger of ``count`` lines and the links.

    ``because`` says how the language was told, where nobody said it.
    """
    code = draft.language
    free = [group for group in groups if group[0].number not in forced]
    runs = joins.infer(free, code, set(draft.fates) | set(forced))
    merged = {run[0][0].number: run for run in runs if len(run) > 1}
    inside = {group[0].number for run in merged.values() for group in run[1:]}
    whole: list[Group] = []
    for group in groups:
        if group[0].number in merged and group[0].number not in forced:
            whole.append(tuple(line for each in merged[group[0].number] for line in each))
        elif group[0].number not in inside or group[0].number in forced:
            whole.append(group)
    blocks = body.read(whole, {n: kind for n, kind in forced.items() if kind}, muse=draft.muse)
    plain = {g[0].number: "paragraph" for g in back if not layout.marker(g[0].text)}
    tail_blocks = body.read(back, plain, behind=True)
    _mark_blocks(draft, blocks, tail_blocks)
    if "title" not in draft.values:
        _supply_title(draft, blocks)
    basis = dict(draft.basis)
    if "language" in draft.values:
        code = draft.values["language"]
    elif because:
        basis["language"] = Basis("inferred", (), because)
    return Transcription(
        title=draft.values["title"],
        head=tuple(sorted(draft.head, key=lambda block: block.lines)),
        body=tuple(blocks),
        back=tuple(tail_blocks),
        ledger=ledger(draft.fates, count),
        basis=basis,
        subtitle=draft.values.get("subtitle", ""),
        date=draft.date,
        posted=draft.values.get("posted", ""),
        authors=draft.authors,
        publisher=draft.values.get("publisher", ""),
        place=draft.values.get("place", ""),
        language=code,
        source_url=draft.values.get("source_url", ""),
        printed_tags=draft.tags or draft.categories,
        joins=_joins(blocks, merged, code),
        links=_links([*draft.head, *blocks, *tail_blocks]),
        doubts=tuple(draft.doubts),
    )


def _mark_blocks(draft: Draft, blocks: list[Block], back: list[Block]) -> None:
    fates: dict[str, Fate] = {"heading": "heading", "item": "list", "rule": "rule"}
    for block in blocks:
        draft.mark(block.lines, fates.get(block.kind, "body"))
    for block in back:
        draft.mark(block.lines, "backmatter")


def _supply_title(draft: Draft, blocks: list[Block]) -> None:
    """Supply a title from the first words, in brackets (ISBD: no title proper)."""
    block = next((b for b in blocks if b.text.strip()), blocks[0])
    words = block.text.split()
    more = " …" if len(words) > _SUPPLIED_WORDS else ""
    title = " ".join(words[:_SUPPLIED_WORDS]).rstrip(",;:—–- ") + more
    draft.values["title"] = f"[{title}]"
    draft.basis["title"] = Basis("supplied", block.lines[:1], "the first words of the text")
    draft.doubts.append(
        Doubt(
            block.lines[0], "A020", "found no title; expected one above the text",
            "the first words stand for it in brackets: give a title in a record if it has one",
        )
    )  # fmt: skip


def _joins(blocks: list[Block], merged: dict[int, list[Group]], code: str) -> tuple[Join, ...]:
    made = []
    for block in blocks:
        run = merged.get(block.lines[0])
        if run and block.lines == tuple(line.number for group in run for line in group):
            why = joins.why(run[0], run[1], code, run[2] if len(run) > 2 else None)
            made.append(Join(block.lines, Basis("inferred", block.lines, why), block.anchor))
    return tuple(made)


def _links(blocks: list[Block]) -> tuple[Link, ...]:
    """Return the addresses in the text, in order, with the line and block each stands in."""
    found = []
    for block in blocks:
        place = ends = 0
        for span in block.spans:
            if span.kind == "link":
                # Spans stand in order, so that no letter is looked at twice.
                ends += block.text.count("\n", place, span.start)
                place = span.start
                found.append(Link(block.lines[ends], span.value, span.value, anchor=block.anchor))
    return tuple(found)
