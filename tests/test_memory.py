"""Ties worked out from what has changed are those worked out from everything."""

import random

from archive.linking import subjects
from archive.model import Entry, IssueDate

SUBJECTS = [f"subject-{number}" for number in range(14)]


class _Remembering:
    """A memory in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def value(self, name: str) -> bytes:
        return self.kept.get(name, b"")

    def keep_value(self, name: str, value: bytes) -> None:
        self.kept[name] = value


def _entry(chance: random.Random, number: int) -> Entry:
    year, month = chance.randrange(1990, 2020), chance.randrange(1, 13)
    named = {
        subject: tuple(f"p{n}" for n in range(1, chance.randrange(2, 5)))
        for subject in sorted(chance.sample(SUBJECTS, chance.randrange(3, 8)))
    }
    slug = f"s{number}"
    return Entry(
        code=slug, file=f"seeds/{slug}.txt", slug=slug, title=slug, language="en",
        direction="ltr", date=IssueDate(f"{year}-{month:02d}", year, month), date_kind="transcribed",
        sort=(year, month, 31, 0), creators=(), tags=(), named=named, words=9, source_url="",
        aliases=(), links=(), claims=(), translation_of="", version_of="", corrections=0, digest="",
    )  # fmt: skip


def _in_order(entries: dict[str, Entry]) -> dict[str, Entry]:
    return {e.slug: e for e in sorted(entries.values(), key=lambda e: (e.sort, e.slug))}


def test_remembered_ties_are_the_ties_of_a_fresh_look() -> None:
    """After any additions, changes and removals both ways agree, and most is left alone."""
    chance = random.Random(5)
    entries = {f"s{n}": _entry(chance, n) for n in range(120)}
    memory = _Remembering()
    subjects.share(_in_order(entries), {}, memory=memory)
    for step in range(60):
        for _ in range(chance.randrange(1, 4)):
            number = chance.randrange(130)
            if chance.random() < 0.4 and len(entries) > 60:
                entries.pop(f"s{number}", None)
            else:
                entries[f"s{number}"] = _entry(chance, number)
        now = _in_order(entries)
        remembered = subjects.share(now, {}, memory=memory)
        assert remembered == subjects.share(now, {}), step


def test_a_damaged_memory_is_no_memory() -> None:
    """Bytes that cannot be read are as good as none."""
    chance = random.Random(6)
    entries = _in_order({f"s{n}": _entry(chance, n) for n in range(30)})
    memory = _Remembering()
    memory.kept["subjects"] = b"\\xff damage"
    assert subjects.share(entries, {}, memory=memory) == subjects.share(entries, {})
