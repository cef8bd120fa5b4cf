"""The reason of a tie is told in the language of each page."""

from test_relations import statement

from archive.model import Passage
from archive.showing.pieces import Item, Tie, Why
from archive.showing.reasons import Reasons
from archive.showing.words import filters

ON = Why("subjects", (("hospital", "en"), ("شرق حلب", ""), ("Idlib", "en")), 0, "p3", "p2")


def test_a_reason_of_subjects_is_in_the_words_of_the_page() -> None:
    """Words of the text bear their language; both paragraphs are links."""
    html = Reasons("ar").html(ON, "../b/index.html", inverse=False)
    assert html == (
        'كلاهما عن <bdi lang="en">hospital</bdi> و<bdi>شرق حلب</bdi> و<bdi lang="en">Idlib</bdi>: '
        '<a href="#p3">¶3</a> / <a href="../b/index.html#p2">¶2</a>'
    )
    assert Reasons("en").plain(ON, inverse=False) == "Both on hospital, شرق حلب, and Idlib: ¶3 / ¶2"


def test_each_end_tells_a_quotation_from_its_own_side() -> None:
    """Who quotes and who is quoted are not told alike."""
    why = Why("quotation", count=14)
    assert "of the other statement stand here" in Reasons("en").plain(why, inverse=False)
    assert "of this statement stand in the other" in Reasons("en").plain(why, inverse=True)


def test_arabic_counts_words_in_its_six_forms() -> None:
    """One, two, a few, many and hundreds are each told as the language has them."""
    told = [
        Reasons("ar").plain(Why("quotation", count=n), inverse=False) for n in (1, 2, 5, 14, 100)
    ]
    assert [words.split(" من ")[0] for words in told] == [
        "كلمة واحدة", "كلمتان", "5 كلمات", "14 كلمة", "100 كلمة",
    ]  # fmt: skip


def test_words_of_a_text_cannot_become_markup() -> None:
    """Phrases and addresses from a seed are escaped and marked for what they are."""
    phrase = Why("reply", (("in <b> reply to", "en"),))
    assert '<q lang="en">in &lt;b&gt; reply to</q>' in Reasons("en").html(phrase, "", inverse=True)
    address = Why("address", (('https://a.example/"x', "en"),))
    html = Reasons("ar").html(address, "", inverse=False)
    assert '<bdi class="address" dir="ltr">https://a.example/&quot;x</bdi>' in html


def test_an_editors_reason_keeps_its_language_on_every_page() -> None:
    """On an Arabic page a reason recorded in English says that it is English."""
    item = Item("b", "B", "en", "ltr", None, "", ())
    here = (Passage("p1", 0, 5, "Words"),)
    tie = Tie(item, "same-claim", "Both say so.", "en", editorial=True, here=here)
    html = filters("ar")["related"]((tie,), statement("a"), "../")
    assert '<p class="because" lang="en" dir="ltr">Both say so.</p>' in html
    assert '<p class="by">هذا البيان</p>' in html
    assert "<h3>القول نفسه</h3>" in html
