"""The body of a statement as it is compared: its words, and which stand in quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from archive.linking.shingles import Word, codes_of, words_of
from archive.model import Block, Passage

# Words in a row that are no chance.
SEED_RUN = 5

# A sign that closes in one language opens in another: it opens where a word follows and none stands
# before it.
_QUOTED = re.compile(
    r"“[^”]*(?:”|\Z)|(?<!\w)»(?=\w)[^«]*(?:«|\Z)|«[^»]*(?:»|\Z)|„[^“”]*(?:[“”]|\Z)"
    r"|(?<!\w)”(?=\w)[^”]*(?:”|\Z)|(?<!\w)\"(?=[^\s\"])[^\"]*(?:\"|\Z)|‚[^‘’]*(?:[‘’]|\Z)"
    r"|(?<!\w)״(?=\w)(?:[^״]|(?<=\w)״(?=\w))*(?:״|\Z)"
    r"|「[^」]*(?:」|\Z)|‹[^›]*(?:›|\Z)"
    r"|(?<!\w)[‘'](?=\w)[^‘\"“”]*?(?<=[\w.,;:!?…])[’'](?!\w)"
)
_CLOSING = " \"'”“«»›‹’‘」.,!?…؟،"
_OPENING = " \t\n\u00a0\u202f\"'“„«»‹›‘‚「"
_LEFT_OUT = re.compile(r"…|\.\s?\.\s?\.|\[|\(\.\.\.\)")


class Text:
    """The body of a statement as it is compared: its words and what stands in quotation marks."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.codes = codes_of(blocks)
        self.length = len(self.codes) // 4
        self._quoted: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def words(self) -> list[Word]:
        """The words in order."""
        return words_of(self.blocks)

    @cached_property
    def turns(self) -> list[bytes]:
        """The numbers of every few words in a row, by the place of the first."""
        codes, size = self.codes, 4 * SEED_RUN
        return [codes[place : place + size] for place in range(0, len(codes) - size + 4, 4)]

    @cached_property
    def kinds(self) -> frozenset[bytes]:
        """The turns, each once."""
        return frozenset(self.turns)

    def passage(self, first: int, end: int) -> Passage:
        """Return the words from ``first`` to ``end``, as far as they stand in one block.

        Of several blocks it is the one that has most of them.
        """
        inside = self.words[first:end]
        counts = Counter(word.block for word in inside)
        number = min(counts, key=lambda each: (-counts[each], each))
        words = [word for word in inside if word.block == number]
        block = self.blocks[number]
        start, stop = words[0].start, words[-1].end
        return Passage(block.anchor, start, stop, block.text[start:stop])

    def quoted(self, first: int, end: int) -> float:
        """Return how much of the words from ``first`` to ``end`` stands in quotation marks."""
        inside = sum(self._is_quoted(word) for word in self.words[first:end])
        return inside / max(1, end - first)

    def _is_quoted(self, word: Word) -> bool:
        block = self.blocks[word.block]
        if block.kind == "quotation":
            return True
        return any(a <= word.start and word.end <= b for a, b in self._marks(word.block))

    def _marks(self, number: int) -> list[tuple[int, int]]:
        """Return where words in quotation marks stand in a block."""
        if number not in self._quoted:
            found = _QUOTED.finditer(self.blocks[number].text)
            self._quoted[number] = [match.span() for match in found]
        return self._quoted[number]

    def introduction(self, first: int) -> str:
        """Return what leads up to a passage by a colon, in its paragraph or the one before it."""
        start = self.words[first]
        before = self.blocks[start.block].text[: start.start].rstrip(_OPENING)
        if not before and start.block:
            before = self.blocks[start.block - 1].text.rstrip()
        return before if before.endswith((":", "\uff1a")) else ""

    def around(self, first: int, end: int) -> tuple[str, str]:
        """Return what stands before and behind words in quotation marks, marks left out."""
        one, last = self.words[first], self.words[end - 1]
        text = self.blocks[one.block].text
        opened, closed = next(
            (span for span in self._marks(one.block) if span[0] <= one.start < span[1]),
            (one.start, one.start),
        )
        whole = self.blocks[one.block].kind == "quotation"
        before = text[:opened] if not whole else ""
        if not before.strip() and one.block:
            before = self.blocks[one.block - 1].text
        behind = self.blocks[last.block].text
        following = self.blocks[last.block + 1 : last.block + 2]
        if following and following[0].text.startswith(("—", "–", "-")):
            behind += f" {following[0].text}"  # a line below that says whose words they are
        at = closed if last.block == one.block and closed > last.end and not whole else last.end
        return before, behind[len(behind[:at].rstrip(_CLOSING)) :]

    def left_out(self, first: int, end: int) -> bool:
        """Say whether the text says that words are left out between two of its words."""
        one, two = self.words[first], self.words[end]
        between = self.blocks[one.block].text[one.end : two.start]
        return one.block == two.block and bool(_LEFT_OUT.search(between))
