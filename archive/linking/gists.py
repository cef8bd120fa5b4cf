"""The gist of a statement's words: all that comparing it with every other one needs.

It is made when a statement is read, in whatever process reads it, and kept beside it, so that
relating never holds the texts of an archive, nor reads them again for one addition.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import msgspec

from archive.linking.memory import Memory
from archive.linking.shingles import fingerprints
from archive.linking.terms import Term, is_name, terms_of
from archive.model import Frozen, Statement
from archive.naming.scripts import base
from archive.reading import dates


class Gist(Frozen, frozen=True, array_like=True):
    """What is kept of a statement's words.

    ``prints`` are the fingerprints of the body, as ``shingles.fingerprints`` gives them; ``issued``
    is the place in time (``dates.sort_key``); the language is without its region.  The terms are in
    columns, since most looks at them end at the numbers: ``numbers`` and ``weights``, in ``spots``
    the places of each as numbers of ``anchors``, and in ``words`` what else there is.
    """

    prints: bytes
    issued: tuple[int, int, int, int]
    language: str
    numbers: bytes
    weights: bytes
    spots: msgspec.Raw
    anchors: msgspec.Raw
    words: msgspec.Raw

    def places(self) -> dict[int, bytes]:
        """Return where each term stands, by its number, in numbers of anchors."""
        return dict(zip(numbers_in(self.numbers), _spots.decode(self.spots), strict=True))

    def terms(self) -> tuple[Term, ...]:
        """Return the statement's terms by number."""
        anchors = _anchors.decode(self.anchors)
        return tuple(
            Term(number, weight, words, tuple(anchors[spot] for spot in spots), is_name(number))
            for number, weight, spots, words in zip(
                numbers_in(self.numbers), self.weights, _spots.decode(self.spots),
                _anchors.decode(self.words), strict=True,
            )
        )  # fmt: skip

    def anchor(self, spot: int) -> str:
        """Return the anchor with this number."""
        return _anchors.decode(self.anchors)[spot]


# A place is kept in one byte; the paragraphs with fewest terms are left out.
_MOST_ANCHORS = 256

_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Gist)
_spots = msgspec.msgpack.Decoder(list[bytes])
_anchors = msgspec.msgpack.Decoder(list[str])


def gist_of(statement: Statement, *, many: bool = False) -> bytes:
    """Return the gist of a statement as it is kept; ``many`` says that more are to come."""
    terms = terms_of(statement)
    counts = Counter(anchor for term in terms for anchor in term.places)
    anchors = [anchor for anchor, _ in counts.most_common(_MOST_ANCHORS)]
    spot = {anchor: place for place, anchor in enumerate(anchors)}
    spots = [bytes(spot[each] for each in term.places if each in spot) for term in terms]
    return _encode(
        Gist(
            fingerprints(statement.body, many=many),
            dates.sort_key(statement.date),
            base(statement.language),
            packed(term.number for term in terms),
            bytes(term.weight for term in terms),
            msgspec.Raw(_encode(spots)),
            msgspec.Raw(_encode(anchors)),
            msgspec.Raw(_encode([term.words for term in terms])),
        )
    )


def read(kept: bytes) -> Gist:
    """Return a gist that was kept; raises msgspec.MsgspecError for what is none."""
    return _decoder.decode(kept)


def packed(numbers: Iterable[int]) -> bytes:
    """Return numbers as little-endian 32-bit numbers."""
    each = list(numbers)
    return struct.pack(f"<{len(each)}I", *each)


def numbers_in(kept: bytes) -> tuple[int, ...]:
    """Return little-endian 32-bit numbers one by one."""
    return struct.unpack(f"<{len(kept) // 4}I", kept)


class Gists:
    """The gists of statements, by the digest of each; worked out where none was kept.

    ``slugs`` leads from the digests of the archive's statements to what ``load`` wants.
    """

    def __init__(
        self, memory: Memory, slugs: Mapping[str, str], load: Callable[[str], Statement]
    ) -> None:
        self._memory = memory
        self._slugs = slugs
        self._load = load

    def of(self, mark: str) -> Gist:
        """Return a gist; KeyError for a statement that is neither kept nor in the archive."""
        kept = self._memory.gist(mark)
        if kept:
            try:
                return read(kept)
            except msgspec.MsgspecError:
                pass
        return read(gist_of(self._load(self._slugs[mark])))
