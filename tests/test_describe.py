"""A record is laid over what the seed says; nothing of the seed is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.describing import amendments, records
from archive.describing.describe import describe
from archive.model import Block, Span, Statement
from archive.naming.authorities import read
from archive.naming.mentions import Finder
from archive.problems import Problem, ProblemsFound
from archive.reading import seeds

SEED = """Stop the Barge!

Harbour Workers' Circle, 3 May 1999

The barge came on Monday with 250,00 tons of coal for Marshfield.

The dockers refused to unload it, and *many of us* stood by them at the gate.

We call on all who live by the water to do the same tomorrow.

Write to Ann Weaver, 12 Side Street.

See www.exmple.org/barge for more.
"""
AUTHORITIES = b"""
[[agent]]
id = "circle"
names = { en = "The Harbour Circle" }
variants = { en = ["Harbour Workers' Circle"] }
[[place]]
id = "marshfield"
tag = true
names = { en = "Marshfield" }
[[concept]]
id = "coal"
tag = true
names = { en = "coal" }
[[concept]]
id = "peace"
tag = true
names = { en = "Peace work" }
"""
FINDER = Finder(read([("a.toml", AUTHORITIES)]))


def described(record: str = "", text: str = SEED) -> tuple[Statement, tuple[Problem, ...]]:
    """Describe a made-up seed with a record of this TOML text."""
    seed = seeds.read("seeds/1999-barge.txt", text.encode())
    return describe(seed, records.read("r.toml", record.encode()) if record else None, FINDER)


def codes(record: str) -> list[tuple[int, str]]:
    """Return line and code of each error that a record causes."""
    with pytest.raises(ProblemsFound) as raised:
        described(record)
    assert all(problem.file == "r.toml" for problem in raised.value.problems)
    return [(problem.line, problem.code) for problem in raised.value.problems]


def block_of(statement: Statement, words: str) -> Block:
    """Return the block that holds ``words``."""
    blocks = (*statement.head, *statement.body, *statement.back)
    return next(block for block in blocks if words in block.text)


def test_a_bare_seed_is_described_from_itself() -> None:
    """Without a record the file's name is the address and every basis is the text's."""
    statement, _ = described()
    assert statement.slug == "1999-barge"
    assert statement.code == "1999-barge"
    assert statement.title == "Stop the Barge!"
    assert statement.tags == ("coal", "marshfield")
    assert all(basis.kind != "supplied" for basis in statement.basis.values())
    assert [creator.slug for creator in statement.creators] == ["circle"]


def test_what_a_record_supplies_is_marked_with_its_evidence() -> None:
    """A supplied value has the record's reason and lines as its basis."""
    statement, _ = described(
        'date = "1999-06"\ndate_note = "a later hand"\npublisher = "Boat House"\nplace = "Quay"\n'
        '[[evidence]]\nof = "publisher"\nlines = [11]\nbecause = "the same street"\n'
    )
    assert statement.date is not None
    assert statement.date.edtf == "1999-06"
    assert statement.basis["date"].kind == "supplied"
    assert statement.basis["date"].because == "a later hand"
    assert statement.date_note == ""
    assert statement.basis["publisher"].lines == (11,)
    assert statement.creators[-1].slug == "boat-house"
    assert statement.place == "Quay"


def test_a_record_that_repeats_the_text_supplies_nothing() -> None:
    """A value that stands in the seed stays transcribed; the note on it is kept."""
    statement, _ = described('title = "Stop the Barge!"\ndate = "1999-05-03"\ndate_note = "sure"')
    assert statement.basis["title"].kind == "transcribed"
    assert statement.basis["date"].kind == "transcribed"
    assert statement.date_note == "sure"


def test_a_correction_leaves_the_words_and_marks_the_place() -> None:
    """Both readings are there; the text has the printed one."""
    statement, _ = described(
        '[[correction]]\nline = 5\nsic = "250,00"\ncorr = "250,000"\nbecause = "a digit"\n'
    )
    block = block_of(statement, "250,00")
    (span,) = block.spans
    assert (span.kind, span.value) == ("correction", "0")
    assert block.text[span.start : span.end] == "250,00"
    assert statement.corrections[0].anchor == block.anchor


def test_withheld_words_name_nothing() -> None:
    """A name that is withheld is no mention, and no tag."""
    statement, _ = described(
        '[[withhold]]\nline = 5\ntext = "coal for Marshfield"\nbecause = "a home"'
    )
    assert statement.tags == ()
    assert statement.mentions == ()
    block = block_of(statement, "coal for Marshfield")
    assert [(span.kind, span.value) for span in block.spans] == [("withheld", "0")]


def test_a_link_within_withheld_words_is_no_link() -> None:
    """An address that would tell what is withheld is not kept as a link."""
    statement, _ = described(
        '[[withhold]]\nline = 13\ntext = "www.exmple.org/barge"\nbecause = "a home"'
    )
    assert statement.links == ()


def test_a_repaired_link_keeps_its_words() -> None:
    """Only the address behind the words changes; the reason goes with it."""
    statement, _ = described(
        '[[link]]\nline = 13\nfrom = "www.exmple.org/barge"\nto = "https://example.org/barge"\n'
        'because = "a letter is missing"'
    )
    (link,) = statement.links
    assert link.printed == "http://www.exmple.org/barge"
    assert link.href == "https://example.org/barge"
    block = block_of(statement, "exmple")
    assert [span.value for span in block.spans if span.kind == "link"] == [link.href]
    assert "www.exmple.org/barge" in block.text


def test_a_seed_whose_title_is_supplied_can_be_amended() -> None:
    """A head that has no line of its own is no hindrance."""
    statement, _ = described(
        '[[correction]]\nline = 1\nsic = "teh"\ncorr = "the"\nbecause = "letters"',
        "We saw teh barge come in on Monday, and nobody went to unload it before the evening, "
        "because the council had not paid a single one of the crews that month.\n\n"
        "We shall wait here until it has paid all of them what it owes.\n",
    )
    assert "teh" in block_of(statement, "teh").text
    assert len(statement.corrections) == 1


def test_tags_come_from_the_text_and_from_the_record() -> None:
    """A record adds by id or by name, and takes away."""
    statement, _ = described('tags = ["peace work"]\nnot_tags = ["coal"]')
    assert statement.tags == ("marshfield", "peace")


def test_passages_are_found_in_the_statement() -> None:
    """The words of a claim stand at their anchor, exactly."""
    statement, _ = described(
        '[[relation]]\nto = "x"\ntype = "differs"\nbecause = "y"\n'
        'passage = ["The dockers refused", "all who live by the water"]\ntheir_passage = "z"'
    )
    (claim,) = statement.claims
    assert [passage.text for passage in claim.passage] == [
        "The dockers refused",
        "all who live by the water",
    ]
    assert claim.their_words == ("z",)
    assert (claim.file, claim.line) == ("r.toml", 1)


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ('[[correction]]\nline=5\nsic="260,00"\ncorr="b"\nbecause="c"', [(1, "A120")]),
        ('[[correction]]\nline=7\nsic="e"\ncorr="b"\nbecause="c"', [(1, "A120")]),
        ('[[correction]]\nline=99\nsic="e"\ncorr="b"\nbecause="c"', [(1, "A120")]),
        ('[[correction]]\nline=0\nsic="e"\ncorr="b"\nbecause="c"', [(1, "A120")]),
        ('[[correction]]\nline=7\nsic="and *many"\ncorr="b"\nbecause="c"', [(1, "A120")]),
        ('[[withhold]]\nline=11\ntext="13 Side"\nbecause="c"', [(1, "A121")]),
        ('[[link]]\nline=13\nfrom="www.example.org"\nto="https://a.example"', [(1, "A122")]),
        ('[[relation]]\nto="x"\ntype="differs"\nbecause="y"\npassage="no such"', [(1, "A123")]),
        ('tags = ["cole"]', [(1, "A126")]),
        ('[[join]]\nlines=[5, 77]\nbecause="x"', [(1, "A011")]),
        ('[[split]]\nline=7\nbefore="no such"', [(1, "A012")]),
        (
            (
                '[[correction]]\nline=5\nsic="came on"\ncorr="b"\nbecause="c"\n'
                '[[correction]]\nline=5\nsic="on Monday"\ncorr="b"\nbecause="c"'
            ),
            [(6, "A124")],
        ),
        (
            (
                '[[withhold]]\nline=7\ntext="dockers"\nbecause="c"\n[[relation]]\nto="x"\n'
                'type="differs"\nbecause="y"\npassage="The dockers refused"'
            ),
            [(5, "A125")],
        ),
        ('[[role]]\nlines=[2]\nas="heading"', [(1, "A011")]),
        ('[[join]]\nlines=[5,9]\nbecause="x"', [(1, "A114")]),
        (
            '[[join]]\nlines=[5,7,9]\nbecause="x"\n[[join]]\nlines=[7,11]\nbecause="x"',
            [(4, "A113")],
        ),
        (
            'tags = ["cole"]\n[[correction]]\nline=5\nsic="zz"\ncorr="b"\nbecause="c"',
            [(1, "A126"), (2, "A120")],
        ),
    ],
)
def test_a_record_that_does_not_fit_the_seed_is_refused(
    record: str, found: list[tuple[int, str]]
) -> None:
    """Each misfit has its code and the line of its table; all come together."""
    assert codes(record) == found


def test_the_nearest_words_are_the_remedy() -> None:
    """A slip in quoting is answered with what the line has, or where the words stand."""
    with pytest.raises(ProblemsFound, match='nearest is "The dockers refused to"'):
        described('[[correction]]\nline=7\nsic="The docker refused to"\ncorr="b"\nbecause="c"')
    with pytest.raises(ProblemsFound, match="write line = 5, where the words stand"):
        described('[[correction]]\nline=7\nsic="Monday"\ncorr="b"\nbecause="c"')


@pytest.mark.parametrize(
    ("record", "remedy"),
    [
        ('[[correction]]\nline=99\nsic="dockers"\ncorr="b"\nbecause="c"', "write line = 7"),
        ('[[correction]]\nline=2\nsic="zz"\ncorr="b"\nbecause="c"', "blank ones too"),
        ('[[split]]\nline=5\nbefore="and *many"', "write line = 7"),
        ('[[link]]\nline=5\nfrom="www.exmple.org/barge"\nto="http://a.org"', "write line = 13"),
        ('[[link]]\nline=5\nfrom="www.a.org"\nto="http://a.org"', "name the line that prints"),
        ('[[join]]\nlines=[5,9]\nbecause="x"', "write lines = [5, 7, 9]"),
        ('[[role]]\nlines=[6]\nas="heading"', "in line 5 and 7"),
    ],
)
def test_a_remedy_says_where_it_stands(record: str, remedy: str) -> None:
    """The line that was meant is looked up in the seed."""
    with pytest.raises(ProblemsFound) as raised:
        described(record)
    assert remedy in raised.value.problems[0].remedy


def test_joined_lines_may_leave_out_what_is_set_aside() -> None:
    """A line between the pieces of a paragraph may be said to be no text."""
    record = '[[join]]\nlines=[5,9]\nbecause="x"\n[[role]]\nlines=[7]\nas="furniture"'
    statement, _ = described(record)
    assert any(block.lines == (5, 9) for block in statement.body)


def test_lines_left_out_are_kept_aside_as_received() -> None:
    """The byline is set aside with its number; what the text shows is not."""
    statement, _ = described()
    aside = dict(statement.aside)
    shown = {
        line
        for block in (*statement.head, *statement.body, *statement.back)
        for line in block.lines
    }
    assert aside[3] == "Harbour Workers' Circle, 3 May 1999"
    assert not shown & aside.keys()
    assert all(text.strip() for text in aside.values())


def test_a_right_to_left_language_sets_the_direction() -> None:
    """The record's language decides, and with it the direction."""
    assert described('language = "ar"')[0].direction == "rtl"
    assert described()[0].direction == "ltr"


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=4),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=3),
)
def test_spans_nest_or_stand_apart(
    before: list[tuple[int, int]], after: list[tuple[int, int]]
) -> None:
    """Whatever was there, amendments never cross it: it is cut at their edges."""
    old = [Span(0, 40, "strong")]
    for start, length in before:
        new = Span(start, start + length, "emphasis")
        if all(nested(new, span) for span in old):
            old.append(new)
    added: list[Span] = []
    for start, length in after:
        span = Span(start, start + length, "correction", str(len(added)))
        if all(span.end <= other.start or other.end <= span.start for other in added):
            added.append(span)
    block = Block("paragraph", (1,), "x" * 45, "p1", tuple(old))
    spans = amendments._with_spans(block, added).spans
    assert all(nested(one, two) for one in spans for two in spans)
    covered = {n for span in spans if span.kind == "emphasis" for n in range(span.start, span.end)}
    assert covered == {n for s in old if s.kind == "emphasis" for n in range(s.start, s.end)}


def nested(one: Span, two: Span) -> bool:
    """Say whether two spans stand apart or one holds the other."""
    apart = one.end <= two.start or two.end <= one.start
    inside = one.start <= two.start and two.end <= one.end
    return apart or inside or (two.start <= one.start and one.end <= two.end)
