"""The command line as a person meets it: its words, its exit statuses, its JSON."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]

BODY = """
<p id="p1" data-lines="5">We write to <em>you</em> &amp; &lt;all&gt; from the mill, at the gates.</p>
<h2 id="h1" data-lines="7">Our demands</h2>
<ul class="bullets">
<li id="s1" data-lines="9">Bread</li>
<li id="s2" data-lines="10">Work</li>
</ul>
<blockquote><p id="p2" data-lines="12">Come before the harvest, she said.</p></blockquote>
<p id="p3" data-lines="14">Bring your songs with you, and see <a href="http://www.example.org/a" rel="external nofollow">www.example.org/a</a> for the road.</p>
"""


def test_done_is_nought(two_seeds: Path, program: Run) -> None:
    """A build that ends well says what it did in one line."""
    done = program("--root", two_seeds)
    assert done.returncode == 0
    last = done.stderr.strip().splitlines()[-1]
    assert re.search(r"\d+ made, 0 kept, 0 removed in [\d.]+ s", last)
    assert program("build", "--quiet", "--root", two_seeds).stderr == ""


@pytest.mark.parametrize(
    "wrong",
    [["--nonsense"], ["frobnicate"], ["--jobs", "many"], ["--root", "/nowhere/at/all"],
     ["--site-url", "ftp://example.org"]],
)  # fmt: skip
def test_wrong_use_is_two(two_seeds: Path, program: Run, wrong: list[str]) -> None:
    """A word the program does not know is told in a line or two, without a traceback."""
    done = program("--root", two_seeds, *wrong)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_check_tells_everything_and_builds_nothing(two_seeds: Path, program: Run) -> None:
    """Good input is nought and an empty list; bad input is one, each problem in all its parts."""
    good = program("check", "--json", "--root", two_seeds)
    assert (good.returncode, json.loads(good.stdout)) == (0, [])
    (two_seeds / "seeds/empty.txt").write_text("\n\n")
    (two_seeds / "content/records").mkdir(parents=True)
    record = two_seeds / "content/records/003_3c52f7d1be38720c.toml"
    record.write_text('\ndaet = "2016-12"\n')
    bad = program("check", "--json", "--root", two_seeds)
    assert bad.returncode == 1
    problems = {problem["file"]: problem for problem in json.loads(bad.stdout)}
    assert set(problems) == {"seeds/empty.txt", "content/records/003_3c52f7d1be38720c.toml"}
    mistaken = problems["content/records/003_3c52f7d1be38720c.toml"]
    assert set(mistaken) == {"file", "line", "severity", "code", "message", "remedy"}
    assert (mistaken["line"], mistaken["severity"], mistaken["code"]) == (2, "error", "A102")
    assert '"date"' in mistaken["message"] + mistaken["remedy"]
    plain = program("check", "--root", two_seeds)
    assert "content/records/003_3c52f7d1be38720c.toml:2: error A102: found" in plain.stderr
    only = program("check", "--json", two_seeds / "seeds/empty.txt", "--root", two_seeds)
    assert [problem["file"] for problem in json.loads(only.stdout)] == ["seeds/empty.txt"]
    assert not (two_seeds / "output").exists()


def test_inspect_reads_a_file_wherever_it_lies(tmp_path: Path, program: Run) -> None:
    """A file that is no seed yet can be looked at; the archive is not needed for it."""
    letter = tmp_path / "letter.txt"
    letter.write_text("A Letter\n\n3 May 2019\n\nWe write to you from the mill, all of us.\n\n"
                      "Come before the harvest, and bring your songs with you.\n")  # fmt: skip
    done = program("inspect", "--json", letter, "--root", tmp_path)
    assert done.returncode == 0, done.stderr
    (one,) = json.loads(done.stdout)
    assert (one["title"], one["date"], one["slug"]) == ("A Letter", "2019-05-03", "letter")
    keys = {"file", "code", "slug", "title", "subtitle", "date", "author", "publisher", "language",
            "source_url", "tags", "body_words", "links", "relations", "basis", "ledger"}  # fmt: skip
    assert keys <= set(one)
    assert list(tmp_path.iterdir()) == [letter]
    words = program("inspect", letter, "--root", tmp_path)
    assert "2019-05-03" in words.stdout
    assert "line 3" in words.stdout


def test_inspect_shows_the_reading_text(tmp_path: Path, program: Run) -> None:
    """The body has the page's markup and ids, and the words of the seed and no others."""
    letter = tmp_path / "letter.md"
    letter.write_text(
        "A Letter\n\n3 May 2019\n\nWe write to *you* & <all> from the mill, at the gates.\n\n"
        "## Our demands\n\n- Bread\n- Work\n\n> Come before the harvest, she said.\n\n"
        "Bring your songs with you, and see www.example.org/a for the road.\n"
    )
    done = program("inspect", "--json", letter, "--root", tmp_path)
    (one,) = json.loads(done.stdout)
    assert one["headings"] == [{"level": 2, "text": "Our demands", "id": "h1", "lines": [7]}]
    assert one["body"].split("\n") == BODY.strip().split("\n")


@pytest.mark.parametrize("name", ["letter.txt", "letter.md", "letter.muse", "letter.eml", "a.html"])
def test_inspect_reads_every_kind_of_file(tmp_path: Path, program: Run, name: str) -> None:
    """Whatever ``add`` takes can be looked at first, outside an archive and without a trace."""
    words = ["We write to you from the mill, all of us, before the winter comes to the valley.",
             "Come before the harvest, and bring your songs with you, for the nights are long."]  # fmt: skip
    heads = {
        ".eml": "From: Ann Weaver <ann@example.org>\nSubject: A Letter\n\n",
        ".muse": "#title A Letter\n#author Ann Weaver\n\n",
        ".html": "<html><head><title>A Letter</title></head><body><h1>A Letter</h1><p>",
    }
    suffix = Path(name).suffix
    between = "</p><p>" if suffix == ".html" else "\n\n"
    (tmp_path / name).write_text(heads.get(suffix, "A Letter\n\n") + between.join(words) + "\n")
    done = program("inspect", "--json", tmp_path / name, "--root", tmp_path)
    assert done.returncode == 0, done.stderr
    (one,) = json.loads(done.stdout)
    assert one["title"] == "A Letter"
    assert re.sub(r"<[^>]*>", "", one["body"]).split("\n") == words
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_inspect_shows_the_words_as_received(tmp_path: Path, program: Run) -> None:
    """A correction leaves no second reading in the body, and what is withheld is a gap."""
    for folder in ("seeds", "content/records"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds/a.txt").write_text(
        "A Letter\n\nWe have 250,00 tons of coal, and nobody to burn it with us.\n\n"
        "Write to Ann Weaver, 12 Side Street, at the mill of our town.\n\nCome soon, all of you.\n"
    )
    (tmp_path / "content/records/a.toml").write_text(
        '[[correction]]\nline = 3\nsic = "250,00"\ncorr = "250,000"\nbecause = "a digit"\n'
        '[[withhold]]\nline = 5\ntext = "12 Side Street"\nbecause = "an address"\n'
    )
    (one,) = json.loads(program("inspect", "--json", "--root", tmp_path).stdout)
    words = re.sub(r"<[^>]*>", "", one["body"]).split("\n")
    assert words == [
        "We have 250,00 tons of coal, and nobody to burn it with us.",
        "Write to Ann Weaver, […], at the mill of our town.",
        "Come soon, all of you.",
    ]


def test_a_file_that_is_not_there_is_a_problem(two_seeds: Path, program: Run) -> None:
    """A mistyped path is told by name."""
    done = program("inspect", "nowhere.txt", "--root", two_seeds)
    assert done.returncode == 1
    assert "nowhere.txt: error A412" in done.stderr


def test_notices_are_errors_when_one_is_strict(tmp_path: Path, program: Run) -> None:
    """A date with two readings is a notice, and with --strict an error."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("A Title of Some Kind\n\n03/04/2016\n\nThe text itself, in full "
                                 "sentences, says little. But it goes on.\n\nTo the end.\n")  # fmt: skip
    loose = program("--root", tmp_path)
    assert loose.returncode == 0
    assert "notice A021" in loose.stderr
    again = program("--root", tmp_path)
    assert "notice A021" in again.stderr
    strict = program("--strict", "--root", tmp_path)
    assert strict.returncode == 1
    assert "error A021" in strict.stderr


def test_a_place_nobody_can_write_to_is_three(two_seeds: Path, program: Run) -> None:
    """Where the system refuses a folder, even to root, the status is the machine's."""
    done = program("--root", two_seeds, "--output", "/proc/self/task/site")
    assert done.returncode == 3
    assert "/proc" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_three(two_seeds: Path) -> None:
    """A file that cannot be written to its end is noticed; the old site stands."""
    script = (
        f"import errno, sys; sys.path.insert(0, {str(CHECKOUT)!r})\n"
        "from archive.building import commands, publish\n"
        "def full(self, path, content): raise OSError(errno.ENOSPC, 'No space left', path)\n"
        "publish.Stage.put = full\n"
        f"sys.exit(commands.main(['--root', {str(two_seeds)!r}, '--jobs', '1']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "the disk is full" in done.stderr
    assert not (two_seeds / "output").exists()


def test_serve_shows_the_site_and_rebuilds_on_save(two_seeds: Path) -> None:
    """A page is served, a saved file is built, the browser is told."""
    process = subprocess.Popen(
        [sys.executable, "-u", CHECKOUT / "build.py", "serve", "--port", "0", "--root", two_seeds],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        address = ""
        while not address:
            line = process.stderr.readline()
            assert line, "the server ended"
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            address = found[0] if found else ""
        page = urllib.request.urlopen(address).read().decode()
        assert "Stop the Killing!" in page
        assert '<script src="/.preview.js">' in page
        assert ".preview.js" not in (two_seeds / "output/index.html").read_text()
        told = urllib.request.urlopen(address + ".preview", timeout=60)
        time.sleep(1)
        (two_seeds / "seeds/new.txt").write_text(
            "A Third Statement\n\nIt says a few words about the port, and then it ends.\n\nSo.\n"
        )
        line = b""
        while not line.startswith(b"data: built"):
            line = told.readline()
            assert line, "the stream ended"
        assert "A Third Statement" in urllib.request.urlopen(address).read().decode()
    finally:
        process.terminate()
        process.communicate(timeout=30)
