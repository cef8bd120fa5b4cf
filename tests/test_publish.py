"""Publishing: two trees, one exchange, and whose files the output folder holds."""

import errno
import os
from pathlib import Path

import pytest

from archive.building import ownership, publish, trees
from archive.building.ownership import MANIFEST
from archive.building.publish import Stage
from archive.building.trees import Inventory
from archive.problems import ProblemsFound


def _publish(tmp_path: Path, left: Inventory, site: dict[str, bytes]) -> Inventory:
    """Bring the site to exactly these files through the spare; return the new inventory."""
    output, spare = tmp_path / "output", tmp_path / "spare"
    found = trees.survey(output, left, every_file=True)
    stage = Stage(spare, Inventory(), output)
    same = {
        path: mark for path, mark in found.files.items()
        if path in site and (output / path).read_bytes() == site[path]
    }  # fmt: skip
    for path, content in site.items():
        if path not in same:
            stage.put(path, content)
    stage.keep(same)
    stage.sweep(set(site))
    return stage.publish(Inventory(found.ino, found.folders, found.everything()))[0]


def _tree(top: Path) -> dict[str, bytes]:
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def test_a_site_replaces_the_one_before_it_whole(tmp_path: Path) -> None:
    """After publishing, the output holds the new files and none of the old, nor empty folders."""
    left = _publish(tmp_path, Inventory(), {"index.html": b"1", "a/b/c.html": b"2"})
    left = _publish(tmp_path, left, {"index.html": b"1", "d/e.html": b"3"})
    assert _tree(tmp_path / "output") == {"index.html": b"1", "d/e.html": b"3"}
    assert not (tmp_path / "output" / "a").exists()


def test_an_unchanged_file_is_the_same_file(tmp_path: Path) -> None:
    """What has not changed keeps its inode, so that a copier by time and size passes over it."""
    left = _publish(tmp_path, Inventory(), {"index.html": b"1", "b.html": b"2"})
    before = (tmp_path / "output" / "b.html").stat().st_ino
    _publish(tmp_path, left, {"index.html": b"new", "b.html": b"2"})
    assert (tmp_path / "output" / "b.html").stat().st_ino == before


def test_no_file_of_the_published_tree_is_written_to(tmp_path: Path) -> None:
    """A changed page is another file: one who has the old one open reads it to its end."""
    left = _publish(tmp_path, Inventory(), {"index.html": b"old words"})
    with (tmp_path / "output" / "index.html").open("rb") as reader:
        left = _publish(tmp_path, left, {"index.html": b"new"})
        _publish(tmp_path, left, {"index.html": b"newer"})
        assert reader.read() == b"old words"


def test_a_folder_may_become_a_file_and_a_file_a_folder(tmp_path: Path) -> None:
    """Addresses may change their kind between builds."""
    left = _publish(tmp_path, Inventory(), {"a/index.html": b"1", "b": b"2"})
    left = _publish(tmp_path, left, {"a": b"3", "b/index.html": b"4"})
    left = _publish(tmp_path, left, {"a/index.html": b"1", "b": b"2"})
    assert _tree(tmp_path / "output") == {"a/index.html": b"1", "b": b"2"}


def test_a_spare_in_any_state_is_mended(tmp_path: Path) -> None:
    """Whatever a killed build left in the spare, the next site is whole."""
    left = _publish(tmp_path, Inventory(), {"index.html": b"1", "a/b.html": b"2"})
    spare = tmp_path / "spare"
    (spare / "a").mkdir(parents=True)
    (spare / "a" / "b.html").write_bytes(b"half")
    (spare / "left" / "over").mkdir(parents=True)
    (spare / "index.html").symlink_to("/nowhere")
    _publish(tmp_path, left, {"index.html": b"1", "a/b.html": b"2"})
    assert _tree(tmp_path / "output") == {"index.html": b"1", "a/b.html": b"2"}
    assert not (tmp_path / "output" / "left").exists()


def test_survey_sees_what_was_changed_added_and_taken_away(tmp_path: Path) -> None:
    """A file changed in place, one more and one less are all noticed."""
    left = _publish(tmp_path, Inventory(), {"a.html": b"1", "b.html": b"2", "c/d.html": b"3"})
    output = tmp_path / "output"
    (output / "a.html").write_bytes(b"other")
    (output / "c" / "d.html").unlink()
    (output / "c" / "more.html").write_bytes(b"4")
    found = trees.survey(output, left, every_file=True)
    assert set(found.changed) == {"a.html", "c/d.html"}
    assert found.changed["c/d.html"] is None
    assert set(found.extra) == {"c/more.html"}


def test_strangers_are_files_that_no_manifest_of_ours_lists(tmp_path: Path) -> None:
    """A file in the manifest is ours even when the cache is lost; any other is somebody's."""
    (tmp_path / MANIFEST).write_text(f"{'0' * 64}  index.html\n")
    extra = ["index.html", "thesis.odt", ".DS_Store", MANIFEST]
    assert ownership.strangers(tmp_path, extra) == {"thesis.odt"}


def _link(tmp_path: Path) -> Path:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    return tmp_path / "link"


def _file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_bytes(b"")
    return tmp_path / "file"


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("A601", _link),
        ("A602", _file),
        ("A603", lambda _: Path("/proc")),
        ("A604", lambda tmp_path: tmp_path),
        ("A604", lambda tmp_path: tmp_path / "seeds" / "site"),
    ],
)
def test_an_output_that_is_not_ours_is_refused(tmp_path: Path, code: str, place: object) -> None:
    """A link, a file, a mount point and the archive's own folders are never replaced."""
    (tmp_path / "seeds").mkdir()
    with pytest.raises(ProblemsFound) as refused:
        ownership.claim(place(tmp_path), tmp_path, set())  # type: ignore[operator]
    assert [problem.code for problem in refused.value.problems] == [code]


def test_strangers_files_are_named_in_the_refusal(tmp_path: Path) -> None:
    """The message says which files stand in the way."""
    output = tmp_path / "output"
    output.mkdir()
    with pytest.raises(ProblemsFound, match=r"A605.*thesis\.odt"):
        ownership.claim(output, tmp_path, {"thesis.odt"})


def test_without_an_exchange_a_killed_build_is_recovered(tmp_path: Path) -> None:
    """Between the three renames of an old system the site waits under another name."""
    old = tmp_path / "spare.old"
    old.mkdir()
    (old / "index.html").write_bytes(b"1")
    publish.recover(tmp_path / "output", tmp_path / "spare")
    assert _tree(tmp_path / "output") == {"index.html": b"1"}


def test_exchange_without_the_system_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the kernel has no exchange, three renames do the same."""
    monkeypatch.setattr(publish.ctypes, "CDLL", lambda *_, **__: object())
    left = _publish(tmp_path, Inventory(), {"index.html": b"1"})
    _publish(tmp_path, left, {"index.html": b"2"})
    assert _tree(tmp_path / "output") == {"index.html": b"2"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output", "spare"]


def _immovable(_one: Path, other: Path) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(other))


def test_a_tree_that_cannot_be_moved_is_brought_up_to_date_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file system moves no folder, each file is replaced whole and what is gone goes."""
    left = _publish(tmp_path, Inventory(), {"index.html": b"1", "a/b.html": b"2", "c": b"3"})
    top = (tmp_path / "output").stat().st_ino
    monkeypatch.setattr(publish, "_exchange", _immovable)
    with (tmp_path / "output" / "index.html").open("rb") as reader:
        site = {"index.html": b"new", "a": b"4", "c/d.html": b"5", "static/e.css": b"6"}
        left = _publish(tmp_path, left, site)
        assert reader.read() == b"1"
    assert _tree(tmp_path / "output") == site
    assert (tmp_path / "output").stat().st_ino == top
    found = trees.survey(tmp_path / "output", left, every_file=True)
    assert not found.changed
    assert not found.extra
    assert set(found.files) == set(site)
    _publish(tmp_path, left, {"index.html": b"new"})
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["index.html"]


def test_a_build_ended_while_it_worked_in_place_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of both sites and a file on its way are ours, and are brought to one site."""
    left = _publish(tmp_path, Inventory(), {"index.html": b"1", "a.html": b"2"})
    monkeypatch.setattr(publish, "_exchange", _immovable)
    replace, files = os.replace, iter(range(5))

    def killed(one: Path, other: str) -> None:
        if next(files) == 1:
            raise KeyboardInterrupt
        replace(one, other)

    monkeypatch.setattr(os, "replace", killed)
    site = {"index.html": b"3", "a.html": b"4"}
    with pytest.raises(KeyboardInterrupt):
        _publish(tmp_path, left, site)
    assert ownership.strangers(tmp_path / "output", {".next"}) == set()
    _publish(tmp_path, left, site)
    assert _tree(tmp_path / "output") == site


def test_many_files_are_looked_at_by_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a second process sees of a tree is what one alone would see."""
    site = {f"{number}.html": b"1" for number in range(9)}
    left = _publish(tmp_path, Inventory(), site)
    for number in (0, 8):
        (tmp_path / "output" / f"{number}.html").write_bytes(b"other")
    (tmp_path / "output" / "4.html").unlink()
    alone = trees.survey(tmp_path / "output", left, every_file=True)
    monkeypatch.setattr(trees, "MANY", 2)
    assert trees.survey(tmp_path / "output", left, every_file=True) == alone
    assert set(alone.changed) == {"0.html", "4.html", "8.html"}


def test_a_tree_is_told_by_how_it_differs_from_another() -> None:
    """What two trees have in common need not be kept twice."""
    one = Inventory(1, {"": 5}, {"a": (1, 1, 1), "b": (2, 2, 2), "d": (4, 4, 4)})
    other = Inventory(2, {"": 6}, {"a": (1, 1, 1), "b": (9, 9, 9), "c": (3, 3, 3)})
    told = trees.against(one, other)
    assert set(told.files) == {"b", "c", "d"}
    assert trees.completed(told, other) == one
