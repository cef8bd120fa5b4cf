"""Spreading pure work over any ``concurrent.futures.Executor``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from archive.problems import Problem, ProblemsFound

Task = TypeVar("Task")
Result = TypeVar("Result")


def processors() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give the executor of a Dask cluster, whose workers see the archive at the same path.

    ``address`` is the scheduler's ("tcp://host:port").  Needs the extra ``cluster``; raises
    ProblemsFound where it is not installed (A606) or the scheduler does not answer (A607).
    """
    try:
        from distributed import Client  # noqa: PLC0415 - only archives of a million need it
    except ImportError:
        raise ProblemsFound([
            Problem(
                "--cluster", 0, "A606", "found no Dask; expected the extra that brings it",
                "install it: pip install 'dask[distributed]'",
            )
        ]) from None  # fmt: skip
    try:
        connect: Any = Client  # Dask's own types are not complete
        client = connect(address, timeout=10, set_as_default=False)
    except OSError as error:
        raise ProblemsFound([
            Problem(
                "--cluster", 0, "A607", f"found no scheduler at {address} ({error}); expected one",
                "start it (dask scheduler) and its workers, or correct the address",
            )
        ]) from None  # fmt: skip
    with client:
        yield client.get_executor(retries=3)


@dataclass(frozen=True)
class Hands:
    """Who does the work: ``many`` for much of it, ``one`` for little; None is this process itself.

    ``one`` is a process that starts at once, to import what it needs while this one plans.
    """

    many: Executor | None = None
    one: Executor | None = None


ALONE = Hands()


@contextmanager
def pool(jobs: int, given: Executor | None = None) -> Iterator[Hands]:
    """Give the hands for ``jobs`` processes.

    An executor that is ``given`` is used as it is and left open.  Processes start when the first
    task is handed over, so unused ones cost nothing.
    """
    if given is not None or jobs < 2:
        yield Hands(given)
        return
    try:
        many, one = ProcessPoolExecutor(jobs), ProcessPoolExecutor(1)
    except OSError:  # a system without semaphores, as where /dev/shm may not be written to
        yield ALONE
        return
    try:
        yield Hands(many, one)
    finally:
        for executor in (one, many):
            executor.shutdown(cancel_futures=True)


def spread(
    executor: Executor | None,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    ahead: int = 0,
) -> Iterator[Result]:
    """Yield ``work(task)`` of each task, in whatever order they are finished.

    At most ``ahead`` tasks (twice the processors by default) are under way at once, so that tasks
    and results never pile up; without an executor the work is done here, in order.
    """
    if executor is None:
        yield from map(work, tasks)
        return
    most = ahead or 2 * processors()
    under_way: set[Future[Result]] = set()
    for task in tasks:
        under_way.add(executor.submit(work, task))
        if len(under_way) >= most:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    while under_way:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()
