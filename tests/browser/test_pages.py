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
def kinds(site: Path) -> list[str]:
    """Return paths of pages, at least one of each kind in each language of the interface."""
    found = ["index.html", "404.html"]
    for language in ("", "ar/"):
        found += [f"{language}{path.parent.name}/index.html" for path in site.glob(
            f"{language}*/index.html"
        )]  # fmt: skip
        found += [
            str(path.relative_to(site)) for path in site.glob(f"{language}statements/*/*.html")
        ]
        for section in ("tags", "agents", "places", "events", "debates", "concordance"):
            folder = sorted(site.glob(f"{language}{section}/*/index.html"))
            found += [str(path.relative_to(site)) for path in folder[:1]]
    # A redirect is gone before it can be looked at.
    return sorted(
        path for path in set(found) if 'http-equiv="refresh' not in (site / path).read_text()
    )


def test_pages_ask_nobody_else_and_report_no_error(page, address, kinds):
    """Each kind of page loads whole, from the site alone, with nothing on the console."""
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in kinds:
        answer = page.goto(address + path, wait_until="load")
        assert answer.ok, path
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []


def test_pages_fit_a_narrow_screen(page, address, kinds):
    """At 320 CSS pixels nothing has to be scrolled sideways (WCAG 2.2, 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for path in kinds:
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
