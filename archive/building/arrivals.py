"""What became of the files that were given to be added, told as JSON or in lines to a person."""

from __future__ import annotations

from collections.abc import Iterable

from archive.building import accounts
from archive.linking.resemblance import Resemblance
from archive.model import Frozen, Statement


class Added(Frozen, frozen=True):
    """A statement that was brought in, or whose record was written.

    ``source`` is the file that was given; ``record`` is "" where none was written.
    """

    source: str
    statement: Statement
    record: str
    resembles: tuple[Resemblance, ...]


class Names(Frozen, frozen=True):
    """A file of authorities that was made of a SKOS thesaurus, with how many names are in it."""

    source: str
    file: str
    count: int


def as_json(added: Iterable[Added | Names]) -> list[accounts.Shown]:
    """Return what ``add --json`` prints: what ``inspect`` does, with where it came from."""
    return [
        {"from": one.source, "authorities": one.file, "names": one.count}
        if isinstance(one, Names)
        else {
            "from": one.source,
            "record": one.record or None,
            "resembles": [
                {"to": like.slug, "file": like.file, "share": round(like.share, 3)}
                for like in one.resembles
            ],
            **accounts.as_json(one.statement, ()),
        }
        for one in added
    ]


def shown(added: Iterable[Added | Names]) -> str:
    """Return for a person what became of each file, and what was understood of it."""
    return "".join(
        f"{one.source}\n  {'names':<11} {one.count}\n  {'to review':<11} {one.file}\n\n"
        if isinstance(one, Names)
        else f"{one.source}\n  {'seed':<11} {one.statement.file}\n"
        + (f"  {'to review':<11} {one.record}\n" if one.record else "")
        + accounts.values(accounts.as_json(one.statement, ()))
        + "\n"
        for one in added
    )
