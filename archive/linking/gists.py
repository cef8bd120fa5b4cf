"""The gist of a statement's words: all that comparing it with every other one needs.

It is made when a statement is read, in whatever process reads it, and kept beside it, so that
relating never holds the texts of an archive, nor reads them again for one addition.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

import msgspec

from archive.linking.memory import Memory
from archive.linking.shingles import fingerprints
from archive.model import Frozen, Statement


class Gist(Frozen, frozen=True, array_like=True):
    """``prints`` are the fingerprints of the body, as ``shingles.fingerprints`` gives them."""

    prints: bytes


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Gist)


def gist_of(statement: Statement, *, many: bool = False) -> bytes:
    """Return the gist of a statement as it is kept; ``many`` says that more are to come."""
    return _encode(Gist(fingerprints(statement.body, many=many)))


def read(kept: bytes) -> Gist:
    """Return a gist that was kept; raises msgspec.MsgspecError for what is none."""
    return _decoder.decode(kept)


def numbers_in(packed: bytes) -> tuple[int, ...]:
    """Return little-endian 32-bit numbers one by one."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)


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
        statement = self._load(self._slugs[mark])
        return read(gist_of(statement))
