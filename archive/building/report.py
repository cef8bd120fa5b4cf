"""What a build tells the person who runs it: stages, counts, a live bar on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Step = TypeVar("Step")

# A stage shorter than this is told when it is over, and never draws a bar.
PATIENCE = 0.5


class Report:
    """Writes progress to a stream: a bar that moves on a terminal, plain lines elsewhere."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self.stream = stream or sys.stderr
        self.quiet = quiet

    def say(self, line: str) -> None:
        """Write one line."""
        if not self.quiet:
            self.stream.write(line + "\n")
            self.stream.flush()

    def steps(self, name: str, total: int, steps: Iterable[Step]) -> Iterator[Step]:
        """Yield the steps of a stage, telling how many of ``total`` are done and how fast.

        A step that is a tuple or list counts as many as it holds.
        """
        started = time.perf_counter()
        done = 0
        bar = None
        for step in steps:
            yield step
            done += len(step) if isinstance(step, tuple | list) else 1
            passed = time.perf_counter() - started
            if bar is None and not self.quiet and passed > PATIENCE and self.stream.isatty():
                bar = _bar(self.stream, name, total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
        passed = time.perf_counter() - started
        if bar is not None:
            bar.stop()
        if total and (passed > PATIENCE or bar is not None):
            rate = done / passed if passed else 0
            self.say(f"{name}: {done:,} in {passed:.1f} s ({rate:,.0f} a second)")


def _bar(stream: TextIO, name: str, total: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    # Imported only when there is something to watch: it costs a tenth of a second.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    bar = Progress(console=Console(file=stream), transient=True)
    bar.add_task(name, total=total)
    bar.start()
    return bar
