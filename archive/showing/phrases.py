"""Short phrases of the interface about a statement: evidence, line and paragraph numbers, readings.

Each phrase is one message of the catalogues; its parts are escaped before they enter it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from typing import Any

from markupsafe import Markup

from archive.model import Basis, Statement
from archive.showing import labels
from archive.showing.catalogues import translations


@cache
def _quoting() -> re.Pattern[str]:
    """Return the pattern of the reasons that words of a text stand in, each with its place."""
    return re.compile(
        "|".join(
            re.escape(reason).replace(re.escape("%(words)s"), f"(?P<words{place}>.+)")
            for place, reason in enumerate(labels.EVIDENCE)
            if "%(words)s" in reason
        ),
        re.DOTALL,
    )


class Speaker:
    """The phrases of one language."""

    def __init__(self, language: str) -> None:
        self.messages = translations(language)
        self.comma = self.messages.gettext(", ")

    def line(self, lines: int | tuple[int, ...]) -> str:
        """Return "line 7" or "lines 13, 15"."""
        numbers = (lines,) if isinstance(lines, int) else lines
        shown = self.comma.join(map(str, numbers))
        # The form is that of how many lines there are, the words are which ones.
        return self.messages.ngettext("line %(n)s", "lines %(n)s", len(numbers)) % {"n": shown}

    def posted(self, statement: Statement) -> str:
        """Return the clock time of posting, which has no time zone in the text."""
        words = self.messages.gettext("posted %(time)s, time zone not stated")
        return words % {"time": statement.posted}

    def basis(self, statement: Statement, field: str) -> Markup:
        """Return how a value of the record is known, as a small paragraph, or nothing."""
        known = statement.basis.get(field)
        return Markup(f'<p class="basis">{self.evidence(known)}</p>') if known else Markup()  # noqa: S704

    def evidence(self, basis: Basis) -> Markup:
        """Return the kind of a basis, its lines and its reason."""
        words = escape(self.messages.gettext(labels.BASES[basis.kind]), quote=False)
        if basis.lines:
            phrase = self.messages.gettext("%(kind)s, %(lines)s")
            words = phrase % {"kind": words, "lines": self.line(basis.lines)}
        if basis.because:
            words += f": {self.because(basis.because)}"
        return Markup(words)  # noqa: S704

    def because(self, reason: str) -> Markup:
        """Return a reason as HTML: the reading's own in this language, any other as written."""
        parts = [self._known(part) for part in reason.split("; ")]
        if all(parts):
            return Markup(self.messages.gettext("; ").join(parts))  # noqa: S704
        known = self._known(reason) or f"<bdi>{escape(reason, quote=False)}</bdi>"
        return Markup(known)  # noqa: S704

    def _known(self, reason: str) -> str:
        found = None if reason in labels.EVIDENCE else _quoting().fullmatch(reason)
        if found is None:
            known = self.messages.gettext(reason) if reason in labels.EVIDENCE else ""
            return escape(known, quote=False)
        place = int(str(found.lastgroup).removeprefix("words"))
        words = f'<span dir="auto">{escape(str(found[str(found.lastgroup)]), quote=False)}</span>'
        template = escape(self.messages.gettext(labels.EVIDENCE[place]), quote=False)
        return template % {"words": words}

    def read_as(self, printed: str, reading: str, language: str) -> Markup:
        """Return both readings of a correction in words."""
        tag = escape(language)
        return self._both(
            "Printed %(sic)s, read as %(corr)s.",
            f'<q class="sic" lang="{tag}">{escape(printed, quote=False)}</q>',
            f'<q lang="{tag}">{escape(reading, quote=False)}</q>',
        )

    def leads_to(self, printed: str, reading: str) -> Markup:
        """Return both addresses of a repaired link in words."""
        return self._both(
            "Link printed as %(sic)s, leads to %(corr)s.",
            f'<bdi class="address sic">{escape(printed, quote=False)}</bdi>',
            f'<bdi class="address">{escape(reading, quote=False)}</bdi>',
        )

    def _both(self, message: str, printed: str, reading: str) -> Markup:
        words = escape(self.messages.gettext(message), quote=False)
        return Markup(words % {"sic": printed, "corr": reading})  # noqa: S704


def date_kind(statement: Statement) -> str:
    """Return the basis of a statement's date, "" where it has none."""
    basis = statement.basis.get("date")
    return basis.kind if basis and statement.date else ""


def margin(anchor: str) -> str:
    """Return an anchor as the margin shows it: "4" for p4, "s2" for s2."""
    return anchor.removeprefix("p")


def paragraph(anchor: str) -> str:
    """Return an anchor as a reference shows it: "¶4" for p4, "s2" for s2, "" for none."""
    return f"¶{anchor[1:]}" if anchor.startswith("p") else anchor


def coordinates(latitude: float, longitude: float) -> str:
    """Return a place's coordinates in degrees: 36.20° N, 37.16° E."""
    north, east = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "W")
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"


def plain(text: str, most: int = 300) -> str:
    """Return a text in one line, cut at a word, for descriptions that programs read."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """Return the filters of this module by name."""
    speaker = Speaker(language)
    return {
        "basis": speaker.basis,
        "because": speaker.because,
        "coordinates": coordinates,
        "date_kind": date_kind,
        "leads_to": speaker.leads_to,
        "line": speaker.line,
        "margin": margin,
        "paragraph": paragraph,
        "plain": plain,
        "posted": speaker.posted,
        "read_as": speaker.read_as,
    }
