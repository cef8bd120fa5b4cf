"""What the processes of a build do, each importing what it needs when the first task comes.

The process that plans and publishes needs neither Pelican nor the recognisers of the reading, and
they take longer to import than one statement takes to publish.
"""

from __future__ import annotations

from archive.problems import Problem
from archive.showing.tasks import Rendered, Task


def render(task: Task) -> tuple[tuple[Rendered, ...], tuple[Problem, ...]]:
    """Make the task's pages; returns them with every problem (``plugin.render``)."""
    from archive.showing import plugin  # noqa: PLC0415 - see above

    return plugin.render(task)


def get_ready() -> None:
    """Import what ``render`` needs, before there is something to do."""
    from archive.showing import plugin  # noqa: F401, PLC0415 - see above
