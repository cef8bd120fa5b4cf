"""Saved web pages: whose words the metadata are, what the page shows, and what is its frame."""

import pytest

from archive.reading import received
from archive.reading.transcribe import transcribe

pytestmark = pytest.mark.filterwarnings("ignore")

PARAGRAPHS = "".join(
    f"<p>The {n} boat did not sail on Sunday, and it will not sail until the two mates are taken back, as"
    " the harbour master has written down in pencil.</p>"
    for n in ("first", "second", "third", "fourth", "fifth")
)


def page(head="", top="", below="", body=PARAGRAPHS):
    """Return the transcription of a page made of these pieces of HTML."""
    text = (
        f'<html lang="en"><head><meta charset="utf-8">{head}</head><body>{top}<div class="text">{body}</div>'
        f"{below}</body></html>"
    )
    return transcribe(received.read("p.html", text.encode()))


@pytest.mark.parametrize(
    ("head", "top"),
    [
        ("<title>Port News: No boat on Sunday</title>", "<h4>Menu</h4><h2>No boat on Sunday</h2>"),
        ('<title>No boat on Sunday | Port News</title><meta name="DC.title" content="Port News">',
         "<h1>No boat on Sunday</h1>"),
        ("<title>Port :: Documents</title>", "<h2>No boat on Sunday</h2>"),
        ('<title>Port News</title><meta property="og:title" content="No boat on Sunday">', ""),
        ("<title>Untitled Document</title>", "<p align=center><b>No boat on Sunday</b></p>"),
    ],
)  # fmt: skip
def test_the_title_is_the_texts_and_not_the_sites(head, top):
    """A heading that the page's name repeats, or the only one of its rank, is the title."""
    assert page(head, top).title == "No boat on Sunday"


@pytest.mark.parametrize(
    ("head", "top", "authors"),
    [
        ('<meta name="author" content="Port News">', "<p>posted by <b>Some moles</b></p>", ("Some moles",)),
        ('<meta name="author" content="PC-ROOM">', "<p><i>by Lia Fenn</i></p>", ("Lia Fenn",)),
        ('<meta name="author" content="PC-ROOM">', "", ()),
        ('<meta name="author" content="Lia Fenn">', "<p>Lia Fenn</p>", ("Lia Fenn",)),
        ('<meta name="citation_author" content="Lia Fenn">', "<p>posted by Some moles</p>", ("Lia Fenn",)),
        ("", '<p class="byline"><a href="/u/1">admin</a></p>', ()),
        ("", "<p>people of the green house - 04.06.2009 16:20</p>", ("people of the green house",)),
    ],
)  # fmt: skip
def test_the_author_is_whom_the_page_shows(head, top, authors):
    """Sites, computers and accounts in the metadata are not authors; a byline is."""
    title = "<title>No boat on Sunday | Port News</title>"
    assert page(title + head, "<h1>No boat on Sunday</h1>" + top).authors == authors


@pytest.mark.parametrize(
    ("top", "edtf"),
    [
        ("<h1>No boat</h1><p class='info'>posted Mon, 4 June 2007 at 14:22</p>", "2007-06-04"),
        ("<h2 class='date-header'>Friday, 25 April 2008</h2><h3 class='post-title'>No boat</h3>", "2008-04-25"),
        (("<h1>No boat</h1><time class='updated' datetime='2018-12-02'>2</time>"
         "<time class='published' datetime='2018-11-20'>20</time>"), "2018-11-20"),
        ("<h1>No boat</h1><p>No date at all</p>", ""),
    ],
)  # fmt: skip
def test_the_date_is_that_of_issue(top, edtf):
    """A date that the page prints beside the heading counts; that of a change does not."""
    found = page("<title>No boat - Port News</title>", top, "<p>Today is Monday, 4 March 2019</p>")
    assert (found.date.edtf if found.date else "") == edtf


def test_tables_that_lay_out_a_page_do_not_swallow_the_text():
    """Cells that hold blocks are parts of the page; their text keeps its paragraphs."""
    text = (
        "<html><head><title>No boat</title></head><body><table><tr><td><a href='/'>Home</a><br><a href='/n'>News"
        f"</a></td><td><h2>No boat</h2>{PARAGRAPHS}</td></tr></table></body></html>"
    )
    found = transcribe(received.read("p.html", text.encode()))
    assert len(found.body) == 5
    assert "|" not in found.body[0].text


def test_what_readers_wrote_is_not_the_text():
    """Comments are dropped by the mark of their block or by the heading over them."""
    below = (
        "<div class='comms'><p>And where are the other two of them, if one may ask the crew?</p></div>"
        "<div><h3>2 comments</h3><p>I find it a pity, to be honest, whatever they may say.</p></div>"
    )
    found = page("<title>No boat</title>", "<h1>No boat</h1>", below)
    assert len(found.body) == 5


def test_relative_links_lead_where_they_led():
    """An address that the page gives by halves is completed by the page's own."""
    head = '<title>No boat</title><link rel="canonical" href="https://a.example/x/no-boat">'
    body = PARAGRAPHS.replace("in pencil", 'in <a href="/pencil">pencil</a>', 1)
    found = page(head, "<h1>No boat</h1>", "", body)
    assert [link.printed for link in found.links] == ["https://a.example/pencil"]


def test_linked_data_inside_marks_of_comments_are_read():
    """Programs put JSON-LD between marks of CDATA or of a comment, and line ends into its words."""
    data = (
        '{"@type": "Article", "headline": "No boat\non Sunday", "datePublished": "2014-05-03",'
        ' "author": [{"name": "Ines Vasko"}, {"name": "Jo Fenn"}]}'
    )
    for marked in (f"//<![CDATA[\n{data}\n//]]>", f"<!--\n{data}\n-->"):
        script = f'<script type="application/ld+json">{marked}</script>'
        found = page(script, "<h1>No boat on Sunday</h1>")
        assert found.authors == ("Ines Vasko", "Jo Fenn")
        assert found.date.edtf == "2014-05-03"


def test_the_place_beside_the_date_of_a_page_is_kept():
    """A line below the heading gives both."""
    found = page("", "<h1>No boat on Sunday</h1><p>Harl, 3 May 2014</p>")
    assert (found.place, found.date.edtf) == ("Harl", "2014-05-03")


def test_a_page_that_marks_its_heading_as_author_names_nobody():
    """Encyclopedias mark the heading of a table as the author's name."""
    found = page("", '<h1>Harl</h1><span class="author">Harl</span>')
    assert found.authors == ()


def test_a_short_list_between_paragraphs_is_the_texts():
    """What takes the main text out of a page takes short lists for menus."""
    items = "<ul><li>no boat at night<li>two mates<li>paid by the month</ul>"
    paragraph = (
        "<p>The boat did not sail on Sunday, and it will not sail until the mates are back.</p>"
    )
    found = page("", "<h1>No boat</h1>", body=f"{paragraph}<p>We ask for:</p>{items}{PARAGRAPHS}")
    text = [block.text for block in found.body]
    assert [each for each in text if each in {"no boat at night", "two mates"}] == text[2:4]


def test_a_forums_mark_for_the_author_holds_the_date_too():
    """Such programs print both in one line, and the forum's name as the first heading."""
    head = "<title>View topic - No boat on Sunday • Harl forum</title>"
    top = (
        "<h1>Harl forum</h1>"
        '<h2>No boat on Sunday</h2><p class="author">by <b>mudlark</b> » Sat 24 Jun 2017, 23:10</p>'
    )
    found = page(head, top)
    assert (found.title, found.authors) == ("No boat on Sunday", ("mudlark",))
    assert found.date.edtf == "2017-06-24"
