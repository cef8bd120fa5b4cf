"""The Nu Html Checker, by which browsers' makers measure pages, on every page and style sheet."""

import json
import subprocess
from pathlib import Path

import pytest

JAR = "vnu-jar/build/dist/vnu.jar"
# The checker does not know that 'self' admits the files that lie beside a page, and takes a data
# block for a script, though no policy is asked about what a browser does not run (HTML, "prepare
# the script element"); a browser is asked instead, in test_privacy.py and test_pages.py.
POLICY = "violates Content Security Policy (meta tag): "
NOT_SO = (
    f"Resource {POLICY}external s",
    f"Inline script {POLICY}blocked by “script-src”",
    # It knows the properties of SVG 1.1; these are of SVG 2, and browsers have them.
    *(
        f"CSS: “{name}”: Property “{name}” doesn't"
        for name in ("vector-effect", "paint-order", "r")
    ),
)
BROKEN = (
    '<!doctype html>\n<html lang="en">\n<title>Broken</title>\n'
    '<p id="a">One<p id="a">Two</b>\n<section><p>Without a heading</section>\n</html>\n'
)


@pytest.fixture(scope="module")
def messages(java, npm, room, site, tmp_path_factory) -> list[dict[str, str]]:
    """Return what the checker says of both sites and of two broken files, in one run."""
    broken = tmp_path_factory.mktemp("broken")
    (broken / "broken.html").write_text(BROKEN)
    (broken / "broken.css").write_text("p { colour: red }\n")
    done = subprocess.run(
        [
            # A deep page needs more than the usual stack; the rest makes a short run shorter.
            java, "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", npm(JAR),
            "--format", "json", "--also-check-css", "--skip-non-html", room, site, broken,
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said: list[dict[str, str]] = json.loads(done.stderr)["messages"]
    return [message for message in said if not message["message"].startswith(NOT_SO)]


def of(messages: list[dict[str, str]], folder: Path) -> list[str]:
    """Return the messages on the files of a folder, as lines."""
    start = folder.resolve().as_uri().removeprefix("file://")
    return [
        f"{message['url'].partition(start)[2]}:{message.get('lastLine', '')}: "
        f"{message.get('subType', message['type'])}: {message['message']}"
        for message in messages
        if start in message["url"]
    ]


def test_checker_finds_what_is_broken(messages):
    """Errors of a page, its warnings and errors of a style sheet would all be told."""
    found = [message for message in messages if "/broken." in message["url"]]
    assert {message["type"] for message in found} == {"error", "info"}
    assert any(message["url"].endswith("broken.css") for message in found)


def test_made_up_archive_has_no_error_and_no_warning(messages, room):
    """Every page and style sheet of an archive with one of everything is valid, without warnings."""
    assert of(messages, room) == []


def test_this_archive_has_no_error_and_no_warning(messages, site):
    """Every page of this archive is valid, without warnings."""
    assert of(messages, site) == []
