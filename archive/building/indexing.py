"""The search index between builds: only the sheaves and volumes that changed are made again.

A sheaf is kept under a digest of its statements, a volume under a digest of its sheaves, so both
are found again whenever they are wanted, and what is wanted is worked out from the statements
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from archive.building import workers
from archive.building.cache import Cache
from archive.building.parallel import Hands, spread
from archive.building.report import Report
from archive.building.workers import Sewing
from archive.fixity import digest
from archive.linking.library import Archive
from archive.model import Entry
from archive.searching import directory
from archive.searching.directory import Layout
from archive.searching.sheaves import Member
from archive.searching.volumes import OPEN_ROOM, ROOM, Slugs, Volume, arrange

# With more sheaves than this to make, the work is given to other processes.
FEW = 3
# As many statements added at once are looked up behind what a sheaf held before.
ADDED = 8
KEPT = "search kept"

_encode = msgspec.msgpack.Encoder().encode
_layout = msgspec.msgpack.Decoder(Layout)
_volume = msgspec.msgpack.Decoder(Volume)
_names = msgspec.msgpack.Decoder(list[str])

# A file of the index: its path below the site's root, its fingerprint, and what gives its bytes.
Part = tuple[str, bytes, Callable[[], bytes]]


class Index:
    """The search index of an archive, as far as it is kept in the cache.

    ``context`` stands for all that the words of a hit depend on beside its statement; ``dates``
    gives a statement's date in words by language of the interface.
    """

    def __init__(
        self, archive: Archive, cache: Cache, context: bytes,
        dates: Callable[[Entry], dict[str, str]],
    ) -> None:  # fmt: skip
        self._archive = archive
        self._cache = cache
        self._dates = dates
        self._context = context
        # Sixteen bits of the context are enough to tell one state of the software from the last.
        self._era = context.hex()[:4]
        self._volumes: dict[str, Layout] = {}
        self._last: tuple[str, Volume] | None = None
        named = {name for entry in archive.entries.values() for name in entry.named}
        self._called = directory.names(
            authority for authority in archive.authorities.values() if authority.id in named
        )
        self.directory = b""
        self.address = ""

    def bring_up(self, hands: Hands, report: Report) -> None:
        """Make what the cache does not hold, and forget what is wanted no more."""
        wanted = self._wanted()
        layouts = {name: self._cache.value(f"layout {name}") for name in wanted}
        lacking = {name: wanted[name] for name, kept in layouts.items() if not kept}
        sheaves = dict(sheaf for parts, _ in lacking.values() for sheaf in parts)
        self._sew({name: slugs for name, slugs in sheaves.items()
                   if not self._cache.value(f"sheaf {name}")}, hands, report)  # fmt: skip
        many = hands.many if len(sheaves) > FEW else None
        tasks = (
            (name, tuple(self._cache.value(f"sheaf {each}") for each, _ in parts), room)
            for name, (parts, room) in lacking.items()
        )
        for name, kept, volume in spread(many, workers.bind, tasks):
            self._cache.keep_value(f"volume {name}", volume)
            self._cache.keep_value(f"layout {name}", kept)
            layouts[name] = kept
        self._volumes = {name: _layout.decode(kept) for name, kept in layouts.items()}
        self._forget({
            *(f"{kind} {name}" for name in wanted for kind in ("volume", "layout")),
            *(f"sheaf {name}" for parts, _ in wanted.values() for name, _ in parts),
        })  # fmt: skip
        languages = {entry.language for entry in self._archive.entries.values()}
        self.directory = directory.directory(
            tuple(self._volumes.values()), self._called, sorted(languages)
        )
        self.address = directory.address(self.directory)

    def _wanted(self) -> dict[str, tuple[list[tuple[str, Slugs]], int]]:
        """Return the volumes in order: by name, their sheaves by name, and the room of a file."""
        instants = self._archive.accessions
        # What no commit has brought in yet comes last; what came in together is in order of issue,
        # so that without any history the newest statement still comes behind the others.
        order = sorted(
            self._archive.entries.values(), key=lambda entry: instants.get(entry.file, "~")
        )
        volumes = arrange([entry.slug for entry in order])
        found = {}
        for place, volume in enumerate(volumes, 1):
            room = OPEN_ROOM if place == len(volumes) else ROOM
            parts = [(self._name(sheaf), sheaf) for sheaf in volume]
            name = digest(self._context, b"%d" % room, *(name.encode() for name, _ in parts)).hex()
            found[name] = (parts, room)
        return found

    def _name(self, sheaf: Slugs) -> str:
        """Return the name under which the sheaf of these statements is kept."""
        entries = self._archive.entries
        states = " ".join([f"{slug} {entries[slug].digest}" for slug in sheaf])
        return digest(self._context, states.encode()).hex()

    def _sew(self, lacking: dict[str, Slugs], hands: Hands, report: Report) -> None:
        tasks = (self._sewing(name, slugs) for name, slugs in lacking.items())
        many = hands.many if len(lacking) > FEW else None
        sewn = spread(many, workers.sew, tasks)
        for name, sheaf in report.steps("indexed", 0, sewn):
            self._cache.keep_value(f"sheaf {name}", sheaf)

    def _sewing(self, name: str, slugs: Slugs) -> Sewing:
        """Return what to make a sheaf from: the last build's, if its statements stand first."""
        for count in range(len(slugs) - 1, max(len(slugs) - 1 - ADDED, 0), -1):
            begun = self._cache.value(f"sheaf {self._name(slugs[:count])}")
            if begun:
                return Sewing(name, tuple(map(self._member, slugs[count:])), begun)
        return Sewing(name, tuple(map(self._member, slugs)))

    def _member(self, slug: str) -> Member:
        entry = self._archive.entries[slug]
        return Member(
            slug, entry.digest[:8] + self._era, entry.title, entry.language, directory.keys(entry),
            self._cache.reading_bytes(slug),
        )  # fmt: skip

    def _forget(self, wanted: set[str]) -> None:
        kept = self._cache.value(KEPT)
        last = set(_names.decode(kept)) if kept else set()
        if last != wanted:
            self._cache.forget_values(last - wanted)
            self._cache.keep_value(KEPT, _encode(sorted(wanted)))

    def parts(self) -> Iterator[Part]:
        """Yield every file of the index."""
        for slug, entry in self._archive.entries.items():
            mark = self._context + entry.digest.encode()
            yield f"statements/{slug}/words.js", mark, partial(self._words, slug)
        for name, volume in self._volumes.items():
            folder = f"search/{volume.name}"
            for number in range(volume.files):
                content = partial(self._file, name, number)
                yield f"{folder}/{number}.js", f"{volume.name} {number}".encode(), content
            for number in range(volume.rolls):
                content = partial(self._roll, name, number)
                yield f"{folder}/s{number}.js", f"{volume.name} s{number}".encode(), content
        for number, file in enumerate(self._called.files):
            path = f"search/{self._called.name}/{number}.js"
            yield path, path.encode(), partial(bytes, file)
        yield self.address, self.address.encode(), partial(bytes, self.directory)

    def _words(self, slug: str) -> bytes:
        entry = self._archive.entries[slug]
        return directory.words(entry, self._cache.reading_bytes(slug), self._dates(entry))

    def _file(self, name: str, number: int) -> bytes:
        return self._content(name).files[number]

    def _roll(self, name: str, number: int) -> bytes:
        return self._content(name).rolls[number]

    def _content(self, name: str) -> Volume:
        """Return a volume with its files; only one is held, since they are asked for in turn."""
        if self._last is None or self._last[0] != name:
            self._last = name, _volume.decode(self._cache.value(f"volume {name}"))
        return self._last[1]
