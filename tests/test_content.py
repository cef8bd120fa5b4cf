"""The archive's own content: the two first statements, their records, names and debates."""

from pathlib import Path

import pytest

from archive.describing import records
from archive.describing.describe import describe
from archive.linking import debates, library, relations
from archive.linking.claims import Known
from archive.model import Authority, Statement
from archive.naming import authorities
from archive.naming.mentions import Finder
from archive.reading import seeds

ROOT = Path(__file__).resolve().parent.parent
ASSAULT = "2016-09-assault-on-eastern-aleppo"
SAVE = "2016-12-save-aleppo"


def files(folder: str) -> list[tuple[str, bytes]]:
    """Return name and bytes of each file in a folder of ``content``."""
    found = sorted((ROOT / "content" / folder).iterdir())
    return [(f"content/{folder}/{path.name}", path.read_bytes()) for path in found]


@pytest.fixture(scope="module")
def names() -> tuple[Authority, ...]:
    """Return the archive's authorities."""
    return authorities.read(files("authorities"))


@pytest.fixture(scope="module")
def statements(names: tuple[Authority, ...]) -> dict[str, Statement]:
    """Return the archive's first two statements by slug."""
    finder = Finder(names)
    found = {}
    for stem in ("000_6f20708084232a72", "003_3c52f7d1be38720c"):
        seed = seeds.read(f"seeds/{stem}.txt", (ROOT / f"seeds/{stem}.txt").read_bytes())
        file = f"content/records/{stem}.toml"
        record = records.read(file, (ROOT / file).read_bytes())
        statement, notices = describe(seed, record, finder)
        assert notices == ()
        found[statement.slug] = statement
    return found


def block(statement: Statement, line: int) -> str:
    """Return the text of the block that holds a line."""
    blocks = (*statement.head, *statement.body, *statement.back)
    return next(block.text for block in blocks if line in block.lines)


def test_the_descriptions_are_those_of_the_finding_aid(statements: dict[str, Statement]) -> None:
    """Titles, dates, creators, languages and tags of both."""
    a, b = statements[ASSAULT], statements[SAVE]
    assert a.title == "Statement on the Assault on Eastern Aleppo"
    assert b.title == "Stop the Killing! Save Aleppo!"
    assert (a.subtitle, b.subtitle) == ("", "On the fall of Aleppo")
    assert a.date is not None
    assert b.date is not None
    assert (a.date.edtf, b.date.edtf) == ("2016-09-30", "2016-12~")
    assert (a.basis["date"].kind, b.basis["date"].kind) == ("transcribed", "supplied")
    assert b.basis["date"].lines == (5, 9)
    assert b.basis["publisher"].lines == (29, 39)
    assert [(c.name, c.role) for c in b.creators] == [
        ("Joseph Green", "author"),
        ("Detroit Workers' Voice list", "publisher"),
    ]
    assert [c.slug for c in a.creators] == ["league-for-the-fifth-international"]
    assert (a.language, b.language) == ("en-GB", "en-US")
    assert a.tags == b.tags == ("aleppo", "left-debate", "syria")


def test_the_texts_are_cut_where_they_should_be(statements: dict[str, Statement]) -> None:
    """Sixteen paragraphs and six slogans; ten paragraphs with three joins; quiet back matter."""
    a, b = statements[ASSAULT], statements[SAVE]
    assert [one.kind for one in a.body] == ["paragraph"] * 16 + ["item"] * 6
    assert [one.lines for one in b.body] == [
        (7,), (9,), (11,), (13, 15), (17,), (19,), (21, 23), (25, 27), (29,), (31,),
    ]  # fmt: skip
    assert [join.lines for join in b.joins] == [(13, 15), (21, 23), (25, 27)]
    assert all(join.basis.kind == "supplied" for join in b.joins)
    assert [one.lines for one in b.back] == [(33,), (37,), (39,), (41,)]
    assert 9 in dict(a.aside)


def test_only_what_is_declared_is_corrected(statements: dict[str, Statement]) -> None:
    """One number, three addresses; "block" and "world wide" stay as printed."""
    a, b = statements[ASSAULT], statements[SAVE]
    assert [(c.line, c.sic, c.corr) for c in a.corrections] == [(17, "250,00", "250,000")]
    assert "250,00 inhabitants" in block(a, 17)
    assert "imperialist block" in block(a, 25)
    assert "world wide" in block(a, 39)
    assert b.corrections == ()
    assert [(k.line, k.printed, k.href) for k in b.links] == [
        (line, f"http://www.comunistvoice.org{path}", f"http://www.communistvoice.org{path}")
        for line, path in ((33, "/00Syria.html"), (39, "/DWV_email_list.html"), (41, ""))
    ]


def test_names_are_not_mistaken(statements: dict[str, Statement]) -> None:
    """A verb is not the left, a city is not a doctrine, a blockade is no bloc."""
    a, b = statements[ASSAULT], statements[SAVE]

    def named(statement: Statement, line: int) -> set[str]:
        anchor = next(one.anchor for one in statement.body if line in one.lines)
        return {m.authority for m in statement.mentions if m.anchor == anchor}

    assert "left-debate" not in named(a, 13) | named(b, 9) | named(b, 13)
    assert "left-debate" in named(a, 25) & named(b, 25) & named(b, 29)
    assert "stalingrad" in named(a, 11)
    assert "stalinism" not in named(a, 11)
    assert "stalinism" in named(a, 25)
    assert "power-blocs" not in named(b, 9)
    assert "power-blocs" in named(a, 21)


def test_every_authority_is_named_or_issues(
    statements: dict[str, Statement], names: tuple[Authority, ...]
) -> None:
    """No name is in the files that neither text has."""
    used = {m.authority for one in statements.values() for m in one.mentions}
    used |= {creator.slug for one in statements.values() for creator in one.creators}
    assert {name.id for name in names} == used
    assert all({"en", "ar"} <= name.names.keys() for name in names)


def test_both_ends_of_the_nine_ties_are_shown(statements: dict[str, Statement]) -> None:
    """The editor's ties stand where the paragraphs say; no tie claims a quotation or an answer."""
    entries = {slug: library._entry(one, one.slug) for slug, one in statements.items()}
    ties, problems = relations.relate(entries, statements.__getitem__)
    assert problems == ()
    lines = {one.anchor: one.lines for s in (ASSAULT,) for one in statements[s].body}
    theirs = {one.anchor: one.lines for one in statements[SAVE].body}
    editorial = [tie for tie in ties[ASSAULT] if tie.editorial]
    assert sorted(
        (
            tie.type,
            sorted({line for p in tie.here for line in lines[p.anchor]}),
            sorted({line for p in tie.there for line in theirs[p.anchor]}),
        )
        for tie in editorial
    ) == sorted(
        [
            ("same-claim", [25], [25, 27, 29]),
            ("same-claim", [19, 41], [13, 15]),
            ("same-claim", [27, 31], [13, 15]),
            ("later-report", [15], [9]),
            ("later-report", [15], [7, 9]),
            ("differs", [37], [19]),
            ("differs", [17], [9]),
            ("later-report", [39, 41], [17, 31]),
            ("same-claim", [25, 39, 45], [21, 23, 29]),
        ]
    )
    assert len([tie for tie in ties[SAVE] if tie.editorial and tie.inverse]) == 9
    assert not {tie.type for tie in ties[SAVE]} & {"quotes", "answers", "cites"}


def test_the_debates_quote_both(statements: dict[str, Statement]) -> None:
    """Two debates, each question with both statements, silence included."""
    entries = {slug: library._entry(one, one.slug) for slug, one in statements.items()}
    found = debates.read(files("debates"), Known(entries), statements.__getitem__)
    assert [debate.title["en"] for debate in found] == [
        "The left and the Syrian uprising",
        "What solidarity can do",
    ]
    assert all({"en", "ar"} <= debate.title.keys() for debate in found)
    for debate in found:
        for question in debate.questions:
            assert {stance.statement for stance in question.stances} == {ASSAULT, SAVE}
