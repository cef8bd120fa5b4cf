"""How well statements are read: the share right for each field and language, and what was invented.

    python benchmarks/reading.py FOLDER [--misses]

FOLDER holds texts and an ``expected.json``: a list of objects with ``file``, ``title``, ``date``
(EDTF or null), ``author``, ``author_alt``, ``language``, ``source_url``, ``body_words``,
``headings``, ``boilerplate`` (lines that are not the statement's), ``links``, ``tags`` and
``in_text``, which says for a field whether the file itself shows its value.  A value that the file
does not show must come out empty; any other is counted as invented.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.model import Transcription  # noqa: E402
from archive.problems import ProblemsFound  # noqa: E402
from archive.reading import received, transcribe  # noqa: E402
from archive.reading.languages import fold  # noqa: E402

FIELDS = (
    "title", "subtitle", "date", "author", "place", "source_url", "language", "body", "headings",
    "furniture", "links", "tags",
)  # fmt: skip
_INVENTABLE = ("date", "author", "source_url")


def plain(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    return "".join(char for char in fold(text) if char.isalnum())


def body_words(read: Transcription) -> int:
    """Return the number of words of the reading text, its headings included."""
    return sum(len(block.text.split()) for block in (*read.body, *read.back))


def marks(expected: dict[str, Any], read: Transcription) -> dict[str, bool | None]:
    """Return for each field whether it is right; None where nothing can be said of it."""
    shown = expected.get("in_text", {})

    def wanted(field: str) -> Any:  # noqa: ANN401  whatever the JSON holds
        return expected.get(field) if shown.get(field, True) else None

    author = wanted("author")
    authors = [author, *expected.get("author_alt", [])] if author else []
    if isinstance(author, list):
        authors = author
    date = read.date.edtf if read.date else None
    found = {plain(name) for name in (*read.authors, read.publisher) if name}
    joined = plain("".join(read.authors))
    in_body = [plain(block.text) for block in read.body if block.kind == "heading"]
    printed = {link.printed.rstrip("/") for link in read.links}
    aside = {
        number
        for entry in read.ledger
        if entry.fate in {"furniture", "backmatter", "metadata", "rule", "duplicate"}
        for number in range(entry.first, entry.last + 1)
    }
    lines = expected.get("boilerplate") or []
    words = expected.get("body_words")
    return {
        "title": plain(read.title) == plain(wanted("title") or read.title),
        "subtitle": plain(read.subtitle) == plain(expected["subtitle"] or "")
        if "subtitle" in expected else None,
        "date": date == wanted("date"),
        "author": (bool(found & set(map(plain, authors))) or joined == plain("".join(authors)))
        if authors else not found,
        "place": plain(read.place) == plain(expected["place"] or "")
        if "place" in expected else None,
        "source_url": read.source_url.rstrip("/") == (wanted("source_url") or "").rstrip("/"),
        "language": read.language.split("-")[0] == expected["language"].split("-")[0]
        and ("-" not in expected["language"] or read.language == expected["language"]),
        "body": abs(sum(len(b.text.split()) for b in read.body) - words) <= 0.05 * words
        if words else None,
        "headings": all(plain(h) in in_body for h in expected["headings"])
        if expected.get("headings") else None,
        "furniture": all(_is_aside(line, expected, aside) for line in lines) if lines else None,
        "links": all(url.rstrip("/") in printed for url in expected["links"])
        if expected.get("links") else None,
        "tags": sorted(map(plain, read.printed_tags)) == sorted(map(plain, expected["tags"]))
        if expected.get("tags") and shown.get("tags", True) else None,
    }  # fmt: skip


def _is_aside(line: str, expected: dict[str, Any], aside: set[int]) -> bool:
    return any(n in aside for n in expected["_numbers"].get(line.strip(), [0]))


def invented(expected: dict[str, Any], read: Transcription) -> list[str]:
    """Return the fields that have a value although the file shows none."""
    shown = expected.get("in_text", {})
    values = {"date": read.date, "author": read.authors, "source_url": read.source_url}
    return [
        field for field in _INVENTABLE
        if values[field] and not (expected.get(field) and shown.get(field, True))
    ]  # fmt: skip


def score(folder: Path, *, misses: bool = False) -> dict[str, tuple[int, int]]:
    """Read every file of ``folder``; return (right, of how many) for each field, and print."""
    table: dict[str, list[bool]] = defaultdict(list)
    tongues: dict[str, list[bool]] = defaultdict(list)
    made_up: dict[str, int] = dict.fromkeys(_INVENTABLE, 0)
    entries = json.loads((folder / "expected.json").read_text("utf-8"))
    spent = 0.0
    for expected in entries:
        data = (folder / expected["file"]).read_bytes()
        start = time.process_time()
        try:
            seed = received.read(expected["file"], data, expected.get("encoding", ""))
            read = transcribe.transcribe(seed)
        except ProblemsFound as problem:
            print(f"{expected['file']}: {problem}")
            for field in FIELDS[:1]:
                table[field].append(False)
            continue
        spent += time.process_time() - start
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(seed.lines, 1):
            numbers[line.strip()].append(number)
        expected["_numbers"] = numbers
        for field in invented(expected, read):
            made_up[field] += 1
            if misses:
                print(f"{expected['file']}: invented {field}")
        for field, right in marks(expected, read).items():
            if right is None:
                continue
            table[field].append(right)
            tongues[expected["language"].split("-")[0]].append(right)
            if misses and not right:
                print(f"{expected['file']}: {field}: {_shown(field, expected, read)}")
    print(f"{len(entries)} texts, {1000 * spent / max(1, len(entries)):.2f} ms CPU each")
    for field in FIELDS:
        if table[field]:
            print(f"  {field:12} {_share(table[field])}")
    for tongue in sorted(tongues):
        print(f"  {tongue:12} {_share(tongues[tongue])}")
    print("  invented     " + ", ".join(f"{n} {field}" for field, n in made_up.items()))
    return {field: (sum(right), len(right)) for field, right in table.items()}


def _share(right: list[bool]) -> str:
    return f"{100 * sum(right) / len(right):5.1f} %  ({sum(right)} of {len(right)})"


def _shown(field: str, expected: dict[str, Any], read: Transcription) -> str:
    values = {
        "title": read.title, "subtitle": read.subtitle, "date": read.date and read.date.edtf,
        "author": read.authors, "place": read.place, "source_url": read.source_url,
        "language": read.language, "tags": read.printed_tags,
        "body": sum(len(b.text.split()) for b in read.body),
        "headings": [b.text for b in read.body if b.kind == "heading"],
        "links": [link.printed for link in read.links],
        "furniture": [(e.first, e.last) for e in read.ledger if e.fate == "furniture"],
    }  # fmt: skip
    wanted = {"body": "body_words", "furniture": "boilerplate"}.get(field, field)
    return f"found {values[field]!r}; expected {expected.get(wanted)!r}"


def main() -> int:
    """Score the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every value that is wrong")
    options = parser.parse_args()
    score(options.folder, misses=options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
