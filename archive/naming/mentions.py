"""Finds where a text names an authority: one pass over the letters, then the rules of each name.

Method: Aho and Corasick, "Efficient string matching" (CACM 18, 1975), on folded lower-case text;
of overlapping names the longest stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
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
        self._automaton = ahocorasick.Automaton()
        for key, found in names.items():
            self._automaton.add_word(key, tuple(dict.fromkeys(found)))
        if names:
            self._automaton.make_automaton()
        self._empty = not names

    def find(self, block_texts: Iterable[tuple[str, str]], language: str) -> tuple[Mention, ...]:
        """Return the mentions in (anchor, text) pairs, in the order of the text.

        ``start`` and ``end`` count code points of each block's own text; a line feed in it counts
        as a space.
        """
        blocks = list(block_texts)
        if self._empty or not blocks:
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
            (name.length, end + 1 - name.length, name.authority)
            for end, names in self._automaton.iter(small)
            if stands_alone(small, end + 1 - names[0].length, end + 1)
            for name in names
            if _right_case(text, name, end + 1)
            and _in_language(name.language, spoken, script)
            and self._rules[name.authority].allow(small, end + 1 - name.length, end + 1)
        ]
        return _longest(hits, _addresses(small))


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
