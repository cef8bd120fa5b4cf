"""What pages tell other programs: safe wherever it stands, and never more precise than known."""

import json
import re
import time

import pytest
from lxml import html
from markupsafe import Markup, escape

from archive.model import Creator, Statement
from archive.reading import dates
from archive.showing import graph, ground, metadata
from archive.showing.catalogues import THEME
from archive.showing.pieces import Excerpt, Here, Item, Name, Site, Tie
from archive.showing.views import (
    ChronologyView,
    DossierView,
    HomeView,
    IndexView,
    LeafView,
    MissingView,
    StatementView,
)

ADDRESS = "https://docks.example/texts"
SITE = Site(
    name="Archive of the Docks", description="Leaflets.", language="en", direction="ltr",
    languages=(("en", "English"), ("ar", "العربية")), pages=(), sections=("chronology", "search"),
    assets={}, url=ADDRESS,
)  # fmt: skip
HOSTILE = "</script><script>alert(1)</script> \"&amp; <!-- \u2028 ' ]]>"
ITEM = Item("other", "The other leaflet", "en", "ltr", None, "", ())


def statement(**more: object) -> Statement:
    """Return a statement with what is given."""
    values = {
        "code": "d1", "file": "seeds/d1.txt", "sha256": "ab" * 32, "slug": "coal",
        "title": "No Coal", "head": (), "body": (), "back": (), "ledger": (), "basis": {},
        "aside": (), "date": dates.read("1999-05-03"), "language": "en", "words": 120,
        "creators": (Creator("Jo Fenn", "author"), Creator("Harbour Circle", "publisher", "circle")),
        "source_url": "https://port.example/coal",
    }  # fmt: skip
    return Statement(**{**values, **more})


VIEW = StatementView(
    "coal", None, None, (Tie(ITEM, "translation-of", ""), Tie(ITEM, "cites", "")),
    (Name("Jo Fenn", kind="author"),
     Name("Harbour Circle", "agents/circle/index.html", kind="publisher", agent="body")),
    (Name("strike", "tags/strike/index.html"), Name("coal", "tags/coal/index.html")), (),
)  # fmt: skip


def here(path: str, language: str = "en", *, known: bool = True) -> Here:
    """Return the place of a page, with its own address where the site's is known."""
    folder = "" if language == "en" else f"{language}/"
    place = f"{ADDRESS}/{folder}{path.removesuffix('index.html')}" if known else ""
    return Here(path, language, "ltr", place)


def data(view: object, page: Here, site: Site = SITE, **texts: Statement) -> list[dict]:
    """Return the nodes of a page's data block, read from its HTML."""
    title = escape(texts["coal"].title if texts else "A list")
    up = "../" * page.path.count("/")
    block = graph.linked(view, page, site, texts, Markup(title), up, up)
    (element,) = html.document_fromstring(f"<body>{block}</body>").iter("script")
    assert element.get("type") == "application/ld+json"
    return json.loads(element.text)["@graph"]


def tags(text: Markup) -> list[tuple[str, str]]:
    """Return the (name, content) pairs of meta elements."""
    found = html.document_fromstring(f"<head>{text}</head>").iter("meta")
    return [(tag.get("name") or tag.get("property"), tag.get("content")) for tag in found]


def test_statement_is_described_in_full():
    """Its node says who, when, in which language, of what, from where, and with which bytes."""
    node, crumbs = data(VIEW, here("statements/coal/index.html"), coal=statement())
    assert node["@type"] == ["Article", "ArchiveComponent"]
    assert node["name"] == node["headline"] == "No Coal"
    assert node["datePublished"] == "1999-05-03"
    assert node["inLanguage"] == "en"
    assert node["keywords"] == ["strike", "coal"]
    assert [about["@type"] for about in node["about"]] == ["DefinedTerm"] * 2
    assert node["about"][0]["url"] == f"{ADDRESS}/tags/strike/"
    assert node["isBasedOn"] == "https://port.example/coal"
    assert node["encoding"]["sha256"] == "ab" * 32
    assert node["encoding"]["contentUrl"] == f"{ADDRESS}/statements/coal/seed.txt"
    assert node["isPartOf"]["name"] == "Archive of the Docks"
    assert node["translationOfWork"][0]["@id"] == f"{ADDRESS}/statements/other/"
    assert node["citation"][0]["name"] == "The other leaflet"
    names = [crumb["name"] for crumb in crumbs["itemListElement"]]
    assert names == ["Archive of the Docks", "Chronology", "No Coal"]


def test_an_author_is_a_person_only_where_that_is_known():
    """A name that may be a person's or a body's has no type; a publisher is a body."""
    node = data(VIEW, here("statements/coal/index.html"), coal=statement())[0]
    assert node["author"][0] == {"name": "Jo Fenn"}
    assert node["publisher"] == [
        {"@type": "Organization", "name": "Harbour Circle", "url": f"{ADDRESS}/agents/circle/"}
    ]
    assert ground.AGENTS["person"] == "Person"


def test_a_statement_is_one_work_in_every_language_of_the_interface():
    """Its identifier is the same from each; the page's address is its own."""
    english = data(VIEW, here("statements/coal/index.html"), coal=statement())[0]
    arabic = data(VIEW, here("statements/coal/index.html", "ar"), coal=statement())[0]
    assert english["@id"] == arabic["@id"] == f"{ADDRESS}/statements/coal/"
    assert arabic["url"] == f"{ADDRESS}/ar/statements/coal/"


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1999-05-03", "1999-05-03"),
        ("1999-05", "1999-05"),
        ("1999-XX", "1999"),
        ("1999-05-XX", "1999-05"),
        ("1999", "1999"),
        ("1999-05~", ""),
        ("1999?", ""),
        ("1999-05-03%", ""),
        ("1999-05-03/1999-05-07", "1999-05"),
        ("1999-05-03/1999-09-07", "1999"),
        ("1999/2001", ""),
        ("1999-12-31/2000-01-01", ""),
    ],
)
def test_no_date_is_more_precise_than_known(edtf, expected):
    """Only what is certain of a date becomes ISO 8601; Dublin Core has the date as it is known."""
    text = statement(date=dates.read(edtf))
    page = here("statements/coal/index.html")
    node = data(VIEW, page, coal=text)[0]
    assert node.get("datePublished", "") == expected
    said = dict(tags(metadata.bibliographic(text, page, SITE, ())))
    assert said.get("citation_publication_date", "") == expected.replace("-", "/")
    assert said["dcterms.issued"] == edtf


def test_an_undated_statement_has_no_date_anywhere():
    """Nothing is said where nothing is known."""
    text, page = statement(date=None), here("statements/coal/index.html")
    assert "datePublished" not in data(VIEW, page, coal=text)[0]
    names = [name for name, _ in tags(metadata.bibliographic(text, page, SITE, ()))]
    assert not {"citation_publication_date", "dcterms.issued"} & set(names)


def test_hostile_words_stay_words():
    """No title, name or address ends the data block or a value, and all are read back unchanged."""
    text = statement(
        title=HOSTILE, subtitle=HOSTILE, rights=HOSTILE, place=HOSTILE,
        creators=(Creator(HOSTILE, "author"),), source_url="javascript:alert(1)",
    )  # fmt: skip
    view = StatementView(
        "coal", None, None, (), (Name(HOSTILE, kind="author"),), (Name(HOSTILE, "tags/x/"),), ()
    )
    page = here("statements/coal/index.html")
    block = graph.linked(view, page, SITE, {"coal": text}, Markup(escape(HOSTILE)), "", "")
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search("[<>&]", inside)
    node = data(view, page, coal=text)[0]
    assert node["name"] == node["author"][0]["name"] == node["keywords"][0] == HOSTILE
    assert "isBasedOn" not in node
    whole = metadata.bibliographic(text, page, SITE, view.tags) + metadata.head(
        view, page, SITE, Markup(escape(HOSTILE)), Markup(escape(HOSTILE))
    )
    said = dict(tags(whole))
    assert said["citation_title"] == said["dcterms.creator"] == said["og:title"] == HOSTILE
    assert "dcterms.source" not in said


def test_without_an_address_nothing_pretends_to_have_one():
    """OpenGraph's addresses and the search action need a whole address; the rest is relative."""
    site = Site(**{name: getattr(SITE, name) for name in SITE.__struct_fields__} | {"url": ""})
    page = here("statements/coal/index.html", known=False)
    said = dict(tags(metadata.head(VIEW, page, site, Markup("No Coal"), Markup("A leaflet."))))
    assert set(said) == {
        "og:title", "og:type", "og:description", "og:site_name", "og:locale",
    }  # fmt: skip
    node = data(VIEW, page, site, coal=statement())[0]
    assert node["url"] == "../../statements/coal/index.html"
    assert node["about"][0]["url"] == "../../tags/strike/index.html"
    home = HomeView(1, 1, None, None, 0, (), 0, (), (), (), (), ())
    assert "potentialAction" not in data(home, here("index.html", known=False), site)[0]


def test_cards_are_named_by_their_whole_address():
    """A statement has its own card for all languages; other pages have that of their language."""
    own = dict(tags(metadata.head(
        VIEW, here("statements/coal/index.html", "ar"), SITE, Markup("No Coal"), Markup("x")
    )))  # fmt: skip
    assert own["og:image"] == f"{ADDRESS}/statements/coal/card.png"
    assert (own["og:type"], own["og:locale"]) == ("article", "ar_EG")
    assert own["twitter:card"] == "summary_large_image"
    leaf = LeafView("about", "About", "")
    for language, place in (("en", ""), ("ar", "ar/")):
        page = here("about/index.html", language)
        said = dict(tags(metadata.head(leaf, page, SITE, Markup("About"), Markup("x"))))
        assert said["og:image"] == f"{ADDRESS}/{place}card.png"
        assert said["og:url"] == page.canonical


def test_home_is_a_web_site_that_can_be_searched():
    """The address of a search is that by which the search page takes a query."""
    home = HomeView(2, 9, None, None, 0, (), 1, ((ITEM, ""),), (), (), (), ())
    site, page = data(home, here("index.html"))
    assert site["@type"] == "WebSite"
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{ADDRESS}/search/?q={{search_term_string}}"
    assert page["mainEntity"]["numberOfItems"] == 2
    script = (THEME / "static" / "js" / "search.js").read_text("utf-8")
    assert "URLSearchParams(location.search)" in script
    assert 'get("q")' in script


def test_a_subject_is_a_defined_term():
    """A dossier says what it is about, in other words and in authority files, and lists texts."""
    view = DossierView(
        "strike", "tags", "strike", {"en": "strike", "ar": "إضراب"}, {"en": ("walkout",)}, "Work.",
        30, tuple(Excerpt(ITEM, ()) for _ in range(30)), identifiers={"wikidata": "Q49776"},
    )  # fmt: skip
    node, crumbs = data(view, here("tags/strike/index.html"))
    assert node["@type"] == "CollectionPage"
    about = node["about"]
    assert about["@type"] == "DefinedTerm"
    assert about["alternateName"] == ["إضراب", "walkout"]
    assert about["sameAs"] == ["https://www.wikidata.org/wiki/Q49776"]
    assert node["mainEntity"]["numberOfItems"] == 30
    assert [crumb["position"] for crumb in crumbs["itemListElement"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("section", "more", "expected"),
    [
        ("places", {"latitude": 0.0, "longitude": 12.5}, "Place"),
        ("events", {"date": dates.read("1999-05~")}, "Event"),
        ("agents", {"person": True}, "Person"),
        ("agents", {}, "Organization"),
    ],
)
def test_a_dossier_is_about_a_thing_of_its_kind(section, more, expected):
    """Places have coordinates, events a date only where it is certain, agents are what is known."""
    view = DossierView("x", section, "X", {"en": "X"}, {}, "", 0, (), **more)
    about = data(view, here(f"{section}/x/index.html"))[0]["about"]
    assert about["@type"] == expected
    assert "startDate" not in about
    if section == "places":
        assert about["geo"] == {
            "@type": "GeoCoordinates", "latitude": 0.0, "longitude": 12.5,
        }  # fmt: skip


def test_lists_name_their_first_items_and_count_all():
    """A list of hundreds stays small in a page's head."""
    names = tuple(Name(f"n{n}", f"tags/n{n}/index.html") for n in range(500))
    node = data(IndexView("tags", names), here("tags/index.html"))[0]
    assert node["mainEntity"]["numberOfItems"] == 500
    assert len(node["mainEntity"]["itemListElement"]) == graph.FIRST
    view = ChronologyView("1999", (ITEM,) * 3, (), (("1999-05", 3),))
    node, crumbs = data(view, here("chronology/1999/index.html"))
    assert node["mainEntity"]["numberOfItems"] == 3
    assert [crumb["name"] for crumb in crumbs["itemListElement"]][1] == "Chronology"


def test_a_page_that_is_not_there_is_not_described():
    """404 has neither data nor a card nor an address of its own."""
    page = here("404.html")
    assert graph.linked(MissingView(), page, SITE, {}, Markup("x"), "", "") == ""
    said = dict(tags(metadata.head(MissingView(), page, SITE, Markup("x"), Markup("y"))))
    assert "og:url" not in said
    assert "og:image" not in said


def test_describing_a_page_costs_next_to_nothing():
    """All of it together stays far below the time that a page takes (a tenth of a millisecond)."""
    page, text, title = here("statements/coal/index.html"), statement(), Markup("No Coal")

    def once() -> None:
        metadata.head(VIEW, page, SITE, title, title)
        metadata.bibliographic(text, page, SITE, VIEW.tags)
        graph.linked(VIEW, page, SITE, {"coal": text}, title, "../../", "../../")

    times = []
    for _ in range(7):
        started = time.process_time()
        for _ in range(100):
            once()
        times.append((time.process_time() - started) / 100)
    assert min(times) < 0.0004  # four times what it takes, since machines differ
