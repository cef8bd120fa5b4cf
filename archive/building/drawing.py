"""The cards of a site: which there are, what each shows, and which have to be drawn.

OpenGraph names a card by its whole address, so only a site whose own address is known has cards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from archive.fixity import digest
from archive.linking.library import Archive
from archive.model import Description, Entry, Frozen
from archive.showing import words
from archive.showing.pieces import Card, Site
from archive.showing.tasks import prefix_of

# So many cards are drawn in one go.
BATCH = 32

_encode = msgspec.msgpack.Encoder().encode


class Wanted(Frozen, frozen=True):
    """A card that the site has: its path, a digest of what it shows, and what that is."""

    path: str
    fingerprint: bytes
    card: Callable[[], Card]


def cards(archive: Archive, sites: tuple[Site, ...], mark: bytes) -> Iterator[Wanted]:
    """Yield the card of the archive in each language, and that of each statement in its own.

    ``mark`` stands for the software, the fonts and whatever else a card depends on.
    """
    about = archive.description
    if not sites[0].url:
        return
    mark = digest(mark, _encode((about.name, about.languages, about.arabic_digits)))
    for site in sites:
        card = Card(
            title=site.name, by=site.description, date="", archive="", language=site.language,
            direction=site.direction, lines=4,
        )  # fmt: skip
        path = f"{prefix_of(site, site.language)}card.png"
        yield Wanted(path, digest(mark, _encode(card)), partial(_same, card))
    for slug, entry in archive.entries.items():
        shown = _encode((entry.title, entry.creators, entry.date, entry.date_kind, entry.language))
        yield Wanted(
            f"statements/{slug}/card.png", digest(mark, shown), partial(statement, entry, about)
        )


def _same(card: Card) -> Card:
    return card


def statement(entry: Entry, about: Description) -> Card:
    """Return the card of a statement, in the statement's own language and direction."""
    language = entry.language if entry.language != "und" else about.languages[0]
    # What no text dates says nothing; a catalogue's "undated" may not know the language.
    date = entry.date and words.in_brackets(
        entry.date, entry.date_kind, language, arabic_digits=about.arabic_digits
    )
    name = about.name.get(language) or about.name.get(language.split("-", maxsplit=1)[0])
    return Card(
        title=entry.title,
        by=" · ".join(who.name for who in entry.creators if who.role != "translator"),
        date=date or "",
        archive=name or about.name.get(about.languages[0]) or next(iter(about.name.values()), ""),
        language=language,
        direction=entry.direction,
    )


def batches(todo: Iterable[Wanted]) -> Iterator[tuple[tuple[str, Card], ...]]:
    """Yield (path, card) pairs in tasks for ``workers.draw``."""
    batch: list[tuple[str, Card]] = []
    for wanted in todo:
        batch.append((wanted.path, wanted.card()))
        if len(batch) == BATCH:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)
