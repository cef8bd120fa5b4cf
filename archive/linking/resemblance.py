"""Which statements of an archive a text that comes in is the same as, or a version of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from archive.linking.alike import ENOUGH
from archive.linking.gists import Gists, gist_of, numbers_in, read
from archive.linking.memory import Blank, Memory
from archive.linking.reuse import VERSION, compare
from archive.linking.wordings import Text
from archive.model import Entry, Frozen, Statement

# So many of the nearest by fingerprints are compared word by word.
_NEAREST = 12


class Resemblance(Frozen, frozen=True):
    """A statement with the same words in the same order; ``share`` of the longer text (0 to 1)."""

    slug: str
    file: str
    share: float


def resembling(
    statement: Statement,
    entries: Iterable[Entry],
    load: Callable[[str], Statement],
    memory: Memory | None = None,
) -> tuple[Resemblance, ...]:
    """Return the statements that have most of their words in common with ``statement``.

    The most alike come first; one in the same file is left out.  ``load`` is called for the few
    whose fingerprints are nearest, and for those of whose words ``memory`` keeps no gist.
    """
    others = [entry for entry in entries if entry.file != statement.file]
    gists = Gists(memory or Blank(), {entry.digest: entry.slug for entry in others}, load)
    mine = frozenset(numbers_in(read(gist_of(statement)).prints))
    near = sorted(
        (-common, entry.slug, entry.file)
        for entry in others
        if (common := len(mine.intersection(numbers_in(gists.of(entry.digest).prints)))) >= ENOUGH
    )
    text = Text(statement.body)
    found = (
        Resemblance(slug, file, compare(Text(load(slug).body), text, ()).share)
        for _, slug, file in near[:_NEAREST]
    )
    enough = (one for one in found if one.share >= VERSION)
    return tuple(sorted(enough, key=lambda one: (-one.share, one.slug)))
