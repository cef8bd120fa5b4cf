"""Pages as they look, beside approved pictures: left to right and right to left, narrow and wide.

`make approve` takes new pictures where the look was changed on purpose; docs/testing.md tells more.
"""

import base64
import os
from pathlib import Path

import pytest
from made import SETTLED

CHECKOUT = Path(__file__).resolve().parents[2]
APPROVED = Path(__file__).parent / "approved"
# Those that README shows are held to the present look like all others.
SHOWN = CHECKOUT / "docs" / "pictures"
SHOWN_NAMES = ("statement-en-1280", "statement-ar-1280-dark")
SEEN = CHECKOUT / ".cache" / "pictures"
LETTER = "statements/2017-03-people-of-the-harbour/index.html"
PAGES = {
    "home": ("index.html", ("en", "ar"), (390, 1280)),
    "statement": (LETTER, ("en", "ar"), (390, 1280)),
    "arabic-statement": ("statements/2017-04-ahl-al-mina/index.html", ("ar",), (390, 1280)),
    "debate": ("debates/who-opens-the-gates/index.html", ("en", "ar"), (390,)),
    "subject": ("places/karsholm/index.html", ("en", "ar"), (1280,)),
}
SHOTS = [
    (f"{name}-{language}-{width}", path if language == "en" else f"ar/{path}", width, "light")
    for name, (path, languages, widths) in PAGES.items()
    for language in languages
    for width in widths
] + [("statement-ar-1280-dark", f"ar/{LETTER}", 1280, "dark")]
# Two pictures are laid over a grid; a field of it differs where its mean lightness differs by more
# than a few strokes of a letter do.  Another release of the browser moves a hair here and there,
# another look moves lines: a line of text moved by its own height changes one field in twenty.
FIELD = 8
STROKES = 16
TOLERATED = 0.01
COMPARE = """async ([one, other, field, strokes]) => {
    const grids = await Promise.all([one, other].map(async source => {
        const picture = new Image();
        picture.src = 'data:image/png;base64,' + source;
        await picture.decode();
        const { width, height } = picture;
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d');
        context.drawImage(picture, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        const across = Math.ceil(width / field), down = Math.ceil(height / field);
        const sums = new Float64Array(across * down), counts = new Float64Array(across * down);
        for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
            const at = 4 * (y * width + x), cell = Math.floor(y / field) * across + Math.floor(x / field);
            sums[cell] += .299 * data[at] + .587 * data[at + 1] + .114 * data[at + 2];
            counts[cell] += 1;
        }
        return { width, height, cells: sums.map((sum, cell) => sum / counts[cell]) };
    }));
    const [a, b] = grids;
    if (a.width !== b.width || a.height !== b.height) return 1;
    return a.cells.filter((cell, n) => Math.abs(cell - b.cells[n]) > strokes).length / a.cells.length;
}"""


@pytest.fixture(scope="module")
def shoot(browser, hall):
    """Yield a function that takes a picture of a page's first screen, at half its size."""
    contexts = {}

    def take(path: str, width: int, scheme: str) -> bytes:
        if width not in contexts:
            contexts[width] = browser.new_context(
                viewport={"width": width, "height": 900},
                device_scale_factor=0.5,
                reduced_motion="reduce",
            ).new_page()
        page = contexts[width]
        page.emulate_media(color_scheme=scheme)
        page.goto(hall + path)
        page.evaluate(SETTLED)
        return page.screenshot(animations="disabled")

    yield take
    for page in contexts.values():
        page.context.close()


@pytest.fixture(scope="module")
def differing(browser):
    """Yield a function that returns the share of fields in which two pictures differ."""
    page = browser.new_page()

    def share(one: bytes, other: bytes) -> float:
        sources = [base64.b64encode(picture).decode() for picture in (one, other)]
        return page.evaluate(COMPARE, [*sources, FIELD, STROKES])

    yield share
    page.close()


@pytest.mark.parametrize(("name", "path", "width", "scheme"), SHOTS, ids=[s[0] for s in SHOTS])
def test_page_looks_as_approved(shoot, differing, name, path, width, scheme):
    """A page's first screen is that of the approved picture but for a hair."""
    seen = shoot(path, width, scheme)
    approved = (SHOWN if name in SHOWN_NAMES else APPROVED) / f"{name}.png"
    if os.environ.get("APPROVE"):
        if not approved.exists() or differing(seen, approved.read_bytes()) > TOLERATED / 4:
            approved.write_bytes(seen)
        return
    share = differing(seen, approved.read_bytes())
    if share > TOLERATED:
        SEEN.mkdir(parents=True, exist_ok=True)
        (SEEN / approved.name).write_bytes(seen)
    assert share <= TOLERATED, (
        f"{share:.1%} of {approved} changed; look at .cache/pictures/{approved.name} and, "
        "if that is how it should be, say `make approve`"
    )


def test_every_approved_picture_is_of_a_page():
    """No picture is left over from a page that is looked at no more, and README shows its own."""
    shown = {path.stem for path in SHOWN.glob("*.png")}
    assert shown == set(SHOWN_NAMES)
    assert {path.stem for path in APPROVED.glob("*.png")} | shown == {name for name, *_ in SHOTS}
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    assert all(f"docs/pictures/{name}.png" in readme for name in SHOWN_NAMES)


def test_moved_text_and_turned_pages_are_told(browser, shoot, differing, hall):
    """A page turned round, a line moved by its height and another scheme all go past the tolerance."""
    right = shoot(f"ar/{LETTER}", 1280, "light")
    assert differing(right, right) == 0
    assert differing(right, shoot(LETTER, 1280, "light")) > 5 * TOLERATED
    assert differing(right, shoot(f"ar/{LETTER}", 1280, "dark")) > 5 * TOLERATED
    plain = shoot("index.html", 1280, "light")
    assert differing(plain, shoot("index.html", 1280, "light")) == 0
    assert differing(plain, moved(browser, hall)) > 2 * TOLERATED


def moved(browser, hall) -> bytes:
    """Return the picture of a page whose text begins one line lower."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, device_scale_factor=0.5)
    other = context.new_page()
    other.goto(f"{hall}index.html")
    other.evaluate(SETTLED)
    other.evaluate("document.querySelector('main').style.marginBlockStart = '1.5em'")
    picture = other.screenshot()
    context.close()
    return picture
