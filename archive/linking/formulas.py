"""Words that several statements say as their own: a motto, a formula, a paragraph of an agency's.

Whoever has such words in quotation marks quotes none of them in particular.  Two texts of one body,
or two versions of one text, count as one owner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from archive.linking.reuse import Quotation, Reuse

# Share of a quotation's words that another owner must have too.
_ENOUGH = 0.5
# Stands for the owner of words that a text gives as somebody's who has no statement here.
_NOBODY = ""

Span = tuple[int, int, str]
Kin = Callable[[str, str], bool]


class Owners:
    """Which texts have which words of which other text outside quotation marks.

    ``found`` are (source, later, what was found in both), for all statements of the archive.
    """

    def __init__(self, found: Iterable[tuple[str, str, Reuse]]) -> None:
        everything = list(found)
        self._spans: defaultdict[str, list[Span]] = defaultdict(list)
        self._quoting: defaultdict[str, list[tuple[str, Quotation]]] = defaultdict(list)
        self._quoted: defaultdict[str, list[Quotation]] = defaultdict(list)
        for _, later, reuse in everything:
            self._quoted[later].extend(reuse.quotations)
        for source, later, reuse in everything:
            for each in reuse.quotations:
                if not self.borrowed(source, each):
                    self._quoting[source].append((later, each))
                    self._spans[later].append((each.second, each.second + each.length, source))
        for source, later, reuse in everything:
            for run in reuse.common:
                if run.foreign:
                    self._spans[source].append((run.first, run.first + run.length, _NOBODY))
                if not run.marked_there and not self._quotes(later, run.second, run.length):
                    self._spans[source].append((run.first, run.first + run.length, later))
                if not run.marked_here and not self._quotes(source, run.first, run.length):
                    self._spans[later].append((run.second, run.second + run.length, source))

    def _quotes(self, text: str, first: int, length: int) -> bool:
        """Say whether words of a text are a quotation, by marks or by the name before it."""
        return any(
            _common(each.second, each.second + each.length, first, first + length, length)
            for each in self._quoted.get(text, ())
        )

    def borrowed(self, source: str, quotation: Quotation) -> bool:
        """Say whether the words are a quotation in the source too: then they are another's."""
        return self._quotes(source, quotation.first, quotation.length)

    def is_formula(self, source: str, later: str, quotation: Quotation, kin: Kin) -> bool:
        """Say whether words that ``later`` quotes are another's as well as the source's.

        ``kin`` says of two statements whether they are of one body or versions of one text.  Words
        that are introduced by the source's name are the source's.
        """
        if quotation.named:
            return False
        first, length = quotation.first, quotation.length
        others = set(self._among(source, first, length))
        for one, each in self._quoting[source]:
            # Whoever quotes the same words has them from another as well, perhaps.
            if _common(first, first + length, each.first, each.first + each.length, length):
                others.update(self._among(one, each.second, each.length))
        return any(
            other == _NOBODY or (other not in (source, later) and not kin(source, other))
            for other in others
        )

    def _among(self, text: str, first: int, length: int) -> Iterable[str]:
        """Yield who else has most of the words from ``first`` on in a text."""
        for start, end, owner in self._spans.get(text, ()):
            if _common(start, end, first, first + length, length):
                yield owner


def _common(start: int, end: int, first: int, last: int, length: int) -> bool:
    """Say whether two stretches have most of ``length`` words in common."""
    return min(end, last) - max(start, first) >= _ENOUGH * length
