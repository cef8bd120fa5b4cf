"""Seed to its parts: one recogniser after another, an editor's instructions before all of them."""

from __future__ import annotations

from archive import body, head, joins, labelled, layout, tail, tongue
from archive.draft import Draft, ledger
from archive.head import Group
from archive.layout import Line
from archive.model import (
    Basis,
    Block,
    Doubt,
    Fate,
    Instructions,
    Join,
    Link,
    Seed,
    Transcription,
)
from archive.problems import Problem, ProblemsFound, suggestion

# What an editor can say of a line, and the fate it then has.
ROLES: dict[str, tuple[Fate, str]] = {
    "title": ("metadata", "title"),
    "subtitle": ("metadata", "subtitle"),
    "kicker": ("metadata", "kicker"),
    "byline": ("metadata", "author"),
    "dateline": ("metadata", "date"),
    "source": ("metadata", "source_url"),
    "metadata": ("metadata", ""),
    "heading": ("heading", ""),
    "list": ("list", ""),
    "verse": ("body", ""),
    "quotation": ("body", ""),
    "paragraph": ("body", ""),
    "note": ("body", ""),
    "backmatter": ("backmatter", ""),
    "furniture": ("furniture", ""),
    "rule": ("rule", ""),
    "duplicate": ("duplicate", ""),
}
_IN_BODY = frozenset({"heading", "list", "verse", "quotation", "paragraph", "note"})
_KINDS = {"list": "item"}
_SUPPLIED_WORDS = 8
_HEADING_MOST = 200


def transcribe(seed: Seed, instructions: Instructions = Instructions()) -> Transcription:  # noqa: B008  frozen
    """Return what ``seed`` says of itself, read as ``instructions`` ask and inferred otherwise.

    Raises ProblemsFound: A010 no text under the title, A011 a line that is not there or is blank,
    A012 words to cut before that are not there once, A013 an unknown role.
    """
    lines = layout.lines_of(seed.lines)
    _check(seed, lines, instructions)
    lines = _split(lines, instructions)
    language, because = _language(lines, instructions)
    draft = Draft(lines, language, " ".join(line.text for line in lines).lower())
    forced, ends = _apply_roles(draft, instructions)
    labelled.read_front(draft, seed.lines)
    labelled.read_top(draft)
    tail.strip_furniture(draft)
    free = draft.free()
    groups = _gathered(free, forced, instructions)
    first = next((n for n, g in enumerate(groups) if g[0].number in forced), len(groups))
    head.read(draft, groups[:first] if first < len(groups) else groups)
    groups = [group for group in groups if group[0].number not in draft.fates]
    last = max((n for n, g in enumerate(groups) if g[0].number in forced), default=-1)
    back = tail.read(draft, groups[last + 1 :])
    back += [(line,) for line in lines if draft.fates.get(line.number) == ("backmatter", "")]
    below = {group[0].number for group in back}
    groups = [g for g in groups if g[0].number not in draft.fates and g[0].number not in below]
    if not groups and back:
        groups, back = back, []
    groups = _without_underlines(draft, groups, forced)
    if not groups:
        _refuse_bare(seed, draft, lines)
    return _finish(seed, draft, groups, sorted(back), forced, instructions, (language, because))


def _language(lines: list[Line], instructions: Instructions) -> tuple[str, str]:
    if instructions.language:
        return instructions.language, ""
    long = [line.text for line in lines if len(line.text) > 50]
    text = " ".join(long) if sum(map(len, long)) > 300 else " ".join(line.text for line in lines)
    return tongue.guess(text)


def _check(seed: Seed, lines: list[Line], instructions: Instructions) -> None:
    """Report every instruction that cannot be followed."""
    there = {line.number: line.text for line in lines}
    asked = [n for join in instructions.joins for n in join]
    asked += [n for n, _ in instructions.splits]
    asked += [n for numbers, _ in instructions.roles for n in numbers]
    problems = [
        Problem(
            seed.file, number, "A011",
            f"found an instruction for line {number}; expected a line with text, of the "
            f"{len(seed.lines)} lines of the seed",
            "correct the line number in the record",
        )
        for number in sorted({n for n in asked if n not in there})
    ]  # fmt: skip
    for number, before in instructions.splits:
        if number in there and (count := there[number].count(before) if before else 0) != 1:
            problems.append(
                Problem(
                    seed.file, number, "A012",
                    f'found "{before}" {count} times in the line; expected it exactly once',
                    "copy the words from the seed, and more of them if they stand there twice",
                )
            )  # fmt: skip
    problems += [
        Problem(
            seed.file, numbers[0] if numbers else 0, "A013",
            f'found the role "{role}"{suggestion(role, ROLES)}; expected one of {", ".join(ROLES)}',
            "correct the role in the record",
        )
        for numbers, role in instructions.roles
        if role not in ROLES
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def _split(lines: list[Line], instructions: Instructions) -> list[Line]:
    """Cut lines where the editor says; the pieces keep their line's number."""
    cuts: dict[int, list[str]] = {}
    for number, before in instructions.splits:
        cuts.setdefault(number, []).append(before)
    if not cuts:
        return lines
    pieces: list[Line] = []
    for line in lines:
        places = sorted({0, *(line.text.index(words) for words in cuts.get(line.number, ()))})
        for start, end in zip(places, [*places[1:], len(line.text)], strict=True):
            text = line.text[start:end].rstrip()
            gap = 1 if start else line.gap
            pieces.append(Line(line.number, text, gap, line.indent + start))
    return pieces


def _apply_roles(draft: Draft, instructions: Instructions) -> tuple[dict[int, str], None]:
    """Give the lines that an editor names their role; return those of the body with their kind."""
    forced: dict[int, str] = {}
    by_number = {line.number: line for line in draft.lines}
    for numbers, role in instructions.roles:
        group = tuple(by_number[number] for number in numbers)
        if role in _IN_BODY:
            forced |= dict.fromkeys(numbers, _KINDS.get(role, role))
        elif role in {"title", "subtitle", "kicker", "byline", "dateline", "source"}:
            head.take_as(draft, group, role)
        else:
            draft.mark(numbers, *ROLES[role])
    for join in instructions.joins:
        for number in join:
            forced.setdefault(number, "paragraph")
    for number, _ in instructions.splits:
        forced.setdefault(number, "")
    return forced, None


def _gathered(free: list[Line], forced: dict[int, str], instructions: Instructions) -> list[Group]:
    """Return the free lines in groups, each a paragraph; joins of the editor are made here."""
    wrap = layout.wrapping(free)
    together = {number: join for join in instructions.joins for number in join}
    groups: list[list[Line]] = []
    for line in free:
        before = groups[-1][-1] if groups else None
        join = together.get(line.number)
        if before is not None and join and together.get(before.number) == join:
            groups[-1].append(line)
        elif (
            before is not None and not join and before.number not in together
            and forced.get(line.number) == forced.get(before.number)
            and before.number != line.number
            and layout.continues(before, line, wrap)
        ):  # fmt: skip
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _without_underlines(draft: Draft, groups: list[Group], forced: dict[int, str]) -> list[Group]:
    """Set aside the lines that underline a heading (setext) and force the heading above each."""
    kept: list[Group] = []
    for group in groups:
        above = kept[-1] if kept else None
        if (
            above is not None
            and len(group) == 1
            and group[0].gap == 0
            and len(head.text_of(above)) < _HEADING_MOST
            and head.is_underline(group[0].text, above[-1].text)
            and not layout.is_rule(above[0].text)
        ):
            forced.setdefault(above[0].number, "heading")
            draft.mark((group[0].number,), "rule")
        else:
            kept.append(group)
    return kept


def _refuse_bare(seed: Seed, draft: Draft, lines: list[Line]) -> None:
    number = draft.head[0].lines[0] if draft.head else lines[0].number
    raise ProblemsFound(
        [
            Problem(
                seed.file, number, "A010",
                "found a title with no text under it; expected a statement",
                "put the statement's text below its title, or remove the file",
            )
        ]
    )  # fmt: skip


def _finish(
    seed: Seed,
    draft: Draft,
    groups: list[Group],
    back: list[Group],
    forced: dict[int, str],
    instructions: Instructions,
    language: tuple[str, str],
) -> Transcription:
    """Make the blocks, their anchors, the ledger and the links."""
    code = language[0]
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
    made = body.read(whole, {n: kind for n, kind in forced.items() if kind}, muse=draft.muse)
    behind = body.read(
        back, {g[0].number: "paragraph" for g in back if not layout.marker(g[0].text)}
    )
    blocks, tail_blocks = anchored(made, behind)
    _mark_blocks(draft, blocks, tail_blocks)
    if "title" not in draft.values:
        _supply_title(draft, blocks)
    basis = dict(draft.basis)
    if "language" in draft.values:
        code = draft.values["language"]
    elif not instructions.language:
        basis["language"] = Basis("inferred", (), language[1])
    return Transcription(
        title=draft.values["title"],
        head=tuple(sorted(draft.head, key=lambda block: block.lines)),
        body=tuple(blocks),
        back=tuple(tail_blocks),
        ledger=ledger(draft.fates, len(seed.lines)),
        basis=basis,
        subtitle=draft.values.get("subtitle", ""),
        date=draft.date,
        posted=draft.values.get("posted", ""),
        authors=draft.authors,
        publisher=draft.values.get("publisher", ""),
        place=draft.values.get("place", ""),
        language=code,
        source_url=draft.values.get("source_url", ""),
        printed_tags=draft.tags,
        joins=_joins(blocks, merged, code),
        links=_links([*draft.head, *blocks, *tail_blocks]),
        doubts=tuple(draft.doubts),
    )


def anchored(made: list[Block], behind: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return both lists with anchors: p, s and h are counted in the body, b behind it."""
    from msgspec.structs import replace  # noqa: PLC0415

    counts = {"p": 0, "s": 0, "h": 0}
    body_blocks = []
    for block in made:
        letter = {"heading": "h", "item": "s", "rule": ""}.get(block.kind, "p")
        if letter:
            counts[letter] += 1
        anchor = f"{letter}{counts[letter]}" if letter else ""
        body_blocks.append(replace(block, anchor=anchor))
    return body_blocks, [replace(b, anchor=f"b{n}") for n, b in enumerate(behind, 1)]


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
        for span in block.spans:
            if span.kind == "link":
                line = block.lines[block.text.count("\n", 0, span.start)]
                found.append(Link(line, span.value, span.value, anchor=block.anchor))
    return tuple(found)


def notices(file: str, transcription: Transcription) -> list[Problem]:
    """Return the doubts of a transcription as notices about the seed ``file``."""
    return [
        Problem(file, doubt.line, doubt.code, doubt.message, doubt.remedy, "notice")
        for doubt in transcription.doubts
    ]
