"""Ties between statements: what editors claim, what addresses say, what subjects are shared."""

from typing import Any

import pytest

from archive.linking import library
from archive.linking.claims import Known
from archive.linking.relations import relate
from archive.model import (
    Block,
    Claim,
    Link,
    Passage,
    Relation,
    Span,
    Statement,
    Withholding,
)
from archive.problems import Problem
from archive.reading.dates import read


def statement(slug: str, text: str = "Words.", **more: Any) -> Statement:
    """Return a made-up statement with one paragraph."""
    values: dict[str, Any] = {
        "code": f"code-{slug}", "file": f"seeds/{slug}.txt", "sha256": "", "slug": slug,
        "title": slug, "head": (), "body": (Block("paragraph", (1,), text, "p1"),), "back": (),
        "ledger": (), "basis": {}, "aside": (),
    }  # fmt: skip
    return Statement(**{**values, **more})


def related(*all_: Statement) -> tuple[dict[str, tuple[Relation, ...]], tuple[Problem, ...]]:
    """Relate statements given in order of issue."""
    entries = {one.slug: library._entry(one, one.slug) for one in all_}
    return relate(entries, {one.slug: one for one in all_}.__getitem__)


def claim(to: str, *their_words: str, **more: Any) -> Claim:
    """Return an editor's claim with words of the other statement."""
    values = {"type": "same-claim", "because": "both say so", "their_words": their_words}
    return Claim(to=to, **{**values, "file": "r.toml", "line": 7, **more})


def test_a_claim_is_shown_from_both_ends() -> None:
    """Each end sees the other's words as there and its own as here."""
    here = Passage("p1", 0, 3, "One")
    one = statement("one", "One word.", claims=(claim("two", "other\nword", passage=(here,)),))
    ties, problems = related(one, statement("two", "Any other  word."))
    there = Passage("p1", 4, 15, "other  word")
    assert problems == ()
    assert ties["one"] == (
        Relation("two", "same-claim", "both say so", editorial=True, here=(here,), there=(there,)),
    )
    assert ties["two"] == (
        Relation(
            "one", "same-claim", "both say so", inverse=True, editorial=True,
            here=(there,), there=(here,),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["two", "code-two", "old-two", "https://www.example.org/two/"])
def test_a_claim_may_name_a_statement_in_any_of_its_ways(name: str) -> None:
    """Slug, code, alias and source address mean the same statement."""
    two = statement("two", aliases=("old-two",), source_url="http://example.org/two")
    ties, problems = related(statement("one", claims=(claim(name),)), two)
    assert problems == ()
    assert [tie.to for tie in ties["one"]] == ["two"]


@pytest.mark.parametrize(
    ("made", "code", "words"),
    [
        (claim("tow"), "A300", 'did you mean "two"'),
        (claim("one"), "A302", "itself"),
        (claim("two", "absent words of it"), "A301", "expected it exactly once"),
        (claim("two", "word"), "A301", "2 times"),
        (claim("two", "hidden"), "A125", "withheld"),
    ],
)
def test_a_claim_that_does_not_hold_is_an_error(made: Claim, code: str, words: str) -> None:
    """Unknown statements and words not found once are told with the record's line."""
    two = statement(
        "two", "A word and a word, hidden.", withheld=(Withholding(1, "hidden", "x", "p1"),)
    )
    _, (problem,) = related(statement("one", claims=(made,)), two)
    assert (problem.code, problem.file, problem.line) == (code, "r.toml", 7)
    assert words in str(problem)


def linking(slug: str, address: str, **more: Any) -> Statement:
    """Return a statement whose one paragraph is a link to ``address``."""
    span = Span(4, 4 + len(address), "link", address)
    body = (Block("paragraph", (1,), f"See {address}.", "p1", (span,)),)
    return statement(slug, body=body, links=(Link(1, address, address, anchor="p1"),), **more)


def test_a_link_to_a_source_cites_it_with_its_words() -> None:
    """The tie has the printed address as its passage, seen from both ends."""
    address = "http://www.example.org/a/?utm_source=x"
    ties, _ = related(statement("a", source_url="https://example.org/a"), linking("b", address))
    (tie,) = ties["b"]
    assert (tie.to, tie.type, tie.editorial, tie.inverse) == ("a", "cites", False, False)
    assert tie.here[0].text == address
    assert ties["a"][0].inverse
    assert ties["a"][0].there == tie.here


@pytest.mark.parametrize(
    "sources",
    [("https://example.org/", ""), ("https://example.org/x", "https://example.org/x"), ("", "")],
)
def test_an_address_of_nobody_in_particular_cites_nothing(sources: tuple[str, str]) -> None:
    """Front pages, shared sources and missing ones make no tie."""
    ties, _ = related(
        statement("a", source_url=sources[0]),
        statement("b", source_url=sources[1]),
        linking("c", sources[0] or "https://example.org/"),
    )
    assert ties == {}


def test_a_statement_does_not_cite_itself() -> None:
    """A text that prints its own address says nothing of others."""
    own = "https://example.org/a"
    assert related(linking("a", own, source_url=own), statement("b"))[0] == {}


def test_translations_and_versions_are_tied_both_ways() -> None:
    """The original lists its translation; an original elsewhere on the web is no error."""
    ties, problems = related(
        statement("a"),
        statement("b", translation_of="code-a"),
        statement("c", version_of="b"),
        statement("d", translation_of="https://example.org/elsewhere"),
    )
    assert problems == ()
    assert [(tie.to, tie.type, tie.inverse) for tie in ties["b"]] == [
        ("a", "translation-of", False),
        ("c", "version-of", True),
    ]
    assert "d" not in ties


@pytest.mark.parametrize(
    "made",
    [
        statement("a", claims=(claim("gone"),)),
        statement("a", claims=(claim("code-gone"),)),
        statement("a", version_of="gone"),
        statement("a", translation_of="gone"),
    ],
)
def test_a_relation_to_a_withdrawn_statement_is_an_error_of_its_own(made: Statement) -> None:
    """It is not taken for an unknown one, and the record that withdraws it is named."""
    entries = {"a": library._entry(made, "a")}
    known = Known(entries, [library._entry(statement("gone", draft=True), "gone")])
    _, (problem,) = relate(entries, {"a": made}.__getitem__, known=known)
    assert problem.code == "A305"
    assert problem.remedy.endswith("take draft = true out of content/records/code-gone.toml")


def test_the_oldest_of_a_cycle_is_named() -> None:
    """It is the likeliest original, and the problem stands in its record."""
    _, (problem,) = related(
        statement("a", version_of="b", date=read("2001")),
        statement("b", version_of="a", date=read("1999")),
    )
    assert problem.file == "content/records/code-b.toml"
    assert problem.remedy.endswith('such as that of "b", the oldest')


@pytest.mark.parametrize(
    ("all_", "code"),
    [
        ([statement("a", version_of="b"), statement("b", version_of="a")], "A303"),
        ([statement("a", translation_of="a")], "A302"),
        ([statement("a", translation_of="nowhere")], "A300"),
    ],
)
def test_a_broken_line_of_descent_is_an_error(all_: list[Statement], code: str) -> None:
    """Cycles, oneself and unknown originals are refused."""
    _, problems = related(*all_)
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://archive.example/statements/a/", ["a"]),
        ("http://www.archive.example/ar/statements/old-a/index.html#p2", ["a"]),
        ("https://archive.example/statements/z/", []),
        ("https://archive.example/tags/a/", []),
        ("https://elsewhere.example/statements/a/", []),
    ],
)
def test_a_link_to_a_page_of_this_site_cites_its_statement(address: str, found: list[str]) -> None:
    """The page's own address and its old ones, in any language, lead to the statement."""
    made = {one.slug: one for one in (statement("a", aliases=("old-a",)), linking("b", address))}
    entries = {slug: library._entry(one, slug) for slug, one in made.items()}
    ties, _ = relate(entries, made.__getitem__, home="https://archive.example/")
    assert [tie.to for tie in ties.get("b", ()) if tie.type == "cites"] == found
    without, _ = relate(entries, made.__getitem__)
    assert "b" not in without
