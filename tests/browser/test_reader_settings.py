"""Pages under what readers set: large text, wide spacing, narrow screens, a keyboard, their colours."""

import pytest
from made import SETTLED

LETTER = "statements/2017-03-people-of-the-harbour/index.html"
# What WCAG 2.2, 1.4.12 lets readers set without loss.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }"""
DOUBLED = "html { font-size: 200% !important }"
RECTANGLES = """[...document.body.querySelectorAll('*')].map(element => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [element.tagName, x, y, width, height].join(' ');
})"""


def dress(page, style: str) -> None:
    """Lay a reader's own style over the page."""
    page.evaluate(
        """style => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(style);
            document.adoptedStyleSheets = [sheet];
        }""",
        style,
    )


def too_wide(page) -> list[str]:
    """Return the elements that reach out of the window sideways, if the page can be scrolled so."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [document.documentElement.scrollWidth + ' of ' + innerWidth,
             ...[...document.body.querySelectorAll('*')].filter(element => {
                const { left, right } = element.getBoundingClientRect();
                return right > innerWidth + 1 || left < -1;
             }).slice(0, 5).map(element => element.outerHTML.slice(0, 120))]"""
    )


def test_nothing_is_scrolled_sideways(page, hall, kinds):
    """Text reflows at 320 pixels, widely spaced, and at twice its size (WCAG 1.4.4, 1.4.10, 1.4.12)."""
    wide = {}
    for path in kinds:
        page.goto(hall + path)
        for width, style in ((320, ""), (320, SPACED), (1280, DOUBLED), (640, DOUBLED)):
            page.set_viewport_size({"width": width, "height": 800})
            dress(page, style)
            found = too_wide(page)
            if found:
                wide[path, width, style] = found
    assert wide == {}


def test_schemes_differ_in_colours_only(page, hall, kinds):
    """Light and dark lay everything out alike, so that what holds of one holds of the other."""
    for path in kinds:
        page.goto(hall + path)
        page.evaluate(SETTLED)
        page.emulate_media(color_scheme="light")
        light = page.evaluate(RECTANGLES)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(RECTANGLES) == light, path
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 20, 15)"


@pytest.mark.parametrize("path", [LETTER, f"ar/{LETTER}", "index.html", "search/index.html"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_focus_is_always_seen(page, hall, path, forced):
    """Each thing that can be focused lies in the window then, with a ring around it (2.4.7, 2.4.11)."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(forced_colors=forced, reduced_motion="reduce")
    page.goto(hall + path)
    seen = 0
    unseen = []
    while True:
        page.keyboard.press("Tab")
        now = page.evaluate(
            """() => {
                const element = document.activeElement;
                if (!element || element === document.body || element.dataset.seen) return null;
                element.dataset.seen = 1;
                const { top, bottom, width } = element.getBoundingClientRect();
                const { outlineStyle, outlineWidth } = getComputedStyle(element);
                return { ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
                         there: bottom > 0 && top < innerHeight && width > 0,
                         html: element.outerHTML.slice(0, 120) };
            }"""
        )
        if now is None:
            break
        seen += 1
        if not (now["ring"] and now["there"]):
            unseen.append(now)
    assert unseen == []
    assert seen > 10


def test_forced_colours_lose_no_meaning(page, hall):
    """In a reader's own colours corrections, marked names and bars are still told apart."""
    page.emulate_media(forced_colors="active")
    page.goto(hall + LETTER)
    style = "element => { const { %s } = getComputedStyle(element); return %s }"
    border = page.locator(".corr").first.evaluate(style % (("borderBlockEndStyle",) * 2))
    assert border == "dotted"
    page.goto(f"{hall}concordance/evictions/index.html")
    colours = [
        page.locator(selector).first.evaluate(style % (("backgroundColor",) * 2))
        for selector in ("mark", "body")
    ]
    assert colours[0] != colours[1]
    page.goto(f"{hall}chronology/index.html")
    fill = page.locator(".bars svg").first.evaluate(style % (("fill",) * 2))
    ground = page.locator("body").evaluate(style % (("backgroundColor",) * 2))
    assert fill != ground


def test_nothing_moves_for_who_wants_no_motion(page, hall):
    """With reduced motion nothing is animated and jumps within a page are not drawn out."""
    page.emulate_media(reduced_motion="reduce")
    for path in (LETTER, "index.html", "chronology/index.html", "search/index.html"):
        page.goto(hall + path)
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
