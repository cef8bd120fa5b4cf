"""What a whole site shows to networks and machines: cards, data blocks, addresses."""

import json
import re
from pathlib import Path

import pytest

from archive.building import engine
from archive.building.report import Report

ONE = """# No Coal for Marshfield

Harbour Committee, 3 May 1999

The barge came on Monday with coal for Marshfield. The dockers refused to unload it.
"""
TWO = """# لا فحم بعد اليوم

لجنة الميناء، 4 أيار 1999

جاءت السفينة يوم الاثنين بالفحم. رفض عمال الميناء تفريغها وعادوا إلى بيوتهم.
"""
ADDRESS = "https://docks.example/texts"


def build(root: Path, site_url: str = ADDRESS, jobs: int = 1) -> engine.Result:
    """Build the archive at ``root`` in this process."""
    options = engine.Options(root, root / "output", site_url=site_url, jobs=jobs)
    return engine.build(options, Report(quiet=True))


@pytest.fixture
def docks(tmp_path: Path) -> Path:
    """Return an archive of two statements with a name in two languages."""
    root = tmp_path / "docks"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds/coal.txt").write_text(ONE, "utf-8")
    (root / "seeds/fahm.txt").write_text(TWO, "utf-8")
    (root / "archive.toml").write_text(
        'languages = ["en", "ar"]\n[name]\nen = "Docks"\nar = "الأرصفة"\n'
        '[description]\nen = "Leaflets."\nar = "منشورات."\n', "utf-8"
    )  # fmt: skip
    return root


def cards(root: Path) -> dict[str, bytes]:
    """Return the site's cards by path."""
    top = root / "output"
    return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("card.png")}


def test_cards_are_drawn_only_where_the_address_is_known(docks: Path) -> None:
    """Without one no card is made; with one, each language and each statement has a card."""
    build(docks, site_url="")
    assert cards(docks) == {}
    build(docks)
    assert set(cards(docks)) == {
        "card.png", "ar/card.png", "statements/coal/card.png", "statements/fahm/card.png",
    }  # fmt: skip
    build(docks, site_url="")
    assert cards(docks) == {}


def test_a_card_is_drawn_again_only_when_what_it_shows_changes(docks: Path) -> None:
    """The text of a statement is not on its card; its title is."""
    build(docks)
    before = cards(docks)
    (docks / "seeds/coal.txt").write_text(ONE.replace("Monday", "Friday"), "utf-8")
    done = build(docks)
    assert "statements/coal/index.html" in done.made
    assert not [path for path in done.made if path.endswith(".png")]
    (docks / "seeds/coal.txt").write_text(ONE.replace("No Coal", "No More Coal"), "utf-8")
    done = build(docks)
    assert [path for path in done.made if path.endswith(".png")] == ["statements/coal/card.png"]
    assert {path for path, content in cards(docks).items() if content != before[path]} == {
        "statements/coal/card.png"
    }


def test_a_lost_card_is_drawn_anew(docks: Path) -> None:
    """A card is an output like any other: what is missing is made, with the same bytes."""
    build(docks)
    before = cards(docks)
    (docks / "output/statements/fahm/card.png").unlink()
    build(docks, jobs=2)
    assert cards(docks) == before


def test_every_page_names_a_card_that_is_there(docks: Path) -> None:
    """The addresses that networks ask for lead to files of the site."""
    build(docks)
    named = set()
    for page in (docks / "output").rglob("index.html"):
        found = re.search(r'property="og:image" content="([^"]+)"', page.read_text("utf-8"))
        assert found, page
        named.add(found[1].removeprefix(f"{ADDRESS}/"))
    assert named == set(cards(docks))


@pytest.mark.parametrize("site_url", ["", ADDRESS])
def test_every_page_has_data_that_can_be_read(docks: Path, site_url: str) -> None:
    """Each page holds one block of JSON-LD, whose addresses are whole if the site's is known."""
    build(docks, site_url=site_url)
    for page in (docks / "output").rglob("*.html"):
        blocks = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8")
        )
        if page.name == "404.html":
            assert blocks == []
            continue
        (block,) = blocks
        nodes = json.loads(block)["@graph"]
        assert nodes[0]["@type"]
        address = nodes[0]["url"]
        if site_url:
            assert address.startswith(site_url)
            path = address.removeprefix(site_url).strip("/")
            assert (docks / "output" / path / "index.html") == page
        else:
            assert (page.parent / address).resolve() == page.resolve()
