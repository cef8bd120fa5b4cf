"""From an archive folder to the assembled archive: reads only what has changed since last time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from archive.building import accession
from archive.building.cache import Cache
from archive.building.inputs import Digests, Inputs
from archive.building.parallel import ALONE, Hands, spread
from archive.building.report import Report
from archive.describing import description, leaves
from archive.fixity import digest
from archive.linking import library
from archive.linking.library import Archive, Batch
from archive.linking.memory import INDEXES
from archive.model import Authority, Described, Description, Frozen
from archive.naming import authorities, tables
from archive.problems import Problem, ProblemsFound

# Below this number of seeds one process is done before others have started.
FEW = 48
BATCH = 50

MANIFEST = "content/manifest-sha256.txt"

_encode = msgspec.msgpack.Encoder().encode
_authorities = msgspec.msgpack.Decoder(tuple[Authority, ...])


class _Accessions(Frozen, frozen=True):
    head: str
    instants: dict[str, str]


class Readings(Frozen, frozen=True):
    """What was read beside the statements, which are in the cache; ``context`` is its digest."""

    description: Description
    authorities: tuple[Authority, ...]
    context: bytes
    problems: tuple[Problem, ...]


def read(
    root: Path,
    inputs: Inputs,
    cache: Cache,
    software: bytes,
    report: Report,
    hands: Hands = ALONE,
) -> Readings:
    """Read every statement that is new or changed into ``cache``, and relate nothing."""
    problems: list[Problem] = []
    known = cache.sources()
    digests = Digests(root, known)
    everything = inputs.everything()
    sha256 = {file: digests.of(file, mark) for file, mark in everything.items()}
    if digests.fresh or known.keys() != everything.keys():
        now = {**known, **digests.fresh}
        cache.keep_sources({file: now[file] for file in everything})

    about = _described_archive(root, inputs, problems)
    names = _read_authorities(root, inputs, cache, sha256, software, problems)
    problems.extend(_fixity(root, inputs, sha256))
    batch = Batch((), names, about.seed_encoding)
    base = digest(software, _encode(batch))
    problems.extend(_read_seeds(root, inputs, cache, sha256, base, batch, report, hands))
    cache.commit()
    return Readings(about, names, base, tuple(problems))


def load(
    root: Path,
    inputs: Inputs,
    cache: Cache,
    software: bytes,
    report: Report,
    hands: Hands = ALONE,
) -> Archive:
    """Return the archive at ``root``; new readings are kept in ``cache``.

    Raises ProblemsFound with the problems of all files together.
    """
    found = read(root, inputs, cache, software, report, hands)
    problems = list(found.problems)
    entries = list(cache.entries())
    problems.extend(library.clashes(entries))
    if problems:
        _check_leaves(root, inputs, problems)
        raise ProblemsFound(problems)
    archive = library.assemble(
        found.description, entries, found.authorities, _files(root, inputs.debates),
        _files(root, inputs.pages), cache.statement, Recall(cache, found.context),
    )  # fmt: skip
    build_date, instants = _accessions(root, cache)
    return replace(
        archive,
        notices=tuple(sorted((*archive.notices, *cache.notices()))),
        accessions=instants,
        build_date=build_date,
    )


class Recall:
    """The memory of ties in the cache, for one state of the software and the authorities."""

    def __init__(self, cache: Cache, context: bytes) -> None:
        self._cache = cache
        self._context = context

    def value(self, name: str) -> bytes:
        """Return what was kept under ``name`` in this context, or nothing."""
        kept = self._cache.value(f"ties {name}")
        return kept[16:] if kept[:16] == self._context else b""

    def keep_value(self, name: str, value: bytes) -> None:
        """Keep ``value`` under ``name`` for this context."""
        self._cache.keep_value(f"ties {name}", self._context + value)

    def rows(self, name: str, numbers: Iterable[int]) -> Iterator[bytes]:
        """Yield the rows of an index, nothing for one that is not kept."""
        return self._cache.rows(INDEXES.index(name), numbers)

    def keep_rows(self, name: str, rows: Iterable[bytes]) -> None:
        """Keep an index whose rows are numbered from 0, instead of all its older ones."""
        self._cache.keep_rows(INDEXES.index(name), rows)

    def gist(self, mark: str) -> bytes:
        """Return the gist of the statement with this digest, or nothing."""
        return self._cache.gist(mark)

    def kin(self, mark: str) -> bytes:
        """Return what was kept of the neighbours of the statement with this digest, or nothing."""
        return self._cache.kin(mark)

    def keep_kin(self, kin: Iterable[tuple[str, bytes]]) -> None:
        """Keep what is known of the neighbours of statements, by their digests."""
        self._cache.keep_kin(kin)

    def keep_only(self, marks: Iterable[str]) -> None:
        """Forget gists and neighbours of all statements but these."""
        wanted = set(marks)
        self._cache.forget_gists(mark for mark in self._cache.gists() if mark not in wanted)

    def forget(self, marks: Iterable[str]) -> None:
        """Forget gists and neighbours of these statements."""
        self._cache.forget_gists(marks)


def _files(root: Path, files: Iterable[str]) -> list[tuple[str, bytes]]:
    return [(file, (root / file).read_bytes()) for file in files]


def _described_archive(root: Path, inputs: Inputs, problems: list[Problem]) -> Description:
    if "archive.toml" in inputs.settings:
        try:
            file = "archive.toml"
            return description.read(file, tables.decode(file, (root / file).read_bytes()))
        except ProblemsFound as error:
            problems.extend(error.problems)
    return description.default(root.resolve().name)


def _read_authorities(
    root: Path,
    inputs: Inputs,
    cache: Cache,
    sha256: Mapping[str, bytes],
    software: bytes,
    problems: list[Problem],
) -> tuple[Authority, ...]:
    """Read the authorities, or recall them: TOML takes ten times as long as what is kept."""
    state = digest(software, *(file.encode() + sha256[file] for file in inputs.authorities))
    kept = cache.value("authorities")
    if kept[:16] == state:
        return _authorities.decode(kept[16:])
    try:
        found = authorities.read(_files(root, inputs.authorities))
    except ProblemsFound as error:
        problems.extend(error.problems)
        return ()
    cache.keep_value("authorities", state + _encode(found))
    return found


def _check_leaves(root: Path, inputs: Inputs, problems: list[Problem]) -> None:
    """Read the pages for their problems only, so that one run tells of these too."""
    try:
        leaves.read(_files(root, inputs.pages))
    except ProblemsFound as error:
        problems.extend(error.problems)


def _fixity(root: Path, inputs: Inputs, sha256: Mapping[str, bytes]) -> Iterator[Problem]:
    """Compare the seeds with the accession manifest (BagIt form: digest, two spaces, path).

    A seed is a received document, so one that was changed after its accession is an error.
    """
    if MANIFEST not in inputs.settings:
        return
    lines = (root / MANIFEST).read_text("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, 1):
        value, mark, file = line.partition("  ")
        if not line.strip():
            continue
        if not mark or len(value) != 64:
            yield Problem(
                MANIFEST, number, "A408", "found a line of another form; expected a SHA-256, two "
                "spaces and a seed's path", "mend the line, or take it out",
            )  # fmt: skip
        elif file not in inputs.seeds:
            yield Problem(
                MANIFEST, number, "A408", f"found {file}, which is not there; expected an "
                "accessioned seed to stay", "put the seed back, or take the line out on purpose",
            )  # fmt: skip
        elif sha256[file].hex() != value.lower():
            yield Problem(
                file, 0, "A407", "found other bytes than when the seed came in; expected a seed "
                "never to be changed", "put the bytes as received back (git checkout); say what "
                f"should read otherwise in its record; {MANIFEST} line {number} has the digest",
            )  # fmt: skip


def _read_seeds(
    root: Path,
    inputs: Inputs,
    cache: Cache,
    sha256: Mapping[str, bytes],
    base: bytes,
    batch: Batch,
    report: Report,
    hands: Hands,
) -> list[Problem]:
    """Read every seed that is new or changed, or whose record is, into the cache."""
    if cache.value("read with") != base:
        # Other software or other authorities: every text is read anew.
        cache.forget_statements(cache.keys())
        cache.keep_value("read with", base)
    keys = cache.keys()
    records = {record[16:].removesuffix(".toml"): record for record in inputs.records}
    cache.forget_statements(keys.keys() - inputs.seeds.keys())
    wanted: dict[str, tuple[str, bytes]] = {}
    for seed in inputs.seeds:
        record = records.get(seed[6:].rpartition(".")[0], "")
        key = sha256[seed] + sha256[record] if record else sha256[seed]
        if keys.get(seed) != key:
            wanted[seed] = (record, key)
    cache.forget_statements(wanted)  # a seed that can no longer be read has no old reading
    if not wanted:
        return []

    def batches() -> Iterator[Batch]:
        names = list(wanted)
        for start in range(0, len(names), BATCH):
            yield replace(
                batch,
                seeds=tuple(
                    (name, _as_hashed(root, name, sha256), record,
                     _as_hashed(root, record, sha256) if record else b"")
                    for name in names[start : start + BATCH]
                    for record in (wanted[name][0],)
                ),
            )  # fmt: skip

    problems: list[Problem] = []

    def read() -> Iterator[tuple[Described, ...]]:
        executor = hands.many if len(wanted) > FEW else None
        for found, wrong in spread(executor, library.read_batch, batches()):
            problems.extend(wrong)
            yield found

    for found in report.steps("read", len(wanted), read()):
        cache.keep_statements((wanted[one.file][1], one) for one in found)
    return problems


def _as_hashed(root: Path, file: str, sha256: Mapping[str, bytes]) -> bytes:
    data = (root / file).read_bytes()
    if hashlib.sha256(data).digest() != sha256[file]:
        raise ProblemsFound([
            Problem(
                file, 0, "A406", "found a file that changed while it was being read; expected it "
                "to hold still", "build again when it has been saved",
            )
        ])  # fmt: skip
    return data


def _accessions(root: Path, cache: Cache) -> tuple[str, Mapping[str, str]]:
    """Return the build date and the instants of accession, asking git only at a new commit."""
    head = accession.head(root)
    build_date = accession.build_date(root)
    if not head:
        return build_date, {}
    try:
        kept = msgspec.msgpack.decode(cache.value("accessions") or b"\xc0", type=_Accessions | None)
    except msgspec.MsgspecError:
        kept = None
    if kept is None or kept.head != head:
        kept = _Accessions(head, accession.instants(root))
        cache.keep_value("accessions", _encode(kept))
    return build_date, kept.instants
