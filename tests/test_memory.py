"""Ties worked out from what has changed are those worked out from everything."""

import random
from collections.abc import Iterable

import pytest
from test_relations import statement

from archive.fixity import digest
from archive.linking import library, related, roll
from archive.linking.gists import gist_of
from archive.linking.memory import Blank
from archive.linking.relations import relate
from archive.model import Entry, Statement
from archive.reading.dates import read


class Remembering(Blank):
    """A memory that keeps the gists of statements as a cache does."""

    def __init__(self) -> None:
        super().__init__()
        self.gists: dict[str, bytes] = {}

    def gist(self, mark: str) -> bytes:
        """Return what is kept of a statement's words."""
        return self.gists.get(mark, b"")

    def keep_only(self, marks: Iterable[str]) -> None:
        """Forget all others."""
        wanted = set(marks)
        super().keep_only(wanted)
        self.gists = {mark: gist for mark, gist in self.gists.items() if mark in wanted}

    def forget(self, marks: Iterable[str]) -> None:
        """Forget these, which are there."""
        gone = list(marks)
        super().forget(gone)
        for mark in gone:
            del self.gists[mark]


def _in_order(entries: dict[str, Entry]) -> dict[str, Entry]:
    return {e.slug: e for e in sorted(entries.values(), key=lambda e: (e.sort, e.slug))}


class _Shelf:
    """Statements that come, go and change, made of sentences that many of them share."""

    def __init__(self) -> None:
        self.chance = random.Random(11)
        self.memory = Remembering()
        self.statements: dict[str, Statement] = {}
        self.sentences = [self._sentence() for _ in range(5)]

    def _sentence(self) -> str:
        return " ".join(f"word{self.chance.randrange(4000)}" for _ in range(16))

    def put(self, number: int) -> None:
        """Add or change a statement: it says, quotes or repeats what others may say too."""
        slug = f"s{number:03}"
        parts = [self._sentence() for _ in range(3)]
        for shared in self.chance.sample(self.sentences, self.chance.randrange(3)):
            parts.append(self.chance.choice((f"They said: “{shared}”.", shared)))
        if self.statements and self.chance.random() < 0.15:
            parts = [self.chance.choice(list(self.statements.values())).body[0].text]
        year = self.chance.choice(("1999", "2001", "2003", ""))
        self.statements[slug] = statement(
            slug, " ".join(parts), date=read(year) if year else None, title=f"One of {slug}",
            source_url=f"https://example.org/{slug}",
        )  # fmt: skip

    def change(self) -> None:
        """Let a few statements come and go."""
        for _ in range(self.chance.randrange(1, 5)):
            slug = f"s{self.chance.randrange(70):03}"
            if slug in self.statements and self.chance.random() < 0.6:
                del self.statements[slug]
            else:
                self.put(int(slug[1:]))

    def entries(self) -> dict[str, Entry]:
        """Return the entries as reading would leave them, with their gists in the memory."""
        made = {}
        for slug, one in self.statements.items():
            mark = digest(repr(one).encode()).hex()
            made[slug] = library._entry(one, mark)
            self.memory.gists.setdefault(mark, gist_of(one))
        return _in_order(made)


@pytest.mark.parametrize("few", [5, 60, 1000])
def test_remembered_echoes_are_the_echoes_of_a_fresh_look(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With and without an index, whether it is made anew or not, the ties are the same."""
    monkeypatch.setattr(roll, "FEW", few)
    monkeypatch.setattr(related, "FEW", few)
    shelf = _Shelf()
    for number in range(50):
        shelf.put(number)
    kinds = set()
    for step in range(16):
        now = shelf.entries()
        remembered = relate(now, shelf.statements.__getitem__, {}, shelf.memory)
        assert remembered == relate(now, shelf.statements.__getitem__, {}), step
        assert set(shelf.memory.gists) == {entry.digest for entry in now.values()}
        kinds.update(tie.type for ties in remembered[0].values() for tie in ties)
        shelf.change()
    assert kinds == {"quotes", "version-of"}


def test_a_lost_gist_is_made_again() -> None:
    """What is known of a statement that went may be lost; then everything is looked at anew."""
    shelf = _Shelf()
    for number in range(30):
        shelf.put(number)
    relate(shelf.entries(), shelf.statements.__getitem__, {}, shelf.memory)
    del shelf.statements["s003"]
    shelf.memory.gists.clear()
    now = shelf.entries()
    remembered = relate(now, shelf.statements.__getitem__, {}, shelf.memory)
    assert remembered == relate(now, shelf.statements.__getitem__, {})


@pytest.mark.parametrize("name", ["kin", "claims", "roll", "echoes", "cited", "replies"])
def test_a_damaged_memory_is_no_memory(name: str) -> None:
    """Bytes that cannot be read are as good as none."""
    shelf = _Shelf()
    for number in range(30):
        shelf.put(number)
    now = shelf.entries()
    relate(now, shelf.statements.__getitem__, {}, shelf.memory)
    shelf.memory.keep_value(name, b"\xff damage")
    remembered = relate(now, shelf.statements.__getitem__, {}, shelf.memory)
    assert remembered == relate(now, shelf.statements.__getitem__, {})
