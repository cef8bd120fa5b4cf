"""What a page asks for and keeps: only what lies beside it, under its own policy, and nothing."""

import re

import pytest
from made import SETTLED

LISTEN = """
    window.refused = [];
    addEventListener('securitypolicyviolation', event =>
        refused.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@pytest.fixture
def watched(page):
    """Yield a page that remembers what its policy refused, what it asked for, and its complaints."""
    asked: list[str] = []
    said: list[str] = []
    page.add_init_script(LISTEN)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    return page, asked, said


def test_policy_refuses_what_is_foreign(watched, hall):
    """A picture from elsewhere, an inline style and a script in the page would all be refused."""
    page, _, _ = watched
    page.goto(f"{hall}index.html")
    page.evaluate(
        """() => new Promise(done => {
            const picture = new Image();
            picture.onerror = done;
            picture.src = 'http://127.0.0.1:9/elsewhere.png';
        })"""
    )
    page.evaluate(
        """() => {
            const style = document.createElement('style');
            style.textContent = 'p { color: red }';
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.head.append(style, script);
        }"""
    )
    refused = {line.partition(":")[0] for line in page.evaluate("refused")}
    assert refused == {"img-src", "style-src-elem", "script-src-elem"}
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("place", ["server", "folder"])
def test_pages_ask_for_nothing_foreign(watched, hall, room, kinds, place):
    """Each kind of page loads from its own place only, refuses nothing and keeps nothing."""
    page, asked, said = watched
    start = hall if place == "server" else f"{room.as_uri()}/"
    for path in kinds:
        if place == "folder" and path.endswith("404.html"):
            continue  # a server shows it for any address, so its links begin at the server's root
        page.goto(start + path, wait_until="load")
        page.evaluate(SETTLED)
        assert page.evaluate("refused") == [], path
        assert page.evaluate("document.styleSheets.length") > 0, path
        if place == "server":
            assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert [url for url in asked if not url.startswith(start)] == []
    assert page.context.cookies() == []
    assert said == []


def test_pages_and_server_say_the_same_policy(room, pages):
    """What ``_headers`` tells a server to send admits no more than the pages' own policies."""
    headers = (room / "_headers").read_text("utf-8")
    sent = set(re.search(r"Content-Security-Policy: (.*)", headers)[1].split("; "))
    assert "default-src 'none'" in sent
    for path in pages:
        own = re.search(r'Content-Security-Policy" content="([^"]*)"', (room / path).read_text())[1]
        assert own.startswith("default-src 'none'; "), path
        assert set(own.split("; ")) <= sent, path
    assert not re.search(r"unsafe|\*|:|data", " ".join(sent))
