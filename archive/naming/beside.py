"""The words that must or must not stand beside a name, by the rules of its authority."""

from __future__ import annotations

import re

from archive.model import Authority, Frozen
from archive.naming.folding import fold, lower

# No sign that parts sentences or clauses stands between words beside each other; a dot may, behind
# the two letters of "Mr".
_BESIDE = r"(?:(?<!\w\w\w)\.)?[^\w.;:!?,؛،؟…]{1,3}"


class Rules(Frozen, frozen=True):
    """The words that must or must not stand directly beside a name, as patterns."""

    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    only_before: re.Pattern[str] | None

    @classmethod
    def of(cls, authority: Authority) -> Rules:
        """Return the rules of an authority."""
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
    return re.compile(rf"(?:^|\W){choice}{_BESIDE}\Z") if choice else None


def _behind(words: tuple[str, ...]) -> re.Pattern[str] | None:
    choice = _choice(words)
    return re.compile(rf"{_BESIDE}{choice}(?!\w)") if choice else None


def _choice(words: tuple[str, ...]) -> str:
    plain = {lower(fold(word).text).strip() for word in words} - {""}
    longest_first = sorted(plain, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else ""
