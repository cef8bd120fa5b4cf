"""Front matter above a text: plain values of YAML or TOML, or Muse's ``#title`` lines."""

from __future__ import annotations

import re

from archive.reading.draft import Draft
from archive.reading.labelled import LABEL, Labelled, fields_of, take

_MUSE = re.compile(r"#(?P<label>[A-Za-z_]{2,24})\s+(?P<value>\S.*)")
# From the first space on only, so that a long run of spaces is not tried from each of its letters.
_COMMENT = re.compile(r"(?<!\s)\s+#\s.*$")
_MUSE_FIELDS = {
    "title": "title", "subtitle": "subtitle", "author": "author", "authors": "author",
    "sortauthors": "", "sorttopics": "tags", "topics": "tags", "cat": "tags", "date": "date",
    "pubdate": "posted-on", "source": "source", "lang": "language", "language": "language",
    "publisher": "publisher", "notes": "", "teaser": "", "cover": "", "place": "place",
    "rights": "", "listtitle": "", "uid": "", "slug": "", "attach": "", "topic": "tags",
}  # fmt: skip


def read(draft: Draft) -> None:
    """Take the front matter (YAML between ``---``, Muse ``#title`` lines) at the top, if any."""
    if draft.lines and draft.lines[0].text == "---":
        _read_yaml(draft)
    elif draft.lines and draft.lines[0].text == "+++":
        _read_toml(draft)
    found = []
    for line in draft.free():
        match = _MUSE.fullmatch(line.text)
        if match is None or match["label"].lower() not in _MUSE_FIELDS or line.gap > 1:
            break
        found.append((line, match))
    if found:
        draft.muse = True
        for line, match in found:
            field = _MUSE_FIELDS[match["label"].lower()]
            take(draft, Labelled((field,), match["label"], match["value"], (line.number,)))


def _read_yaml(draft: Draft) -> None:
    """Read ``key: value`` lines, quoted or listed values; anything else of YAML stays unread."""
    end = next((n.number for n in draft.lines[1:200] if n.text in {"---", "..."}), 0)
    inside = [line for line in draft.lines if line.number < end][1:]
    if not end or not inside or not LABEL.fullmatch(inside[0].text):
        return
    entries: list[Labelled] = []
    for line in inside:
        match = LABEL.fullmatch(line.text)
        plain = line.indent == 0 and not line.text.startswith(("- ", "#"))
        if plain and match:
            fields = fields_of(match["label"])
            entries.append(Labelled(fields, match["label"], match["value"], (line.number,)))
        elif entries:
            last = entries[-1]
            more = line.text.removeprefix("- ")
            value = f"{last.value}; {more}" if last.value.strip("|>-") else more
            entries[-1] = last._replace(value=value, lines=(*last.lines, line.number))
    draft.mark((draft.lines[0].number, end), "rule")
    for entry in entries:
        take(draft, entry._replace(value=_unquoted(entry.value)))


def _read_toml(draft: Draft) -> None:
    """Read ``key = value`` lines between ``+++`` (Hugo's TOML), of the same plain values."""
    end = next((n.number for n in draft.lines[1:200] if n.text == "+++"), 0)
    inside = [line for line in draft.lines if line.number < end][1:]
    entries = [(line, line.text.partition("=")) for line in inside if "=" in line.text]
    if not entries:
        return
    draft.mark((draft.lines[0].number, end), "rule")
    draft.mark((line.number for line in inside), "metadata")
    for line, (label, _, value) in entries:
        fields = fields_of(label.strip())
        if fields:
            take(draft, Labelled(fields, label.strip(), _unquoted(value), (line.number,)))


def _unquoted(value: str) -> str:
    value = _COMMENT.sub("", value.strip())
    if value.startswith("[") and value.endswith("]"):
        value = "; ".join(part.strip().strip("\"'") for part in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = (
            value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
        )
    return (
        "; ".join(part.strip().strip("\"'") for part in value.split("; "))
        if "; " in value
        else value
    )
