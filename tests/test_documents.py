"""The documents tell editors what is so: the keys they list, and the examples they give."""

import json
import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from archive.describing import description, forms, records
from archive.linking import debates
from archive.model import RelationType
from archive.naming import authorities, tables
from archive.naming.tables import AT

DOCUMENTS = Path(__file__).parent.parent / "docs"
REFERENCE = (DOCUMENTS / "reference.md").read_text("utf-8")
EDITORS = (DOCUMENTS / "editors.md").read_text("utf-8")


def section(heading: str) -> str:
    """Return the text under a heading, up to the next one of its level or above."""
    level = heading.split(" ", maxsplit=1)[0]
    start = REFERENCE.index(f"\n{heading}\n") + len(heading) + 2
    following = re.compile(rf"^#{{1,{len(level)}}} ", re.MULTILINE).search(REFERENCE, start)
    return REFERENCE[start : following.start() if following else None]


def listed(text: str) -> set[str]:
    """Return the names in code marks in the first column of the tables of a text."""
    rows = re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def keys(shape: type[msgspec.Struct]) -> set[str]:
    """Return the keys that a table of this shape takes."""
    return {field.encode_name for field in msgspec.structs.fields(shape)} - {AT}


def is_table(field: msgspec.structs.FieldInfo) -> bool:
    """Tell whether the field holds tables of its own."""
    inner = get_args(field.type)[:1]
    return bool(inner) and isinstance(inner[0], type) and issubclass(inner[0], msgspec.Struct)


def test_settings_are_all_listed():
    """Each key of archive.toml is in the reference."""
    assert listed(section("## archive.toml")) == keys(description._Settings)


def test_keys_of_records_are_all_listed():
    """Each plain key of a record is in the reference."""
    plain = {f.encode_name for f in msgspec.structs.fields(forms.Keys) if not is_table(f)}
    assert listed(section("## Records").partition("\n### ")[0]) == plain


@pytest.mark.parametrize(
    "field", [f for f in msgspec.structs.fields(forms.Keys) if is_table(f)], ids=lambda f: f.name
)
def test_tables_of_records_are_all_listed(field):
    """Each table of a record is in the reference with the keys it takes."""
    row = re.search(rf"^\| `\[\[{field.name}\]\]` \| (.+?) \|", REFERENCE, re.MULTILINE)
    assert row
    assert set(re.findall(r"`(\w+)`", row[1])) == keys(get_args(field.type)[0])


def test_keys_of_authorities_are_all_listed():
    """Each key of an authority is in the reference."""
    assert listed(section("## Authorities")) == keys(authorities.AuthorityTable)


def test_choices_are_all_listed():
    """Each role of a line and each type of a relation is in the reference."""
    assert set(re.findall(r"`(\w+)`", section("### role"))) - {"as"} == set(
        get_args(forms.RoleName)
    )
    assert set(re.findall(r"`([\w-]+)`", section("### relation"))) - {"type", "to"} == set(
        get_args(RelationType)
    )


def examples() -> list[str]:
    """Return the TOML examples of the editors' guide."""
    return re.findall(r"^```toml\n(.+?)^```", EDITORS, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", examples(), ids=lambda text: text.split("\n", 1)[0])
def test_examples_can_be_copied(example):
    """Each example of the editors' guide is read without a problem."""
    if "[[concept]]" in example or "[[agent]]" in example:
        assert authorities.read([("example.toml", example.encode())])
    elif "[[question]]" in example:
        shape, _ = tables.read("example.toml", example.encode(), debates._File)
        assert shape.question
    else:
        assert records.read("example.toml", example.encode())


def test_first_statement_of_the_guide_is_read_as_it_says(program, tmp_path):
    """The leaflet and the record of the editors' guide give what the guide promises."""
    leaflet = re.search(
        r"^Say a leaflet arrives by mail:\n\n((?:    .*\n|\n)+)", EDITORS, re.MULTILINE
    )
    record = next(text for text in examples() if "content/records/" in text)
    assert leaflet
    stem = "2017-03-people-of-the-harbour"
    (tmp_path / "seeds").mkdir()
    (tmp_path / "content" / "records").mkdir(parents=True)
    lines = [line.removeprefix("    ") for line in leaflet[1].strip("\n").split("\n")]
    (tmp_path / "seeds" / f"{stem}.txt").write_text("\n".join(lines) + "\n")
    (tmp_path / "content" / "records" / f"{stem}.toml").write_text(record)
    done = program("inspect", "--root", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)[0]
    assert found["title"] == "For the people of the harbour"
    assert found["date"] == "2017-03-03"
    assert found["language"].startswith("en")
    assert program("--root", tmp_path).returncode == 0
    page = (tmp_path / "output" / "statements" / stem / "index.html").read_text()
    assert "twelve days" in page
    assert "eleven days" in page
