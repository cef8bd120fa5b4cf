"""What a reader's browser makes of each kind of page."""

from pathlib import Path
from urllib.parse import unquote

import pytest


@pytest.fixture
def page(browser):
    """Yield a fresh page with no memory of others."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def documents(site: Path) -> list[str]:
    """Return paths of the archive's own documents: home, statements and debates."""
    found = [
        path.relative_to(site).as_posix()
        for section in ("statements", "debates")
        for path in site.glob(f"**/{section}/*/index.html")
    ]
    # A redirect is gone before it can be looked at.
    return [
        "index.html", "ar/index.html",
        *sorted(path for path in found if 'http-equiv="refresh' not in (site / path).read_text()),
    ]  # fmt: skip


def test_documents_fit_a_narrow_screen(page, address, documents):
    """At 320 CSS pixels nothing has to be scrolled sideways (WCAG 2.2, 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for path in documents:
        page.goto(address + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    assert wide == {}


def test_site_works_from_a_folder(page, site: Path):
    """Opened from a disk, the home page is styled and its links lead to pages of the folder."""
    page.goto((site / "index.html").as_uri())
    assert page.evaluate("document.styleSheets.length") > 0
    assert (
        page.evaluate("getComputedStyle(document.body).maxWidth + document.fonts.size") != "none0"
    )
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    inside = {link.partition("#")[0] for link in links if link.startswith("file:")}
    assert inside
    for link in inside:
        assert Path(unquote(link.removeprefix("file://"))).is_file(), link
