"""What relations and mentions cost: CPU for each statement cold and for one added, and memory.

    python benchmarks/relations.py [--statements 1000 10000] [--folder FOLDER]

For each number the made-up statements of ``corpus.py`` are read into a build cache, which is not
counted.  Then each step runs in a process of its own: finding the names in every text; working out
the gist of every text (fingerprints and stems, which a build does while it reads); relating all of
them; and relating one more to all the others, three times with another one.  Time is CPU time of
the process, user and system; memory is what its greatest size exceeds its size with all entries
loaded.  The exponent is that of the growth from each number to the next: 1 is in proportion.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeVar

import corpus

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.building.cache import Cache  # noqa: E402
from archive.building.loading import Recall  # noqa: E402
from archive.building.parallel import pool, processors, spread  # noqa: E402
from archive.linking import library, relations  # noqa: E402
from archive.linking.gists import gist_of  # noqa: E402
from archive.model import Authority, Entry, Statement  # noqa: E402
from archive.naming import authorities  # noqa: E402
from archive.naming.mentions import Finder  # noqa: E402

SEED = 1
ADDED = 3
SAMPLE = 1000
CONTEXT = b"relations bench."  # 16 bytes, as long as a digest

Value = TypeVar("Value")


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU for each statement, or for one added, and MiB for relating all."""

    count: int
    mentions: float
    gists: float
    relating: float
    added: float
    memory: float

    @property
    def cold(self) -> float:
        """Milliseconds for each statement, all in all."""
        return self.mentions + self.gists + self.relating


def names(folder: Path) -> tuple[Authority, ...]:
    """Return the authorities of the made-up archive."""
    place = folder / "content" / "authorities"
    return authorities.read((file.name, file.read_bytes()) for file in sorted(place.glob("*.toml")))


def batches(known: tuple[Authority, ...], count: int) -> Iterator[library.Batch]:
    """Yield the statements as seeds, fifty at a time."""
    made = (
        (f"seeds/{text.slug}.txt", corpus.as_seed(text).encode(), "", b"")
        for text in corpus.texts(SEED, count)
    )
    while seeds := tuple(islice(made, 50)):
        yield library.Batch(seeds, known)


def prepare(folder: Path, count: int) -> None:
    """Read the statements, and those that are to be added, into a cache."""
    corpus.write_archive(folder, SEED, 0)
    cache = Cache(folder / "archive.db")
    tasks = batches(names(folder), count + ADDED)
    with pool(processors()) as hands:
        for found, _ in spread(hands.many, library.read_batch, tasks):
            cache.keep_statements((b"", one) for one in found)
    cache.commit()
    cache.close()


def apart(work: Callable[[Path, int], Value], folder: Path, number: int) -> Value:
    """Return what ``work`` returns in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as process:
        return process.apply(work, (folder, number))


def loaded(folder: Path) -> tuple[Cache, list[Entry]]:
    """Return the cache and all entries in the order of their numbers."""
    cache = Cache(folder / "archive.db")
    slugs = {entry.slug: entry for entry in cache.entries()}
    return cache, [slugs[slug] for slug in sorted(slugs, key=lambda slug: slug.rpartition("-")[2])]


def in_order(entries: list[Entry]) -> dict[str, Entry]:
    """Return entries by slug, in order of issue."""
    return {e.slug: e for e in sorted(entries, key=lambda e: (e.sort, e.slug))}


def sample(cache: Cache, entries: list[Entry]) -> Iterator[Statement]:
    """Yield statements spread over the archive."""
    return (cache.statement(entry.slug) for entry in entries[:: max(1, len(entries) // SAMPLE)])


def per_text(folder: Path, work: Callable[[Statement], object]) -> float:
    """Return the milliseconds of CPU that ``work`` takes for one statement."""
    cache, entries = loaded(folder)
    statements = list(sample(cache, entries))
    start = time.process_time()
    for statement in statements:
        work(statement)
    return 1000 * (time.process_time() - start) / len(statements)


def mentions(folder: Path, _: int) -> float:
    """Return the milliseconds of finding names in one statement."""
    finder = Finder(names(folder))

    def work(statement: Statement) -> object:
        blocks = [(block.anchor, block.text) for block in statement.body if block.anchor]
        return finder.find(blocks, statement.language)

    return per_text(folder, work)


def gists(folder: Path, _: int) -> float:
    """Return the milliseconds of the gist of one statement."""
    return per_text(folder, lambda statement: gist_of(statement, many=True))


def relating(folder: Path, count: int) -> tuple[float, float]:
    """Relate all statements and keep it; return milliseconds for each, and MiB in all."""
    cache, entries = loaded(folder)
    known = {authority.id: authority for authority in names(folder)}
    some = in_order(entries[:count])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    relations.relate(some, cache.statement, known, Recall(cache, CONTEXT))
    seconds = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cache.commit()
    return 1000 * seconds / count, (after - before) / 1024


def added(folder: Path, place: int) -> float:
    """Return the milliseconds of relating one more statement; nothing of it is kept."""
    cache, entries = loaded(folder)
    known = {authority.id: authority for authority in names(folder)}
    new = entries[place]
    cache.keep_statements([(b"", library.described(cache.statement(new.slug), ()))])
    some = in_order([*entries[: len(entries) - ADDED], new])
    start = time.process_time()
    found, _ = relations.relate(some, cache.statement, known, Recall(cache, CONTEXT))
    found.get(new.slug)
    return 1000 * (time.process_time() - start)


def measure(folder: Path, count: int) -> Cost:
    """Return what relations cost for an archive of ``count`` statements."""
    prepare(folder, count)
    each, memory = apart(relating, folder, count)
    return Cost(
        count,
        apart(mentions, folder, 0),
        apart(gists, folder, 0),
        each,
        statistics.median(apart(added, folder, count + place) for place in range(ADDED)),
        memory,
    )


def exponent(one: Cost, other: Cost, value: Callable[[Cost], float]) -> float:
    """Return the power of the number with which a value grows from one archive to another."""
    return math.log(value(other) / value(one)) / math.log(other.count / one.count)


def table(costs: list[Cost]) -> str:
    """Return the results as a Markdown table with the exponents below it."""
    heads = (
        "statements", "names, ms each", "gist, ms each", "relating, ms each", "cold, ms each",
        "one added, ms", "MiB", "MiB per 10,000",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|--:" * len(heads) + "|"]
    for cost in costs:
        lines.append(
            f"| {cost.count:,} | {cost.mentions:.2f} | {cost.gists:.2f} | {cost.relating:.2f} "
            f"| {cost.cold:.2f} | {cost.added:.0f} | {cost.memory:.0f} "
            f"| {10_000 * cost.memory / cost.count:.0f} |"
        )
    for one, other in pairwise(costs):
        cold = exponent(one, other, lambda cost: cost.cold * cost.count)
        memory = exponent(one, other, lambda cost: max(cost.memory, 1))
        lines.append(
            f"\n{one.count:,} to {other.count:,}: cold grows with the power {cold:.2f} of the "
            f"number, one added with {exponent(one, other, lambda cost: cost.added):.2f}, memory "
            f"with {memory:.2f}."
        )
    return "\n".join(lines)


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="Measure what relations and mentions cost.")
    parser.add_argument("--statements", type=int, nargs="+", default=[1000, 10_000], metavar="N")
    parser.add_argument("--folder", type=Path, help="where the caches are made; kept afterwards")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        costs = []
        for count in options.statements:
            folder = (options.folder or Path(scratch)) / str(count)
            costs.append(measure(folder, count))
            print(f"{count:,} measured", file=sys.stderr, flush=True)
        print(table(costs))


if __name__ == "__main__":
    main()
