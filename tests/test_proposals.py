"""The written record makes every inference explicit and changes nothing."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.building import incoming
from archive.describing import describe, proposals, records
from archive.model import Seed, Statement
from archive.naming.authorities import read
from archive.naming.mentions import Finder
from archive.problems import Problem, ProblemsFound
from archive.reading import seeds

LABELLED = sorted((Path(__file__).parent / "labelled").glob("*.*"))
AUTHORITIES = b"""
[[place]]
id = "harbour"
tag = true
names = { en = "Harbour" }
"""
FINDER = Finder(read([("a.toml", AUTHORITIES)]))
SEED = """For the people of the harbour

We have stood here for eleven days. The Harbour is ours, and nobody has asked us

what we need to live behind the wire.

Our demands

- Open the gates.
- Let the boats land.

Read also: Ten recipes for the winter

Harbour Tenants' Committee, 3/4/2017
"""


def uncommented(record: str) -> str:
    """Return the record with every inference made the editor's own word."""
    return re.sub(r"^#(?=[^ \n])", "", record, flags=re.MULTILINE)


def understood(seed: Seed, record: str = "") -> tuple[Statement, tuple[Problem, ...]]:
    """Return the statement with a record, and the notices about it."""
    return describe.describe(
        seed, records.read("r.toml", record.encode()) if record else None, FINDER
    )


def proves(seed: Seed) -> str:
    """Return the record of a seed, having proven that it says what is understood anyway."""
    before = understood(seed)
    record = proposals.write(seed, FINDER)
    assert understood(seed, record) == before
    after, _ = understood(seed, uncommented(record))
    for name in ("title", "subtitle", "slug", "date", "creators", "place", "language",
                 "source_url", "tags", "head", "body", "back", "links"):  # fmt: skip
        assert getattr(after, name) == getattr(before[0], name), name
    return record


def test_sure_values_stand_and_inferred_ones_wait() -> None:
    """Each value has its line and basis above it; what is not sure stands behind a #."""
    record = proves(seeds.read("seeds/harbour.txt", SEED.encode()))
    assert (
        '# Line 1: the first line of the text.\ntitle = "For the people of the harbour"' in record
    )
    assert "# Line 14: only the year is sure. Not sure: found a date" in record
    assert '\n#date = "2017"\n' in record
    assert '\n#language = "en-GB"' in record
    assert '\n#tags = ["harbour"]' in record
    assert re.search(r"^#\[\[join\]\]\n#lines = \[3, 5\]\n#because = ", record, re.M)
    assert re.search(r'^#lines = \[7\]\n#as = "heading"$', record, re.M)
    assert re.search(r'^#lines = \[12\]\n#as = "furniture"$', record, re.M)
    assert '# No place found. If you know: place = "…"' in record
    assert set(tomllib.loads(record)) == {"title", "authors"}


def test_a_value_is_corrected_by_taking_the_mark_away() -> None:
    """An inference that is uncommented and changed is the editor's."""
    seed = seeds.read("seeds/harbour.txt", SEED.encode())
    record = proposals.write(seed, FINDER).replace('#date = "2017"', 'date = "2017-04-03"')
    statement, notices = understood(seed, record)
    assert statement.date is not None
    assert statement.date.edtf == "2017-04-03"
    assert statement.basis["date"].kind == "supplied"
    assert not any(notice.code == "A021" for notice in notices)


def test_remarks_versions_and_encodings_are_written() -> None:
    """What the command knows beside the seed has its place in the record."""
    seed = seeds.read("seeds/x.txt", SEED.encode())
    record = proposals.write(
        seed, FINDER, remarks=["It came by mail."], versions=[("other", "The same words.")],
        encoding="windows-1252",
    )  # fmt: skip
    assert "\n# It came by mail.\n" in record
    assert '# The same words.\n#version_of = "other"\n' in record
    read_back = records.read("r.toml", uncommented(record).encode())
    assert (read_back.encoding, read_back.version_of) == ("windows-1252", "other")
    assert records.read("r.toml", record.encode()).version_of == ""


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.name)
def test_no_record_changes_what_is_understood(path: Path) -> None:
    """For texts of every shape and language: the same with the record, and with all of it read."""
    if path.suffix in incoming.SUFFIXES:
        proves(incoming.read(path, f"seeds/{path.name}"))
    else:
        assert path.name == "expected.json"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["", "", "A Title", "- one", "## Heading", "3 May 2019", "By Ann Weaver", "> words",
                 'He said "no" \\ to us.', "Author: X", "* * *", 'www.example.org/a?b="c"',
                 "#title x", "date = 7", "Un texte assez long pour être un paragraphe, dit-on."]
            ),
            st.text(max_size=40),
        ),
        min_size=1, max_size=14,
    )
)  # fmt: skip
def test_any_text_has_a_record(lines: list[str]) -> None:
    """Whatever a seed holds, its record is TOML and true."""
    try:
        seed = seeds.read("seeds/x.txt", "\n".join(lines).encode("utf-8", "replace"))
        understood(seed)
    except ProblemsFound:
        return
    proves(seed)
