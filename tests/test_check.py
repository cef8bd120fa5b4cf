"""The proof of fidelity and of links, on pages made for it."""

import pytest

from archive.model import Basis, Block, Correction, LedgerEntry, Seed, Span, Statement, Withholding
from archive.showing import check, links

SEED = ("# A Title", "", "By Nobody", "", "One *two* three.", "Four 5,00 six.", "", "---")


def _seed() -> Seed:
    return Seed("seeds/a.txt", b"", "", SEED)


def _statement(**more: object) -> Statement:
    body = Block(
        "paragraph", (5, 6), "One two three.\nFour 5,00 six.", "p1",
        (Span(4, 7, "emphasis"),), ((5, 4, 5), (5, 8, 9)),
    )  # fmt: skip
    values: dict[str, object] = {
        "code": "a", "file": "seeds/a.txt", "sha256": "", "slug": "a", "title": "A Title",
        "head": (Block("title", (1,), "A Title", markup=((1, 0, 2),)),),
        "body": (body,), "back": (), "basis": {"title": Basis("transcribed", (1,))},
        "ledger": (LedgerEntry(1, 2, "heading", "title"), LedgerEntry(3, 4, "metadata", "author"),
                   LedgerEntry(5, 7, "body"), LedgerEntry(8, 8, "rule")),
        "aside": ((3, "By Nobody"),),
    }  # fmt: skip
    return Statement(**{**values, **more})  # type: ignore[arg-type]


TITLE = '<h1 data-lines="1">A Title</h1>'
TEXT = (
    '<p id="p1" data-lines="5 6"><a class="n app" href="#p1">1</a>'
    "One <em>two</em> three. Four 5,00 six.</p>"
)
ASIDE = '<ol><li data-lines="3">By Nobody</li></ol>'
COUNT = '<p data-compared="10"></p>'


def _codes(html: str, statement: Statement | None = None) -> list[str]:
    statement = statement or _statement()
    found = check.page(
        "statements/a/index.html", f"<html>{html}</html>".encode(), statement, _seed()
    )
    return sorted(problem.code for problem in found.problems)


def test_a_faithful_page_has_no_problem() -> None:
    """Markup is taken out, joined lines are compared as one, the apparatus does not count."""
    assert check.compared(_statement()) == 10
    assert _codes(TITLE + TEXT + ASIDE + COUNT) == []


def test_every_kind_of_damage_is_seen() -> None:
    """A changed letter, quotation mark or dash, a lost line, a double one, another order."""
    assert _codes(TITLE + TEXT.replace("three.", "tree.") + ASIDE + COUNT) == ["A501"]
    assert _codes(TITLE + TEXT.replace("six.", "six…") + ASIDE + COUNT) == ["A501"]
    assert _codes(TITLE + TEXT.replace("six.", "six. seven.") + ASIDE + COUNT) == ["A501", "A507"]
    assert _codes(TITLE + ASIDE + COUNT) == ["A502", "A502", "A507"]
    assert _codes(TITLE + TEXT + COUNT) == ["A502", "A507"]
    assert "A502" in _codes(TITLE + TEXT + TEXT + ASIDE + COUNT)
    assert _codes(TITLE + TEXT + ASIDE) == ["A507"]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("One <em>", "<!-- One --><em>", ["A501", "A507"]),
        ("One <em>", '<span class="app">One</span> <em>', ["A501", "A507"]),
        ("<em>two", "<em hidden>two", ["A501", "A507"]),
        ("<em>two", '<em hidden="">two<!-- -->', ["A501", "A507"]),
        ("One <em>", '<em title="One">', ["A501", "A507"]),
        ("One <em>", "<div>One</div><em>", ["A501", "A507"]),
        ("One <em>", "Once <em>", ["A501"]),
        ("One <em>", "One<em>", ["A507"]),
        ("<em>two</em>", "<em>t<em>w</em>o</em>", []),
        ("<em>two</em>", "<em>two", []),
        ("5,00", "5&comma;00", []),
        ("5,00", "5&amp;00", ["A501"]),
        ("5,00", "5,00</p><p>7", ["A501", "A507"]),
        ('data-lines="5 6"', 'data-lines="5"', ["A501", "A502"]),
        ('data-lines="5 6"', 'data-lines=""', ["A502", "A502", "A502", "A507"]),
        ('data-lines="5 6"', 'data-lines="five"', ["A502", "A502", "A502", "A507"]),
        ('data-lines="5 6"', 'title="5 6"', ["A502", "A502", "A507"]),
        ('data-compared="10"', 'data-compared="ten"', ["A507"]),
        ('data-compared="10"', 'data-compared="10" data-compared="11"', []),
        ("By Nobody", "By <script>Nobody</script>", ["A501", "A507"]),
        ("By Nobody", "By <template>Nobody</template>", ["A501", "A507"]),
    ],
)
def test_damage_to_the_markup_is_seen(old: str, new: str, codes: list[str]) -> None:
    """Words that a reader does not see as the text are not there; harmless markup is harmless."""
    page = TITLE + TEXT + ASIDE + COUNT
    assert old in page
    assert _codes(page.replace(old, new)) == codes


def test_the_first_word_that_differs_is_named_with_its_line() -> None:
    """The message says what stands on the page and what in the seed, and where."""
    html = TITLE + TEXT.replace("Four", "For") + ASIDE + COUNT
    found = check.page("x.html", f"<html>{html}</html>".encode(), _statement(), _seed())
    (problem,) = found.problems
    assert (problem.file, problem.line) == ("seeds/a.txt", 6)
    assert '"For"' in problem.message
    assert '"Four"' in problem.message


def test_lines_out_of_order_are_seen() -> None:
    """Two paragraphs that have changed places are an error although every word is there."""
    one = Block("paragraph", (5,), "One *two* three.", "p1")
    two = Block("paragraph", (6,), "Four 5,00 six.", "p2")
    html = (
        TITLE + '<p data-lines="6">Four 5,00 six.</p><p data-lines="5">One *two* three.</p>'
        + ASIDE + COUNT
    )  # fmt: skip
    assert _codes(html, _statement(body=(one, two))) == ["A504"]


def test_words_are_never_markup() -> None:
    """A reading that declares a word as markup is refused, though page and reading agree."""
    block = Block("paragraph", (5, 6), "One three.\nFour 5,00 six.", "p1", (), ((5, 4, 10),))
    html = (
        TITLE + '<p data-lines="5 6">One three. Four 5,00 six.</p>' + ASIDE
        + '<p data-compared="9"></p>'
    )  # fmt: skip
    assert _codes(html, _statement(body=(block,))) == ["A503"]


def test_a_correction_shows_both_readings() -> None:
    """The printed reading is compared with the seed, the editor's with the record."""
    statement = _statement(corrections=(Correction(6, "5,00", "5,000", "a nought is missing"),))
    choice = '<span class="choice"><s class="sic">5,00</s><ins class="corr app">5,000</ins></span>'
    good = TITLE + TEXT.replace("5,00", choice) + ASIDE + COUNT
    assert _codes(good, statement) == []
    assert _codes(good.replace(">5,000<", ">6,000<"), statement) == ["A505"]
    assert _codes(TITLE + TEXT + ASIDE + COUNT, statement) == ["A505"]


def test_withheld_words_stand_nowhere() -> None:
    """What an editor withholds is missing from the text and from all the page."""
    statement = _statement(withheld=(Withholding(6, "six", "a private number"),))
    gap = TEXT.replace("six", '<span class="gap app">[…]</span>')
    assert _codes(TITLE + gap + ASIDE + COUNT, statement) == []
    assert "A506" in _codes(TITLE + gap + ASIDE + COUNT + "<p>six</p>", statement)


def test_withheld_words_stand_in_nothing_that_programs_read() -> None:
    """A description for search engines is no place for them either."""
    statement = _statement(withheld=(Withholding(6, "six", "a private number"),))
    page = TITLE + TEXT.replace("six", '<span class="gap app">[…]</span>') + ASIDE + COUNT
    assert _codes('<meta name="description" content="four and six">' + page, statement) == ["A506"]


def test_links_are_resolved_against_the_page() -> None:
    """Relative addresses become paths below the site's root; others are not the site's."""
    html = """<a href="../b/index.html#p2">b</a><a href="#p1">here</a>
    <a href="https://example.org/">out</a><a href="../../a%20b.txt?x=1">file</a>"""
    found = check.page("statements/a/index.html", html.encode(), None, None)
    assert found.links == ("statements/b/index.html#p2", "statements/a/index.html#p1", "a b.txt#")
    assert found.problems == ()


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("../../tags/a/index.html", "tags/a/index.html#"),
        ("../../tags/a/index.html#p1", "tags/a/index.html#p1"),
        ("../b/index.html", "statements/b/index.html#"),
        ("seed.txt", "statements/a/seed.txt#"),
        ("../../", "#"),
        ("../../tags/", "tags#"),
        ("../../tags//a/./b/../c.html", "tags/a/c.html#"),
        ("../../../out.html", "../../../../out.html#"),
        ("../../a%20b.html#%C3%A9", "a b.html#é"),
        ("../../a.html?x=1#p2", "a.html#p2"),
        ("", "statements/a/index.html#"),
        ("#p9", "statements/a/index.html#p9"),
        ("/top/tags/index.html", "tags/index.html#"),
    ],
)
def test_every_form_of_address_is_resolved(address: str, target: str) -> None:
    """What a browser would ask for, whether it stands alone or among simple addresses."""
    link = f'<a href="{address}">x</a>'
    for others in ("", '<a href="../../index.html">home</a>'):
        found = check.page(
            "statements/a/index.html", f"<p>{others}{link}</p>".encode(), None, None, "/top/"
        )
        assert found.links[-1] == target


def test_links_within_a_page_are_proven_there() -> None:
    """An anchor that the page has is no link out of it; one that it lacks is handed on."""
    html = '<p id="p1"><a href="#p1">1</a><a href="#p2">2</a></p>'
    assert check.page("a.html", html.encode(), None, None).links == ("a.html#p2",)


def test_dangerous_and_foreign_addresses_are_problems() -> None:
    """No script address, and no file from another server."""
    html = """<a href="javascript:alert(1)">x</a><img src="https://example.org/spy.gif" alt="">
    <link rel="stylesheet" href="//example.org/x.css">"""
    found = check.page("index.html", html.encode(), None, None)
    assert [problem.code for problem in found.problems] == ["A512"] * 3


def test_links_that_lead_nowhere_are_found() -> None:
    """A page that is not made, and a place that the page does not have."""
    found_on = ["a.html#", "b.html#", "a.html#p9", "../out.html#"]
    found = links.lost("index.html", found_on, {"a.html"}, lambda _: {"p1"})
    assert [problem.code for problem in found] == ["A510", "A511", "A510"]
