"""A record is read whole, or refused with everything that is wrong in it."""

import pytest
from msgspec.json import schema

from archive.describing import records
from archive.problems import ProblemsFound
from archive.reading import transcribe

WHOLE = """
title = "A"
subtitle = "B"
slug = "a-b"
aliases = ["old"]
date = "1999-05~"
date_note = "by its paper"
authors = ["C", "D"]
publisher = "E"
place = "F"
language = "pt-BR"
tags = ["g"]
not_tags = ["h"]
rights = "free"
source_url = "https://example.org/a"
retrieved = "2001-01-01"
translation_of = "i"
version_of = "j"
note = "k"
encoding = "windows-1256"
draft = true

[[correction]]
line = 3
sic = "teh"
corr = "the"
because = "letters turned round"

[[join]]
lines = [3, 5]
because = "mid-sentence"

[[split]]
line = 7
before = "Second"

[[role]]
lines = 1
as = "title"

[[link]]
line = 9
from = "www.exmple.org"
to = "https://example.org"
archived = "https://archive.example/1"
checked = "2020-02-02"
because = "a letter is missing"

[[relation]]
to = "other"
type = "same-claim"
because = "both say so"
passage = "one"
their_passage = ["two", "three"]

[[withhold]]
line = 11
text = "12 Side Street"
because = "a private address"

[[evidence]]
of = "date"
lines = [1, 2]
"""


def test_every_key_is_read() -> None:
    """All that an editor may write arrives, tables with their lines."""
    record = records.read("r.toml", WHOLE.encode())
    assert record.issued is not None
    assert (record.issued.year, record.issued.month, record.issued.qualifier) == (1999, 5, "~")
    assert record.correction[0].at == 23
    assert record.role[0].role == "title"
    assert record.link[0].printed == "www.exmple.org"
    assert records.texts(record.relation[0].passage) == ("one",)
    assert records.texts(record.relation[0].their_passage) == ("two", "three")
    assert records.numbers(record.evidence[0].lines) == (1, 2)
    assert record.lines["date"] == 6
    empty = records.read("r.toml", b"")
    assert all(getattr(record, key) != getattr(empty, key) for key in record.__struct_fields__[:28])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('date = "30/09/2016"', [(1, "A105")]),
        ('date = "2016-02-30"', [(1, "A105")]),
        ('slug = "My Slug"', [(1, "A107")]),
        ('aliases = ["../x"]', [(1, "A107")]),
        ('language = "english!"', [(1, "A108")]),
        ('source_url = "example.org"', [(1, "A109")]),
        ('source_url = "javascript:alert(1)"', [(1, "A109")]),
        ('[[link]]\nline = 1\nfrom = "a"\nto = "javascript:x"', [(1, "A109")]),
        ('[[correction]]\nline=1\nsic="a"\ncorr="a"\nbecause="b"', [(1, "A110")]),
        ('[[correction]]\nline=1\nsic="a"\ncorr="b"\nbecause=" "', [(1, "A112")]),
        ('[[join]]\nlines = [5, 3]\nbecause = "x"', [(1, "A111")]),
        ('[[role]]\nlines = 1\nas = "heding"', [(3, "A103")]),
        ('[[role]]\nlines = []\nas = "heading"', [(1, "A103")]),
        ('[[relation]]\nto = "x"\ntype = "replies"\nbecause = "y"', [(3, "A103")]),
        ('titel = "x"\ndate = 7', [(1, "A102"), (2, "A103")]),
        ('slug = "A"\ndate = "x"', [(1, "A107"), (2, "A105")]),
    ],
)
def test_a_wrong_record_is_refused(text: str, found: list[tuple[int, str]]) -> None:
    """Each mistake has its code and its line, and all come together."""
    with pytest.raises(ProblemsFound) as raised:
        records.read("r.toml", text.encode())
    assert [(p.line, p.code) for p in raised.value.problems] == found


def test_an_unknown_role_earns_a_suggestion() -> None:
    """A near miss among the roles is named."""
    with pytest.raises(ProblemsFound, match='did you mean "heading"'):
        records.read("r.toml", b'[[role]]\nlines = 1\nas = "heding"')


def test_roles_are_those_that_reading_knows() -> None:
    """A record may say of a line exactly what the reader of seeds understands."""
    known = schema(records.RoleTable)["$defs"]["RoleTable"]["properties"]["as"]["enum"]
    assert set(known) == set(transcribe.ROLES)
