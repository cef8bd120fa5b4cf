"""A record to review: all that was understood of a seed, each value with what it rests on.

What the text itself says stands as it is; what was inferred stands behind a ``#``, ready to be said
otherwise.  As it is written the record changes nothing, and no more does one with every ``#`` taken
away; each part is tried before it is written, and one that would change something is only told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap

from archive.describing import describe, records
from archive.model import Basis, Frozen, Seed, Statement
from archive.naming.mentions import Finder
from archive.problems import Problem, ProblemsFound

_WIDTH = 98
_HEAD = (
    "How {file} was understood. As it stands this record changes nothing.",
    (
        "A line without # is read; it repeats what the text says. A line that begins with # and a "
        "key is an inference: take the # away to make it your word, or to correct it. Lines that "
        "begin with # and a space only explain; take out whatever you do not need."
    ),
)
# What an editor can say where the text shows nothing.
_MISSING = {
    "date": 'date = "2016-12~" (EDTF), with date_note = "how you know it"',
    "authors": 'authors = ["…"], or publisher = "…" for the body that issued it',
    "place": 'place = "…"',
    "source_url": 'source_url = "https://…"',
}
_TOLD = "(Written into the record, this changes how other lines are read.)"
_DOUBTED = {"A020": "title", "A021": "date"}
_ROLES = ("title", "subtitle", "kicker", "heading", "list", "verse", "quotation", "note")
_ASIDE = ("backmatter", "duplicate", "furniture")


class _Part(Frozen, frozen=True):
    """A piece of a record: what it rests on, its TOML, and whether the text itself says it."""

    why: str
    toml: tuple[str, ...]
    sure: bool = False


def write(
    seed: Seed,
    finder: Finder,
    *,
    remarks: Iterable[str] = (),
    versions: Iterable[tuple[str, str]] = (),
    encoding: str = "",
) -> str:
    """Return the record (TOML) that makes explicit what is understood of ``seed`` without one.

    ``remarks`` are sentences for its head; ``versions`` are (slug, why) of statements with the same
    words; ``encoding`` is the seed's, where a record has to say it.  Raises ProblemsFound where the
    seed cannot be read.
    """
    before = statement, notices = describe.describe(seed, None, finder)
    values = list(_values(statement, notices, versions))
    directions = list(_directions(seed, statement))
    parts = [*values, *directions]

    def unchanged(parts: list[_Part]) -> bool:
        return _read(seed, finder, parts) == before

    def same(parts: list[_Part]) -> bool:
        after = _read(seed, finder, parts)
        return after is not None and _words(after[0]) == _words(statement)

    live = _kept([part for part in parts if part.sure], unchanged)
    ready = _kept(parts, same)

    def shown(part: _Part) -> list[str]:
        mark = "" if part in live else "#" if part in ready else "#   "
        why = part.why if part in ready else f"{part.why} {_TOLD}"
        return ["", _prose(why), *(f"{mark}{line}" for line in part.toml)]

    lines = [_prose(words.format(file=seed.file)) for words in (*_HEAD, *remarks)]
    if encoding:
        lines += ["", _prose("The seed is not in UTF-8."), f"encoding = {_text(encoding)}"]
    lines += [line for part in values for line in shown(part)]
    missing = [_prose(f"No {key} found. If you know: {form}") for key, form in _lacking(statement)]
    lines += ["", *missing] if missing else []
    lines += [line for part in directions for line in shown(part)]
    return "\n".join(lines) + "\n"


def _kept(parts: list[_Part], holds: Callable[[list[_Part]], bool]) -> list[_Part]:
    """Return those of the parts under which all of them together hold."""
    if holds(parts):
        return parts
    kept: list[_Part] = []
    for part in parts:
        if holds([*kept, part]):
            kept.append(part)
    return kept


def _read(
    seed: Seed, finder: Finder, parts: list[_Part]
) -> tuple[Statement, tuple[Problem, ...]] | None:
    text = "\n".join(line for part in parts for line in part.toml)
    try:
        return describe.describe(seed, records.read("record", text.encode()), finder)
    except ProblemsFound:
        return None


def _words(statement: Statement) -> tuple[object, ...]:
    """Return what a reader sees of a statement, without what each value rests on."""
    return (
        statement.title, statement.subtitle, statement.slug, statement.date, statement.creators,
        statement.place, statement.language, statement.source_url, statement.tags,
        statement.head, statement.body, statement.back, statement.links,
    )  # fmt: skip


def _values(
    statement: Statement, notices: tuple[Problem, ...], versions: Iterable[tuple[str, str]]
) -> Iterator[_Part]:
    doubts = {
        _DOUBTED[notice.code]: f"{notice.message}; {notice.remedy}"
        for notice in notices
        if notice.code in _DOUBTED
    }
    by_role = {
        role: [creator.name for creator in statement.creators if creator.role == role]
        for role in ("author", "publisher")
    }
    values: dict[str, str | list[str]] = {
        "title": statement.title,
        "subtitle": statement.subtitle,
        "date": statement.date.edtf if statement.date else "",
        "authors": by_role["author"],
        "publisher": "".join(by_role["publisher"]),
        "place": statement.place,
        "language": statement.language if statement.language != "und" else "",
        "source_url": statement.source_url,
    }
    for key, value in values.items():
        if value:
            basis = statement.basis.get("author" if key == "authors" else key, Basis("inferred"))
            sure = basis.kind == "transcribed" and key not in doubts
            yield _Part(_why(basis, doubts.get(key, "")), (_pair(key, value),), sure)
    yield _Part("The page's address, from the file's name.", (_pair("slug", statement.slug),))
    if statement.tags:
        why = "The subjects that the text names; not_tags takes one away."
        yield _Part(why, (_pair("tags", list(statement.tags)),))
    for slug, why in versions:
        yield _Part(why, (_pair("version_of", slug),))


def _directions(seed: Seed, statement: Statement) -> Iterator[_Part]:
    for join in statement.joins:
        lines = tuple(join.lines)
        because = join.basis.because or "one paragraph"
        toml = ("[[join]]", _pair("lines", lines), _pair("because", because))
        yield _Part(f"{_numbers(lines)} are read as one paragraph: {because}.", toml)
    lines_of: dict[str, list[int]] = {}
    for block in (*statement.head, *statement.body):
        role: str = "list" if block.kind == "item" else block.kind
        lines_of.setdefault(role, []).extend(block.lines)
    for entry in statement.ledger:
        if entry.fate in _ASIDE:
            lines_of.setdefault(entry.fate, []).extend(
                line
                for line in range(entry.first, entry.last + 1)
                if seed.lines[line - 1].strip(" \t\u00a0\u200b\ufeff")
            )
    for role in (*_ROLES, *_ASIDE):
        lines = tuple(sorted(set(lines_of.get(role, ()))))
        if lines:
            toml = ("[[role]]", _pair("lines", lines), _pair("as", role))
            yield _Part(f"{_numbers(lines)} read as: {role}.", toml)


def _why(basis: Basis, doubt: str) -> str:
    kind = {"transcribed": "", "supplied": "Supplied", "inferred": "Inferred"}[basis.kind]
    place = _numbers(basis.lines) if basis.lines else ""
    if kind and place:
        place = place[0].lower() + place[1:]
    words = ", ".join(filter(None, (kind, place))) or "From the text"
    words += f": {basis.because}." if basis.because else "."
    return f"{words} Not sure: {doubt}." if doubt else words


def _lacking(statement: Statement) -> Iterator[tuple[str, str]]:
    there = {"date": statement.date, "authors": statement.creators, "place": statement.place,
             "source_url": statement.source_url}  # fmt: skip
    for key, form in _MISSING.items():
        if not there[key]:
            yield key, form
    if statement.language == "und":
        yield "language", 'language = "en" (BCP 47)'


def _numbers(lines: tuple[int, ...]) -> str:
    return f"Line {lines[0]}" if len(lines) == 1 else f"Lines {', '.join(map(str, lines))}"


def _pair(key: str, value: str | list[str] | tuple[int, ...]) -> str:
    if isinstance(value, tuple):
        return f"{key} = {list(value)}"
    if isinstance(value, list):
        return f"{key} = [{', '.join(map(_text, value))}]"
    return f"{key} = {_text(value)}"


def _text(value: str) -> str:
    # JSON's strings are TOML's, but for U+007F, which JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _prose(words: str) -> str:
    return "\n".join(
        wrap(
            " ".join(words.split()), _WIDTH, initial_indent="# ", subsequent_indent="# ",
            break_long_words=False, break_on_hyphens=False,
        )
    )  # fmt: skip
