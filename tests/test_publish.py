"""Publishing: two trees, one exchange, and whose files the output folder holds."""

from pathlib import Path

import pytest

from archive.building import publish
from archive.building.publish import Inventory, Stage
from archive.problems import ProblemsFound


def _publish(tmp_path: Path, left: Inventory, site: dict[str, bytes]) -> Inventory:
    """Bring the site to exactly these files through the spare; return the new inventory."""
    output, spare = tmp_path / "output", tmp_path / "spare"
    found = publish.survey(output, left, every_file=True)
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
    stage.publish()
    return stage.inventory()


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
    found = publish.survey(output, left, every_file=True)
    assert set(found.changed) == {"a.html", "c/d.html"}
    assert found.changed["c/d.html"] is None
    assert set(found.extra) == {"c/more.html"}


def test_strangers_are_files_that_no_manifest_of_ours_lists(tmp_path: Path) -> None:
    """A file in the manifest is ours even when the cache is lost; any other is somebody's."""
    (tmp_path / publish.MANIFEST).write_text(f"{'0' * 64}  index.html\n")
    extra = ["index.html", "thesis.odt", ".DS_Store", publish.MANIFEST]
    assert publish.strangers(tmp_path, extra) == {"thesis.odt"}


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
        publish.claim(place(tmp_path), tmp_path, set())  # type: ignore[operator]
    assert [problem.code for problem in refused.value.problems] == [code]


def test_strangers_files_are_named_in_the_refusal(tmp_path: Path) -> None:
    """The message says which files stand in the way."""
    output = tmp_path / "output"
    output.mkdir()
    with pytest.raises(ProblemsFound, match=r"A605.*thesis\.odt"):
        publish.claim(output, tmp_path, {"thesis.odt"})


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
