"""What all that relates statements works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from archive.linking.memory import Memory
from archive.model import Authority, Entry, Frozen, Relation, Statement

Ties = dict[str, list[Relation]]
Load = Callable[[str], Statement]


class Work(Frozen, frozen=True):
    """The statements in order of issue, the way to their texts, the names, and the ties so far.

    ``load`` gives a whole statement by its slug; ``authorities`` are by id; ``ties`` grows.
    """

    entries: Mapping[str, Entry]
    load: Load
    authorities: Mapping[str, Authority]
    ties: Ties
    memory: Memory
