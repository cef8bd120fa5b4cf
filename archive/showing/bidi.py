"""In which order the letters of one line stand: Unicode's bidirectional algorithm (UAX #9).

For text without controls of direction, which whoever draws a line takes out first; so the rules of
explicit embeddings and isolates (X1 to X8) have nothing to do, and a paragraph is of one level.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from unicodedata import bidirectional, normalize

# No letter before this one runs from right to left: with only those before it, all is one way.
FIRST_RIGHT = "\u0590"
NEUTRAL = ("B", "S", "WS", "ON")
# The paired brackets (Bidi_Paired_Bracket) that titles have.
BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⟪": "⟫", "⦅": "⦆", "〈": "〉", "《": "》"}


def base_level(text: str, default: int = 0) -> int:
    """Return 1 where the first strong letter runs right to left, 0 where left to right (P2, P3)."""
    for character in text:
        kind = bidirectional(character)
        if kind in ("R", "AL"):
            return 1
        if kind == "L":
            return 0
    return default


def levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character of a paragraph whose own level is ``base``."""
    if not base and max(text, default="") < FIRST_RIGHT:
        return [0] * len(text)
    own = "R" if base else "L"
    kinds = _weak([bidirectional(character) or "L" for character in text], own)
    _brackets(text, kinds, own)
    _neutral(kinds, own)
    # I1 and I2: what runs the other way stands one level up, and numbers on an even level.
    rise = {"R": 0} if base else {"L": 0, "R": 1}
    return [base + rise.get(kind, 1 if base else 2) for kind in kinds]


def runs(found: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (start, end, level) of each run of one level, from left to right on the line (L2)."""
    ordered: list[tuple[int, int, int]] = []
    place = 0
    for level, members in groupby(found):
        end = place + sum(1 for _ in members)
        ordered.append((place, end, level))
        place = end
    for level in range(max(found, default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end][2] >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = max(end, start + 1)
    return ordered


def _weak(kinds: list[str], own: str) -> list[str]:
    """Resolve what takes its direction from its neighbours: marks, numbers and their signs."""
    before = own
    for place, kind in enumerate(kinds):  # W1, and joiners likewise
        kinds[place] = before = before if kind in ("NSM", "BN") else kind
    strong = own
    for place, kind in enumerate(kinds):  # W2 and W3
        if kind in ("L", "R", "AL"):
            strong = kind
            kinds[place] = "R" if kind == "AL" else kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    for place in range(1, len(kinds) - 1):  # W4
        beside = kinds[place - 1]
        if beside == kinds[place + 1] and (
            (beside == "EN" and kinds[place] in ("ES", "CS"))
            or (beside == "AN" and kinds[place] == "CS")
        ):
            kinds[place] = beside
    start = 0
    for kind, members in groupby(list(kinds)):  # W5
        end = start + sum(1 for _ in members)
        if kind == "ET" and "EN" in (kinds[start - 1] if start else "", *kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
        start = end
    strong = own
    for place, kind in enumerate(kinds):  # W6 and W7
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "ET", "CS"):
            kinds[place] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    return kinds


def _direction(kind: str) -> str:
    """Return how neutrals see a letter or number (N0, N1): numbers count as right to left."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _brackets(text: str, kinds: list[str], own: str) -> None:
    """Give both brackets of a pair the direction of what they hold, or of what is before (N0)."""
    pairs: list[tuple[int, int]] = []
    left: list[tuple[int, str]] = []
    for place, character in enumerate(text):
        sign = normalize("NFC", character)
        if kinds[place] != "ON":
            continue
        if sign in BRACKETS:
            left.append((place, BRACKETS[sign]))
        elif any(end == sign for _, end in left):
            while left[-1][1] != sign:
                left.pop()
            pairs.append((left.pop()[0], place))
    for start, end in sorted(pairs):
        inside = {_direction(kind) for kind in kinds[start + 1 : end]} - {""}
        if not inside:
            continue
        before = next(filter(None, map(_direction, reversed(kinds[:start]))), own)
        kinds[start] = kinds[end] = own if own in inside else before


def _neutral(kinds: list[str], own: str) -> None:
    """Give what has no direction that of both its neighbours, or the paragraph's (N1, N2)."""
    start = 0
    for neutral, members in groupby([kind in NEUTRAL for kind in kinds]):
        end = start + sum(1 for _ in members)
        if neutral:
            before = _direction(kinds[start - 1]) if start else own
            after = _direction(kinds[end]) if end < len(kinds) else own
            kinds[start:end] = [before if before == after else own] * (end - start)
        start = end
