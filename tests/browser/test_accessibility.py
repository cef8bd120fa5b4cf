"""WCAG 2.2 on every kind of page: axe-core in both schemes, widths and languages, and by hand."""

import pytest

AXE = "axe-core/axe.min.js"
# All rules, with those of AAA that the look is held to (enhanced contrast takes in the other), without
# fetching the style sheets a second time.
EVERYTHING = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {
        "color-contrast": {"enabled": False},
        "color-contrast-enhanced": {"enabled": True},
        "target-size": {"enabled": True},
    },
}
# The schemes differ in colours only (test_schemes_differ_in_colours_only), and so do these rules.
COLOURS = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": ["color-contrast-enhanced", "link-in-text-block"],
}
VARIANTS = [
    (width, scheme, EVERYTHING if scheme == "light" else COLOURS)
    for width in (320, 1280)
    for scheme in ("light", "dark")
]


@pytest.fixture
def axe(npm) -> str:
    """Return the source of axe-core."""
    return npm(AXE).read_text("utf-8")


@pytest.fixture
def frozen(page):
    """Yield a page that never runs a script of its own, and a switch for scripts of ours."""
    session = page.context.new_cdp_session(page)

    def scripts(*, on: bool) -> None:
        session.send("Emulation.setScriptExecutionDisabled", {"value": not on})

    return page, scripts


def violations(page, axe: str) -> list[str]:
    """Return what axe-core objects to on the page as it stands, in each width and scheme."""
    page.evaluate(f"{axe};0")
    found = []
    for width, scheme, options in VARIANTS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for broken in page.evaluate("options => axe.run(document, options)", options)["violations"]:
            found += [
                f"{page.url} at {width}, {scheme}: {broken['id']}: {node['html'][:200]}: "
                f"{node['failureSummary']}"
                for node in broken["nodes"]
            ]
    return found


def test_axe_sees_a_fault(page, hall, axe):
    """A picture without words and grey words on paper would both be told."""
    page.goto(f"{hall}index.html")
    page.evaluate("document.querySelector('main').append(new Image())")
    page.evaluate("document.querySelector('h1').style.color = '#777'")
    found = " ".join(violations(page, axe))
    assert "image-alt" in found
    assert "color-contrast-enhanced" in found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_with_scripts(page, hall, kinds, axe, language):
    """No kind of page has a violation, light and dark, narrow and wide."""
    found = []
    for path in kinds:
        if path.startswith("ar/") is (language == "ar"):
            page.goto(hall + path)
            found += violations(page, axe)
    assert found == []


def test_axe_finds_nothing_without_scripts(frozen, room, hall, kinds, axe):
    """Nor has any page that is another one without scripts; the rest were looked at above."""
    page, scripts = frozen
    found = []
    for path in kinds:
        if "<script src" in (room / path).read_text("utf-8"):
            scripts(on=False)
            page.goto(hall + path)
            scripts(on=True)
            found += violations(page, axe)
    assert found == []
