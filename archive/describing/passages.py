"""Finds the words of a passage in the blocks of a statement, exactly once or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice

from msgspec.structs import replace

from archive.model import Block, Passage

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_AROUND = "\"'.,:;!?()[]{}…‘’‚“”„«»‹›–—،؛؟*_"
_LONGEST = 300  # letters of a suggestion; more helps nobody
_MOST_STRETCHES = 24  # so many that share as many words are compared letter by letter
_MORE = 8  # words by which a passage is made longer, at the most


def open_words(block: Block) -> str:
    """Return a block's text with what is withheld overwritten, so that every place stays the same.

    The sign is the one that ``excerpts`` shows as a gap.
    """
    text = block.text
    for span in block.spans:
        if span.kind == "withheld":
            gap = "\N{OBJECT REPLACEMENT CHARACTER}" * (span.end - span.start)
            text = text[: span.start] + gap + text[span.end :]
    return text


def opened(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks without the words that are withheld, as other pages may show them."""
    if not any(span.kind == "withheld" for block in blocks for span in block.spans):
        return blocks
    return tuple(replace(block, text=open_words(block)) for block in blocks)


def find(blocks: Iterable[Block], words: str) -> Passage | str:
    """Return the passage that ``words`` are, or a sentence saying why there is not just one.

    Only blocks with an anchor are searched, since a passage must be citable.  White space of any
    kind and length counts as one space; every other letter must agree.
    """
    pattern = _pattern(words)
    if pattern is None:
        return "found no words; expected the exact words of a passage"
    places = [block for block in blocks if block.anchor]
    found = [
        Passage(block.anchor, match.start(), match.end(), match[0])
        for block in places
        for match in pattern.finditer(block.text)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        where = ", ".join(f"{passage.anchor}" for passage in found[:6])
        return f'found "{shown(words)}" {len(found)} times ({where}); expected it exactly once'
    return f'found no "{shown(words)}"; expected it exactly once{nearest(places, words)}'


def mending(blocks: Iterable[Block], words: str, file: str) -> str:
    """Return what to write instead of words that ``find`` did not find exactly once.

    It is the nearest words of one paragraph, or more words of the first place of several.
    """
    places = [block for block in blocks if block.anchor]
    pattern = _pattern(words)
    found = [match for block in places for match in pattern.finditer(block.text)] if pattern else []
    if found:
        more = next((one for match in found for one in _longer(places, match)), "")
        return f'write more of one place, such as "{shown(more)}"' if more else (
            f"choose words that stand in {file} only once"
        )  # fmt: skip
    text, anchor = _nearest(places, words)
    if text:
        return f'write "{shown(text)}", as {anchor} has it'
    return f"copy the words from {file}, within one paragraph and without its marks"


def _longer(places: list[Block], match: re.Match[str]) -> Iterator[str]:
    """Yield the words of a match with the next few behind or before it, if they stand once."""
    text = match.string
    behind = [end.end() for end in islice(_WORD.finditer(text, match.end()), _MORE)]
    before = [start.start() for start in _WORD.finditer(text[: match.start()])][-_MORE:]
    for start, end in [
        *((match.start(), end) for end in behind),
        *((start, match.end()) for start in reversed(before)),
    ]:
        pattern = _pattern(text[start:end])
        if pattern and sum(1 for block in places for _ in pattern.finditer(block.text)) == 1:
            yield text[start:end]


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = [re.escape(part) for part in _SPACE.split(words.strip()) if part]
    return re.compile(r"\s+".join(parts)) if parts else None


def nearest(blocks: Iterable[Block], words: str) -> str:
    """Return ' (the nearest is "…", p3)' for the stretch that shares most words, or nothing."""
    text, anchor = _nearest(blocks, words)
    place = f", {anchor}" if anchor else ""
    return f' (the nearest is "{shown(text)}"{place})' if text else ""


def _nearest(blocks: Iterable[Block], words: str) -> tuple[str, str]:
    """Return the stretch that shares most words and its anchor; nothing below half of them.

    Of several it is the one that is most like the words, letter by letter.
    """
    most, stretches = 0, list[tuple[str, str]]()
    sought = Counter(map(_bare, words.split()))
    size = sum(sought.values())
    for block in blocks:
        found = list(_WORD.finditer(block.text))
        count, places = _windows([_bare(match[0]) for match in found], sought, size)
        if count > most:
            most, stretches = count, []
        if count == most and len(stretches) < _MOST_STRETCHES:
            stretches += [
                (block.text[found[start].start() : found[end].end()], block.anchor)
                for start, end in places
            ]
    if not most or most * 2 < size:
        return "", ""
    alike = SequenceMatcher(b=words[:_LONGEST], autojunk=False)

    def likeness(stretch: tuple[str, str]) -> float:
        alike.set_seq1(stretch[0][:_LONGEST])
        return alike.quick_ratio()

    return max(stretches[:_MOST_STRETCHES], key=likeness)


def _bare(word: str) -> str:
    """Return a word in small letters without the signs around it."""
    return word.lower().strip(_AROUND) or word


def _windows(
    words: list[str], sought: Counter[str], size: int
) -> tuple[int, list[tuple[int, int]]]:
    """Return how many sought words the best runs of ``size`` words hold, and where these are."""
    inside: Counter[str] = Counter()
    count, most, places = 0, 0, list[tuple[int, int]]()
    for end, word in enumerate(words):
        inside[word] += 1
        count += inside[word] <= sought[word]
        start = end - size + 1
        if start > 0:
            gone = words[start - 1]
            count -= inside[gone] <= sought[gone]
            inside[gone] -= 1
        if count > most:
            most, places = count, []
        if count == most and len(places) < _MOST_STRETCHES:
            places.append((max(start, 0), end))
    return most, places


def shown(words: str) -> str:
    """Return words on one line, cut where they are long."""
    line = _SPACE.sub(" ", words.strip())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
