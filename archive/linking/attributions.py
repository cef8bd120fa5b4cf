"""Whether a text gives words in quotation marks as somebody else's than the source's.

What Marx wrote, what the prophet said, what a resolution of the Security Council says stands in
many texts; who quotes it quotes none of them.  The names in ``canon.txt`` are of those whom
everybody quotes; besides them, a name of two words or more that is said to speak counts, unless it
is one of the source's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from archive.linking.callings import called, padded, words_in
from archive.naming.boundaries import PARTICLES

_CANON = Path(__file__).parent / "canon.txt"
_BEFORE, _AFTER = 160, 90
_SENTENCE = re.compile(r"[.!?؟。]\s(?!.*[.!?؟。]\s)", re.DOTALL)
_ENDS = re.compile(r"[.!?؟。](?:\s|\Z)")
# Chapter and verse, a number of a resolution, an article of a law.
_VERSE = re.compile(
    r"\((?:[^()]{1,24}\s)?\d{1,3}\s?[:,،]\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?\)"
    r"|\([\u0621-\u064a]{3,12}[\s:،]{1,2}[\d\u0660-\u0669]{1,3}\)"
)
_NUMBERED = re.compile(
    r"\b(?:resolution|résolution|resolución|resolução|risoluzione|article|artículo|artikel|"
    r"резолюци\w+|статья|ψήφισμα|القرار|قرار|المادة)\s(?:no\.?\s|n°\s?|№\s?|رقم\s)?[\d\u0660-\u0669]+",
    re.IGNORECASE,
)
_VERB = (
    r"(?:wrote|writes|said|says|put|puts|declared|stated|argued|noted|told|warned|promised|"
    r"announced|claimed|écrivait|écrit|dit|disait|déclare|déclarait|déclarer|escribió|dijo|dice|"
    r"decía|declaró|afirmó|scrisse|scrive|disse|escreveu|diz|писал|писала|сказал|сказала|говорил|"
    r"заявил|заявила|έγραψε|είπε|δήλωσε|schreef|zei|skrev|sade|sa)"
)
_NAME = (
    r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΫА-ЯЁ][\w’'-]+(?:\s(?:of|the|de|la|le|du|des|del|di|van|von|al|el|bin|ibn|and)"
    r"|\s[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΫА-ЯЁ][\w’'-]*)*\s[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΫА-ЯЁ][\w’'-]*"
)
_SPEAKS = re.compile(
    rf"(?P<before>{_NAME})(?:\s\w+)?\s{_VERB}(?:\s[^\s:]+){{0,6}}[\s:,]*\Z"
    r"|(?:according to|in the words of|selon|según|laut|по словам)"
    rf"\s(?:the\s)?(?P<words>{_NAME})[\s:,]*\Z"
    rf"|\A(?:[Aa]s\s)?(?P<alone>{_NAME}):\s*\Z"
)
_SPOKEN = re.compile(
    rf"\A[\s,.]*(?:[—–-]\s?(?P<signed>{_NAME})|{_VERB}\s(?:the\s)?(?P<behind>{_NAME})"
    rf"|(?P<first>{_NAME})\s{_VERB}\b)"
)
_ENDED = re.compile(r"[.!?…؟]")
_CLOSING = re.compile("[\\s.,!?…؟،\"'“”„«»‹›‘’‚「」]*")
_MARKS = " \t\n\u00a0\u202f\"'“”„«»‹›‘’‚「"


def elsewhere(before: str, after: str, language: str, names: Iterable[str]) -> bool:
    """Say whether what stands around words in quotation marks gives them to another.

    ``before`` and ``after`` are the text of the paragraph up to the words and behind them;
    ``names`` are those of the source, by which the words would be its own.
    """
    leading = before.rstrip(_MARKS)[-_BEFORE:]
    sentence = _SENTENCE.search(f"{leading} ")
    leading = leading[sentence.end() :] if sentence else leading
    following = _following(after)
    known = tuple(names)
    if called(leading, known) or called(following, known):
        return False
    around = padded(f"{leading} | {following}")
    if (
        _VERSE.search(f"{leading} {following}")
        or _NUMBERED.search(leading)
        or _canon().search(around)
    ):
        return True
    # German writes every noun with a capital letter.
    return bool(known) and language != "de" and _another(leading, following, known)


def _following(after: str) -> str:
    """Return what belongs to a quotation behind it: its sentence's rest, or what is bracketed."""
    closing = _CLOSING.match(after)
    rest = after[closing.end() : closing.end() + _AFTER] if closing else after[:_AFTER]
    if closing and _ENDED.search(closing[0]) and not rest.startswith(("(", "[", "—", "–")):
        return ""
    end = _ENDS.search(rest)
    return rest[: end.end()] if end else rest


def _another(leading: str, following: str, names: tuple[str, ...]) -> bool:
    """Say whether somebody speaks whose name has no word in common with the source's names."""
    found = [match for match in (_SPEAKS.search(leading), _SPOKEN.search(following)) if match]
    ours = {word for name in names for word in words_in(name) if len(word) > 3}
    return any(
        ours.isdisjoint(words_in(name))
        for match in found
        for name in match.groupdict().values()
        if name
    )


@cache
def _canon() -> re.Pattern[str]:
    """Return what finds a name of ``canon.txt`` in padded words, with an ending of its language."""
    names = sorted({padded(line).strip() for line in _CANON.read_text("utf-8").splitlines()})
    bent = [rf"{re.escape(name)}\w{{0,2}}" if len(name) > 3 else re.escape(name) for name in names]
    particles = "|".join(sorted(PARTICLES, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<= )(?:{particles})(?:{'|'.join(bent)})(?= )")
