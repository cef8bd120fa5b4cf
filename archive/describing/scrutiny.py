"""What is wrong with a record by itself, each mistake with what to write instead."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from archive.describing.forms import Record, numbers, texts
from archive.naming.scripts import code_named
from archive.naming.slugs import safe
from archive.problems import Problem
from archive.reading import dates, datings

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_TARGET = re.compile(r"(https?://[^\s/]|mailto:\S)\S*")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_TEXTS = (
    "title", "subtitle", "slug", "date", "date_note", "publisher", "place", "language", "rights",
    "source_url", "retrieved", "translation_of", "version_of", "series", "note", "encoding",
    "aliases", "authors", "tags", "not_tags",
)  # fmt: skip


def wrong(record: Record) -> Iterator[Problem]:
    """Yield every mistake that can be seen without the seed."""
    yield from _blank(record)
    yield from _addresses(record)
    yield from _codes(record)
    yield from undated(record.file, record.lines, "retrieved", record.retrieved, record.language)
    yield from _changes(record)
    yield from _reasons(record)
    yield from _twice(record)
    yield from _series(record)
    for table in record.evidence:
        if not getattr(record, table.of):
            yield Problem(
                record.file, table.at, "A117", f'found evidence of "{table.of}", which this record '
                "does not give; expected both or neither",
                f"write {table.of} above the first table, or take this one out",
            )  # fmt: skip


def undated(
    file: str, lines: Mapping[str, int], key: str, value: str, language: str
) -> Iterator[Problem]:
    """Yield what is wrong with a date (A105), with the date that it seems to mean."""
    if not value.strip():
        return
    try:
        dates.read(value)
    except ValueError as error:
        meant = datings.find(value, language or "en")
        if meant and not meant.doubt:
            remedy = f'write {key} = "{meant.date.edtf}", with ~ behind it if it is not sure'
        else:
            remedy = "write 2016-09-30, 2016-09, 2016, or 2016-12~ when it is not sure"
        yield Problem(file, lines.get(key, 0), "A105", str(error), remedy)


def _blank(record: Record) -> Iterator[Problem]:
    """Yield an error for each value with nothing in it: it would be passed over in silence."""

    def nothing(line: int, key: str, example: str) -> Problem:
        return Problem(
            record.file, line, "A116", f"found nothing between the quotation marks of {key}; "
            "expected words", f"write {example}, or take it out",
        )  # fmt: skip

    for key in _TEXTS:
        value = getattr(record, key)
        if key in record.lines and any(not one.strip() for one in texts(value) or ()):
            example = f'{key} = "…"' if isinstance(value, str) else f'{key} = ["…"]'
            yield nothing(record.lines[key], key, example)
    for correction in record.correction:
        if not correction.sic:
            yield nothing(correction.at, "sic", "sic = the words of the line, as they stand there")
    for split in record.split:
        if not split.before.strip():
            yield nothing(split.at, "before", "before = the first words of the new paragraph")
    for held in record.withhold:
        if not held.text.strip():
            yield nothing(held.at, "text", "text = the words to leave out, as they stand there")
    for link in record.link:
        if not link.printed.strip():
            yield nothing(link.at, "from", "from = the address as it is printed")
    for tie in record.relation:
        for key, words in (("passage", tie.passage), ("their_passage", tie.their_passage)):
            if any(not one.strip() for one in texts(words)):
                yield nothing(tie.at, key, f"{key} = the exact words")


def _addresses(record: Record) -> Iterator[Problem]:
    file, lines = record.file, record.lines
    for key in ("source_url", "translation_of", "version_of"):
        value = getattr(record, key)
        is_address = key == "source_url" or ":" in value
        if value.strip() and is_address and not _ADDRESS.fullmatch(value):
            expected = "a web address" if key == "source_url" else "a slug or a web address"
            yield Problem(
                file, lines[key], "A109", f'found "{value}" for {key}; expected {expected}',
                _whole(key, value),
            )  # fmt: skip
    for link in record.link:
        for key, value in (("to", link.to), ("archived", link.archived)):
            if value and not _TARGET.fullmatch(value):
                yield Problem(
                    file, link.at, "A109", f'found "{value}" for {key} in [[link]]; expected a web '
                    "address", _whole(key, value),
                )  # fmt: skip


def _whole(key: str, value: str) -> str:
    if re.search(r"\s", value.strip()):
        return "take the space out, or write %20 for it"
    if _HOST.fullmatch(value.strip()):
        return f'write {key} = "https://{value.strip()}" (or http://)'
    return f'write the whole address: {key} = "https://example.org/page"'


def _codes(record: Record) -> Iterator[Problem]:
    file, lines = record.file, record.lines
    named = [("slug", record.slug)] + [("aliases", alias) for alias in record.aliases]
    for key, value in named:
        if value.strip() and value != safe(value):
            offered = f'"{safe(value)}"'
            yield Problem(
                file, lines[key], "A107",
                f'found the {"slug" if key == "slug" else "alias"} "{value}"; expected lower-case '
                "letters, digits, hyphens and dots",
                f"write {'slug = ' if key == 'slug' else ''}{offered}",
            )  # fmt: skip
    language = record.language
    if language.strip() and not _LANGUAGE.fullmatch(language):
        yield Problem(
            file, lines["language"], "A108", f'found the language "{language}"; expected a BCP 47 '
            "code", _coded(language),
        )  # fmt: skip
    if record.encoding.strip() and not _exists(record.encoding):
        yield Problem(
            file, lines["encoding"], "A004", f'found the encoding "{record.encoding}"; expected '
            "one that exists",
            'name one such as "windows-1252", "windows-1256", "iso-8859-9" or "koi8-r"',
        )  # fmt: skip


def _coded(language: str) -> str:
    plain = language.strip().replace("_", "-")
    code = plain if _LANGUAGE.fullmatch(plain) else code_named(plain)
    return f'write language = "{code}"' if code else "write a code such as en, en-GB, ar or pt-BR"


def _exists(encoding: str) -> bool:
    try:
        "".encode(codecs.lookup(encoding).name)
    except (LookupError, TypeError, ValueError):
        return False
    return True


def _changes(record: Record) -> Iterator[Problem]:
    file = record.file
    for correction in record.correction:
        if correction.sic and correction.sic == correction.corr:
            yield Problem(
                file, correction.at, "A110", "found a correction that changes nothing; expected "
                "sic and corr to differ", "take the table out or write what the seed has",
            )  # fmt: skip
    for link in record.link:
        if not (link.to or link.archived or link.checked):
            yield Problem(
                file, link.at, "A115", "found a link without to, archived or checked; expected one "
                "of them", 'write to = "https://…" for where the address leads now',
            )  # fmt: skip
        yield from undated(file, {"checked": link.at}, "checked", link.checked, record.language)
    for join in record.join:
        if len(join.lines) < 2 or list(join.lines) != sorted(set(join.lines)):
            right = sorted(set(join.lines))
            example = right if len(right) > 1 else [13, 15]
            yield Problem(
                file, join.at, "A111", f"found the lines {list(join.lines)}; expected two or more "
                "in ascending order", f"write lines = {example}",
            )  # fmt: skip
    for role in record.role:
        if not numbers(role.lines):
            yield Problem(
                file, role.at, "A103", "found no lines for a role; expected one or more",
                "write lines = [3]",
            )  # fmt: skip


def _series(record: Record) -> Iterator[Problem]:
    if "series_number" not in record.lines:
        return
    at, number = record.lines["series_number"], record.series_number
    if number < 1:
        yield Problem(
            record.file, at, "A127", f"found the number {number} in a series; expected 1 or more",
            "write series_number = 1 for the first, or take it out",
        )  # fmt: skip
    if "series" not in record.lines:
        yield Problem(
            record.file, at, "A127", "found a series_number without a series; expected both",
            'write series = "…", the name of the series, above it',
        )  # fmt: skip


def _reasons(record: Record) -> Iterator[Problem]:
    reasons = (
        (table.at, table.because)
        for tables_of_kind in (record.correction, record.join, record.relation, record.withhold)
        for table in tables_of_kind
    )
    for at, because in reasons:
        if not because.strip():
            yield Problem(
                record.file, at, "A112", "found an empty because; expected the reason",
                "say in a sentence why, for the reader",
            )  # fmt: skip


def _twice(record: Record) -> Iterator[Problem]:
    """Yield an error where two tables, or one table twice, say something of the same thing."""
    said: list[tuple[int, str, object]] = []
    for role in record.role:
        for line in numbers(role.lines):
            said.append((role.at, f"line {line} in [[role]]", ("role", line)))
    for join in record.join:
        for line in sorted(set(join.lines)):
            said.append((join.at, f"line {line} in [[join]]", ("join", line)))
    for split in record.split:
        where = f'the cut before "{split.before}" in line {split.line}'
        said.append((split.at, where, ("split", split.line, split.before)))
    for link in record.link:
        where = f'the address "{link.printed}" of line {link.line}'
        said.append((link.at, where, ("link", link.line, link.printed)))
    first: dict[object, int] = {}
    counts = Counter(thing for _, _, thing in said)
    for at, where, thing in said:
        if thing not in first:
            first[thing] = at
        elif counts[thing] > 1:
            counts[thing] = 0  # told once
            yield Problem(
                record.file, at, "A113", f"found {where} twice (first in the table of line "
                f"{first[thing]}); expected it once", "keep the one that is right",
            )  # fmt: skip
    yield from _parted_roles(record)


def _parted_roles(record: Record) -> Iterator[Problem]:
    """Yield an error for lines that are to be one paragraph and have different roles."""
    roles = {line: role.role for role in record.role for line in numbers(role.lines)}
    for join in record.join:
        named = {roles.get(line, "") for line in join.lines}
        if len(named) > 1:
            said = ", ".join(
                f"line {line} is {roles[line]}" for line in join.lines if line in roles
            )
            yield Problem(
                record.file, join.at, "A113", f"found lines to join with different roles ({said}); "
                "expected one role for all of them", "take the [[role]] or the [[join]] out",
            )  # fmt: skip
