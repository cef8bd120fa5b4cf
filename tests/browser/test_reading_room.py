"""What a reader of a statement sees and does, in the browser and without scripts."""

import pytest

STATEMENT = "statements/2016-09-assault-on-eastern-aleppo/index.html"


@pytest.fixture
def reader(browser):
    """Yield a function that opens a page at a width, with scripts off."""
    contexts = []

    def at(width: int, **more: object):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=False, **more
        )
        contexts.append(context)
        return context.new_page()

    yield at
    for context in contexts:
        context.close()


def test_switch_shows_the_text_as_received(reader, address):
    """The printed reading is hidden until the reader asks for it; then the editor's is."""
    page = reader(1280)
    page.goto(address + STATEMENT)
    printed, corrected = page.locator(".reading .sic"), page.locator(".reading .corr")
    assert (printed.is_visible(), corrected.is_visible()) == (False, True)
    page.get_by_label("as received, without corrections").check()
    assert (printed.is_visible(), corrected.is_visible()) == (True, False)


def test_record_is_beside_the_text_or_folded_above_it(reader, address):
    """On a wide screen the record is open beside the text, on a narrow one it opens on demand."""
    wide, narrow = reader(1280), reader(390)
    wide.goto(address + STATEMENT)
    record, text = wide.locator(".record").bounding_box(), wide.locator(".text").bounding_box()
    assert record["x"] > text["x"] + text["width"]
    assert wide.locator(".record code").is_visible()
    narrow.goto(address + STATEMENT)
    assert not narrow.locator(".record code").is_visible()
    narrow.locator(".record summary").click()
    assert narrow.locator(".record code").is_visible()


def test_numbers_stand_in_the_margin_of_the_text(reader, address):
    """A paragraph's number is before its first letter and leads to the paragraph itself."""
    page = reader(1280)
    page.goto(address + STATEMENT)
    number, words = page.locator("#p1 .n").bounding_box(), page.locator("#p1").bounding_box()
    assert number["x"] + number["width"] <= words["x"]
    page.locator("#p4 .n").click()
    assert page.url.endswith("#p4")


def test_page_turns_round_for_arabic(reader, address):
    """In Arabic the record is on the other side, while an English text keeps its direction."""
    page = reader(1280)
    page.goto(f"{address}ar/{STATEMENT}")
    record, text = page.locator(".record").bounding_box(), page.locator(".text").bounding_box()
    assert record["x"] + record["width"] < text["x"]
    number, words = page.locator("#p1 .n").bounding_box(), page.locator("#p1").bounding_box()
    assert number["x"] + number["width"] <= words["x"]


def test_arabic_fonts_stay_off_english_pages(reader, address):
    """A page without Arabic words but the name of the language asks for no Arabic font."""
    page = reader(1280)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    # A quiet network may also mean that nothing has been laid out yet, so wait for the fonts.
    with page.expect_request("**/*.woff2"):
        page.goto(address + STATEMENT)
    page.wait_for_timeout(200)  # without scripts no frame can be awaited
    page.evaluate("document.fonts.ready.then(() => true)")
    fonts = [url for url in asked if url.endswith(".woff2")]
    assert fonts
    assert [url for url in fonts if "arabic" in url] == []


def test_first_focus_skips_to_the_content(reader, address):
    """The first key press of a keyboard reader shows the way past the navigation."""
    page = reader(1280)
    page.goto(address + STATEMENT)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
