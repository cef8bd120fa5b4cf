"""A record is read whole, or refused with everything that is wrong in it."""

import pytest
from msgspec.json import schema

from archive.describing import forms, records
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
series = "l"
series_number = 4
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
    assert record.correction[0].at == 25
    assert record.role[0].role == "title"
    assert record.link[0].printed == "www.exmple.org"
    assert records.texts(record.relation[0].passage) == ("one",)
    assert records.texts(record.relation[0].their_passage) == ("two", "three")
    assert records.numbers(record.evidence[0].lines) == (1, 2)
    assert record.lines["date"] == 6
    empty = records.read("r.toml", b"")
    assert all(getattr(record, key) != getattr(empty, key) for key in record.__struct_fields__[:30])


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
        ('retrieved = "yesterday"', [(1, "A105")]),
        ('encoding = "latin-99"', [(1, "A004")]),
        ('title = " "', [(1, "A116")]),
        ('authors = ["A", ""]', [(1, "A116")]),
        ('[[correction]]\nline=1\nsic=""\ncorr="a"\nbecause="b"', [(1, "A116")]),
        ('[[withhold]]\nline=1\ntext=""\nbecause="b"', [(1, "A116")]),
        ('[[split]]\nline=1\nbefore=""', [(1, "A116")]),
        ('[[link]]\nline=1\nfrom="www.a.org"', [(1, "A115")]),
        ('[[link]]\nline=1\nfrom="www.a.org"\nchecked="soon"', [(1, "A105")]),
        ('[[evidence]]\nof = "date"\nlines = [3]', [(1, "A117")]),
        ('[[role]]\nlines=[3]\nas="list"\n[[role]]\nlines=[2,3]\nas="verse"', [(4, "A113")]),
        ('[[role]]\nlines=[3,3]\nas="list"', [(1, "A113")]),
        ('[[split]]\nline=1\nbefore="a"\n[[split]]\nline=1\nbefore="a"', [(4, "A113")]),
        (
            '[[join]]\nlines=[3,5]\nbecause="a"\n[[role]]\nlines=[5]\nas="furniture"',
            [(1, "A113")],
        ),
        ("[correction]\nline = 1", [(1, "A103")]),
    ],
)
def test_a_wrong_record_is_refused(text: str, found: list[tuple[int, str]]) -> None:
    """Each mistake has its code and its line, and all come together."""
    with pytest.raises(ProblemsFound) as raised:
        records.read("r.toml", text.encode())
    assert [(p.line, p.code) for p in raised.value.problems] == found


def test_an_unknown_role_earns_a_suggestion() -> None:
    """A near miss among the roles is named."""
    with pytest.raises(ProblemsFound, match='write as = "heading"'):
        records.read("r.toml", b'[[role]]\nlines = 1\nas = "heding"')


def test_roles_are_those_that_reading_knows() -> None:
    """A record may say of a line exactly what the reader of seeds understands."""
    known = schema(forms.RoleTable)["$defs"]["RoleTable"]["properties"]["as"]["enum"]
    assert set(known) == set(transcribe.ROLES)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("title = 7", 'write title = "7"'),
        ('authors = "A"', 'write authors = ["A"]'),
        ("date = 2017", 'write date = "2017"'),
        ("date = 2017-03-03T10:00:00", 'write date = "2017-03-03"'),
        ('date = "3 March 2017"', 'write date = "2017-03-03"'),
        ('language = "fr"\ndate = "le 3 mars 2017"', 'write date = "2017-03-03"'),
        ('date = "03/04/2016"', "write 2016-09-30, 2016-09, 2016"),
        ('draft = "yes"', "write draft = true"),
        ('language = "Arabic"', 'write language = "ar"'),
        ('language = "en_GB"', 'write language = "en-GB"'),
        ('source_url = "www.example.org/a"', 'write source_url = "https://www.example.org/a"'),
        ('source_url = "http://exa mple.org"', "take the space out"),
        ('[[role]]\nlines = "3-5"\nas = "verse"', "write lines = [3, 4, 5]"),
        ('[[join]]\nlines = [5, 3]\nbecause = "x"', "write lines = [3, 5]"),
        ('[[role]]\nlines = [3]\nas = "verse"\ntitle = "x"', "move it above the first"),
        ("[correction]\nline = 1", "begin it with [[correction]]"),
    ],
)
def test_the_remedy_is_what_to_write(text: str, remedy: str) -> None:
    """What was probably meant is offered in the form in which it can be copied."""
    with pytest.raises(ProblemsFound) as raised:
        records.read("r.toml", text.encode())
    assert remedy in raised.value.problems[0].remedy
