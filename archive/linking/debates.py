"""Reads ``content/debates``: questions of the movement, and what each statement says to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from archive.describing.passages import find, mending
from archive.describing.records import Texts, texts
from archive.linking.claims import Known, withdrawn
from archive.model import Debate, Frozen, Passage, Question, Stance, Statement
from archive.naming import tables
from archive.naming.slugs import safe
from archive.problems import Problem, ProblemsFound

Words = str | dict[str, str]


class _StanceTable(Frozen, frozen=True):
    """``[[question.stance]]``: a statement and its exact words; no words mean it is silent."""

    statement: str
    passage: Texts = ()
    silent: bool = False
    at: int = 0


class _QuestionTable(Frozen, frozen=True):
    """``[[question]]``: its text in each language and the stances."""

    text: Words
    stance: tuple[_StanceTable, ...] = ()
    at: int = 0


class _File(Frozen, frozen=True):
    title: Words
    note: Words = ""
    slug: str = ""
    question: tuple[_QuestionTable, ...] = ()


def read(
    files: Iterable[tuple[str, bytes]],
    known: Known,
    load: Callable[[str], Statement],
) -> tuple[Debate, ...]:
    """Return the debates of all files (name, TOML bytes), sorted by slug.

    Raises ProblemsFound with every problem: what ``tables.read`` finds, a statement that is not in
    the archive (A310), a passage not found in it exactly once (A311), a debate without title or
    question (A312), a statement twice in one question, or both silent and quoted (A313), a
    statement that is withdrawn (A314).
    """
    problems: list[Problem] = []
    debates: list[Debate] = []
    for file, data in files:
        try:
            found, _ = tables.read(file, data, _File)
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        questions = tuple(_question(file, table, known, load, problems) for table in found.question)
        title = _by_language(found.title)
        if not any(title.values()) or not questions:
            problems.append(
                Problem(
                    file, 0, "A312", "found a debate without a title or a question; expected both",
                    "write title = … and at least one [[question]]",
                )
            )  # fmt: skip
        slug = found.slug or safe(PurePosixPath(file).stem)
        debates.append(Debate(slug, title, _by_language(found.note), questions))
    if problems:
        raise ProblemsFound(problems)
    return tuple(sorted(debates, key=lambda debate: debate.slug))


def _question(
    file: str,
    table: _QuestionTable,
    known: Known,
    load: Callable[[str], Statement],
    problems: list[Problem],
) -> Question:
    stances: dict[str, Stance] = {}
    for stance in table.stance:
        slug = known.slug(stance.statement)
        if not slug and (record := known.withdrawn(stance.statement)):
            message, remedy = withdrawn(stance.statement, record)
            problems.append(Problem(file, stance.at, "A314", message, remedy))
            continue
        if not slug:
            remedy = f"write the slug of a statement{known.suggestion(stance.statement)}"
            message = f'found "{stance.statement}"; expected a statement of the archive'
            problems.append(Problem(file, stance.at, "A310", message, remedy))
            continue
        words = texts(stance.passage)
        if slug in stances or (stance.silent and words):
            message = f'found two answers of "{slug}" to one question; expected one'
            remedy = "give all its passages in one table, or silent = true without any"
            problems.append(Problem(file, stance.at, "A313", message, remedy))
            continue
        stances[slug] = Stance(slug, _passages(file, stance.at, words, load(slug), problems))
    return Question(_by_language(table.text), tuple(stances.values()))


def _passages(
    file: str, at: int, words: tuple[str, ...], statement: Statement, problems: list[Problem]
) -> tuple[Passage, ...]:
    passages = []
    blocks = (*statement.head, *statement.body, *statement.back)
    for one in words:
        found = find(blocks, one)
        if isinstance(found, str):
            remedy = mending(blocks, one, statement.file)
            problems.append(Problem(file, at, "A311", found, remedy))
        elif any(held.text in found.text for held in statement.withheld):
            message = "found withheld words in a passage; expected only words that the page shows"
            problems.append(Problem(file, at, "A125", message, "choose a passage without them"))
        else:
            passages.append(found)
    return tuple(passages)


def _by_language(words: Words) -> dict[str, str]:
    if isinstance(words, dict):
        return words
    return {"en": words} if words else {}
