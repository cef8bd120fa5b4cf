"""The search index in a build: what an addition makes anew, and that it is what a clean build makes."""

import shutil
from pathlib import Path

import pytest

from archive.showing import inquiry, words
from archive.showing.labels import COUNTED, SEARCH


def write(folder: Path, name: str, words: str) -> None:
    """Write one short statement."""
    text = (
        f"On the {words}\n\n1 May 2001\nBy the Harbour League\n\nThe {words} stand at the gates.\n"
    )
    (folder / "seeds" / f"{name}.txt").write_text(text, "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, program) -> Path:
    """Return an archive of so many statements that some of the index is closed, with its site."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "seeds").mkdir()
    for number in range(180):
        write(folder, f"2001-05-{number:03}", f"lanterns-{number} and crew{number % 7}")
    assert program("--root", folder, "--quiet").returncode == 0
    return folder


def test_an_addition_leaves_most_of_the_index_alone(many, program, tmp_path):
    """One statement more changes the open volume only, and the site is that of a clean build."""
    before = tree(many / "output")
    write(many, "2026-zz", "barges and crew3")
    assert program("--root", many, "--quiet").returncode == 0
    after = tree(many / "output")
    changed = {path for path in after if after[path] != before.get(path) and "search/" in path}
    volumes = {path.split("/")[1] for path in changed if path.count("/") == 2 and "ar/" not in path}
    assert len(volumes) == 1
    assert f"search/{volumes.pop()}/s0.js" in changed
    assert "statements/2026-zz/words.js" in after
    shutil.copytree(many / "seeds", tmp_path / "seeds")
    clean = program("--root", tmp_path, "--output", tmp_path / "output", "--quiet", "--jobs", "1")
    assert clean.returncode == 0
    names = tree(tmp_path / "output")
    assert {p for p in after if p.startswith("search/")} == {
        p for p in names if p.startswith("search/")
    }
    assert [p for p in after if p.startswith("search/") and after[p] != names[p]
            and not p.endswith(".html")] == []  # fmt: skip


def test_nothing_of_a_statement_that_is_gone_is_left(many, program):
    """A removed statement's words leave the index and its folder the site."""
    write(many, "2026-zy", "quetzals")
    assert program("--root", many, "--quiet").returncode == 0
    assert any(
        b"quetzal" in data for path, data in tree(many / "output").items() if "search/" in path
    )
    (many / "seeds" / "2026-zy.txt").unlink()
    assert program("--root", many, "--quiet").returncode == 0
    left = tree(many / "output")
    assert [path for path, data in left.items() if b"quetzal" in data] == []
    assert "statements/2026-zy/words.js" not in left


def test_withheld_words_are_not_in_the_index(two_seeds, program):
    """What an editor withholds can neither be found nor read in the index."""
    seed = sorted((two_seeds / "seeds").glob("*.txt"))[1]
    secret = "seattle.com.sg@gmail.com"
    line = 1 + [secret in text for text in seed.read_text("utf-8").splitlines()].index(True)
    record = two_seeds / "content" / "records" / f"{seed.stem}.toml"
    record.parent.mkdir(parents=True)
    record.write_text(
        f'[[withhold]]\nline = {line}\ntext = "{secret}"\nbecause = "private"\n', "utf-8"
    )
    assert program("--root", two_seeds, "--quiet").returncode == 0
    site = tree(two_seeds / "output")
    assert [path for path, data in site.items() if b"com.sg" in data] == []


def test_messages_have_a_form_for_each_number():
    """The script is handed each message, and of those with a number one for each plural category."""
    said = inquiry.messages("ar")
    for key in (*SEARCH, *COUNTED):
        assert f'"{key}":' in said
    for category in ("zero", "one", "two", "few", "many", "other"):
        assert said.count(f'"{category}":') == len(COUNTED)
    assert words.translations("ar").gettext(SEARCH["nothing"]) in said
    assert '"one":"%(n)s statement"' in inquiry.messages("en")
