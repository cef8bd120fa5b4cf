"""What test files share: builds in folders of their own, the site as built once, Chromium."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

Built = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, **environment: str) -> Built:
    """Run ``build.py`` as a user does; the result has returncode, stdout and stderr."""
    return subprocess.run(
        [sys.executable, CHECKOUT / "build.py", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env=os.environ | environment,
    )


@pytest.fixture(scope="session")
def program() -> Callable[..., Built]:
    """Return the function that runs ``build.py`` with some arguments."""
    return run


@pytest.fixture
def two_seeds(tmp_path: Path) -> Path:
    """Return an archive folder that holds the two seeds of this archive and nothing else."""
    return _copy(tmp_path / "archive", "seeds")


@pytest.fixture
def whole_archive(tmp_path: Path) -> Path:
    """Return a copy of this archive's own folder: seeds, content and settings."""
    return _copy(tmp_path / "archive", "seeds", "content", "archive.toml")


def _copy(folder: Path, *parts: str) -> Path:
    folder.mkdir()
    for part in parts:
        if (CHECKOUT / part).is_dir():
            shutil.copytree(CHECKOUT / part, folder / part)
        else:
            shutil.copy(CHECKOUT / part, folder / part)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of this archive's site, built once in a run of the tests."""
    folder = _copy(tmp_path_factory.mktemp("site") / "archive", "seeds", "content", "archive.toml")
    built = run("--root", folder, "--output", folder / "output", "--jobs", "1")
    assert built.returncode == 0, built.stderr
    return folder / "output"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each request."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - inherited name
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site below a sub-path on loopback; yield its address, which ends in a slash."""
    top = site.parent / "served"
    top.mkdir()
    (top / "archive").symlink_to(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(top)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/archive/"
    server.shutdown()
    server.server_close()


def find_chromium() -> str | None:
    """Return a Chromium of this machine, or the one that ``setup/browser`` has unpacked."""
    unpacked = str(CHECKOUT / ".cache" / "browser" / "chromium")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", unpacked)
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else names))
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium; without one, skip the test, or fail it where CI is set."""
    found = find_chromium()
    if found is None:
        missing = "found no Chromium; run setup/browser, or name one with CHROMIUM=/path/to/it"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[object]:
    """Yield a Playwright browser that runs the found Chromium without its own services."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow; few tests need it

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        )  # fmt: skip
        yield running
        running.close()
