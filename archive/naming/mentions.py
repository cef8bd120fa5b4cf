"""Finds where a text names an authority: one pass over the letters, then the rules of each name.

Method: Aho and Corasick, "Efficient string matching" (CACM 18, 1975), on folded lower-case text;
of overlapping names the longest stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

import ahocorasick

from archive.model import Authority, Frozen, Mention
from archive.naming.authorities import agents_by_name, names_of, tags_by_name
from archive.naming.boundaries import stands_alone, with_article
from archive.naming.folding import Folded, fold, lower
from archive.naming.scripts import base, script_of

# No text holds it (seeds.py refuses controls), so no name reaches from one block into the next.
_BETWEEN = "\x00"
_ADDRESS = re.compile(r"://|www\.|@")
_SPACE = re.compile(r"[ \x00]|\Z")
# Every ASCII sign that is no part of a word, as a space; 95 is "_".
_PARTED = "".join(chr(n) if chr(n).isalnum() or n == 95 else " " for n in range(128))
# Short names in capitals are likely to be another word: US and us, IS and is.
_SHOUTED = 4


class _Name(Frozen, frozen=True):
    """One name of an authority, folded; ``exact`` is the spelling that case must match, or ""."""

    authority: int
    exact: str
    language: str
    length: int


class Finder:
    """Finds mentions of ``authorities``; built once for each set of them, then only read.

    ``agents`` and ``tags`` lead from the key of a name to an id.
    """

    def __init__(self, authorities: tuple[Authority, ...]) -> None:
        self.authorities = authorities
        self.agents = agents_by_name(authorities)
        self.tags = tags_by_name(authorities)
        self._rules = tuple(_Rules.of(authority) for authority in authorities)
        names: dict[str, list[_Name]] = {}
        for index, authority in enumerate(authorities):
            for language, name in names_of(authority):
                for form in with_article(" ".join(fold(name).text.split())):
                    names.setdefault(lower(form), []).append(
                        _Name(
                            authority=index,
                            exact=form if authority.match_case else "",
                            # A common noun is a word of its language; a proper name is everyone's.
                            language=base(language) if authority.kind == "concept" else "",
                            length=len(form),
                        )
                    )
        self._names = {key: tuple(dict.fromkeys(found)) for key, found in names.items()}
        spaced: dict[str, tuple[str, ...]] = {}
        for key in filter(str.isascii, names):
            start = f" {key.translate(_PARTED)}"
            spaced[start] = (*spaced.get(start, ()), key)
        self._spaced = _automaton(spaced)
        others = [key for key in names if not key.isascii()]
        self._others = _automaton({key: (key,) for key in others})
        letters = sorted({char for key in others for char in key if not char.isascii()})
        self._letters = re.compile(f"[{''.join(map(re.escape, letters))}]") if others else None

    def find(self, block_texts: Iterable[tuple[str, str]], language: str) -> tuple[Mention, ...]:
        """Return the mentions in (anchor, text) pairs, in the order of the text.

        ``start`` and ``end`` count code points of each block's own text; a line feed in it counts
        as a space.
        """
        blocks = list(block_texts)
        if not self._names or not blocks:
            return ()
        whole = _BETWEEN.join(text for _, text in blocks)
        starts = list(accumulate((len(text) + 1 for _, text in blocks), initial=0))[:-1]
        folded = fold(whole)
        mentions = []
        for start, end, authority in self._standing(folded, language):
            first, last = folded.origin(start, end)
            block = bisect_right(starts, first) - 1
            offset = starts[block]
            identity = self.authorities[authority].id
            mentions.append(Mention(identity, blocks[block][0], first - offset, last - offset))
        return tuple(mentions)

    def _standing(self, folded: Folded, language: str) -> list[tuple[int, int, int]]:
        """Return (start, end, authority) of the matches that stand, in order."""
        text, small = folded.text, lower(folded.text)
        spoken, script = base(language), script_of(language)
        hits = [
            (name.length, start, name.authority)
            for start, end, names in self._matches(small)
            if stands_alone(small, start, end)
            for name in names
            if _right_case(text, name, end)
            and _in_language(name.language, spoken, script)
            and self._rules[name.authority].allow(small, start, end)
        ]
        return _longest(hits, _addresses(small))

    def _matches(self, small: str) -> Iterator[tuple[int, int, tuple[_Name, ...]]]:
        """Yield (start, end, names) of what may be a name.

        A name in ASCII stands alone only behind what is no letter, so it is looked for with a
        space before it, in a text with a space in the place of each such sign: the search then
        passes over whole words.  Of other letters there is mostly none in a text without them.
        """
        if self._spaced is not None:
            plain = small if small.isascii() else small.encode("ascii", "replace").decode("ascii")
            # With the space before it, a place in the text is one further on.
            for end, keys in self._spaced.iter(f" {plain.translate(_PARTED)}"):
                for key in keys:
                    if small.endswith(key, end - len(key), end):
                        yield end - len(key), end, self._names[key]
        if self._others is not None and self._letters and self._letters.search(small):
            for last, (key,) in self._others.iter(small):
                yield last + 1 - len(key), last + 1, self._names[key]


def _automaton(keys: dict[str, tuple[str, ...]]) -> ahocorasick.Automaton | None:
    """Return what finds each key and yields its value; None where there are no keys."""
    if not keys:
        return None
    automaton = ahocorasick.Automaton()
    for key, value in keys.items():
        automaton.add_word(key, value)
    automaton.make_automaton()
    return automaton


def _right_case(text: str, name: _Name, end: int) -> bool:
    if not name.exact:
        return True
    found = text[end - name.length : end]
    if found == name.exact:
        return True
    return name.length >= _SHOUTED and found == name.exact.upper()


def _in_language(language: str, spoken: str, script: str) -> bool:
    """Say whether a common noun of ``language`` may be looked for in a text in ``spoken``.

    A noun in another script than the text's is a quotation in its own language.
    """
    return not language or spoken in (language, "und") or script_of(language) != script


def _addresses(text: str) -> list[tuple[int, int]]:
    """Return where web and mail addresses stand: a name inside one names nothing."""
    found: list[tuple[int, int]] = []
    if "@" not in text and "://" not in text and "www." not in text:
        return found
    done = 0
    for sign in _ADDRESS.finditer(text):
        if sign.start() < done:
            continue
        start = max(text.rfind(" ", done, sign.start()), text.rfind(_BETWEEN, done, sign.start()))
        space = _SPACE.search(text, sign.end())
        done = space.start() if space else len(text)
        found.append((start + 1 if start >= 0 else 0, done))
    return found


def _longest(
    hits: list[tuple[int, int, int]], barred: list[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """Return the hits that remain when each overlap goes to the longest, then to the first."""
    taken = {place for start, end in barred for place in range(start, end)}
    kept = []
    for length, start, authority in sorted(hits, key=lambda hit: (-hit[0], hit[1], hit[2])):
        if start in taken or start + length - 1 in taken:
            continue
        taken.update(range(start, start + length))
        kept.append((start, start + length, authority))
    return sorted(kept)


class _Rules(Frozen, frozen=True):
    """The words that must or must not stand directly beside a name, as patterns."""

    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    only_before: re.Pattern[str] | None

    @classmethod
    def of(cls, authority: Authority) -> _Rules:
        return cls(
            _before(authority.not_after),
            _behind(authority.not_before),
            _before(authority.only_after),
            _behind(authority.only_before),
        )

    def allow(self, small: str, start: int, end: int) -> bool:
        """Say whether a name at ``[start, end)`` of the lower-case text is what it seems."""
        if self.not_after or self.only_after:
            window = small[max(0, start - 80) : start]
            if self.not_after and self.not_after.search(window):
                return False
            if self.only_after and not self.only_after.search(window):
                return False
        if self.not_before and self.not_before.match(small, end):
            return False
        return not self.only_before or bool(self.only_before.match(small, end))


def _before(words: tuple[str, ...]) -> re.Pattern[str] | None:
    choice = _choice(words)
    return re.compile(rf"(?:^|\W){choice}\W{{1,3}}\Z") if choice else None


def _behind(words: tuple[str, ...]) -> re.Pattern[str] | None:
    choice = _choice(words)
    return re.compile(rf"\W{{1,3}}{choice}(?!\w)") if choice else None


def _choice(words: tuple[str, ...]) -> str:
    plain = {lower(fold(word).text).strip() for word in words} - {""}
    longest_first = sorted(plain, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else ""
