"""Brings statements in: a seed each, named for date and title, and a record to review.

Everything is read and judged before the first file is written, so one bad file of several changes
nothing, and all that is wrong is told in one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import Path

from msgspec.structs import replace

from archive.building import incoming, inspection
from archive.building.arrivals import Added, Names
from archive.building.cache import Cache
from archive.building.engine import Options, locked
from archive.building.inputs import Inputs, survey
from archive.building.loading import MANIFEST, Recall
from archive.building.placing import place
from archive.building.report import Report
from archive.describing import describe, proposals
from archive.linking import library
from archive.linking.resemblance import Resemblance, resembling
from archive.model import Entry, Frozen, Seed, Statement
from archive.naming import authorities, latin
from archive.problems import Problem, ProblemsFound

# Letters of a title that a file's name takes at most: a few words, as one would type them.
_TITLE = 50
AUTHORITIES = "content/authorities/"
# Files with names in SKOS, which become authorities and no seed.
THESAURI = (".ttl", ".jsonld")


class Wishes(Frozen, frozen=True):
    """What is asked for: a record in any case, and the encoding of files that are not UTF-8."""

    record: bool = False
    encoding: str = ""


def add(
    options: Options, paths: Sequence[Path], wishes: Wishes
) -> tuple[list[Added | Names], list[Problem]]:
    """Bring the files in and return what became of each, with the notices about them.

    Raises ProblemsFound with every error of every file, or OSError; nothing is changed then.
    """
    survey(options.root)  # refuses a folder that is no archive before anything is written there
    report = Report(quiet=True)
    with locked(options.root / ".cache", report):
        taking = _Taking(options, wishes)
        problems: list[Problem] = []
        for path in paths:
            try:
                taking.take(path)
            except ProblemsFound as error:
                problems.extend(error.problems)
        if options.strict:
            problems.extend(replace(notice, severity="error") for notice in taking.notices)
        if problems:
            raise ProblemsFound(problems)
        manifest = (options.root / MANIFEST).is_file() and taking.sums
        place(options.root, taking.files, {MANIFEST: taking.sums} if manifest else {})
    return taking.added, taking.notices


class _Taking:
    """What is known of the archive, and what the files taken so far add to it."""

    def __init__(self, options: Options, wishes: Wishes) -> None:
        self.root = options.root
        self.wishes = wishes
        self.around = inspection.surroundings(options.root)
        inputs = survey(options.root)
        cache = Cache(options.root / ".cache" / "archive.db")
        inspection.read(options, inputs, cache)
        self.entries = list(cache.entries())
        self.load = cache.statement
        self.memory = Recall(cache, b"")  # only the gists of statements, which have no context
        self.digests = {
            sha256.hex(): file
            for file, (_, sha256) in cache.sources().items()
            if file in inputs.seeds
        }
        self.stems = _taken(inputs, self.entries)
        self.new: dict[str, Statement] = {}
        self.files: dict[str, bytes] = {}
        self.sums = b""
        self.added: list[Added | Names] = []
        self.notices: list[Problem] = []

    def take(self, path: Path) -> None:
        """Take one file in, or raise ProblemsFound with what is wrong with it."""
        name = inspection.inside(self.root, path)
        shown = name or str(path)
        if path.suffix.lower() in THESAURI and path.is_file():
            self._take_names(path)
            return
        incoming.refuse_unknown(path, shown)
        if name and not self.wishes.record:
            raise ProblemsFound([_known(name, name)])
        if name:
            self._refuse_written(_record_of(name))
        encoding = self.wishes.encoding or self.around.encoding
        seed = incoming.read(path, shown, encoding, option=" (--encoding NAME)")
        if not name:
            seed = self._take_in(seed, incoming.SUFFIXES[path.suffix.lower()])
        self._describe(seed, path)

    def _take_in(self, seed: Seed, ending: str) -> Seed:
        """Return the seed under the name it gets in the archive."""
        if seed.sha256 in self.digests:
            raise ProblemsFound([_known(seed.file, self.digests[seed.sha256])])
        described, _ = describe.describe(seed, None, self.around.finder)
        named = replace(seed, file=f"seeds/{self._stem(described)}{ending}")
        self.files[named.file] = named.data
        self.digests[named.sha256] = named.file
        self.sums += f"{named.sha256}  {named.file}\n".encode()
        return named

    def _take_names(self, path: Path) -> None:
        """Take the names of a SKOS file in as authorities, beside those that are there."""
        from archive.naming import thesauri  # noqa: PLC0415 - rdflib takes long to import

        text = thesauri.read(str(path), path.read_bytes()).encode()
        file = f"content/authorities/{latin.slug(path.stem, _TITLE) or 'names'}.toml"
        self._refuse_written(file)
        folder = self.root / "content" / "authorities"
        there = {
            f"content/authorities/{one.name}": one.read_bytes() for one in folder.glob("*.toml")
        }
        taken = {name: data for name, data in self.files.items() if name.startswith(AUTHORITIES)}
        found = authorities.read(sorted({**there, **taken, file: text}.items()))
        self.files[file] = text
        mine = sum(authority.file == file for authority in found)
        self.added.append(Names(str(path), file, mine))

    def _describe(self, seed: Seed, path: Path) -> None:
        """Note what is understood of a seed and, where it is wanted, write its record."""
        statement, notices = describe.describe(seed, None, self.around.finder)
        like = resembling(statement, self.entries, self._text, self.memory)
        told = [*notices, *(_notice(seed, one) for one in like)]
        taken_out = path.suffix.lower() in incoming.TAKEN_OUT
        foreign = incoming.to_declare(seed, self.around.encoding, self.wishes.encoding)
        record = _record_of(seed.file)
        if self.wishes.record or told or taken_out or foreign or _unsure(statement):
            text = proposals.write(
                seed, self.around.finder,
                remarks=[incoming.origin(path)] if taken_out else [],
                versions=[(one.slug, f"{_share(one)} {one.file}.") for one in like],
                encoding=foreign,
            )  # fmt: skip
            self.files[record] = text.encode()
        else:
            record = ""
        self.notices.extend(told)
        self.added.append(Added(str(path), statement, record, like))
        self.new[statement.slug] = statement
        self.entries.append(library.described(statement, ()).entry)

    def _text(self, slug: str) -> Statement:
        return self.new.get(slug) or self.load(slug)

    def _stem(self, statement: Statement) -> str:
        """Return a name for the seed that no seed, record or address has."""
        date = statement.date
        when = f"{date.year:04d}" + (f"-{date.month:02d}" if date.month else "") if date else ""
        words = latin.slug(statement.title, _TITLE) or "statement"
        stem = f"{when}-{words}" if when else words
        numbered = (f"{stem}-{number}" for number in count(2))
        name = next(name for name in chain((stem,), numbered) if name not in self.stems)
        self.stems.add(name)
        return name

    def _refuse_written(self, file: str) -> None:
        if file in self.files or (self.root / file).exists():
            raise ProblemsFound([
                Problem(
                    file, 0, "A416", "found this file; expected none, since none is written over",
                    "edit it, or move it away and write it anew",
                )
            ])  # fmt: skip


def _taken(inputs: Inputs, entries: Iterable[Entry]) -> set[str]:
    names = {Path(file).stem.casefold() for file in (*inputs.seeds, *inputs.records)}
    for entry in entries:
        names.update(name.casefold() for name in (entry.slug, *entry.aliases))
    return names


def _unsure(statement: Statement) -> bool:
    """Say whether a person should look: no date or language, or a value that was inferred."""
    return (
        statement.date is None
        or statement.language == "und"
        or any(basis.kind != "transcribed" for field, basis in statement.basis.items()
               if field != "language")
    )  # fmt: skip


def _record_of(seed: str) -> str:
    return f"content/records/{Path(seed).stem}.toml"


def _known(file: str, there: str) -> Problem:
    return Problem(
        file, 0, "A414", f"found the very bytes of {there}; expected a statement that is not in "
        "the archive", f"leave it out; for the record of that one: build.py add --record {there}",
    )  # fmt: skip


def _share(one: Resemblance) -> str:
    return f"{one.share:.0%} of the words stand in the same order in"


def _notice(seed: Seed, one: Resemblance) -> Problem:
    return Problem(
        seed.file, 0, "A304", f"found that {_share(one)} {one.file}; expected two versions of one "
        "text to be declared",
        f'write version_of = "{one.slug}" in the record, or take the seed out again', "notice",
    )  # fmt: skip
