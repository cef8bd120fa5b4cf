"""The search page as a reader uses it: from a server, below a sub-path and from a folder of files."""

import gzip
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest
import shelf

GATES, ANSWER = "2001-05-open-the-gates", "2002-03-dockers-answer"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each request."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - inherited name
        """Say nothing."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory, program) -> Path:
    """Return the folder of the site of ``shelf``."""
    folder = tmp_path_factory.mktemp("shelf")
    shelf.write(folder)
    built = program("--root", folder, "--quiet", "--jobs", "1")
    assert built.returncode == 0, built.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def desk(papers: Path, serve: Callable[[Path, str], str]) -> str:
    """Return the address at which that site is served, at a path of its own."""
    return serve(papers, "papers")


@pytest.fixture
def at_root(papers: Path) -> Iterator[str]:
    """Yield the address of a server that has the site at its root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(papers)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def search(page) -> Iterator[Callable[[str, str], list[str]]]:
    """Yield a function that types words on a search page and returns the slugs that are found."""

    def typed(address: str, words: str) -> list[str]:
        if page.url.partition("?")[0] != address:
            page.goto(address)
        page.get_by_role("searchbox").fill("")
        page.get_by_role("searchbox").press_sequentially(words)
        page.keyboard.press("Enter")
        return found(page)

    return typed


def found(page) -> list[str]:
    """Return the slugs of the statements on a search page, when it has finished."""
    page.wait_for_function(
        "() => /\\S/.test(document.getElementById('status').textContent)"
        " && !document.getElementById('hits').hasAttribute('aria-busy')"
        " && document.getElementById('status').textContent !="
        " JSON.parse(document.getElementById('search').dataset.messages).searching"
    )
    links = page.eval_on_selector_all("#hits .title", "found => found.map(one => one.href)")
    return [unquote(link).split("/")[-2] for link in links]


def status(page) -> str:
    """Return what the page says of the search."""
    return page.get_by_role("status").text_content()


@pytest.mark.parametrize("place", ["server", "sub-path", "folder"])
def test_search_works_wherever_the_site_is(place, page, papers, serve, at_root, search):
    """The words are marked, and the number beside a paragraph leads to that paragraph."""
    served = serve(papers, "papers")
    top = {"server": at_root, "sub-path": served, "folder": f"{papers.as_uri()}/"}[place]
    assert search(f"{top}search/index.html", "lanterns burn") == [ANSWER, GATES]
    assert status(page) == "2 statements"
    assert page.locator("#hits mark").all_text_contents()[:2] == ["lanterns", "burn"]
    page.locator(f"#hits a[href*='{GATES}'].n").first.click()
    assert page.url == f"{top}statements/{GATES}/index.html#p3"
    assert "Nine lanterns burn" in page.locator(":target").text_content()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mobilise", {GATES, ANSWER}),
        ("mobilizes", {GATES, ANSWER}),
        ("organization", {GATES, ANSWER}),
        ("labour", {GATES, ANSWER}),
        ("GREY", {GATES, ANSWER}),
        ("neighbour", {ANSWER}),
        ("Eastern Karsholm", {GATES, ANSWER, "2003-07-bayan"}),
        ("شرق كارسهولم", {GATES, ANSWER, "2003-07-bayan"}),
        ("تضامن", {"2003-07-bayan"}),
        ("حرية", {"2003-07-bayan"}),
        ("الحريه أسوار", {"2003-07-bayan"}),
        ("عمال", {"2003-07-bayan"}),
        ("strasse", {"2004-02-strasse"}),
        ("Haus", {"2004-02-strasse"}),
        ("offnung", {"2004-02-strasse"}),
        ("isciler", {"2005-06-dayanisma"}),
        ("ISIKLARI", {"2005-06-dayanisma"}),
        ("αλληλεγγυη", {"2006-09-allilengyi"}),
        ("ΛΙΜΑΝΙΟΎ", {"2006-09-allilengyi"}),
        ("كارگران", {"2007-01-hambastegi"}),
        ("همبستگي", {"2007-01-hambastegi"}),
        ("ete greve", {"2008-04-greve"}),
        ("libérations", {"2008-04-greve"}),
        ("lanter*", {GATES, ANSWER}),
        ("karsholm التضامن", {"2003-07-bayan"}),
        ("the of", set()),
    ],
)
def test_words_are_found_in_all_their_spellings(desk, search, words, expected):
    """A query is folded as the texts are, and a name is found under every other name of its kind."""
    assert set(search(f"{desk}search/index.html", words)) == expected


def test_words_in_quotation_marks_stand_together(page, desk, search):
    """A phrase is found as it stands, in either spelling, and not with its words apart."""
    address = f"{desk}search/index.html"
    assert search(address, '"nobody was asked"') == [ANSWER, GATES]
    assert page.locator("#hits mark").all_text_contents() == [
        "nobody was asked",
        "Nobody was asked",
    ]
    assert search(address, "“asked nobody”") == []
    assert status(page).startswith("Nothing was found")
    assert search(address, '"we mobilise labour"') == [ANSWER]


def test_what_has_not_all_words_is_told(page, desk, search):
    """Where no statement has every word, those that have most are shown and the page says so."""
    assert search(f"{desk}search/index.html", "lanterns strike gondola") == [GATES]
    assert status(page).startswith("No statement has all of these words")
    assert search(f"{desk}search/index.html", "lanternish") == [ANSWER, GATES]
    assert status(page).startswith("Not every word is in a text as you wrote it")


def test_a_search_is_narrowed_and_the_address_bar_tells(page, desk, search):
    """Choices narrow the search, stand in the address and come back with it."""
    search(f"{desk}search/index.html", "Karsholm")
    page.get_by_text("Narrow the search").click()
    page.get_by_label("Language", exact=True).select_option(label="Arabic (1)")
    assert found(page) == ["2003-07-bayan"]
    assert page.url.endswith("?q=Karsholm&language=ar")
    page.goto(f"{desk}search/index.html?q=fence&kind=slogan")
    assert found(page) == [GATES]
    assert page.locator("#hits .n").all_text_contents() == ["s2"]
    assert page.get_by_label("Kind of text").input_value() == "slogan"
    for choice in ("year=2002", "agent=united-dockers", "language=en&year=2002"):
        page.goto(f"{desk}search/index.html?q=lanterns&{choice}")
        assert found(page) == [ANSWER], choice
    page.goto(f"{desk}search/index.html?tag=karsholm")
    assert found(page) == ["2003-07-bayan"]


def test_the_back_button_brings_the_last_search_back(page, desk, search):
    """Each search is a place in the history, also after a hit has been followed."""
    address = f"{desk}search/index.html"
    search(address, "lanterns")
    search(address, "strike")
    assert page.url.endswith("?q=strike")
    page.go_back()
    assert found(page) == [ANSWER, GATES]
    assert page.get_by_role("searchbox").input_value() == "lanterns"
    page.locator("#hits .title").first.click()
    page.wait_for_url("**/statements/**")
    page.go_back()
    assert found(page) == [ANSWER, GATES]
    page.go_back()
    page.wait_for_function("() => !document.getElementById('register').hidden")


def test_the_keyboard_is_enough(page, desk, search):
    """Arrows go from the words through the hits and back; Escape clears the search."""
    search(f"{desk}search/index.html", "lanterns")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className") == "title"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className") == "n"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.getElementById('register').hidden")
    assert page.get_by_role("searchbox").input_value() == ""
    assert page.locator("#hits").text_content() == ""


def test_the_page_speaks_the_language_of_the_interface(page, desk, search):
    """In Arabic the count has its plural form, and an English hit keeps its own direction."""
    assert search(f"{desk}ar/search/index.html", "lanterns") == [ANSWER, GATES]
    assert status(page) == "بيانان"
    assert page.locator("#hits ul").first.get_attribute("dir") == "ltr"
    assert page.locator("#hits time").first.text_content() == "3 مارس 2002"
    link = page.locator("#hits .title").first.get_attribute("href")
    page.locator("#hits .title").first.click()
    assert page.url == f"{desk}ar/statements/{link.split('/')[-2]}/index.html"


def test_a_part_that_cannot_be_loaded_is_told(page, desk, search):
    """Where a file of the index is missing, the page says what to do, and the next try may work."""
    page.route("**/search/*/*.js", lambda route: route.abort())
    assert search(f"{desk}search/index.html", "lanterns") == []
    assert "load the page again" in status(page)
    page.unroute("**/search/*/*.js")
    page.keyboard.press("Enter")
    assert found(page) == [ANSWER, GATES]


def test_without_scripts_the_page_is_the_register(browser, desk):
    """The form is not there, and every title is."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}search/index.html")
    assert not page.locator("#search").is_visible()
    assert page.get_by_role("link", name="The Dockers Answer Their Friends").is_visible()
    context.close()


def test_nothing_is_loaded_before_a_search_and_nothing_from_elsewhere(page, desk, search):
    """The index waits for the first search; no file breaks the page's policy or makes an error."""
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{desk}search/index.html")
    assert [url for url in asked if url.endswith(".js") and "/static/" not in url] == []
    search(f"{desk}search/index.html", "lanterns night")
    assert [url for url in asked if not url.startswith(desk)] == []
    assert said == []


def test_hits_fit_a_narrow_screen(page, desk, search):
    """At 320 CSS pixels nothing has to be scrolled sideways (WCAG 2.2, 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 640})
    for language in ("", "ar/"):
        search(f"{desk}{language}search/index.html", "Karsholm")
        page.get_by_role("group").locator("summary").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("language", ["", "ar/"])
def test_axe_finds_nothing_on_hits(page, npm, desk, search, language):
    """Hits, their folded paragraphs and the choices keep WCAG 2.2 AA and the contrast of AAA."""
    rules = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
    search(f"{desk}{language}search/index.html", "Karsholm")
    page.locator("#narrow summary").click()
    page.evaluate(f"{npm('axe-core/axe.min.js').read_text('utf-8')};0")
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("rules => axe.run(document, {rules})", rules)["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_script_is_small():
    """The page's script is at most 10 KB as a server sends it."""
    script = Path(__file__).resolve().parents[2] / "theme" / "static" / "js" / "search.js"
    assert len(gzip.compress(script.read_bytes())) <= 10_000
