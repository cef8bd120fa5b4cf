"""Made-up statements in any number, the same for the same seed number on every machine.

Lengths, bodies, subjects and dates are drawn from the shapes of real collections: a median of 7 KB
with a tail to 40 KB, 200 issuing bodies and 60 subjects of which few are frequent, one statement in
a hundred a near-duplicate of an older one, three in a hundred citing another's address.  Statement
number i depends on the seed number and i alone, so adding one leaves the others as they were.

    python benchmarks/corpus.py FOLDER --statements 1000
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random

from vocabulary import COMMON, PLACES, TOPICS, bodies, invented

FIRST_DAY = date(1998, 1, 1)
DAYS = 27 * 365
BODIES = bodies()
SUBJECTS = (*TOPICS, *PLACES)


def _falling(count: int) -> list[float]:
    """Return cumulative weights that fall as Zipf's law has it."""
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


RARE = invented(12_000)
WORDS = COMMON + RARE
# Half of running English is function words; the rest falls off by rank.
WORD_WEIGHTS = list(
    accumulate(
        [1.2 / (rank + 2) for rank in range(len(COMMON))]
        + [0.8 / (rank + 60) for rank in range(len(RARE))]
    )
)
BODY_WEIGHTS = _falling(len(BODIES))
SUBJECT_WEIGHTS = _falling(len(SUBJECTS))


@dataclass(frozen=True)
class Text:
    """One made-up statement; ``paragraphs`` are plain words, ``cites`` the address it names."""

    number: int
    title: str
    body: str
    day: date
    minute: int
    subjects: tuple[str, ...]
    paragraphs: tuple[str, ...]
    cites: str = ""

    @property
    def slug(self) -> str:
        """Return the name of the statement's file and page."""
        return f"{self.day:%Y-%m}-{self.number:06d}"

    @property
    def address(self) -> str:
        """Return the address the statement says it was published at."""
        return f"https://{slugify(self.body)}.example.org/content/{self.slug}"


def slugify(words: str) -> str:
    """Return the words in the form of an address."""
    return "-".join("".join(c for c in words.lower() if c.isalnum() or c in " -").split())


@lru_cache(maxsize=256)
def _original(seed: int, number: int) -> Text:
    random = Random(f"{seed}/{number}")
    subjects = tuple(
        dict.fromkeys(random.choices(SUBJECTS, cum_weights=SUBJECT_WEIGHTS, k=random.randint(2, 6)))
    )
    size = min(40_000.0, max(800.0, random.lognormvariate(8.854, 0.55)))
    paragraphs: list[str] = []
    while size > 0:
        paragraph = _paragraph(random, subjects)
        paragraphs.append(paragraph)
        size -= len(paragraph)
    return Text(
        number=number,
        title=_words(random, random.randint(3, 9)).title() + f" ({SUBJECTS.index(subjects[0])})",
        body=random.choices(BODIES, cum_weights=BODY_WEIGHTS)[0],
        day=FIRST_DAY + timedelta(days=random.randrange(DAYS)),
        minute=random.randrange(24 * 60),
        subjects=subjects,
        paragraphs=tuple(paragraphs),
    )


def text(seed: int, number: int) -> Text:
    """Return statement ``number`` of the corpus ``seed``."""
    random = Random(f"{seed}/{number}/kind")
    made = _original(seed, number)
    if not number:
        return made
    older = _original(seed, random.randrange(number))
    chance = random.random()
    if chance < 0.01:
        paragraphs = list(older.paragraphs)
        place = random.randrange(len(paragraphs))
        paragraphs[place] = _paragraph(random, older.subjects)
        return replace(
            made, title=older.title, subjects=older.subjects, paragraphs=tuple(paragraphs)
        )
    if chance < 0.04:
        citing = f"We answer here what was written at {older.address} and has not been withdrawn."
        return replace(made, paragraphs=(*made.paragraphs, citing), cites=older.address)
    return made


def texts(seed: int, count: int) -> Iterator[Text]:
    """Yield the first ``count`` statements of the corpus ``seed``."""
    return (text(seed, number) for number in range(count))


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(WORDS, cum_weights=WORD_WEIGHTS, k=count))


def _paragraph(random: Random, subjects: tuple[str, ...]) -> str:
    sentences = []
    for _ in range(random.randint(2, 6)):
        words = random.choices(WORDS, cum_weights=WORD_WEIGHTS, k=random.randint(8, 30))
        if random.random() < 0.12:
            words.insert(random.randrange(1, len(words)), random.choice(subjects))
        words[0] = words[0].capitalize()
        sentences.append(" ".join(words) + ".")
    return " ".join(sentences)


def as_seed(made: Text) -> str:
    """Return the statement as a page copied from a movement's site would have it."""
    time = f"{made.minute // 60:02d}:{made.minute % 60:02d}"
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    byline = f"{made.body} {days[made.day.weekday()]}, {made.day:%d/%m/%Y} - {time}"
    parts = [f"# {made.title}", byline, *made.paragraphs, "---"]
    return "\n\n".join([*parts, f"**Source URL:** <{made.address}>"]) + "\n"


def write_archive(folder: Path, seed: int, count: int) -> None:
    """Write an archive folder with ``count`` seeds, the subjects and the settings."""
    (folder / "seeds").mkdir(parents=True)
    authorities = folder / "content" / "authorities"
    authorities.mkdir(parents=True)
    (folder / "archive.toml").write_text(
        'name = "Archive of made-up statements"\n'
        'description = "Statements that were drawn by lot, to measure a build with."\n'
        'languages = ["en"]\n'
    )
    for kind, names in (("concept", TOPICS), ("place", PLACES)):
        tables = "\n".join(
            f'[[{kind}]]\nid = "{slugify(name)}"\nnames = {{ en = "{name}" }}\ntag = true\n'
            for name in names
        )
        (authorities / f"{kind}s.toml").write_text(tables)
    for made in texts(seed, count):
        add_seed(folder, made)


def add_seed(folder: Path, made: Text) -> None:
    """Write one statement into an archive folder."""
    (folder / "seeds" / f"{made.slug}.txt").write_text(as_seed(made))


def main() -> None:
    """Write an archive folder from the command line."""
    parser = argparse.ArgumentParser(description="Write an archive folder of made-up statements.")
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--statements", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another corpus")
    options = parser.parse_args()
    write_archive(options.folder, options.seed, options.statements)


if __name__ == "__main__":
    main()
