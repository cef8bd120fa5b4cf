"""A preview on this machine: serves the output folder, rebuilds on each save, reloads the page.

The page in the browser is reloaded by an HTTP ``Refresh`` that this server alone adds to a page
that has changed since it was last asked for; nothing of it is in the published site.
"""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import watch

from archive.building import engine
from archive.building.inputs import THEME
from archive.building.report import Report
from archive.problems import ProblemsFound

RELOAD = "/.preview"
SCRIPT = b"""new EventSource("/.preview").onmessage = () => location.reload();
"""
POLICY = ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'")


class Turn:
    """Counts the builds, and lets those who watch wait for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0

    def next(self) -> None:
        """Tell everyone that the site has changed."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait for the next build; say whether it came within ``seconds``."""
        with self._changed:
            before = self._number
            return self._changed.wait_for(lambda: self._number != before, seconds)


class Preview(SimpleHTTPRequestHandler):
    """Serves the published files; a page gets a script that reloads it after the next build."""

    def __init__(self, *arguments: Any, turn: Turn, **more: Any) -> None:  # noqa: ANN401
        self.turn = turn
        super().__init__(*arguments, **more)

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path == RELOAD:
            self._tell_of_builds()
        elif self.path == f"{RELOAD}.js":
            self._answer(200, "text/javascript", SCRIPT)
        else:
            place = Path(self.translate_path(self.path))
            if place.is_dir() and not self.path.partition("?")[0].endswith("/"):
                super().do_GET()  # it redirects to the address with a slash
                return
            place = place / "index.html" if place.is_dir() else place
            if not place.is_file():
                missing = Path(self.directory) / "404.html"
                page = missing.read_bytes() if missing.is_file() else b"Not built yet."
                self._answer(404, "text/html; charset=utf-8", _reloading(page))
            elif place.suffix == ".html":
                self._answer(200, "text/html; charset=utf-8", _reloading(place.read_bytes()))
            else:
                super().do_GET()

    def _answer(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _tell_of_builds(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                # A comment line now and then shows whether the browser is still there.
                self.wfile.write(b"data: built\n\n" if self.turn.wait(10) else b": waiting\n\n")
        except OSError:
            self.close_connection = True

    def log_message(self, *_arguments: object) -> None:
        """Say nothing of each request."""


def _reloading(page: bytes) -> bytes:
    script = f'<script src="{RELOAD}.js"></script></body>'.encode()
    return page.replace(POLICY[0].encode(), POLICY[1].encode(), 1).replace(b"</body>", script, 1)


def serve(options: engine.Options, report: Report, port: int) -> int:
    """Show the site on loopback until the person stops it; return the exit status."""
    turn = Turn()
    server = ThreadingHTTPServer(
        ("127.0.0.1", port), partial(Preview, turn=turn, directory=str(options.output))
    )
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _rebuild(options, report, turn)
    report.say(f"http://127.0.0.1:{server.server_port}/ — rebuilt on each save; Ctrl-C ends it.")
    sources = [
        options.root / "seeds",
        options.root / "content",
        options.root / "archive.toml",
        THEME,
    ]
    try:
        for _changes in watch(*(place for place in sources if place.exists()), debounce=200):
            _rebuild(options, report, turn)
    finally:
        server.shutdown()
    return 0


def _rebuild(options: engine.Options, report: Report, turn: Turn) -> None:
    try:
        done = engine.build(options, report)
    except ProblemsFound as found:
        for problem in found.problems:
            report.say(str(problem))
        report.say("The site is shown as it was before.")
        return
    for notice in done.notices:
        report.say(str(notice))
    if done.made or done.removed:
        turn.next()
        report.say(f"{len(done.made):,} made in {done.seconds:.2f} s")
