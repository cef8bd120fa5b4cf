"""What an editor most likely meant by a line that is not TOML, or by a value of another kind.

Each hint is one thing to write instead; where nothing is likely, nothing is said.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

_PAIR = re.compile(r"\s*(?P<key>[\w.-]+)\s*(?P<sign>[=:])\s*(?P<value>.*?)\s*")
_RANGE = re.compile(r"\s*(\d{1,6})\s*[-\u2013]\s*(\d{1,6})\s*")
_LIST = re.compile(r"\s*\d{1,6}(?:\s*[,;]\s*\d{1,6})*\s*")
_CURLY = "\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
_MOST_LINES = 50


def hint(line: str, reason: str) -> str:
    """Return what to do about a ``line`` that ``tomllib`` refused for ``reason``, or nothing."""
    pair = _PAIR.fullmatch(line)
    key, value = (pair["key"], pair["value"]) if pair else ("", "")
    if "\r" in line:
        return "save the file with the line ends of this system, or of Unix"
    if line.strip() in {"---", "..."}:
        return "take this line out: a record is TOML, key = value, and has no front matter"
    if line.lstrip().startswith(("//", "/*", "--", ";")):
        return "begin a comment with #"
    if reason.startswith("Cannot declare"):
        return "write a table that stands more than once with two brackets, such as [[correction]]"
    if reason.startswith(("Cannot overwrite", "Cannot mutate", "Cannot redefine")):
        return "keep one of the two, and take the other out"
    if reason.startswith("Unclosed array"):
        return "close the list that was opened above with ]"
    if "\\" in line and reason.startswith("Unescaped"):
        return "write \\\\ for each \\, or set the text in single quotes '…'"
    if reason.startswith(("Unterminated string", "Illegal character '\\n'", "Expected \"'")):
        return 'close the text with " on its own line, or set it in """ … """ over several lines'
    if reason.startswith("Illegal character"):
        return "take that character out; nobody can see it"
    if pair and pair["sign"] == ":":
        return f"write {key} = {_quoted(value)}"
    if pair and not value:
        return f'write the value: {key} = "…"'
    if pair and value[0] in _CURLY:
        return f"write straight quotation marks: {key} = {_quoted(value.strip(_CURLY))}"
    if pair and value.lower() in {"true", "false", "yes", "no"}:
        return f"write {key} = {_boolean(value)}"
    if pair and value.count('"') > 2:
        return 'write each " inside the text as \\", or use \u201c and \u201d there'
    if pair and reason == "Invalid value" and not value.startswith(("[", "{")):
        return f"set the text in quotation marks: {key} = {_quoted(value)}"
    if re.match(r"\s*[^\W\d_]\S*\s*=", line) and not line.lstrip()[0].isascii():
        return "write the key in English, as the reference lists it"
    return ""


def suited(value: object, kind: object) -> str:
    """Return ``value`` written as TOML of the ``kind`` that is expected, or nothing."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        options = [suited(value, part) for part in inner]
        return next(filter(None, options), "")
    if origin is tuple:
        return _as_list(value, inner[0])
    if origin is Literal or isinstance(value, dict):
        return ""
    if kind is bool:
        return _boolean(str(value))
    if kind is int:
        return value.strip() if isinstance(value, str) and value.strip().isdecimal() else ""
    if kind is str:
        return _as_text(value)
    return ""


def _as_text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return _quoted(value.date().isoformat())
    if isinstance(value, list):
        return _quoted(value[0]) if len(value) == 1 and isinstance(value[0], str) else ""
    return "" if isinstance(value, bool) else _quoted(str(value))


def _as_list(value: object, kind: object) -> str:
    if isinstance(value, list):
        parts = [_as_item(one, kind) for one in value]
        return f"[{', '.join(parts)}]" if parts and all(parts) else ""
    if kind is int and isinstance(value, str):
        if found := _RANGE.fullmatch(value):
            lines = list(range(int(found[1]), int(found[2]) + 1))
            return str(lines) if 0 < len(lines) <= _MOST_LINES else ""
        return f"[{', '.join(re.findall(r'[0-9]+', value))}]" if _LIST.fullmatch(value) else ""
    one = _as_item(value, kind)
    return f"[{one}]" if one else ""


def _as_item(value: object, kind: object) -> str:
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return suited(value, kind)


def _boolean(text: str) -> str:
    plain = text.strip().strip("\"'").lower()
    return {"true": "true", "yes": "true", "false": "false", "no": "false"}.get(plain, "")


def _quoted(text: Any) -> str:  # noqa: ANN401 - whatever stood there
    plain = str(text).strip()
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'":
        plain = plain[1:-1]
    return json.dumps(plain[:80], ensure_ascii=False)
