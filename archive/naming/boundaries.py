"""Where a word begins and ends: by letters in most scripts, behind particles in Arabic.

Arabic writes and (و ف), by (ب), for (ل), like (ك) and the article (ال) together with the word that
follows; "for the" is للـ, in which the article's alef is not written.
"""

from __future__ import annotations

_ARTICLE = "ال"
_RAISED = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹")
_FOR_THE = "لل"
PARTICLES = frozenset(
    conjunction + preposition
    for conjunction in ("", "و", "ف")
    for preposition in ("", "ب", "ل", "ك", _ARTICLE, "ب" + _ARTICLE, "ك" + _ARTICLE, _FOR_THE)
)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether ``[start, end)`` of folded ``text`` is a word, or words, of its own."""
    if end < len(text) and _in_word(text[end]):
        return False
    if start == 0 or not _in_word(text[start - 1]):
        return True
    if not is_arabic(text[start]):
        return False
    # A name of two letters behind a particle is more likely another word.
    return end - start > 2 and _particles_before(text, start) in PARTICLES


def article_before(text: str, start: int) -> bool:
    """Say whether an Arabic word is written with an article that is no part of it."""
    before = _particles_before(text, start)
    return before.endswith((_ARTICLE, _FOR_THE))


def _in_word(char: str) -> bool:
    # A raised figure is the mark of a note behind a word.
    return (char.isalnum() and char not in _RAISED) or char == "_"


def _particles_before(text: str, start: int) -> str:
    first = start
    while first > 0 and start - first < 5 and _in_word(text[first - 1]):
        first -= 1
    return text[first:start]


def with_article(name: str) -> tuple[str, ...]:
    """Return the folded ``name`` and, where it begins with the Arabic article, its form with ل."""
    if name.startswith(_ARTICLE) and len(name) > 4:
        # Of three lams in a row only two are written: "for the committee" is للجنة.
        return name, _FOR_THE + name[2:].removeprefix("ل")
    return (name,)


def is_arabic(char: str) -> bool:
    """Say whether ``char`` is a letter of the Arabic script."""
    return "\u0620" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f"
