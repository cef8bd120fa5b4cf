"""Reads one TOML file into a struct, and says of every mistake on which line it stands.

``tomllib`` gives no positions for what it has read, so a small scan of the lines finds where each
table and key begins (TOML 1.0).  All mistakes of a file are reported at once.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import fields

from archive.naming import slips
from archive.naming.positions import Lines, lines_of
from archive.problems import Problem, ProblemsFound, nearest, suggestion

Shape = TypeVar("Shape", bound=msgspec.Struct)

# A struct's field of this name receives the line on which its table begins.
AT = "at"


def read(file: str, data: bytes, shape: type[Shape]) -> tuple[Shape, Lines]:
    """Return ``data`` as a ``shape`` together with the lines of its keys.

    Raises ProblemsFound with every unknown key, wrong type and missing key of the file.
    """
    text = decode(file, data)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProblemsFound([_syntax(file, text, str(error))]) from None
    except RecursionError:
        remedy = "write the table without nesting lists in lists"
        found_text = "found lists nested too deep; expected a TOML file"
        raise ProblemsFound([Problem(file, 0, "A101", found_text, remedy)]) from None
    lines = lines_of(text)
    problems = list(_problems(file, found, shape, (), lines, shape))
    if problems:
        raise ProblemsFound(problems)
    return msgspec.convert(_placed(found, shape, (), lines), shape), lines


def decode(file: str, data: bytes) -> str:
    """Return UTF-8 ``data`` as text (a byte order mark is dropped); raises ProblemsFound."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"found the byte 0x{data[error.start]:02X}; expected UTF-8"
        problem = Problem(file, line, "A100", found, "save the file as UTF-8")
        raise ProblemsFound([problem]) from None


def _syntax(file: str, text: str, message: str) -> Problem:
    reason, _, place = message.partition(" (at ")
    words = place.rstrip(")").replace(",", "").split()
    lines = text.split("\n")
    line = int(words[1]) if words[:1] == ["line"] else len(lines)
    remedy = slips.hint(lines[line - 1] if line <= len(lines) else "", reason)
    return Problem(
        file,
        line,
        "A101",
        f"found what TOML does not allow ({reason}); expected key = value lines",
        remedy or "mend this line; words stand in quotes, lists in [ ]",
    )


def _problems(
    file: str,
    found: dict[str, Any],
    shape: type,
    path: tuple[str | int, ...],
    lines: Lines,
    top: type[msgspec.Struct],
) -> Iterator[Problem]:
    known = {field.encode_name: field for field in fields(shape) if field.name != AT}
    types = get_type_hints(shape)
    where = f" in [[{path[0]}]]" if path else ""
    for key, value in found.items():
        line = lines.of((*path, key))
        if key not in known:
            below = path and key in {field.encode_name for field in fields(top)}
            yield Problem(
                file,
                line,
                "A102",
                f'found the unknown key "{key}"{where}; expected one of {", ".join(known)}',
                f"move it above the first [[table]]: what stands below {where[4:]} belongs to it"
                if below
                else f"correct or remove the key{suggestion(key, known)}",
            )
            continue
        kind = types[known[key].name]
        inner = _table(kind)
        if inner is None:
            yield from _wrong(file, line, f"{key}{where}", value, kind)
        elif isinstance(value, dict):
            yield Problem(
                file, line, "A103", f"found one table for {key}; expected [[{key}]], a table for "
                "each", f"begin it with [[{key}]], two brackets on either side",
            )  # fmt: skip
        elif not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            yield Problem(
                file, line, "A103", f"found {_say(value)} for {key}; expected tables",
                f"write each as a table under [[{key}]]",
            )  # fmt: skip
        else:
            for number, item in enumerate(value):
                yield from _problems(file, item, inner, (*path, key, number), lines, top)
    for key, field in known.items():
        if field.required and key not in found:
            yield Problem(
                file, lines.of(path), "A104", f'found no "{key}"{where}; expected it',
                f"add {key} = {_example(types[field.name])}",
            )  # fmt: skip


def _wrong(file: str, line: int, key: str, value: object, kind: object) -> Iterator[Problem]:
    try:
        msgspec.convert(_plain(value), kind)
    except msgspec.ValidationError:
        names = _choices(kind)
        near = nearest(value, names) if names and isinstance(value, str) else ""
        written = f'"{near}"' if near else slips.suited(value, kind) or _example(kind)
        yield Problem(
            file, line, "A103", f"found {_say(value)} for {key}; expected {expected(kind)}",
            f"write {key.partition(' ')[0]} = {written}",
        )  # fmt: skip


def _table(kind: object) -> type[msgspec.Struct] | None:
    """Return the struct inside ``tuple[Struct, ...]``, or None for any other type."""
    inner = get_args(kind)[:1]
    if get_origin(kind) is tuple and isinstance(inner[0], type):
        return inner[0] if issubclass(inner[0], msgspec.Struct) else None
    return None


def _placed(
    found: dict[str, Any], shape: type, path: tuple[str | int, ...], lines: Lines
) -> dict[str, Any]:
    """Return the checked values with each table's line put in where its struct asks for it."""
    types = get_type_hints(shape)
    names = {field.encode_name: field for field in fields(shape)}
    placed: dict[str, Any] = {}
    for key, value in found.items():
        inner = _table(types[names[key].name])
        if inner is None:
            placed[key] = _plain(value)
        else:
            placed[key] = [
                _placed(item, inner, (*path, key, number), lines)
                for number, item in enumerate(value)
            ]
    if path and AT in names:
        placed[AT] = lines.of(path)
    return placed


def _plain(value: object) -> object:
    """Return TOML's own dates as the text an editor would have put in quotes."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    return value


def expected(kind: object) -> str:
    """Return in plain words what a value of this type looks like in TOML."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return " or ".join(expected(part) for part in inner if part is not type(None))
    if origin is Literal:
        return "one of " + ", ".join(map(str, inner))
    if origin is tuple:
        return f"a list, each {expected(inner[0])}"
    if origin is dict:
        return f"a value for each language, each {expected(inner[1])}"
    names = {str: "text in quotes", int: "a whole number", bool: "true or false", float: "a number"}
    return names[kind]  # type: ignore[index]


def _example(kind: object) -> str:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _example(inner[0])
    if origin is Literal:
        return f'"{inner[0]}"'
    if origin is tuple:
        return f"[{_example(inner[0])}]"
    if origin is dict:
        return f"{{ en = {_example(inner[1])} }}"
    return {str: '"…"', int: "1", bool: "true", float: "36.2"}[kind]  # type: ignore[index]


def _choices(kind: object) -> tuple[str, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()


def _say(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value[:60]}"'
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return f"{value}"
