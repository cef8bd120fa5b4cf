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
from typing import NoReturn

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
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path, str], str]]:
    """Yield a function that serves a folder at a path on loopback; it returns the address."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path, path: str) -> str:
        top = tmp_path_factory.mktemp("served")
        (top / path).symlink_to(folder)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(top)))
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/{path}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path, str], str]) -> str:
    """Return the address at which the site is served, below a sub-path; it ends in a slash."""
    return serve(site, "archive")


@pytest.fixture(scope="session")
def missing() -> Callable[[str, str], NoReturn]:
    """Return a function that skips a test for want of a program, or fails it where CI is set."""

    def end(what: str, remedy: str) -> NoReturn:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"found no {what}; run {remedy}")

    return end


def find_chromium() -> str | None:
    """Return a Chromium of this machine, or the one that ``setup/browser`` has unpacked."""
    unpacked = str(CHECKOUT / ".cache" / "browser" / "chromium")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", unpacked)
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else names))
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def chromium(missing: Callable[[str, str], NoReturn]) -> str:
    """Return the path of a Chromium."""
    return find_chromium() or missing(
        "Chromium", "setup/browser, or name one with CHROMIUM=/path/to/it"
    )


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
