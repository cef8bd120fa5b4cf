"""Bringing statements in: their names, their records, and nothing half done."""

import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.building import placing

Run = Callable[..., subprocess.CompletedProcess[str]]

LETTER = """For the people of the harbour

We have stood here for eleven days. Nobody has asked us what we need, and nobody has come to see
how we live behind the wire. We ask you to come, all of you, and to bring your songs and your
bread with you, for the nights are long and the guards have orders to let nobody sleep.

Open the gates. Let the boats land.

Harbour Tenants' Committee, Friday 3 March 2017
"""
ARABIC = """بيان من أهالي المرفأ إلى العالم

نحن أهالي المرفأ نقف هنا منذ أحد عشر يوما. لم يسألنا أحد عما نحتاج إليه، ولم يأت أحد ليرى كيف نعيش وراء الأسلاك.

افتحوا الأبواب. دعوا القوارب ترسو.

لجنة مستأجري المرفأ
3 آذار 2017
"""
MAIL = """From: Mill Workers' Union <union@example.org>
Date: Sun, 6 May 2018 10:00:00 +0200
Subject: =?utf-8?q?Pour_les_gens_du_moulin_=C3=A0_Karsholm?=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Nous sommes ici depuis onze jours. Personne ne nous a demandé ce dont nous avons besoin.

Ouvrez les portes. Laissez entrer les gens.
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A call from the mill</title>
<link rel="canonical" href="https://mill.example.org/call">
<meta property="article:published_time" content="2018-05-06T10:00:00Z"></head><body>
<nav><a href="/">Home</a></nav><article><h1>A call from the mill</h1>
<p>We have worked at the mill for thirty years, and now they want to close it without a word to any
of us who live by it and have nothing else.</p>
<p>We call on everyone to come to the gates on Sunday, and to stand with us there until the owners
answer what we have asked of them.</p></article></body></html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an archive with no statement in it yet."""
    (tmp_path / "archive/seeds").mkdir(parents=True)
    return tmp_path / "archive"


def write(path: Path, text: str | bytes) -> Path:
    """Write a file that somebody has; return its path."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def everything(folder: Path) -> dict[str, bytes]:
    """Return each file of an archive but for its cache."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def test_a_text_becomes_a_seed_byte_for_byte(folder: Path, tmp_path: Path, program: Run) -> None:
    """A sure text needs no record; the seed is named for its date and title."""
    letter = write(tmp_path / "harbour letter.txt", LETTER.replace("\n", "\r\n"))
    done = program("add", "--root", folder, letter)
    assert done.returncode == 0, done.stderr
    assert everything(folder) == {
        "seeds/2017-03-for-the-people-of-the-harbour.txt": letter.read_bytes()
    }
    assert "2017-03-03  (transcribed, line 9)" in done.stdout
    assert program("--root", folder, "--jobs", "1").returncode == 0


def test_every_kind_of_file_comes_in(folder: Path, tmp_path: Path, program: Run) -> None:
    """Arabic text, Muse, a mail and a web page each become a seed; the site of them builds."""
    files = [
        write(tmp_path / "a.txt", ARABIC),
        write(tmp_path / "b.muse", "#title The Mill\n#date 2018\n\n" + LETTER.split("\n", 2)[2]),
        write(tmp_path / "c.eml", MAIL),
        write(tmp_path / "d.html", PAGE),
    ]
    done = program("add", "--json", "--root", folder, *files)
    assert done.returncode == 0, done.stderr
    arabic, muse, mail, page = json.loads(done.stdout)
    assert arabic["file"] == "seeds/2017-03-byan-mn-ahali-almrfa-ila-alaalm.txt"
    assert (arabic["title"], arabic["record"]) == (ARABIC.split("\n", maxsplit=1)[0], None)
    assert (arabic["from"], arabic["language"]) == (str(files[0]), "ar")
    assert (folder / muse["file"]).read_bytes() == files[1].read_bytes()
    assert muse["file"].endswith("-the-mill.txt")
    assert mail["file"] == "seeds/2018-05-pour-les-gens-du-moulin-a-karsholm.txt"
    assert page["file"] == "seeds/2018-05-a-call-from-the-mill.md"
    assert page["source_url"] == "https://mill.example.org/call"
    for one, file in ((mail, files[2]), (page, files[3])):
        record = (folder / one["record"]).read_text()
        assert hashlib.sha256(file.read_bytes()).hexdigest() in record
    built = program("--root", folder, "--jobs", "1")
    assert built.returncode == 0, built.stderr
    home = f"output/statements/{arabic['slug']}/index.html"
    assert 'dir="rtl"' in (folder / home).read_text()


def test_a_version_is_told_at_once(folder: Path, tmp_path: Path, program: Run) -> None:
    """A text that is in the archive in other words is named, with what its record would say."""
    other = LETTER.replace("eleven", "twelve").replace("Friday 3", "Monday 6")
    letters = [write(tmp_path / "a.txt", LETTER), write(tmp_path / "b.txt", other)]
    assert program("add", "--root", folder, letters[0]).returncode == 0
    done = program("add", "--json", "--root", folder, letters[1])
    assert done.returncode == 0
    (one,) = json.loads(done.stdout)
    assert one["file"] == "seeds/2017-03-for-the-people-of-the-harbour-2.txt"
    (like,) = one["resembles"]
    assert (like["to"], 0.9 < like["share"] < 1) == ("2017-03-for-the-people-of-the-harbour", True)
    assert re.search(r"notice A304: found that 9\d% of the words", done.stderr)
    record = (folder / one["record"]).read_text()
    assert '\n#version_of = "2017-03-for-the-people-of-the-harbour"\n' in record
    strict = LETTER.replace("eleven", "thirteen")
    before = everything(folder)
    refused = program("add", "--strict", "--root", folder, write(tmp_path / "c.txt", strict))
    assert (refused.returncode, everything(folder)) == (1, before)
    assert "error A304" in refused.stderr


def test_versions_that_come_together_are_told(folder: Path, tmp_path: Path, program: Run) -> None:
    """Files of one call are compared with each other too."""
    other = write(tmp_path / "b.txt", LETTER.replace("eleven", "twelve"))
    done = program("add", "--root", folder, write(tmp_path / "a.txt", LETTER), other)
    assert done.returncode == 0
    assert "notice A304" in done.stderr


def test_one_bad_file_of_several_changes_nothing(
    folder: Path, tmp_path: Path, program: Run
) -> None:
    """All that is wrong is told in one run, each with what to do, and no file is written."""
    write(folder / "seeds/old.txt", ARABIC)
    before = everything(folder)
    (tmp_path / "f.txt").mkdir()
    broken = b"Subject: x\nContent-Type: text/plain; charset=nonsense\n\nh\xe9llo"
    latin = "Titre\n\nTexte été ici, voilà.\n\nFin du texte.\n".encode("windows-1252")
    done = program(
        "add", "--root", folder,
        write(tmp_path / "a.txt", LETTER),
        write(tmp_path / "b.docx", b"PK"),
        write(tmp_path / "c.pdf", b"%PDF"),
        write(tmp_path / "d.txt", latin),
        write(tmp_path / "e.eml", broken),
        tmp_path / "f.txt",
        write(tmp_path / "g", "x"),
        write(tmp_path / "h.txt", ARABIC),
        write(tmp_path / "i.txt", ""),
        tmp_path / "j.txt",
        folder / "seeds/old.txt",
    )  # fmt: skip
    assert done.returncode == 1
    told = re.findall(r"(\w[\w.]*)(?::\d+)?: error (A\d+)", done.stderr)
    assert sorted(told) == [
        ("b.docx", "A413"), ("c.pdf", "A413"), ("d.txt", "A003"), ("e.eml", "A003"),
        ("f.txt", "A412"), ("g", "A413"), ("h.txt", "A414"), ("i.txt", "A001"), ("j.txt", "A412"),
        ("old.txt", "A414"),
    ]  # fmt: skip
    assert "pandoc --to plain --wrap none --output b.txt b.docx" in done.stderr
    assert "--encoding NAME" in done.stderr
    assert everything(folder) == before


def test_a_declared_encoding_goes_into_the_record(
    folder: Path, tmp_path: Path, program: Run
) -> None:
    """Bytes in an old encoding stay as they are, and the record says what they are."""
    data = ARABIC.encode("windows-1256")
    done = program(
        "add", "--encoding", "windows-1256", "--root", folder, write(tmp_path / "a.txt", data)
    )
    assert done.returncode == 0, done.stderr
    (seed,) = (folder / "seeds").iterdir()
    assert seed.read_bytes() == data
    (record,) = (folder / "content/records").iterdir()
    assert '\nencoding = "windows-1256"\n' in record.read_text()
    (one,) = json.loads(program("inspect", "--json", "--root", folder).stdout)
    assert one["title"] == ARABIC.split("\n", maxsplit=1)[0]


def test_a_record_of_a_seed_changes_nothing(two_seeds: Path, program: Run) -> None:
    """What is understood with the record is what was understood without; none is written over."""
    seeds = sorted((two_seeds / "seeds").iterdir())
    before = program("inspect", "--json", "--root", two_seeds).stdout
    done = program("add", "--record", "--root", two_seeds, *seeds)
    assert done.returncode == 0, done.stderr
    assert program("inspect", "--json", "--root", two_seeds).stdout == before
    records = sorted((two_seeds / "content/records").iterdir())
    assert [record.stem for record in records] == [seed.stem for seed in seeds]
    again = program("add", "--record", "--root", two_seeds, seeds[0])
    assert again.returncode == 1
    assert f"content/records/{records[0].name}: error A416" in again.stderr


def test_new_seeds_are_sealed_where_the_others_are(
    folder: Path, tmp_path: Path, program: Run
) -> None:
    """A manifest gets a line for each new seed; without one, none is begun."""
    write(folder / "seeds/old.txt", ARABIC)
    (folder / "content").mkdir()
    line = f"{hashlib.sha256(ARABIC.encode()).hexdigest()}  seeds/old.txt"
    manifest = write(folder / "content/manifest-sha256.txt", line)
    assert program("add", "--root", folder, write(tmp_path / "a.txt", LETTER)).returncode == 0
    added = "seeds/2017-03-for-the-people-of-the-harbour.txt"
    assert manifest.read_text() == (
        f"{line}\n{hashlib.sha256(LETTER.encode()).hexdigest()}  {added}\n"
    )
    assert program("check", "--root", folder).returncode == 0


def test_no_address_of_the_archive_is_taken(folder: Path, tmp_path: Path, program: Run) -> None:
    """A name is numbered where a seed, a slug or an alias has it."""
    records = folder / "content/records"
    records.mkdir(parents=True)
    name = "2017-03-for-the-people-of-the-harbour"
    write(folder / "seeds/old.txt", ARABIC)
    write(records / "old.toml", f'slug = "{name}"\naliases = ["{name}-2"]\n')
    done = program("add", "--json", "--root", folder, write(tmp_path / "a.txt", LETTER))
    assert json.loads(done.stdout)[0]["file"] == f"seeds/{name}-3.txt"


def test_add_works_beside_what_is_wrong_elsewhere(
    folder: Path, tmp_path: Path, program: Run
) -> None:
    """Another statement's faulty record keeps nobody from bringing one in."""
    (folder / "content/records").mkdir(parents=True)
    write(folder / "seeds/old.txt", ARABIC)
    write(folder / "content/records/old.toml", "titel = 1\n")
    done = program("add", "--root", folder, write(tmp_path / "a.txt", LETTER))
    assert done.returncode == 0, done.stderr


def test_a_folder_that_is_no_archive_is_left_alone(tmp_path: Path, program: Run) -> None:
    """Without seeds/ there is nothing to add to, and nothing is made there."""
    letter = write(tmp_path / "a.txt", LETTER)
    done = program("add", "--root", tmp_path, letter)
    assert done.returncode == 1
    assert "error A405" in done.stderr
    assert list(tmp_path.iterdir()) == [letter]


def test_files_are_placed_together_or_not_at_all(tmp_path: Path) -> None:
    """A name that is taken at the last moment undoes what was placed before."""
    write(tmp_path / "b.txt", "there")
    with pytest.raises(FileExistsError):
        placing.place(tmp_path, {"a.txt": b"new", "b.txt": b"new"}, {})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"b.txt": "there"}


def test_files_are_placed_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a memory stick, which has no links, new files still replace nothing."""

    def refuse(*_: object) -> None:
        raise PermissionError(placing.errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(placing.os, "link", refuse)
    placing.place(tmp_path, {"a.txt": b"new"}, {})
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    with pytest.raises(FileExistsError):
        placing.place(tmp_path, {"a.txt": b"newer"}, {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"new"


def test_the_guide_shows_what_is_written(folder: Path, tmp_path: Path, program: Run) -> None:
    """The leaflet of the guide gets the very record that the guide shows."""
    guide = (Path(__file__).parents[2] / "docs/adding.md").read_text()
    leaflet = re.search(r"^This leaflet\n\n((?:    .*\n|\n)+)", guide, re.MULTILINE)
    shown = re.search(r"^```toml\n(# How .+?)^```", guide, re.MULTILINE | re.DOTALL)
    assert leaflet
    assert shown
    lines = [line.removeprefix("    ") for line in leaflet[1].strip("\n").split("\n")]
    text = write(tmp_path / "leaflet.txt", "\n".join(lines) + "\n")
    assert program("add", "--root", folder, text).returncode == 0
    (record,) = (folder / "content/records").iterdir()
    assert record.read_text() == shown[1]


THESAURUS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/v/dockers> a skos:Concept ;
    skos:prefLabel "dock workers"@en , "عمال الموانئ"@ar ; skos:altLabel "dockers"@en .
<https://example.org/v/ports> a skos:Concept ; skos:prefLabel "ports"@en .
"""


def test_a_thesaurus_becomes_authorities(folder: Path, tmp_path: Path, program: Run) -> None:
    """SKOS from elsewhere is a file of names to review, and is never written over."""
    (tmp_path / "Union Words.ttl").write_text(THESAURUS)
    done = program("--root", folder, "add", tmp_path / "Union Words.ttl")
    assert done.returncode == 0, done.stderr
    file = folder / "content/authorities/union-words.toml"
    assert "عمال الموانئ" in file.read_text()
    assert program("--root", folder, "check").returncode == 0
    again = program("--root", folder, "add", tmp_path / "Union Words.ttl")
    assert again.returncode == 1
    assert "union-words.toml: error A416" in again.stderr


def test_a_thesaurus_with_a_name_that_is_there_changes_nothing(
    folder: Path, tmp_path: Path, program: Run
) -> None:
    """Two authorities of one id are told before anything is written."""
    (tmp_path / "a.ttl").write_text(THESAURUS)
    (tmp_path / "b.ttl").write_text(THESAURUS)
    done = program("--root", folder, "add", tmp_path / "a.ttl", tmp_path / "b.ttl")
    assert done.returncode == 1
    assert not (folder / "content/authorities/a.toml").exists()
    bad = tmp_path / "c.jsonld"
    bad.write_text("{")
    refused = program("--root", folder, "add", bad)
    assert "A211" in refused.stderr
    assert "Traceback" not in refused.stderr
