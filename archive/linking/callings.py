"""Where a text calls another's author by name, in whatever form its language gives the name.

Names are compared word by word in plain form.  Arabic writes particles together with a word, and
many languages bend its end, so a long word may differ in its last letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.naming.boundaries import PARTICLES, is_arabic, with_article
from archive.naming.folding import fold, lower

_WORDS = re.compile(r"[^\W_]+")
# A word that is bent has so many letters at least, and so many of its last may be others.
_LONG, _BENT = 5, 3
_SHORTEST_NAME = 4


def padded(text: str) -> str:
    """Return the words of ``text`` in plain form, each between spaces, to look for names in."""
    return f" {' '.join(words_in(text))} "


def words_in(text: str) -> list[str]:
    """Return the words of ``text`` in plain form."""
    return _WORDS.findall(lower(fold(text).text))


def called(text: str, names: Iterable[str]) -> bool:
    """Say whether ``text`` has one of ``names``, in any form of it."""
    found: list[str] = []
    for name in names:
        sought = words_in(name) if len(name) >= _SHORTEST_NAME else []
        if not sought:
            continue
        found = found or words_in(text)
        last = len(found) - len(sought)
        if any(all(map(_same, found[at:], sought)) for at in range(last + 1)):
            return True
    return False


def _same(word: str, sought: str) -> bool:
    """Say whether a word is a form of the one that is sought."""
    if word == sought:
        return True
    if is_arabic(sought[0]):
        return any(
            word.endswith(form) and word[: len(word) - len(form)] in PARTICLES
            for form in with_article(sought)
        )
    shared = min(len(word), len(sought)) - _BENT
    return (
        min(len(word), len(sought)) >= _LONG
        and abs(len(word) - len(sought)) <= _BENT
        and word[: max(shared, _LONG - 1)] == sought[: max(shared, _LONG - 1)]
    )
