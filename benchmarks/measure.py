"""Runs one program and says what it cost: wall time, CPU of its whole process tree, memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


class RunFailedError(Exception):
    """A measured program ended with an error; carries what it printed last."""


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds, and MiB of the largest process and of all together.

    ``tree`` is the greatest sum over all processes of their proportional set sizes (PSS, in which a
    page shared by two processes counts half in each), looked at ten times a second; 0 where the
    system does not tell it.  ``written`` counts the files of the site that are new or rewritten.
    """

    wall: float
    cpu: float
    largest: float
    tree: float
    files: int = 0
    written: int = 0


def run(command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run ``command`` in ``folder``; raises RunFailedError when it does not end well."""
    with (folder / "benchmark.log").open("wb") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=log, stderr=subprocess.STDOUT
        )
        watcher = _Watcher(process.pid)
        watcher.start()
        # wait4 gives this child and all it waited for, where RUSAGE_CHILDREN would give every
        # earlier run's share of memory too.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.done.set()
        watcher.join()
    if process.returncode:
        tail = (folder / "benchmark.log").read_text(errors="replace")[-2000:]
        raise RunFailedError(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    return Cost(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        largest=usage.ru_maxrss / 1024,
        tree=watcher.peak / MIB,
    )


class _Watcher(threading.Thread):
    """Keeps the greatest sum of memory of a process and its descendants."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.1):
            self.peak = max(self.peak, sum(map(_proportional, _tree(self.pid))))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found.extend(map(int, task.read_text().split()))
            except OSError:
                continue  # it has ended
    return found


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


Snapshot = dict[str, tuple[int, int]]


def snapshot(folder: Path) -> Snapshot:
    """Return each file below ``folder`` with what tells whether it was written again."""
    found: Snapshot = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place) / name
            status = path.stat()
            found[str(path.relative_to(folder))] = (status.st_ino, status.st_mtime_ns)
    return found
