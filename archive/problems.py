"""What is wrong with the input: codes, places, wording, and the error that carries all of them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "notice"]

# Codes are stable: a code is never given a second meaning.  docs/problems.md explains each one,
# and a test compares the two lists.
CODES: dict[str, str] = {
    "A001": "nothing in the seed",
    "A002": "the seed is not text",
    "A003": "the seed is not in UTF-8 or the declared encoding",
    "A004": "a declared encoding that does not exist",
    "A005": "characters were lost before the seed came here",
    "A010": "a title with no text under it",
    "A011": "a record speaks of a line the seed does not have",
    "A012": "words to cut before are not in that line exactly once",
    "A013": "a role that does not exist",
    "A020": "no title: the first words stand for it",
    "A021": "a date that can be read in two ways",
}


class Problem(Struct, frozen=True, order=True):
    """One thing wrong in one place, with the way to mend it.

    ``message`` reads "found …; expected …"; ``remedy`` is what the editor should do.  ``line`` is
    0 where the problem belongs to no line.
    """

    file: str
    line: int
    code: str
    message: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.severity} {self.code}: {self.message}; {self.remedy}"


class ProblemsFound(Exception):
    """Raised when a stage cannot go on; carries every problem found so far, never just one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ' (did you mean "…"?)' for the nearest known word, or nothing.

    Case and delimiters are dropped before comparing, as in soupault's spell check.
    """
    plain = {name.lower().replace("-", "").replace("_", ""): name for name in known}
    near = get_close_matches(word.lower().replace("-", "").replace("_", ""), plain, n=1)
    return f' (did you mean "{plain[near[0]]}"?)' if near else ""
