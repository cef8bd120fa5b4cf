"""Seed to its parts: one recogniser after another, an editor's instructions before all of them."""

from __future__ import annotations

from archive.model import Instructions, Seed, Transcription
from archive.problems import Problem, ProblemsFound
from archive.reading import (
    assembly,
    directions,
    frontmatter,
    head,
    labelled,
    layout,
    quoting,
    speaking,
    surroundings,
    tail,
    tongue,
)
from archive.reading.directions import ROLES
from archive.reading.draft import Draft
from archive.reading.groups import Group, is_underline, text_of
from archive.reading.layout import Line

__all__ = ["ROLES", "notices", "transcribe"]

_HEADING_MOST = 200


def transcribe(seed: Seed, instructions: Instructions = Instructions()) -> Transcription:  # noqa: B008  frozen
    """Return what ``seed`` says of itself, read as ``instructions`` ask and inferred otherwise.

    Raises ProblemsFound: A010 no text under the title, A011 a line that is not there or is blank,
    A012 words to cut before that are not there once, A013 an unknown role.
    """
    lines = layout.lines_of(seed.lines)
    directions.check(seed, lines, instructions)
    lines = directions.split(lines, instructions)
    language, because = _language(lines, instructions)
    draft = Draft(lines, language, " ".join(line.text for line in lines).lower())
    forced = directions.apply_roles(draft, instructions)
    frontmatter.read(draft)
    quoting.read(draft)
    labelled.read_top(draft)
    surroundings.strip(draft)
    free = draft.free()
    groups = directions.gathered(free, forced, instructions)
    first = next((n for n, g in enumerate(groups) if g[0].number in forced), len(groups))
    head.read(draft, groups, first)
    groups = [group for group in groups if group[0].number not in draft.fates]
    last = max((n for n, g in enumerate(groups) if g[0].number in forced), default=-1)
    back = tail.read(draft, groups[last + 1 :])
    back += [(line,) for line in lines if draft.fates.get(line.number) == ("backmatter", "")]
    below = {group[0].number for group in back}
    groups = [g for g in groups if g[0].number not in draft.fates and g[0].number not in below]
    if not groups and back:
        groups, back = back, []
    groups = _without_underlines(draft, groups, forced)
    speaking.read(draft, groups)
    if not groups:
        _refuse_bare(seed, draft, lines)
    return assembly.finish(len(seed.lines), draft, groups, sorted(back), forced, because)


def _language(lines: list[Line], instructions: Instructions) -> tuple[str, str]:
    if instructions.language:
        return instructions.language, ""
    long = [line.text for line in lines if len(line.text) > 50]
    text = " ".join(long) if sum(map(len, long)) > 300 else " ".join(line.text for line in lines)
    return tongue.guess(text)


def _without_underlines(draft: Draft, groups: list[Group], forced: dict[int, str]) -> list[Group]:
    """Set aside the lines that underline a heading (setext) and force the heading above each."""
    kept: list[Group] = []
    for group in groups:
        above = kept[-1] if kept else None
        if (
            above is not None
            and len(group) == 1
            and group[0].gap == 0
            and len(text_of(above)) < _HEADING_MOST
            and is_underline(group[0].text, above[-1].text)
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


def notices(file: str, transcription: Transcription) -> list[Problem]:
    """Return the doubts of a transcription as notices about the seed ``file``."""
    return [
        Problem(file, doubt.line, doubt.code, doubt.message, doubt.remedy, "notice")
        for doubt in transcription.doubts
    ]
