"""Ties between statements: what editors claim, what addresses say, what subjects are shared."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from archive.linking import library, subjects
from archive.linking.relations import relate
from archive.model import (
    Block,
    Claim,
    Entry,
    IssueDate,
    Link,
    Mention,
    Passage,
    Relation,
    Span,
    Statement,
    Withholding,
)
from archive.problems import Problem


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


def naming(slug: str, subjects_: str, times: int = 2) -> Statement:
    """Return a statement that names each subject (a letter) in so many paragraphs."""
    mentions = tuple(
        Mention(subject, f"p{n}", 0, 1) for subject in subjects_ for n in range(1, times + 1)
    )
    return statement(slug, mentions=mentions)


def test_shared_subjects_are_given_with_their_paragraphs() -> None:
    """The reason names the subjects and where they stand; no score is shown."""
    ties, _ = related(naming("one", "abc"), naming("two", "abcx", times=1))
    (tie,) = ties["one"]
    assert tie.type == "shared-subjects"
    assert tie.because == (
        "Both speak of a (¶1, ¶2; there ¶1), b (¶1, ¶2; there ¶1) and c (¶1, ¶2; there ¶1)."
    )


def test_two_shared_subjects_are_not_enough() -> None:
    """No tie is better than a weak one."""
    assert related(naming("one", "ab"), naming("two", "ab"))[0] == {}
    many = naming("one", "abcdefghijklmnop")
    assert related(many, naming("two", "abcqrstuvwxyzABCDEFG"))[0] == {}


def test_a_version_is_not_also_a_neighbour() -> None:
    """Two versions share all subjects and are shown as versions only."""
    ties, _ = related(naming("one", "abc"), replace(naming("two", "abc"), version_of="one"))
    assert [tie.type for tie in ties["one"]] == ["version-of"]


def test_at_most_five_neighbours_the_nearest_in_time_of_equals() -> None:
    """Among equally near statements those issued next to it stand."""
    years = (IssueDate(f"{2000 + n}", 2000 + n) for n in range(20))
    ties, _ = related(
        *(replace(naming(f"s{n:02}", "abc"), date=year) for n, year in enumerate(years))
    )
    assert [tie.to for tie in ties["s10"]] == ["s09", "s11", "s08", "s12", "s07"]


def corpus(count: int) -> dict[str, Entry]:
    """Return entries that name some of 40 subjects in a fixed disorder."""
    made = (
        naming(f"s{n:04}", "".join(chr(97 + (n * n + k * 7 * (n % 5 + 1)) % 40) for k in range(6)))
        for n in range(count)
    )
    return {one.slug: library._entry(one, one.slug) for one in made}


def test_an_added_statement_leaves_most_ties_as_they_are() -> None:
    """Only few of the others change their neighbours."""
    before = corpus(600)
    entries = list(before.items())
    new = library._entry(naming("new", "abcdef"), "new")
    after = dict([*entries[:300], ("new", new), *entries[300:]])
    old, fresh = subjects.share(before, {}), subjects.share(after, {})
    changed = sum(old.get(slug) != fresh.get(slug) for slug in before)
    assert 0 < changed < 60


def test_the_work_grows_with_the_archive_and_not_with_its_square(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twice the statements need at most about twice the comparisons."""
    counts: list[int] = []
    compare: Callable[..., int] = subjects._Index._likeness

    def counted(*arguments: Any) -> int:
        counts[-1] += 1
        return compare(*arguments)

    monkeypatch.setattr(subjects._Index, "_likeness", counted)
    for size in (300, 600):
        counts.append(0)
        subjects.share(corpus(size), {})
    assert counts[1] < 2.2 * counts[0]
