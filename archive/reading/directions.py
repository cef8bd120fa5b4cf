"""An editor's directions for reading a seed: roles, joins and splits of lines, before inference."""

from __future__ import annotations

from archive.model import BlockKind, Fate, Instructions, Seed
from archive.problems import Problem, ProblemsFound, suggestion
from archive.reading import bylines, datings, inline, layout, names, titles
from archive.reading.draft import Draft
from archive.reading.groups import Group, text_of
from archive.reading.labelled import say_dating
from archive.reading.layout import Line

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


def check(seed: Seed, lines: list[Line], instructions: Instructions) -> None:
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


def split(lines: list[Line], instructions: Instructions) -> list[Line]:
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


def apply_roles(draft: Draft, instructions: Instructions) -> dict[int, str]:
    """Give the lines that an editor names their role; return those of the body with their kind."""
    forced: dict[int, str] = {}
    by_number = {line.number: line for line in draft.lines}
    for numbers, role in instructions.roles:
        group = tuple(by_number[number] for number in numbers)
        if role in _IN_BODY:
            forced |= dict.fromkeys(numbers, _KINDS.get(role, role))
        elif role in {"title", "subtitle", "kicker", "byline", "dateline", "source"}:
            _take_as(draft, group, role)
        else:
            draft.mark(numbers, *ROLES[role])
    for join in instructions.joins:
        for number in join:
            forced.setdefault(number, "paragraph")
    for number, _ in instructions.splits:
        forced.setdefault(number, "")
    return forced


def _take_as(draft: Draft, group: Group, role: str) -> None:
    """Take lines as the part that an editor says they are."""
    numbers = tuple(line.number for line in group)
    text = text_of(group)
    kinds: dict[str, BlockKind] = {"title": "title", "subtitle": "subtitle", "kicker": "kicker"}
    because = "a record says so"
    if role in kinds:
        titles.put(draft, group, kinds[role], because)
        return
    found = bylines.read(text, draft.language, draft.context)
    if role == "byline":
        people = found.people if found else names.parted(text.strip("*_ "))
        draft.say_authors(people, numbers, because)
    if role in {"byline", "dateline"}:
        say_dating(draft, datings.find(text, draft.language), numbers, because)
        if found and found.place:
            draft.say("place", found.place, numbers, because)
        draft.mark(numbers, "metadata", "author" if role == "byline" else "date")
    elif role == "source":
        urls = inline.read(text).urls
        draft.say("source_url", urls[0][1] if urls else "", numbers, because)
        draft.mark(numbers, "metadata", "source_url")


def gathered(free: list[Line], forced: dict[int, str], instructions: Instructions) -> list[Group]:
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
