"""The house keeps its own rules: imports, docstrings, codes, templates and what the docs list."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archive.problems import CODES

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "archive"
# The packages of the program, from the ground up; "" is the package itself: terms and problems.
LAYERS = ("", "reading", "naming", "describing", "linking", "searching", "showing", "building")
MODULES = {path.stem: path for path in sorted(PACKAGE.rglob("*.py")) if path.stem != "__init__"}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}
TEMPLATES = CHECKOUT / "theme" / "templates"
SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".lock",
    ".html",
    ".xml",
    ".css",
    ".js",
    ".yml",
    "",
}


def committed() -> list[Path]:
    """Return the files of this project's own that git knows, without seeds and fonts."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    paths = [CHECKOUT / name for name in names if name and not name.startswith("seeds/")]
    return [path for path in paths if path.suffix in SUFFIXES and path.is_file()]


def imported(name: str) -> set[str]:
    """Return the modules of the package that a module imports, at its top or later."""
    found: set[str] = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "archive":
            *_, last = (node.module or "").split(".")
            is_package = last == "archive" or last in LAYERS
            found.update((alias.name for alias in node.names) if is_package else (last,))
    return found & MODULES.keys()


def libraries(name: str) -> set[str]:
    """Return the packages from elsewhere that a module imports."""
    found: set[str] = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
    return found - sys.stdlib_module_names - {"archive", "__future__"}


def layer(name: str) -> int:
    """Return how high the package of a module stands."""
    folder = MODULES[name].parent
    return LAYERS.index("" if folder == PACKAGE else folder.name)


def documented_modules() -> list[str]:
    """Return the modules as docs/architecture.md lists them, from the ground up."""
    text = (CHECKOUT / "docs" / "architecture.md").read_text("utf-8")
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


def test_architecture_lists_every_module_once():
    """docs/architecture.md knows exactly the modules there are."""
    assert sorted(documented_modules()) == sorted(MODULES)


def test_packages_import_only_what_stands_below_them():
    """Imports go one way: no module uses one of a package above its own."""
    upward = [
        f"{name} imports {other}"
        for name in MODULES
        for other in sorted(imported(name))
        if layer(other) > layer(name)
    ]
    assert upward == []


def test_modules_import_only_what_stands_before_them():
    """Within a package too: a module uses only modules listed before it in the architecture."""
    order = {name: place for place, name in enumerate(documented_modules())}
    upward = [
        f"{name} imports {other}"
        for name in order
        for other in sorted(imported(name))
        if order[other] >= order[name]
    ]
    assert upward == []


def test_only_one_module_knows_the_host():
    """Pelican is imported by ``plugin`` and by nothing else."""
    assert {name for name in MODULES if "pelican" in libraries(name)} == {"plugin"}


def test_libraries_are_asked_for_by_name():
    """Each library the package imports is in requirements.in, not there by another's grace."""
    text = (CHECKOUT / "requirements.in").read_text("utf-8")
    asked = {line.split("[")[0] for line in text.splitlines() if line and line[0] != "#"}
    names = {
        "ahocorasick": "pyahocorasick",
        "charset_normalizer": "charset-normalizer",
        "Stemmer": "pystemmer",
    }
    used = {names.get(library, library) for name in MODULES for library in libraries(name)}
    # Pelican brings the first two with it; the third is the extra ``cluster``.
    assert used - asked <= {"markupsafe", "rich", "distributed"}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_module_says_what_it_knows(name):
    """Each module begins with a docstring whose first sentence ends on its first lines."""
    docstring = ast.get_docstring(TREES[name])
    assert docstring
    assert docstring.split("\n\n")[0].rstrip().endswith((".", ":"))


def test_every_test_says_what_it_proves():
    """Each test function and each test file has a docstring."""
    silent = []
    for path in sorted((CHECKOUT / "tests").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if path.read_text("utf-8").strip() and not ast.get_docstring(tree):
            silent.append(path.name)
        silent += [
            f"{path.name}: {node.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.name.startswith("test_")
            and not ast.get_docstring(node)
        ]
    assert silent == []


def test_problem_codes_are_documented():
    """docs/problems.md explains exactly the codes there are, in order, under their meanings."""
    text = (CHECKOUT / "docs" / "problems.md").read_text("utf-8")
    headings = re.findall(r"^### (A\d{3}): (.+)$", text, re.MULTILINE)
    assert headings == list(CODES.items())
    assert list(CODES) == sorted(CODES)


def test_problem_codes_are_in_use():
    """Each code is reported somewhere, and no unknown code is."""
    sources = [path.read_text("utf-8") for name, path in MODULES.items() if name != "problems"]
    used = {code for text in sources for code in re.findall(r'"(A\d{3})"', text)}
    assert used == set(CODES)


def test_templates_are_all_in_use():
    """Each template is named by the package or by another template, and each named one is there."""
    there = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    drawn = {
        name
        for path in TEMPLATES.rglob("*")
        if path.is_file()
        for name in re.findall(
            r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""",
            path.read_text("utf-8"),
        )
    }
    assert drawn <= there
    code = "\n".join(path.read_text("utf-8") for path in MODULES.values())
    unused = [
        name
        for name in sorted(there - drawn)
        if not re.search(rf'"{re.escape(name.rpartition(".")[0])}(\.\w+)?"', code)
    ]
    assert unused == []


def test_nothing_names_a_machine():
    """No committed file names a package registry or a folder of somebody's machine."""
    hosts = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "deb." + "debian")
    folders = ("/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/")
    found = [
        f"{path.relative_to(CHECKOUT)}: {word}"
        for path in committed()
        for word in (*hosts, *folders)
        if word in path.read_text("utf-8", errors="replace")
    ]
    assert found == []


def test_nothing_is_left_for_later():
    """No source says that something is still to be written."""
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
    found = [
        f"{path.relative_to(CHECKOUT)}: {mark}"
        for path in committed()
        if path.suffix in {".py", ".html", ".css", ".js", ""} and path.name != "LICENSE"
        for mark in marks
        if mark in path.read_text("utf-8", errors="replace")
    ]
    assert found == []
