"""Two readers of finished pages: the strict one finds what the one that knows all HTML finds."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.showing import finished, loose
from archive.showing.elements import Loose

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A &amp; B</title>
<link rel="stylesheet" href="../../static/a.css">
<link rel="canonical" href="https://x.example/a/">
</head>
<body class="statement">
<a class="skip" href="#main">Skip</a>
<main id="main">
<h1 data-lines="1">A <em>fine</em> &#34;Title&#34;</h1>
<p id="p1" data-lines="3 4"><a class="n app" href="#p1">1</a>One <a href="https://x.example/?a=1&amp;b=2" rel="external">two</a><br>three <span class="choice"><s class="sic">foor</s><ins class="corr app">four</ins></span><a class="note app" id="at-a" href="#note-a">a</a> five.</p>
<ul class="bullets">
<li id="s1" data-lines="5"><a class="n app" href="#s1">s1</a>six <span class="gap app">[…]</span> seven</li>
</ul>
<blockquote><p data-lines="6">Eight</p></blockquote>
<svg viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1"/></svg>
<p data-compared="9">All 9 words</p>
<img src="x.png" alt="">
<a href="../b/index.html#p2"><bdi>other</bdi></a>
</main>
</body>
</html>
"""


def agree(source: str) -> bool:
    """Tell whether the strict reader refuses a page or finds what the other reader finds."""
    try:
        strict = finished.read(source.encode())
    except Loose:
        return False
    assert strict == loose.read(source)
    return True


def test_strict_reader_finds_what_stands_on_a_page():
    """Anchors, links, loads, counts, shown lines without the apparatus, both readings."""
    held = finished.read(PAGE.encode())
    assert held.ids == ["main", "p1", "at-a", "s1"]
    assert held.links == [
        "#main", "#p1", "https://x.example/?a=1&b=2", "#note-a", "#s1", "../b/index.html#p2",
    ]  # fmt: skip
    assert held.loads == ["../../static/a.css", "x.png"]
    assert held.compared == ["9"]
    assert [(one.lines, one.text) for one in held.shown] == [
        ((1,), 'A fine "Title"'), ((3, 4), "One twothree foor five."), ((5,), "six  seven"),
        ((6,), "Eight"),
    ]  # fmt: skip
    assert held.choices == [("foor", "four")]


def test_both_readers_agree_on_a_page():
    """Neither reader finds more or less than the other."""
    assert agree(PAGE)


@pytest.mark.parametrize(
    "damage",
    [
        ('<p id="p1"', "<p id=p1"),
        ('<p id="p1"', '<P id="p1"'),
        ('<p id="p1"', '<p id="p1" <b'),
        ('<p id="p1"', "<!-- not shown --><p"),
        ("five.</p>", "five."),
        ("five.</p>", "five.</em></p>"),
        ("five.</p>", "<div>five.</div></p>"),
        ("five.", "3 < 5."),
        ("five.", "5 > 3."),
        ("five.", ">b< five."),
        ("two", "two>b< and <b"),
        ("five.", "fi&ampve."),
        ("<title>A", "<title><b>A</b>"),
        ("<em>fine</em>", "<em/>fine"),
        ("<em>fine</em>", "<marquee>fine</marquee>"),
        ("<!doctype html>", "words"),
        ("</html>", "</html"),
    ],
)
def test_page_of_another_form_is_refused(damage):
    """What the strict reader might misread it does not read."""
    old, new = damage
    assert old in PAGE
    with pytest.raises(Loose):
        finished.read(PAGE.replace(old, new).encode())


@pytest.mark.parametrize(
    "script",
    [
        "<script>if (a &lt; b) x()</script>",
        '<script type="application/ld+json">{"a": "b & c"}</script>',
    ],
)
def test_scripts_hold_no_elements(script):
    """The content of a script is neither text of the page nor markup."""
    assert agree(PAGE.replace("</head>", f"{script}</head>"))
    page = PAGE.replace("</head>", '<script>x("<p data-lines=1>")</script></head>')
    with pytest.raises(Loose):
        finished.read(page.encode())


PIECES = st.sampled_from([
    "<p>", "</p>", "<em>", "</em>", "<br>", "<b", ">", "<", '"', "&", "&amp;", "&lt;", "words ",
    ' id="x"', ' class="app"', ' data-lines="7"', '<p data-lines="7">', '<span class="app">',
    "</span>", "<!--", "-->", "</main>", '<a href="y">', "</a>", "'", "=", "/", " ",
])  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(PAGE)), st.integers(0, 12), st.lists(PIECES, max_size=3))
@example(PAGE.index("five."), 0, ["<em>"])
def test_damaged_page_is_refused_or_read_alike(place, lost, pieces):
    """Wherever a page is damaged, no reader finds other words than the other one."""
    agree(PAGE[:place] + "".join(pieces) + PAGE[place + lost :])
