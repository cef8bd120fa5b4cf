"""What a reader on a bad line waits for: the first window, what blocks it, and text that stays put."""

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from made import SETTLED

# Ten segments of 1,460 bytes: what a server may send before the first answer (RFC 6928).
WINDOW = 14_600
HEAVY = 2_000  # words: longer statements may take a second window
FIRST_PAINT = """() => new Promise(done => new PerformanceObserver(
    list => list.getEntriesByName('first-contentful-paint').length && done(true)
).observe({ type: 'paint', buffered: true }))"""
BLOCKING = """performance.getEntriesByType('resource')
    .filter(entry => entry.renderBlockingStatus === 'blocking').map(entry => entry.name)"""
SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { shifted += entry.value }))
        .observe({ type: 'layout-shift', buffered: true });
"""
LATE = re.compile(r"\.woff2$|/late\.\w+\.css$")


@cache
def compressed(file: Path) -> int:
    """Return the size of a file as a server sends it (gzip)."""
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))


def in_head(site: Path, path: str) -> set[str]:
    """Return the addresses of the style sheets in a page's head that are not for paper alone."""
    head = (site / path).read_text("utf-8").partition("</head>")[0]
    links = re.findall(r'<link rel="stylesheet" href="(?:\.\./)*([^"]+)">', head)
    return {link.removeprefix("/harbour/") for link in links}


def weight(site: Path, path: str) -> int:
    """Return the compressed size of a page and of the style sheets in its head."""
    return compressed(site / path) + sum(compressed(site / link) for link in in_head(site, path))


def words(site: Path, path: str) -> int:
    """Return how many words of its statement a page says were compared."""
    return int(re.search(r'data-compared="(\d+)"', (site / path).read_text("utf-8"))[1])


def light(site: Path) -> Iterator[str]:
    """Yield the paths of all pages that are to fit the first window."""
    for start in ("", "ar/"):
        yield f"{start}index.html"
        for pattern in ("tags/index.html", "tags/*/index.html", "tags/*/*/index.html"):
            yield from (file.relative_to(site).as_posix() for file in site.glob(start + pattern))
        for file in site.glob(f"{start}statements/*/index.html"):
            path = file.relative_to(site).as_posix()
            if 'http-equiv="refresh"' not in file.read_text("utf-8") and words(site, path) <= HEAVY:
                yield path


@pytest.mark.parametrize("name", ["room", "site"])
def test_pages_fit_the_first_window(name, request):
    """Home, lists of tags and statements of up to 2,000 words, with the styles they wait for."""
    site = request.getfixturevalue(name)
    weights = {path: weight(site, path) for path in light(site)}
    assert {path: size for path, size in weights.items() if size > WINDOW} == {}


def test_long_statements_were_weighed(room):
    """One of those is of nearly 2,000 words in each language, compressed like a natural text."""
    for slug, density in (("2018-01-long-resolution", 2.7), ("2018-02-al-qarar-al-tawil", 3.3)):
        seed = next(room.parent.glob(f"seeds/{slug}.*"))
        count = words(room, f"statements/{slug}/index.html")
        assert HEAVY - 50 < count <= HEAVY
        assert compressed(seed) / count > density


class Gate:
    """Holds back what a page asks for, but for what is let through, until it is opened."""

    def __init__(self, page, held: Callable[[str], bool]) -> None:
        self.page = page
        self.held = held
        self.waiting: list = []
        self.shut = True
        page.route("**/*", self._pass)
        page.add_init_script(SHIFTS)

    def _pass(self, route) -> None:
        if self.shut and self.held(route.request.url):
            self.waiting.append(route)
        else:
            route.continue_()

    def go(self, address: str) -> None:
        """Show a page as far as it comes without what is held back."""
        self.shut = True
        self.page.goto(address, wait_until="commit")
        self.page.evaluate(FIRST_PAINT)

    def open(self) -> None:
        """Let all come, and wait for it."""
        self.shut = False
        while self.waiting:
            self.waiting.pop().continue_()
        self.page.wait_for_load_state("load")
        self.page.evaluate(SETTLED)


@pytest.fixture
def first(kinds) -> list[str]:
    """Return the kinds of pages in one language, and statements and home in the other too."""
    both = ("ar/index.html", "ar/statements/")
    return [path for path in kinds if path.startswith(both) or not path.startswith("ar/")]


def late(url: str) -> bool:
    """Return whether an address is that of a font or of the sheet that names them."""
    return bool(LATE.search(url))


def test_text_shows_before_anything_but_what_blocks(page, room, hall, first):
    """With all else held back the text is there; and a browser blocks on what the head names."""
    needed: set[str] = set()
    gate = Gate(page, lambda url: url not in needed)
    for path in first:
        blocks = in_head(room, path)
        needed.update(hall + link for link in (path, *blocks))
        gate.go(hall + path)
        assert page.locator("h1").bounding_box()["height"] > 0
        if "statements/" in path:
            assert page.locator(".reading > *").last.bounding_box()["height"] > 0
        said = {url.removeprefix(hall) for url in page.evaluate(BLOCKING)}
        assert said == blocks, path
        gate.open()


@pytest.fixture
def _local_fonts(browser, missing) -> None:
    """Have local fonts of the measures that Times New Roman and Arial have, as most machines do."""
    page = browser.new_page()
    there = page.evaluate(
        """async () => {
            const faces = ['Liberation Serif', 'Liberation Sans'].map(
                name => new FontFace(name, `local("${name}")`).load());
            return (await Promise.allSettled(faces)).every(face => face.status === 'fulfilled');
        }"""
    )
    page.close()
    if not there:
        missing("the Liberation fonts", "apt-get install fonts-liberation")


def rows(page) -> list[float]:
    """Return where each element begins, counted from the top of the page."""
    return page.evaluate(
        "[...document.body.querySelectorAll('*')].map(e => e.getBoundingClientRect().y)"
    )


@pytest.mark.usefixtures("_local_fonts")
@pytest.mark.parametrize("language", ["", "ar/"])
def test_fonts_do_not_move_lines(page, hall, language):
    """Where no line breaks anew, the coming of the fonts moves nothing up or down."""
    gate = Gate(page, late)
    for path in ("index.html", "statements/2017-03-people-of-the-harbour/index.html"):
        gate.go(hall + language + path)
        page.evaluate(
            """() => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync('* { white-space: nowrap !important; flex-wrap: nowrap !important }');
                document.adoptedStyleSheets = [sheet];
            }"""
        )
        before = rows(page)
        gate.open()
        moved = [abs(one - other) for one, other in zip(before, rows(page), strict=True)]
        assert max(moved) < 2, path


@pytest.mark.usefixtures("_local_fonts")
def test_fonts_shift_the_layout_by_next_to_nothing(page, hall, first):
    """Lines that break anew move little: far less than what counts as good (0.1)."""
    gate = Gate(page, late)
    shifts = {}
    for path in first:
        page.set_viewport_size({"width": 390 if len(shifts) % 2 else 1280, "height": 800})
        gate.go(hall + path)
        gate.open()
        shifts[path] = page.evaluate("shifted")
    assert max(shifts.values()) < 0.1, shifts
    assert sum(shifts.values()) / len(shifts) < 0.01, shifts
