"""Inline marks of plain text: emphasis, links and addresses; takes out only the mark characters.

Knows one paragraph at a time, its lines joined by line feeds.  Every mark costs constant time: an
opener is looked up in a table of where the next mark of its kind stands, never searched for again.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from archive.model import Span, SpanKind

# Every mark begins with one of the letters in the first brackets, so that the search runs over all
# others; which it was decides what must follow.  "ſ" is an s in any case, so IGNORECASE says.
_TOKEN = re.compile(
    r"[*_<\]hHwW](?:"
    r"(?<=\*)(?P<stars>\**)|(?<=_)(?P<scores>_*)"
    r"|(?<=\])\((?P<target>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)"
    r"|(?<=<)(?P<auto>(?i:https?://|www\.)[^\s<>]+>"
    r"|(?i:mailto:)?[^\s<>@\"'()]{1,80}@[^\s<>@]{1,120}>)"
    r"|(?<=[hH])(?P<url>[tT][tT][pP][sSſ]?://[^\s<>\"“”«»]+)"
    r"|(?<=[wW])(?<![\w@./-].)(?P<www>[wW][wW]\.[^\s<>\"“”«»]+))"
)
_TARGET = re.compile(r"https?://\S|mailto:|www\.\S", re.IGNORECASE)
_BARE_END = ".,;:!?'’…*_·،؛؟。"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_BRACKETS = frozenset("()[]{}")


class Inline(NamedTuple):
    """A text without its marks.

    ``spans`` are in ``text``; ``removed`` are the [start, end) stretches of the original that were
    taken out; ``urls`` are (position in the original, address as printed).
    """

    text: str
    spans: tuple[Span, ...]
    removed: tuple[tuple[int, int], ...]
    urls: tuple[tuple[int, str], ...]


def read(source: str) -> Inline:
    """Return ``source`` with its inline marks read.

    Emphasis is ``*…*``, ``**…**``, ``***…***`` and the same with underscores between words; links
    are ``<http…>``, ``[words](address)``, bare addresses and those that begin with ``www.``.  A
    full stop, comma or closing bracket after a bare address is not part of it.  Marks that do not
    pair are text and stay.
    """
    if not _may_have_marks(source):
        return Inline(source, (), (), ())
    tokens = list(_TOKEN.finditer(source))
    if not tokens:
        return Inline(source, (), (), ())
    removed: list[tuple[int, int]] = []
    found: list[tuple[int, int, SpanKind, str]] = []
    urls: list[tuple[int, str]] = []
    _read_addresses(source, tokens, removed, found, urls)
    _read_brackets(source, tokens, removed, found, urls)
    _read_emphasis(source, tokens, removed, found)
    removed.sort()
    text, spans = _without(source, removed, found)
    return Inline(text, spans, tuple(removed), tuple(sorted(urls)))


def _may_have_marks(source: str) -> bool:
    """Return False where no mark can be: most paragraphs, told by searches for fixed letters."""
    return (
        "*" in source
        or "_" in source
        or "](" in source
        or "<" in source
        or "://" in source
        or "w." in source
        or "W." in source
    )


def _read_addresses(
    source: str,
    tokens: list[re.Match[str]],
    removed: list[tuple[int, int]],
    found: list[tuple[int, int, SpanKind, str]],
    urls: list[tuple[int, str]],
) -> None:
    for token in tokens:
        kind = token.lastgroup
        if kind == "auto":
            start, end = token.span()
            removed += [(start, start + 1), (end - 1, end)]
            address = source[start + 1 : end - 1]
            if "@" in address and not address.lower().startswith(("http", "www.")):
                continue
        elif kind in {"url", "www"}:
            start, address = token.start(), _trimmed(token[0])
            end = start + len(address)
            if address.lower() in {"http://", "https://", "www."}:
                continue
        else:
            continue
        printed = complete(address)
        found.append((start, end, "link", printed))
        urls.append((start, printed))


def complete(address: str) -> str:
    """Return the address with the ``http://`` that a printed ``www.`` leaves out."""
    return f"http://{address}" if address.lower().startswith("www.") else address


def _trimmed(address: str) -> str:
    """Return a bare address without the punctuation of the sentence around it."""
    end = len(address)
    count = Counter(char for char in address if char in _BRACKETS)
    while end:
        last = address[end - 1]
        if last in _PAIRS and count[last] > count[_PAIRS[last]]:
            count[last] -= 1
        elif last not in _BARE_END:
            break
        end -= 1
    return address[:end]


def _read_brackets(
    source: str,
    tokens: list[re.Match[str]],
    removed: list[tuple[int, int]],
    found: list[tuple[int, int, SpanKind, str]],
    urls: list[tuple[int, str]],
) -> None:
    """Pair each ``](address)`` with the nearest ``[`` since the last; no letter is passed twice."""
    first = 0
    addresses: list[tuple[int, int]] = []
    for token in tokens:
        if token.lastgroup in {"auto", "url", "www"}:
            addresses.append(token.span())
        elif token.lastgroup == "target":
            start, end = token.span()
            target = token["target"]
            opener = _opener(source, first, start, addresses) if _TARGET.match(target) else -1
            if opener >= 0:
                removed += [(opener, opener + 1), (start, end)]
                if not target.lower().startswith("mailto:"):
                    found.append((opener, end, "link", complete(target)))
                    urls.append((opener, complete(target)))
            first = end
            addresses.clear()


def _opener(source: str, first: int, last: int, addresses: list[tuple[int, int]]) -> int:
    """Return where the last ``[`` in ``[first, last)`` stands outside ``addresses``, or -1."""
    for start, end in reversed(addresses):
        place = source.rfind("[", end, last)
        if place >= 0:
            return place
        last = start
    return source.rfind("[", first, last)


def _read_emphasis(
    source: str,
    tokens: list[re.Match[str]],
    removed: list[tuple[int, int]],
    found: list[tuple[int, int, SpanKind, str]],
) -> None:
    """Pair runs of one to three equal marks, each with the next equal run that can close it."""
    waiting: dict[str, tuple[int, int]] = {}
    for token in tokens:
        run = token[0]
        if run[0] not in "*_" or len(run) > 3:
            continue
        start, end = token.span()
        before = source[start - 1] if start else " "
        after = source[end] if end < len(source) else " "
        # A mark between letters is part of the word: "Arbeiter*innen", "file_name", "2*3".
        opens = not after.isspace() and not before.isalnum()
        closes = not before.isspace() and not after.isalnum()
        opener = waiting.get(run)
        if closes and opener is not None and opener[1] < start:
            removed += [opener, (start, end)]
            kinds: tuple[SpanKind, ...] = (("emphasis",), ("strong",), ("emphasis", "strong"))[
                len(run) - 1
            ]
            found += [(opener[1], start, kind, "") for kind in kinds]
            # Marks opened inside this stretch may not close outside it.
            waiting = {mark: place for mark, place in waiting.items() if place[0] < opener[0]}
        elif opens:
            waiting[run] = (start, end)


def _without(
    source: str,
    removed: list[tuple[int, int]],
    found: list[tuple[int, int, SpanKind, str]],
) -> tuple[str, tuple[Span, ...]]:
    """Return the source without the removed stretches and the spans moved accordingly."""
    pieces: list[str] = []
    edges = sorted({edge for start, end, _, _ in found for edge in (start, end)})
    moved: dict[int, int] = {}
    place = taken = 0
    queue = iter(edges)
    edge = next(queue, None)
    for start, end in [*removed, (len(source), len(source))]:
        while edge is not None and edge <= start:
            moved[edge] = edge - taken
            edge = next(queue, None)
        pieces.append(source[place:start])
        while edge is not None and edge <= end:
            moved[edge] = start - taken
            edge = next(queue, None)
        taken += end - start
        place = end
    spans = (Span(moved[start], moved[end], kind, value) for start, end, kind, value in found)
    ordered = sorted((s for s in spans if s.start < s.end), key=lambda s: (s.start, -s.end, s.kind))
    return "".join(pieces), tuple(ordered)
