"""A statement's blocks as HTML: every word of the seed in its place, nothing that is withheld."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup

from archive.model import (
    Block,
    Correction,
    Link,
    Mention,
    Passage,
    Reading,
    Span,
    Statement,
    Withholding,
)
from archive.reading.dates import read
from archive.showing import excerpts, markup, notes
from archive.showing.arrangement import chronicle, grouped_ties
from archive.showing.pieces import EventMark, Item, Name, Tie

PRINTED = "http://exmaple.org/call"
REPAIRED = "http://example.org/call"


def statement(*body: Block, **more: object) -> Statement:
    """Return a statement with a body and whatever else a test is about."""
    values: dict[str, object] = {
        "code": "001",
        "file": "seeds/001.txt",
        "sha256": "0" * 64,
        "slug": "bread",
        "title": "Bread and Roses",
        "head": (Block("title", (1,), "Bread and Roses"),),
        "body": body,
        "back": (),
        "ledger": (),
        "basis": {},
        "aside": (),
        "language": "en",
    }
    return Statement(**(values | more))  # type: ignore[arg-type]


def words_of(fragment: str) -> str:
    """Return the text of a fragment without what the apparatus adds."""
    tree = html.fromstring(f"<div>{fragment}</div>")
    for element in tree.xpath("//*[contains(concat(' ', @class, ' '), ' app ')]"):
        element.drop_tag() if element is tree else remove(element)
    return str(tree.text_content())


def remove(element: html.HtmlElement) -> None:
    """Take an element out and leave the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


class Balance(HTMLParser):
    """Notes each element that is closed out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Note a start."""
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an end."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def balanced(fragment: str) -> bool:
    """Tell whether every element of a fragment is closed in its turn."""
    parser = Balance()
    parser.feed(fragment)
    return not parser.wrong and not parser.open


def test_paragraph_carries_its_anchor_number_and_lines():
    """A paragraph read from two lines is one element with both line numbers and a space between."""
    page = markup.body(statement(Block("paragraph", (7, 9), "We march\non Monday.", "p1")))
    assert page == (
        '<p id="p1" data-lines="7 9"><a class="n app" href="#p1">1</a>We march on Monday.</p>'
    )


def test_text_is_escaped_and_straight_quotes_stay():
    """Markup characters in a seed are words; quotation marks are neither improved nor escaped."""
    page = markup.body(statement(Block("paragraph", (1,), """<script> & "it's" """, "p1")))
    assert """&lt;script&gt; &amp; "it's" """ in page


def test_verse_keeps_its_lines():
    """A line feed in verse is a line break, and white space for whoever takes the text out."""
    page = markup.body(statement(Block("verse", (3, 4), "Hearts starve\nas well", "p1")))
    assert "Hearts starve<br>\nas well" in page
    assert 'data-lines="3 4"' in page


def test_slogans_are_one_list_and_bullets_another():
    """Items follow each other in one list as long as their style is the same."""
    page = markup.body(
        statement(
            Block("item", (1,), "Bread!", "s1", style="slogans"),
            Block("item", (2,), "Roses!", "s2", style="slogans"),
            Block("item", (3,), "a hall", "s3", style="bullets"),
        )
    )
    tree = html.fromstring(page)
    assert [ul.get("class") for ul in tree.xpath("//ul")] == ["slogans", "bullets"]
    assert tree.xpath("//li/@id") == ["s1", "s2", "s3"]
    assert tree.xpath("//li/@data-lines") == ["1", "2", "3"]


def test_headings_follow_the_title_without_a_gap():
    """Heading levels 2 and 4 of a seed become h2 and h3, since h1 is the title."""
    page = markup.body(
        statement(
            Block("heading", (1,), "First", level=2),
            Block("heading", (2,), "Under it", level=4, anchor="h-x"),
        )
    )
    assert re.findall(r'<(h\d) id="([^"]+)"', page) == [("h2", "h1"), ("h3", "h-x")]


def test_quotation_and_rule_have_their_elements():
    """A quotation is a blockquote with its numbered paragraph, a rule a thematic break."""
    page = markup.body(
        statement(Block("quotation", (1,), "All of us", "p1"), Block("rule", (2,), ""))
    )
    assert page.startswith('<blockquote><p id="p1" data-lines="1">')
    assert page.endswith("<hr>")


def test_correction_shows_both_readings_and_its_note():
    """The printed reading is seed text, the corrected one is apparatus, and a mark leads on."""
    block = Block("paragraph", (4,), "some 2,00 people", "p1", (Span(5, 9, "correction", "0"),))
    page = markup.body(statement(block, corrections=(Correction(4, "2,00", "2,000", "a slip"),)))
    assert (
        'some <span class="choice"><s class="sic">2,00</s><ins class="corr app">2,000</ins></span>'
        '<a class="note app" id="at-a" href="#note-a" role="doc-noteref">a</a> people'
    ) in page
    assert words_of(page) == "some 2,00 people"


def test_repaired_link_leads_to_the_repaired_address():
    """The words of a link stay as printed; its address is the editor's, with a mark."""
    block = Block("paragraph", (4,), f"see {PRINTED}.", "p1", (Span(4, 27, "link", PRINTED),))
    page = markup.body(statement(block, links=(Link(4, PRINTED, REPAIRED, because="a slip"),)))
    assert f'<a href="{REPAIRED}" rel="external nofollow">{PRINTED}</a><a class="note' in page


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "//x.example", "/x"],
)
def test_only_web_addresses_become_links(address):
    """An address that is not http or https stays text."""
    block = Block("paragraph", (1,), "click here", "p1", (Span(0, 5, "link", address),))
    assert "click here" in markup.body(statement(block))


def test_address_cannot_break_out_of_its_attribute():
    """A quotation mark in an address is escaped."""
    address = 'https://x.example/"onmouseover="y'
    block = Block("paragraph", (1,), "here", "p1", (Span(0, 4, "link", address),))
    assert html.fromstring(markup.body(statement(block))).xpath("//a/@onmouseover") == []


def test_withheld_words_stand_nowhere():
    """Withheld words are replaced by a gap in the text, the lines set aside and excerpts."""
    text = "Call Rosa at 555-0100 today"
    held = (Withholding(2, "555-0100", "private"),)
    block = Block(
        "paragraph", (2,), text, "p1",
        (Span(13, 21, "withheld", "0"), Span(5, 21, "link", "http://x.example/555-0100")),
    )  # fmt: skip
    one = statement(
        block, withheld=held, aside=((2, text),), mentions=(Mention("rosa", "p1", 5, 9),)
    )
    pages = (
        markup.body(one),
        markup.aside(one),
        excerpts.excerpt(one, "p1", "rosa"),
        excerpts.kwic(one, "p1", "rosa")[0][2],
        excerpts.quoted(Passage("p1", 0, 21, text[:21]), one),
    )
    for page in pages:
        assert "555" not in page
        assert '<span class="gap app">[…]</span>' in page


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Draw a block with spans that nest and overlap in any way."""
    text = draw(st.text(st.sampled_from('ab <>&"\nשׁع'), min_size=1, max_size=30))
    kinds = st.sampled_from(["emphasis", "strong", "link"])
    found = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        found.append(Span(start, end, draw(kinds), "https://x.example/"))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    if draw(st.booleans()):
        found.append(Span(start, end, "correction", "0"))
    return Block("paragraph", (1,), text, "p1", tuple(found))


@settings(deadline=None)
@given(blocks())
def test_any_spans_leave_the_words_as_they_are(block):
    """However spans cross, elements nest, links hold no links, and the words are the block's."""
    corrections = tuple(
        Correction(1, block.text[s.start : s.end], "NEW", "why")
        for s in block.spans
        if s.kind == "correction"
    )
    page = markup.body(statement(block, corrections=corrections))
    assert balanced(page)
    assert words_of(page) == block.text.replace("\n", " ")
    tree = html.fromstring(page)
    assert tree.xpath("//a//a") == []
    assert len(tree.xpath("//*[@class='choice']")) == len(corrections)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_five_thousand_nested_spans_cost_linear_time():
    """Deep nesting neither recurses nor takes the square of its depth."""
    depth = 5000
    deep = tuple(Span(n, 2 * depth - n, "emphasis") for n in range(depth))
    page = markup.body(statement(Block("paragraph", (1,), "x" * 2 * depth, "p1", deep)))
    assert page.count("<em>") == page.count("</em>") == depth


def test_supplied_title_is_in_brackets_without_lines():
    """A title that the text does not show names no lines."""
    page = markup.head(statement(head=(), title="Call for bread"))
    assert page == "<h1>[Call for bread]</h1>"


def test_head_shows_kicker_title_and_subtitle_with_their_lines():
    """Each part of the head is an element with its line."""
    page = markup.head(
        statement(
            head=(
                Block("kicker", (1,), "Open letter"),
                Block("title", (3,), "Bread & Roses"),
                Block("subtitle", (5,), "A call"),
            )
        )
    )
    assert '<p class="kicker" data-lines="1">Open letter</p>' in page
    assert '<h1 data-lines="3">Bread &amp; Roses</h1>' in page
    assert '<p class="subtitle" data-lines="5">A call</p>' in page


def test_back_matter_has_no_numbers_and_no_mail_links():
    """Contact details stay words."""
    page = markup.back(statement(back=(Block("paragraph", (9,), "write to a@b.example", "b1"),)))
    assert page == '<p id="b1" data-lines="9">write to a@b.example</p>'


def test_notes_are_marked_in_the_order_of_lines():
    """Corrections, withholdings and repaired links share one series of letters."""
    one = statement(
        corrections=(Correction(9, "x", "y", ""),),
        withheld=(Withholding(3, "z", ""),),
        links=(Link(5, PRINTED, REPAIRED), Link(6, REPAIRED, REPAIRED)),
    )
    assert [(n.mark, n.kind) for n in notes.notes(one)] == [
        ("a", "withheld"), ("b", "link"), ("c", "correction"),
    ]  # fmt: skip
    assert [notes.letters(n) for n in (0, 25, 26, 52)] == ["a", "z", "aa", "ba"]


def test_excerpt_marks_the_names_of_one_authority():
    """The words of a short paragraph are all there, with the name marked."""
    reading = Reading(
        "x", "en", "ltr", {"p1": "From Lawrence\nto <Paris>."}, {"paris": (("p1", 18, 23),)}
    )
    assert excerpts.excerpt(reading, "p1", "paris") == (
        "From Lawrence to &lt;<mark>Paris</mark>&gt;."
    )


def test_paragraph_in_a_dossier_is_whole():
    """However long a paragraph is, nothing of it is left out."""
    filler = "Nothing of this is about the town at all. " * 20
    text = f"{filler}They left Lawrence at dawn. {filler}"
    start = text.index("Lawrence")
    reading = Reading("x", "en", "ltr", {"p1": text}, {"town": (("p1", start, start + 8),)})
    page = excerpts.excerpt(reading, "p1", "town")
    assert page == text.replace("Lawrence", "<mark>Lawrence</mark>")


def test_concordance_line_has_both_sides_of_the_name():
    """Before and after are cut at words and say so."""
    text = "one two three " * 10 + "Lawrence" + " four five six" * 10
    start = text.index("Lawrence")
    reading = Reading("x", "en", "ltr", {"p1": text}, {"town": (("p1", start, start + 8),)})
    ((before, name, after),) = excerpts.kwic(reading, "p1", "town")
    assert (before[:2], name, after[-2:]) == ("… ", Markup("Lawrence"), " …")
    assert before.endswith("three ")
    assert after.startswith(" four")


def item(slug: str, edtf: str = "") -> Item:
    """Return a statement as lists show it."""
    date = read(edtf) if edtf else None
    return Item(slug, slug.title(), "en", "ltr", date, "transcribed" if date else "", ())


def test_chronology_puts_undated_last_and_keeps_years_with_events():
    """Years come in order, with those that have events only; what is undated closes the list."""
    years = chronicle(
        [item("a", "2016-09-30"), item("b", "2016"), item("c")],
        [EventMark(Name("Strike"), read("2011-03"))],
    )
    assert [(y.label, len(y.events), [m for m, _ in y.months]) for y in years] == [
        ("2011", 1, []), ("2016", 0, ["2016-09", "2016"]), ("undated", 0, ["undated"]),
    ]  # fmt: skip


def test_ties_are_bundled_by_type_and_direction():
    """Quoting and being quoted are two bundles; the same claim reads alike from both ends."""
    ties = (
        Tie(item("a"), "quotes", "1"),
        Tie(item("a"), "quotes", "2", inverse=True),
        Tie(item("a"), "same-claim", "3"),
        Tie(item("a"), "same-claim", "4", inverse=True),
    )
    found = [(b.type, b.inverse, len(b.others[0][1])) for b in grouped_ties(ties)]
    assert found == [("quotes", False, 1), ("quotes", True, 1), ("same-claim", False, 2)]
