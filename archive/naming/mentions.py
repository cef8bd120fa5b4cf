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
from archive.naming.beside import Rules
from archive.naming.boundaries import article_before, stands_alone, with_article
from archive.naming.folding import Folded, fold, lower
from archive.naming.hashtags import hashtags, without
from archive.naming.scripts import base, script_of

# No text holds it (seeds.py refuses controls), so no name reaches from one block into the next.
_BETWEEN = "\x00"
_ADDRESS = re.compile(r"://|www\.|@")
_SPACE = re.compile(r"[ \x00]|\Z")
# Every ASCII sign that is no part of a word, as a space; 95 is "_".
_PARTED = "".join(chr(n) if chr(n).isalnum() or n == 95 else " " for n in range(128))
# Short names in capitals are likely to be another word: US and us, IS and is.
_SHOUTED = 4
_SMALL_WORDS = frozenset({"us", "is", "it", "he", "we", "an", "at", "so", "un", "who", "la", "le"})
_ARTICLES = frozenset({"THE", "LES", "LOS", "LAS", "DIE", "AND", "OF"})
_LAST_WORD = re.compile(r"([^\W\d_]+) \Z")
# Languages that write a genitive without an apostrophe.
_GENITIVE = frozenset({"da", "de", "nb", "nn", "no", "sv"})
_ADJECTIVE = "يه"
# What is written at will around a name and is no part of it.
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068"
    "\u2069\ufeff"
)


class _Name(Frozen, frozen=True):
    """One name of an authority, folded; ``exact`` is the spelling that case must match, or "".

    ``bare`` says that it takes no Arabic article: a place that has none has none, and behind one
    what ends as سورية does is an adjective.
    """

    authority: int
    exact: str
    language: str
    length: int
    bare: bool = False


class Finder:
    """Finds mentions of ``authorities``; built once for each set of them, then only read.

    ``agents`` and ``tags`` lead from the key of a name to an id.
    """

    def __init__(self, authorities: tuple[Authority, ...]) -> None:
        self.authorities = authorities
        self.agents = agents_by_name(authorities)
        self.tags = tags_by_name(authorities)
        self._rules = tuple(Rules.of(authority) for authority in authorities)
        names: dict[str, list[_Name]] = {}
        for index, authority in enumerate(authorities):
            for language, name in names_of(authority):
                for form in _forms(" ".join(fold(name).text.split())):
                    names.setdefault(lower(form), []).append(
                        _Name(
                            authority=index,
                            exact=form if authority.match_case else "",
                            # A common noun is a word of its language; a proper name is everyone's.
                            language=base(language) if authority.kind == "concept" else "",
                            length=len(form),
                            bare=authority.kind == "place"
                            or (authority.kind != "concept" and form.endswith(_ADJECTIVE)),
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
        mentions = []
        for first, last, authority in self._places(whole, language):
            block = bisect_right(starts, first) - 1
            offset = starts[block]
            identity = self.authorities[authority].id
            mentions.append(Mention(identity, blocks[block][0], first - offset, last - offset))
        return tuple(mentions)

    def _places(self, whole: str, language: str) -> list[tuple[int, int, int]]:
        """Return (start, end, authority) of the names in a text, in its own places, in order."""
        found = []
        tags = hashtags(whole)
        plain = without(whole, tags)
        for start, end, authority in self._standing(fold(plain), language):
            found.append((start, _visible(plain, start, end), authority))
        for tag in tags:
            for start, end, authority in self._standing(fold(tag.words), language):
                found.append((tag.origins[start], tag.origins[end - 1] + 1, authority))
        return sorted(found) if tags else found

    def _standing(self, folded: Folded, language: str) -> list[tuple[int, int, int]]:
        """Return (start, end, authority) of the matches that stand, in order, in the original."""
        text, small = folded.text, lower(folded.text)
        spoken, script = base(language), script_of(language)
        hits = [
            (name.length, start, name.authority)
            for start, end, names in self._matches(small)
            if stands_alone(small, start, end)
            or (
                spoken in _GENITIVE
                and small[end : end + 1] == "s"
                and end - start >= _SHOUTED
                and stands_alone(small, start, end + 1)
            )
            for name in names
            if _right_case(text, name, end)
            and not (name.bare and article_before(small, start))
            and _in_language(name.language, spoken, script)
            and self._rules[name.authority].allow(small, start, end)
        ]
        return [
            (*folded.origin(start, end), authority)
            for start, end, authority in _longest(hits, _addresses(small))
        ]

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


def _forms(name: str) -> tuple[str, ...]:
    """Return a name as it may be written: after the Arabic ل, and with spaces for its hyphens."""
    forms = with_article(name)
    return (*forms, name.replace("-", " ")) if "-" in name else forms


def _visible(text: str, start: int, end: int) -> int:
    """Return the end of a name without the invisible signs behind it."""
    while end > start and text[end - 1] in _INVISIBLE:
        end -= 1
    return end


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
    start = end - name.length
    found = text[start:end]
    if found == name.exact:
        return name.length >= _SHOUTED or not _a_word_shouted(text, start, found)
    if name.length >= _SHOUTED and found == name.exact.upper():
        return True
    # A small word of a name may be written large: "Deir Ez-Zor", and "Al-Assad" in a heading.
    return all(
        letter == other
        or (
            other.islower()
            and letter == other.upper()
            and not name.exact[place - 1 : place].isalpha()
        )
        for place, (letter, other) in enumerate(zip(found, name.exact, strict=True))
    )


def _a_word_shouted(text: str, start: int, found: str) -> bool:
    """Say whether a short name is rather a word among words in capitals: "JOIN US", "AS IT IS"."""
    if found.lower() not in _SMALL_WORDS:
        return False
    before = _LAST_WORD.search(text[max(0, start - 20) : start])
    return bool(
        before and before[1].isupper() and before[1] not in _ARTICLES and len(before[1]) > 1
    )


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
