"""The work of a build spread over machines: a real scheduler and two workers on loopback."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.building import engine, parallel
from archive.building.report import Report
from archive.problems import ProblemsFound

CHECKOUT = Path(__file__).resolve().parents[2]


def _start(*words: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "DASK_DISTRIBUTED__DIAGNOSTICS__NVML": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers; yield the address and the workers."""
    file = tmp_path / "scheduler.json"
    common = ["--scheduler-file", file]
    scheduler = _start(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--no-jupyter", *common,
    )  # fmt: skip
    while not file.exists() or not file.read_text():
        time.sleep(0.1)
        assert scheduler.poll() is None
    workers = [
        _start(
            "distributed.cli.dask_worker", "--no-nanny", "--nthreads", "1", "--no-dashboard",
            "--local-directory", tmp_path / "scratch", *common,
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        yield json.loads(file.read_text())["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _archive(root: Path) -> Path:
    (root / "seeds").mkdir(parents=True)
    for number in range(200):
        (root / "seeds" / f"s{number}.txt").write_text(
            f"Resolution {number} of the Millers\n\nWe the millers of valley {number} have met, and "
            "we send our greeting to all who grind.\n\nWe ask for nothing but the river.\n"
        )
    return root


def _tree(top: Path) -> dict[str, bytes]:
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def test_a_cluster_makes_the_same_bytes_and_survives_a_lost_worker(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    """One of two workers is killed in the middle of the build; the site comes out the same."""
    address, workers = cluster
    here = _archive(tmp_path / "one" / "archive")
    engine.build(engine.Options(here, here / "output", jobs=1), Report(quiet=True))
    there = tmp_path / "two" / "archive"
    shutil.copytree(here, there, ignore=shutil.ignore_patterns("output", ".cache"))
    with parallel.cluster(address) as executor:
        executor._client.wait_for_workers(2, timeout=120)  # type: ignore[attr-defined]
        killer = threading.Timer(0.7, workers[0].kill)
        killer.start()
        engine.build(engine.Options(there, there / "output"), Report(quiet=True), executor)
        killer.join()
    assert workers[0].wait() != 0
    assert _tree(there / "output") == _tree(here / "output")


def test_a_scheduler_that_does_not_answer_is_a_problem() -> None:
    """The message names the address, and what to start there."""
    with (
        pytest.raises(ProblemsFound, match="A607"),
        parallel.cluster("tcp://127.0.0.1:9"),
    ):
        pass
