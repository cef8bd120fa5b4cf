"""What the processes of a build do, each importing what it needs when the first task comes.

The process that plans and publishes needs neither Pelican nor the recognisers of the reading, and
they take longer to import than one statement takes to publish.
"""

from __future__ import annotations

import msgspec

from archive.model import Frozen
from archive.problems import Problem
from archive.searching import directory, sheaves, volumes
from archive.searching.sheaves import Member, Sheaf
from archive.showing.pieces import Card
from archive.showing.tasks import Rendered, Task

_encode = msgspec.msgpack.Encoder().encode
_sheaf = msgspec.msgpack.Decoder(Sheaf)


class Sewing(Frozen, frozen=True):
    """A sheaf of the search index to be made: the name it is kept under, and its statements.

    ``begun`` is the sheaf of the statements before these as MessagePack, if that is at hand.
    """

    name: str
    members: tuple[Member, ...]
    begun: bytes = b""


def sew(task: Sewing) -> tuple[str, bytes]:
    """Return a sheaf as MessagePack, with its name."""
    sheaf = sheaves.gather(task.members)
    if task.begun:
        sheaf = _sheaf.decode(task.begun).extended(sheaf)
    return task.name, _encode(sheaf)


def bind(task: tuple[str, tuple[bytes, ...], int]) -> tuple[str, bytes, bytes]:
    """Return the layout and the whole of a volume as MessagePack, with its name.

    ``task`` is the name, the sheaves as MessagePack and the room of a file.
    """
    name, parts, room = task
    volume = volumes.bind([_sheaf.decode(part) for part in parts], room)
    return name, _encode(directory.layout(volume)), _encode(volume)


def render(task: Task) -> tuple[tuple[Rendered, ...], tuple[Problem, ...]]:
    """Make the task's pages; returns them with every problem (``plugin.render``)."""
    from archive.showing import plugin  # noqa: PLC0415 - see above

    return plugin.render(task)


def draw(task: tuple[tuple[str, Card], ...]) -> tuple[tuple[str, bytes], ...]:
    """Return (path, PNG) of each card."""
    from archive.showing import cards  # noqa: PLC0415 - see above

    return tuple((path, cards.draw(card)) for path, card in task)


def get_ready() -> None:
    """Import what ``render`` needs, before there is something to do."""
    from archive.showing import plugin  # noqa: F401, PLC0415 - see above
