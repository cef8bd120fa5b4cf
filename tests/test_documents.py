"""docs/reference.md lists what editors can write, no more and no less."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from archive import authorities, description, records
from archive.model import RelationType
from archive.tables import AT

REFERENCE = (Path(__file__).parent.parent / "docs" / "reference.md").read_text("utf-8")


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
    plain = {f.encode_name for f in msgspec.structs.fields(records._Keys) if not is_table(f)}
    assert listed(section("## Records")) == plain


@pytest.mark.parametrize(
    "field", [f for f in msgspec.structs.fields(records._Keys) if is_table(f)], ids=lambda f: f.name
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
        get_args(records.RoleName)
    )
    assert set(re.findall(r"`([\w-]+)`", section("### relation"))) - {"type", "to"} == set(
        get_args(RelationType)
    )
