"""The two statements the archive began with: what their pages must say, with and without records."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

A, B = "000_6f20708084232a72", "003_3c52f7d1be38720c"
A_SLUG, B_SLUG = "2016-09-assault-on-eastern-aleppo", "2016-12-save-aleppo"


def page(site: Path, path: str) -> etree._Element:
    """Return a page of the site, parsed."""
    return html.document_fromstring((site / path).read_text("utf-8"))


def plain(element: etree._Element) -> str:
    """Return an element's words without the apparatus."""
    parts: list[str] = []

    def collect(node: etree._Element) -> None:
        if "app" in (node.get("class") or "").split():
            return
        parts.append(node.text or "")
        for child in node:
            collect(child)
            parts.append(child.tail or "")

    collect(element)
    return " ".join("".join(parts).split())


def lines(site: Path, slug: str, where: str) -> list[str]:
    """Return the source lines of each element in a part of a statement's page."""
    tree = page(site, f"statements/{slug}/index.html")
    return [str(value) for value in tree.xpath(f"//*[contains(@class,'{where}')]//*/@data-lines")]


PARAGRAPHS_A = [str(line) for line in range(11, 43, 2)]
SLOGANS_A = [str(line) for line in range(43, 54, 2)]
PARAGRAPHS_B = ["7", "9", "11", "13 15", "17", "19", "21 23", "25 27", "29", "31"]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, program: Callable[..., object]) -> Path:
    """Return the site of a folder that holds the two seeds and nothing else."""
    root = tmp_path_factory.mktemp("bare")
    (root / "seeds").mkdir()
    for code in (A, B):
        source = Path(__file__).resolve().parents[2] / "seeds" / f"{code}.txt"
        (root / "seeds" / source.name).write_bytes(source.read_bytes())
    program("--root", root, "--jobs", "1")
    return root / "output"


def test_the_body_is_cut_into_the_papers_paragraphs(site: Path, bare: Path) -> None:
    """Sixteen paragraphs and six slogans; ten paragraphs with three joins; records or not."""
    for place, a, b in ((site, A_SLUG, B_SLUG), (bare, A, B)):
        assert lines(place, a, "reading") == PARAGRAPHS_A + SLOGANS_A
        assert lines(place, b, "reading") == PARAGRAPHS_B
        tree = page(place, f"statements/{a}/index.html")
        assert len(tree.xpath("//ul[contains(@class,'slogans')]/li[starts-with(@id,'s')]")) == 6
        assert not tree.xpath("//*[contains(@class,'reading')]//*[self::h2 or self::h3]")


def test_titles_subtitles_and_back_matter(site: Path, bare: Path) -> None:
    """Titles as printed; one subtitle; contact notices and further reading after the text."""
    for place, a, b in ((site, A_SLUG, B_SLUG), (bare, A, B)):
        first, second = (page(place, f"statements/{slug}/index.html") for slug in (a, b))
        assert [plain(h) for h in first.xpath("//h1")] == [
            "Statement on the Assault on Eastern Aleppo"
        ]
        assert [plain(h) for h in second.xpath("//h1")] == ["Stop the Killing! Save Aleppo!"]
        assert [plain(e) for e in second.xpath("//*[@data-lines='5']")] == ["On the fall of Aleppo"]
        assert lines(place, b, "back") == ["33", "37", "39", "41"]
        assert lines(place, a, "back") == []


def inspected(program: Callable[..., object], root: Path) -> dict[str, dict[str, object]]:
    """Return what ``inspect --json`` says, by reference code."""
    done = program("inspect", "--json", "--root", root)
    assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]
    return {one["code"]: one for one in json.loads(done.stdout)}  # type: ignore[attr-defined]


def test_what_the_texts_say_of_themselves(two_seeds: Path, program: Callable[..., object]) -> None:
    """Without records: authors, one date, one source, no invented value."""
    found = inspected(program, two_seeds)
    a, b = found[A], found[B]
    assert a["author"] == ["International Secretariat of the League for the Fifth International"]
    assert (a["date"], b["date"]) == ("2016-09-30", None)
    assert (a["language"], b["language"]) == ("en-GB", "en-US")
    assert a["source_url"] == (
        "https://fifthinternational.org/content/statement-assault-eastern-aleppo"
    )
    assert b["source_url"] is None
    assert b["author"] == ["Joseph Green"]
    assert a["basis"]["date"] == {"kind": "transcribed", "lines": [7], "because": ""}  # type: ignore[index]
    assert b["links"] == [
        "http://www.comunistvoice.org/00Syria.html",
        "http://www.comunistvoice.org/DWV_email_list.html",
        "http://www.comunistvoice.org",
    ]
    fates = {tuple(entry["lines"]): entry["fate"] for entry in a["ledger"]}  # type: ignore[attr-defined]
    covered = [line for first, last in fates for line in range(first, last + 1)]
    assert covered == list(range(1, 58))


def test_what_the_records_add(whole_archive: Path, program: Callable[..., object]) -> None:
    """With records: B's date and body, each with its evidence; the tags of both."""
    found = inspected(program, whole_archive)
    a, b = found[A], found[B]
    assert b["date"] == "2016-12~"
    assert b["basis"]["date"]["kind"] == "supplied"  # type: ignore[index]
    assert b["basis"]["date"]["lines"] == [5, 9]  # type: ignore[index]
    assert b["publisher"] == "Detroit Workers' Voice list"
    assert b["basis"]["publisher"]["lines"] == [29, 39]  # type: ignore[index]
    for one in (a, b):
        assert sorted(one["tags"]) == ["aleppo", "left-debate", "syria"]  # type: ignore[call-overload]
    types = {relation["type"] for relation in a["relations"]}  # type: ignore[attr-defined]
    assert types.isdisjoint({"quotes", "answers", "cites"})
    assert {"same-claim", "differs", "later-report"} <= types


def test_dates_are_shown_as_sure_as_they_are(site: Path) -> None:
    """The supplied date in brackets, never a day for it, never an offset for the other."""
    first = page(site, f"statements/{A_SLUG}/index.html")
    assert "posted 12:35, time zone not stated" in " ".join(first.itertext())
    assert first.xpath("//time/@datetime")[0] == "2016-09-30"
    second = page(site, f"statements/{B_SLUG}/index.html")
    assert [plain(time) for time in second.xpath("//p[@class='dateline']/time")] == [
        "[December 2016]"
    ]
    assert set(second.xpath("//time/@datetime")) <= {"2016-12", "2016-09-30"}
    for path in (*site.rglob("*.html"), *site.rglob("*.atom"), *site.rglob("*.json")):
        text = path.read_text("utf-8")
        assert "2016-12-" not in text.replace("2016-12-save", ""), path
        assert "2016-09-30T" not in text, path


def test_corrections_change_a_reading_and_never_the_words(site: Path) -> None:
    """One number in A, three links in B whose words stay; stops are not part of an address."""
    first = page(site, f"statements/{A_SLUG}/index.html")
    (choice,) = first.xpath("//*[contains(@class,'reading')]//*[contains(@class,'choice')]")
    assert choice.xpath("string(.//*[contains(@class,'sic')])") == "250,00"
    assert choice.xpath("string(.//*[contains(@class,'corr')])") == "250,000"
    second = page(site, f"statements/{B_SLUG}/index.html")
    links = {
        plain(link): link.get("href")
        for link in second.xpath("//*[contains(@class,'back')]//*[@data-lines]//a")
        if "app" not in (link.get("class") or "")
    }
    assert links == {
        "http://www.comunistvoice.org/00Syria.html": "http://www.communistvoice.org/00Syria.html",
        "http://www.comunistvoice.org/DWV_email_list.html": (
            "http://www.communistvoice.org/DWV_email_list.html"
        ),
        "www.comunistvoice.org": "http://www.communistvoice.org",
    }
    assert not second.xpath("//a[starts-with(@href,'mailto:')]")
    text = plain(second.xpath("//*[@data-lines='41']")[0])
    assert text.startswith("Read Communist Voice! CV is a journal")
    assert second.xpath("string(//*[@data-lines='41']//strong)") == "Communist Voice"


def test_quotation_marks_stay_as_they_are(site: Path) -> None:
    """Straight quotes stay straight, in the text and in every attribute made of it."""
    first, second = (page(site, f"statements/{slug}/index.html") for slug in (A_SLUG, B_SLUG))
    assert "'great beasts of prey' - beasts" in plain(first.xpath("//*[@data-lines='17']")[0])
    assert plain(second.xpath("//*[@data-lines='7']")[0]).startswith('"It was necessary')
    for tree in (first, second):
        reading = plain(tree.xpath("//*[contains(@class,'reading')]")[0])
        assert not set("“”‘’…") & set(reading)


def test_tag_pages_show_the_paragraphs_that_speak_of_the_tag(site: Path) -> None:
    """The political left is found, the verb is not; each paragraph leads to its place."""
    tree = page(site, "tags/left-debate/index.html")
    linked = {
        str(href).split("statements/")[1]
        for href in tree.xpath("//main//a[contains(@href,'#p')]/@href")
    }
    assert linked == {
        f"{A_SLUG}/index.html#p8",
        f"{B_SLUG}/index.html#p8",
        f"{B_SLUG}/index.html#p9",
    }
    marks = {" ".join(mark.itertext()) for mark in tree.xpath("//main//mark")}
    assert marks == {"the left", "left-wing"}
    for tag in ("aleppo", "syria", "left-debate"):
        found = page(site, f"tags/{tag}/index.html").xpath("//main//a/@href")
        for slug in (A_SLUG, B_SLUG):
            assert any(f"statements/{slug}/index.html" in str(href) for href in found)


PAIRS = [
    # the left's failure; forces that saved Assad; arms withheld; hospitals; siege; talks; years
    ("p8", "p8"), ("p8", "p9"), ("p5", "p4"), ("p16", "p4"), ("p9", "p4"), ("p11", "p4"),
    ("p3", "p2"), ("p3", "p1"), ("p14", "p6"), ("p4", "p2"),
    # the outlook; solidarity
    ("p15", "p5"), ("p16", "p10"), ("p8", "p7"), ("p15", "p9"), ("s2", "p7"),
]  # fmt: skip


def test_passages_are_shown_from_both_ends(site: Path) -> None:
    """Every pair of passages stands on both pages, each with a link to the other's paragraph."""
    a = page(site, f"statements/{A_SLUG}/index.html").xpath("//main//a/@href")
    b = page(site, f"statements/{B_SLUG}/index.html").xpath("//main//a/@href")
    for here, there in PAIRS:
        assert f"../../statements/{B_SLUG}/index.html#{there}" in a, there
        assert f"../../statements/{A_SLUG}/index.html#{here}" in b, here


def test_old_addresses_lead_to_the_present_ones(site: Path) -> None:
    """The reference codes are addresses too."""
    tree = page(site, f"statements/{A}/index.html")
    (refresh,) = tree.xpath("//meta[@http-equiv='refresh']/@content")
    assert str(refresh).endswith(f"statements/{A_SLUG}/index.html")


def test_the_seed_stands_beside_its_page_byte_for_byte(site: Path) -> None:
    """What a reader downloads is what was received."""
    for code, slug in ((A, A_SLUG), (B, B_SLUG)):
        seed = Path(__file__).resolve().parents[2] / "seeds" / f"{code}.txt"
        assert (site / "statements" / slug / "seed.txt").read_bytes() == seed.read_bytes()
