"""The corpus of the benchmarks is the same everywhere, and our reader takes it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def corpus():
    """Return the module that makes the corpus; ``benchmarks`` is a folder of scripts."""
    sys.path.insert(0, str(CHECKOUT / "benchmarks"))
    try:
        import corpus  # noqa: PLC0415 - only to be found now
    finally:
        sys.path.pop(0)
    return corpus


def test_statement_depends_on_its_numbers_alone(corpus):
    """A statement is the same whatever was made before it, and differs in another corpus."""
    alone = corpus.text(1, 17)
    assert list(corpus.texts(1, 18))[17] == alone
    assert corpus.text(2, 17) != alone


def test_corpus_is_the_same_in_every_process(tmp_path):
    """Neither hash order nor clock reaches the files."""
    made = []
    for hash_seed in ("1", "2"):
        folder = tmp_path / hash_seed
        subprocess.run(
            [sys.executable, CHECKOUT / "benchmarks" / "corpus.py", folder, "--statements", "40"],
            check=True,
            env={"PYTHONHASHSEED": hash_seed},
        )
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        made.append([(path.relative_to(folder), path.read_bytes()) for path in files])
    assert made[0] == made[1]
    assert len(made[0]) == 43


def test_corpus_has_the_promised_shape(corpus):
    """Lengths, near-duplicates and citations come in the proportions that the reports state."""
    texts = list(corpus.texts(1, 1000))
    sizes = sorted(sum(map(len, made.paragraphs)) for made in texts)
    assert 6_000 < sizes[500] < 8_500
    assert 25_000 < sizes[-1] < 50_000
    assert 15 <= sum(bool(made.cites) for made in texts) <= 50
    titles = [made.title for made in texts]
    assert 3 <= len(titles) - len(set(titles)) <= 25
    assert len({made.slug for made in texts}) == 1000


def test_reader_takes_the_corpus(corpus, program, tmp_path):
    """Titles, dates, bodies and addresses of the corpus are read as they were made."""
    corpus.write_archive(tmp_path / "archive", 3, 12)
    done = program("inspect", "--root", tmp_path / "archive", "--json")
    assert done.returncode == 0, done.stderr
    read = {found["slug"]: found for found in json.loads(done.stdout)}
    for made in corpus.texts(3, 12):
        found = read[made.slug]
        assert found["title"] == made.title
        assert found["date"] == made.day.isoformat()
        assert found["author"] == [made.body]
        assert found["source_url"] == made.address
        words = sum(len(paragraph.split()) for paragraph in made.paragraphs)
        assert found["body_words"] == words
