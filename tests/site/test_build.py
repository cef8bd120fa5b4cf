"""The build as a whole: exact, incremental, refusing, unbreakable."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from archive.building import engine
from archive.building.report import Report
from archive.problems import ProblemsFound
from archive.showing import dossiers, finding, whole

CHECKOUT = Path(__file__).resolve().parents[2]

ONE = """# Solidarity with the Dockers of Vell

Harbour Committee Mon, 06/03/2017 - 09:10

We greet the dockers of Vell, who have stopped the cranes for eleven days. Their strike is ours.

The ministry answers with threats. We answer with bread, with tents and with our own feet.

**Source URL:** <https://harbour.example/vell>
"""
TWO = """A Letter from the Hills

To our friends in the port of Vell

You asked what the hills will do. The hills will come down, as they came down before, and they
will bring flour.

Nobody here believes the ministry. Its promises are as dry as its wells.

by Ana Morro
"""
AUTHORITIES = """[[place]]
id = "vell"
names.en = "Vell"
names.ar = "فيل"
tag = true
"""

Build = Callable[..., engine.Result]


def write(root: Path, files: dict[str, str]) -> None:
    """Write files below ``root``, making their folders."""
    for name, text in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")


def build(root: Path, **more: object) -> engine.Result:
    """Build the archive at ``root`` in this process."""
    options = engine.Options(root, root / "output", **{"jobs": 1, **more})  # type: ignore[arg-type]
    return engine.build(options, Report(quiet=True))


def tree(top: Path) -> dict[str, bytes]:
    """Return every file of a folder, and every folder that holds none."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(top.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a small archive of two statements and one place."""
    root = tmp_path / "archive"
    write(root, {
        "seeds/2017-dockers.txt": ONE,
        "seeds/hills.txt": TWO,
        "content/authorities/places.toml": AUTHORITIES,
    })  # fmt: skip
    return root


def test_a_folder_with_seeds_alone_builds(tmp_path: Path) -> None:
    """Nothing but seeds/ is needed."""
    write(tmp_path, {"seeds/a.txt": ONE})
    build(tmp_path)
    page = (tmp_path / "output/statements/a/index.html").read_text()
    assert "Solidarity with the Dockers of Vell" in page
    assert (tmp_path / "output/statements/a/seed.txt").read_text() == ONE


def test_a_second_build_writes_nothing(small: Path) -> None:
    """With nothing changed no file is made, and none is touched."""

    def stamps() -> dict[Path, tuple[int, int, int]]:
        found = {path: path.stat() for path in (small / "output").rglob("*")}
        return {path: (s.st_ino, s.st_mtime_ns, s.st_ctime_ns) for path, s in found.items()}

    build(small)
    before = stamps()
    done = build(small)
    assert done.made == ()
    assert stamps() == before


def test_a_first_build_leaves_a_spare_for_the_next(small: Path) -> None:
    """The second tree is there at once, as links to the same files, so an addition need not wait."""
    build(small)
    spare = next((small / ".cache/sites").iterdir())
    site = {name: (small / "output" / name).stat().st_ino for name in tree(small / "output")}
    assert {name: (spare / name).stat().st_ino for name in tree(spare)} == site


def test_a_draft_is_checked_and_not_published(small: Path) -> None:
    """A record with draft = true keeps its statement off the site until it is taken out."""
    write(small, {"content/records/hills.toml": "draft = true\n"})
    build(small)
    assert not (small / "output/statements/hills").exists()
    assert "Letter from the Hills" not in (small / "output/index.html").read_text()
    write(small, {"content/records/hills.toml": "draft = false\n"})
    build(small)
    assert (small / "output/statements/hills/index.html").exists()


def test_without_processes_one_does_the_work(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that gives no semaphores still gets its site."""

    def none(_jobs: int) -> None:
        raise PermissionError(13, "Permission denied", "/dev/shm")

    monkeypatch.setattr("archive.building.parallel.ProcessPoolExecutor", none)
    build(small, jobs=4)
    assert (small / "output/index.html").exists()


def test_one_more_statement_leaves_the_others_alone(small: Path) -> None:
    """The pages of statements that the new one does not touch are the same files as before."""
    for number in range(12):
        date = f"Mon, 06/03/20{number + 18} - 09:10"
        text = ONE.replace("Mon, 06/03/2017 - 09:10", date).replace("Vell", f"Borr{number}")
        write(small, {f"seeds/other{number}.txt": text.replace("vell", f"borr{number}")})
    build(small)
    write(small, {"seeds/new.txt": TWO.replace("hills", "mills").replace("Vell", "Qua")})
    done = build(small)
    assert "statements/new/index.html" in done.made
    touched = [path for path in done.made if path.startswith("statements/other")]
    assert len(touched) <= 1


CHANGES: dict[str, Callable[[Path, random.Random], None]] = {}


def change(function: Callable[[Path, random.Random], None]) -> Callable[..., None]:
    """Register a change that an editor may make."""
    CHANGES[function.__name__] = function
    return function


@change
def _add_a_seed(root: Path, chance: random.Random) -> None:
    words = " ".join(chance.choice(["bread", "Vell", "port", "night"]) for _ in range(30))
    number = chance.randrange(10**6)
    write(root, {f"seeds/s{number}.txt": f"Title {number}\n\nWe say {words}.\n\nAnd no more.\n"})


@change
def _change_a_seed(root: Path, chance: random.Random) -> None:
    seed = chance.choice(sorted((root / "seeds").iterdir()))
    seed.write_text(seed.read_text() + f"\n\nOne more word, {chance.randrange(10**6)}.\n")


@change
def _rename_a_seed(root: Path, chance: random.Random) -> None:
    seed = chance.choice(sorted((root / "seeds").iterdir()))
    record = root / "content/records" / f"{seed.stem}.toml"
    new = f"r{chance.randrange(10**6)}"
    if record.exists():
        record.rename(record.with_stem(new))
    seed.rename(seed.with_stem(new))


@change
def _delete_a_seed(root: Path, chance: random.Random) -> None:
    seeds = sorted((root / "seeds").iterdir())
    if len(seeds) > 1:
        seed = chance.choice(seeds)
        (root / "content/records" / f"{seed.stem}.toml").unlink(missing_ok=True)
        seed.unlink()


@change
def _write_a_record(root: Path, chance: random.Random) -> None:
    seed = chance.choice(sorted((root / "seeds").iterdir()))
    day = chance.randrange(1, 28)
    write(root, {
        f"content/records/{seed.stem}.toml": f'date = "2018-03-{day:02d}"\n'
        f'date_note = "postmark"\naliases = ["old-{seed.stem}"]\npublisher = "Port {day}"\n'
    })  # fmt: skip


@change
def _change_the_authorities(root: Path, chance: random.Random) -> None:
    more = f'\n[[concept]]\nid = "c{chance.randrange(10**6)}"\nnames.en = "bread"\ntag = true\n'
    write(root, {"content/authorities/concepts.toml": more})


@change
def _write_a_page(root: Path, chance: random.Random) -> None:
    number = chance.randrange(3)
    text = f"# Page {number}\n\nHello {chance.random()}.\n"
    write(root, {f"content/pages/page{number}.md": text})


@change
def _change_the_settings(root: Path, chance: random.Random) -> None:
    languages = chance.choice(['["en"]', '["en", "ar"]', '["ar", "en"]'])
    write(root, {"archive.toml": f'name = "A {chance.random()}"\nlanguages = {languages}\n'})


@change
def _meddle_with_the_site(root: Path, chance: random.Random) -> None:
    pages = sorted((root / "output").rglob("*.html"))
    page = chance.choice(pages)
    if chance.random() < 0.5:
        page.write_text("somebody was here")
    else:
        page.unlink()


@change
def _lose_the_cache(root: Path, chance: random.Random) -> None:
    database = root / ".cache" / "archive.db"
    if chance.random() < 0.5:
        database.unlink()
    else:
        database.write_bytes(database.read_bytes()[:4096] + b"damage" * 700)


@pytest.mark.parametrize("number", range(4))
def test_every_change_leads_to_the_bytes_of_a_clean_build(
    small: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any sequence of changes the site is that of a build from nothing, empty folders too."""
    if number % 2:  # sheets so small that even few statements fill several of each list
        for module, name in ((whole, "SHEET"), (dossiers, "LINES"), (finding, "SHEET")):
            monkeypatch.setattr(module, name, 1)
    chance = random.Random(number)
    build(small)
    names = sorted(CHANGES)
    chance.shuffle(names)
    for name in names:
        CHANGES[name](small, chance)
        build(small)
        clean = small.parent / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(
            small, clean / small.name, ignore=shutil.ignore_patterns("output", ".cache")
        )
        build(clean / small.name)
        assert tree(small / "output") == tree(clean / small.name / "output"), name


def test_any_number_of_processes_makes_the_same_bytes(small: Path, tmp_path: Path) -> None:
    """Work spread over processes comes out the same."""
    for number in range(60):
        write(small, {f"seeds/n{number}.txt": TWO.replace("Hills", f"Hills {number}")})
    write(small, {"archive.toml": 'name = "A"\nlanguages = ["en", "ar"]\n'})
    build(small)
    one = tree(small / "output")
    other = tmp_path / "other" / small.name
    shutil.copytree(small, other, ignore=shutil.ignore_patterns("output", ".cache"))
    build(other, jobs=3)
    assert tree(other / "output") == one


def test_a_site_is_known_again_whatever_way_leads_to_it(small: Path) -> None:
    """The same folder named in another way is the same site: nothing is made again."""
    build(small)
    roundabout = small / "seeds" / ".." / ".." / small.name
    link = small.parent / "link"
    link.symlink_to(small)
    for root in (roundabout, link):
        done = subprocess.run(
            [sys.executable, CHECKOUT / "build.py", "--root", root], capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert " 0 made, " in f" {done.stderr.splitlines()[-1]}"


def test_the_bytes_do_not_depend_on_the_machine(small: Path, tmp_path: Path) -> None:
    """Clock zone, locale, hash order, path, time of files and umask leave no trace."""
    build(small)
    elsewhere = tmp_path / "ein anderer Ort" / small.name
    shutil.copytree(small, elsewhere, ignore=shutil.ignore_patterns("output", ".cache"))
    for path in elsewhere.rglob("*"):
        os.utime(path, (1, 1))
    done = subprocess.run(
        [sys.executable, CHECKOUT / "build.py", "--root", elsewhere],
        env={**os.environ, "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=False, cwd="/",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert tree(elsewhere / "output") == tree(small / "output")


BAD: dict[str, tuple[str, dict[str, str | bytes]]] = {
    "an empty seed": ("A001", {"seeds/bad.txt": "  \n\n"}),
    "a title with no text under it": ("A010", {"seeds/bad.txt": "# Only a title\n"}),
    "bytes that are not text": ("A002", {"seeds/bad.txt": b"\x00\x01\x02\x03PNG\x00"}),
    "bytes that are not UTF-8": ("A003", {"seeds/bad.txt": "Appel aux ouvriers\n\nÀ bas l'état de "
                                          "siège, déclarent les délégués.\n".encode("cp1252")}),
    "two seeds with one slug": ("A410", {"seeds/hills.md": TWO}),
    "a record with an unknown key": ("A102", {"content/records/hills.toml": 'titel = "x"\n'}),
    "a correction whose words are not there": ("A120", {
        "content/records/hills.toml": '[[correction]]\nline = 5\nsic = "You answered"\n'
        'corr = "You asked"\nbecause = "a slip"\n'}),
    "a record without its seed": ("A404", {"content/records/hils.toml": 'title = "x"\n'}),
    "a file of another kind": ("A402", {"seeds/bad.docx": b"PK"}),
    "a relation to nobody": ("A300", {
        "content/records/hills.toml": '[[relation]]\nto = "2017-docker"\ntype = "answers"\n'
        'because = "it says so"\n'}),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_and_the_old_site_stands(small: Path, name: str) -> None:
    """Each mistake has its own code, names its file, and leaves the published site as it was."""
    build(small)
    before = tree(small / "output")
    code, files = BAD[name]
    for file, content in files.items():
        place = small / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ProblemsFound) as refused:
        build(small)
    found = {problem.code for problem in refused.value.problems}
    assert found == {code}
    assert all(problem.remedy and problem.file for problem in refused.value.problems)
    assert tree(small / "output") == before


def test_all_mistakes_are_told_in_one_run(small: Path) -> None:
    """An editor mends everything at once, not one thing a run."""
    write(small, {
        "seeds/empty.txt": "\n",
        "seeds/hills.md": TWO,
        "content/records/hills.toml": 'titel = "x"\nsubtitel = "y"\n',
        "content/pages/Bad Name.md": "no title\n",
        "archive.toml": 'nam = "x"\n',
    })  # fmt: skip
    with pytest.raises(ProblemsFound) as refused:
        build(small)
    codes = {problem.code for problem in refused.value.problems}
    assert {"A001", "A102", "A104"} <= codes
    files = {problem.file for problem in refused.value.problems}
    assert {"seeds/empty.txt", "content/records/hills.toml", "archive.toml"} <= files


def test_a_symbolic_link_among_the_seeds_is_refused(small: Path) -> None:
    """A link could lead anywhere on the machine that builds."""
    (small / "seeds/passwd.txt").symlink_to("/etc/passwd")
    os.mkfifo(small / "seeds/pipe.txt")
    (small / "seeds/folder.txt").mkdir()
    with pytest.raises(ProblemsFound) as refused:
        build(small)
    assert [problem.code for problem in refused.value.problems] == ["A401"] * 3


def test_files_of_others_in_the_output_folder_are_never_removed(small: Path) -> None:
    """A folder with somebody's files is refused, before and after our site is in it."""
    write(small, {"output/thesis.txt": "years of work"})
    with pytest.raises(ProblemsFound, match="A605"):
        build(small)
    (small / "output/thesis.txt").unlink()
    build(small)
    write(small, {"output/CNAME": "archive.example"})
    with pytest.raises(ProblemsFound, match="CNAME"):
        build(small)
    assert (small / "output/CNAME").read_text() == "archive.example"


def test_a_lost_cache_does_not_make_our_own_site_a_strangers(small: Path) -> None:
    """The site's manifest says that its files are ours."""
    build(small)
    shutil.rmtree(small / ".cache")
    (small / "seeds/hills.txt").unlink()
    build(small)
    assert not (small / "output/statements/hills").exists()


@pytest.fixture
def own_copy(small: Path) -> Path:
    """Return a folder with a copy of this software beside the small archive."""
    shutil.move(small, small.parent / "root")
    for part in ("archive", "theme"):
        shutil.copytree(CHECKOUT / part, small.parent / part,
                        ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    shutil.copy(CHECKOUT / "build.py", small.parent)
    return small.parent


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "build.py", "--root", "root", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


OURS = {
    "a template": ("theme/templates/base.html", '<main id="main">', '<main id="main" class="new">'),
    "a style": ("theme/static/css/archive.css", "", "/**/ .new { color: inherit; }\n"),
    "a message": ("theme/translations/ar.po", 'msgstr "البحث"', 'msgstr "بحث"'),
    "the software": ("archive/building/files.py", "no-referrer", "same-origin"),
}


def test_every_change_of_the_software_leads_to_the_bytes_of_a_clean_build(own_copy: Path) -> None:
    """A template, a style, a message, the program, a commit: the site is that of a fresh build."""
    write(own_copy / "root", {"archive.toml": 'name = "A"\nlanguages = ["en", "ar"]\n'})
    assert _run(own_copy).returncode == 0
    before = tree(own_copy / "root/output")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for name in (*OURS, "a commit"):
        if name in OURS:
            file, old, new = OURS[name]
            text = (own_copy / file).read_text()
            assert old in text
            (own_copy / file).write_text(text.replace(old, new, 1))
        else:
            write(own_copy / "root", {".gitignore": "output\n.cache\n"})
            for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Accession"]):
                subprocess.run([*git, *words], cwd=own_copy / "root", check=True)
        assert _run(own_copy).returncode == 0
        after = tree(own_copy / "root/output")
        assert after != before, name
        clean = own_copy / "clean/root"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(own_copy / "root", clean, ignore=shutil.ignore_patterns("output", ".cache"))
        assert _run(own_copy, "--root", "clean/root").returncode == 0
        assert tree(clean / "output") == after, name
        before = after


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (("{{ text | body }}", "{{ text | body | replace('bread', 'stones') }}"), "A501"),
        (("{{ text | body }}", ""), "A502"),
        (("{{ text | aside }}", ""), "A502"),
        (("{{ text | body }}", "{{ text.nonsense.more }}"), "A420"),
        (("{{ text | body }}", "{% if %}"), "A420"),
    ],
)
def test_a_damaged_template_stops_the_build(
    own_copy: Path, damage: tuple[str, str], code: str
) -> None:
    """A template that changes, drops or fails on words of a seed publishes nothing."""
    assert _run(own_copy).returncode == 0
    before = tree(own_copy / "root/output")
    template = own_copy / "theme/templates/article.html"
    source = template.read_text()
    assert damage[0] in source
    template.write_text(source.replace(*damage))
    done = _run(own_copy)
    assert done.returncode == 1
    assert code in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(own_copy / "root/output") == before


def test_a_seed_changed_after_its_accession_stops_the_build(small: Path) -> None:
    """With the accession manifest a seed can be changed by nobody without notice."""
    import hashlib  # noqa: PLC0415

    seed = small / "seeds/hills.txt"
    digest = hashlib.sha256(seed.read_bytes()).hexdigest()
    write(small, {"content/manifest-sha256.txt": f"{digest}  seeds/hills.txt\n"})
    build(small)
    before = tree(small / "output")
    seed.write_text(TWO.replace("flour", "flower"))
    with pytest.raises(ProblemsFound, match="A407"):
        build(small)
    assert tree(small / "output") == before


@pytest.mark.parametrize("pause", [0.0, 0.3, 0.6, 0.9, 1.3])
def test_a_killed_build_leaves_a_whole_site(small: Path, pause: float) -> None:
    """Whenever the machine stops, the site is the old one or the new one; then a build mends all."""
    build(small)
    old = tree(small / "output")
    for number in range(20):
        write(small, {f"seeds/k{number}.txt": TWO.replace("Hills", f"Hills {number}")})
    process = subprocess.Popen(
        [sys.executable, CHECKOUT / "build.py", "--root", small, "--quiet"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(pause)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    after = tree(small / "output")
    build(small)
    new = tree(small / "output")
    assert after in (old, new)
    assert "statements/k19/index.html" in new


def test_an_interrupted_build_says_so_without_a_traceback(small: Path) -> None:
    """Ctrl-C leaves the old site whole."""
    for number in range(300):
        write(small, {f"seeds/k{number}.txt": TWO.replace("Hills", f"Hills {number}")})
    process = subprocess.Popen(
        [sys.executable, CHECKOUT / "build.py", "--root", small],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(0.8)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert not (small / "output").exists()


def test_a_second_build_waits_for_the_first(small: Path) -> None:
    """Two builds at once: the second says that it waits, and both end well."""
    report = Report(StringIO())
    with engine.locked(small / ".cache", report):
        process = subprocess.Popen(
            [sys.executable, CHECKOUT / "build.py", "--root", small],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stderr is not None
        assert "waiting" in process.stderr.readline()
    _, errors = process.communicate()
    assert process.returncode == 0, errors


def test_why_a_page_was_made_is_told(small: Path) -> None:
    """``--explain`` names the part of the page's inputs that changed."""
    build(small)
    write(small, {"seeds/hills.txt": TWO.replace("flour", "salt")})
    done = build(small, explain="statements/hills/index.html")
    assert "text of a statement" in done.explained
    done = build(small, explain="statements/hills/index.html")
    assert done.explained == ""


def test_one_sites_address_reaches_its_pages(small: Path) -> None:
    """--site-url adds canonical addresses and the sitemap, and changes no link within the site."""
    build(small, site_url="https://archive.example/texts")
    page = (small / "output/statements/2017-dockers/index.html").read_text()
    assert 'href="https://archive.example/texts/statements/2017-dockers/"' in page
    sitemap = (small / "output/sitemap.xml").read_text()
    assert "<loc>https://archive.example/texts/statements/hills/</loc>" in sitemap
    assert 'href="../../tags/vell/index.html"' in page


def test_a_build_tells_the_first_notices_and_counts_the_rest(
    tmp_path: Path, program: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """What a build did is not hidden behind a thousand notices."""
    for number in range(25):
        write(
            tmp_path,
            {f"seeds/k{number:02}.txt": ONE.replace("Vell", f"Vell {number}").replace("Mon, ", "")},
        )
    done = program("--root", tmp_path)
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert sum(": notice A" in line for line in lines) == 20
    assert any("more notices: build.py check tells them all" in line for line in lines)
