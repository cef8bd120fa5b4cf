"""When each seed came into the archive: the instant of the commit that added it.

Read from git's history and never from the clock or from file times, so that one commit gives one
site.  Where there is no history the build date stands in.
"""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

EPOCH = "1970-01-01T00:00:00Z"


def head(root: Path) -> str:
    """Return the id of the commit that is checked out at ``root``, or "" without git history."""
    return _git(root, "rev-parse", "HEAD").strip()


def build_date(root: Path) -> str:
    """Return the build date as an RFC 3339 instant in UTC.

    It is ``SOURCE_DATE_EPOCH`` (seconds, as reproducible-builds.org defines it), else the date of
    the commit that is checked out, else the epoch.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdecimal():
        epoch = _git(root, "log", "-1", "--format=%ct").strip()
    return _instant(epoch) if epoch.isdecimal() else EPOCH


def instants(root: Path) -> dict[str, str]:
    """Return, by seed file, the RFC 3339 instant (UTC) of the commit that first added it."""
    log = _git(
        root, "log", "--reverse", "--no-renames", "--diff-filter=A", "--relative", "-z",
        "--format=%x01%ct", "--name-only", "--", "seeds",
    )  # fmt: skip
    found: dict[str, str] = {}
    for commit in log.split("\x01")[1:]:
        seconds, _, names = commit.partition("\x00")
        for name in names.strip("\n\x00").split("\x00"):
            if name:
                found.setdefault(name.lstrip("\n"), _instant(seconds))
    return found


def _instant(seconds: str) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            ["git", "-C", str(root), *arguments],  # noqa: S607 - the user's git
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout
