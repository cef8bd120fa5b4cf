"""Why a rule has tied two statements, in the words of the interface.

A tie carries the kind of its reason and what it speaks of; the words come from the catalogues, so
that each page tells the reason in its own language.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from babel.lists import format_list

from archive.showing import labels
from archive.showing.catalogues import translations
from archive.showing.phrases import paragraph
from archive.showing.pieces import Why


class Reasons:
    """The reasons of ties in one language of the interface; ``number`` shows a number in it."""

    def __init__(self, language: str, number: Callable[[int], str] = str) -> None:
        self._messages = translations(language)
        self._language = language.replace("-", "_")
        self._number = number
        self.sides = tuple(map(self._messages.gettext, labels.SIDES))

    def html(self, why: Why, page: str, *, inverse: bool) -> str:
        """Return a reason as HTML; ``page`` is the other statement's address, escaped."""
        return self._message(why, inverse=inverse, escaped=True) % {
            "words": self._listed([_marked(why, *one) for one in why.words]),
            "here": _linked(why.here, ""),
            "there": _linked(why.there, page),
            "n": self._number(why.count),
        }

    def plain(self, why: Why, *, inverse: bool) -> str:
        """Return a reason as plain text."""
        form = "“{}”" if why.kind == "reply" else "{}"
        return self._message(why, inverse=inverse, escaped=False) % {
            "words": self._listed([form.format(words) for words, _ in why.words]),
            "here": paragraph(why.here),
            "there": paragraph(why.there),
            "n": self._number(why.count),
        }

    def _message(self, why: Why, *, inverse: bool, escaped: bool) -> str:
        if why.kind in labels.COUNTED_REASONS:
            one, more = labels.COUNTED_REASONS[why.kind][inverse]
            message = self._messages.ngettext(one, more, why.count)
        else:
            message = self._messages.gettext(labels.REASONS[why.kind][inverse])
        return escape(message, quote=False) if escaped else message

    def _listed(self, words: list[str]) -> str:
        return format_list(words, locale=self._language) if len(words) > 1 else "".join(words)


def _marked(why: Why, words: str, language: str) -> str:
    """Return words of a reason with the mark of their language, or of what they are."""
    if why.kind == "address":
        return f'<bdi class="address" dir="ltr">{escape(words)}</bdi>'
    tag = f' lang="{escape(language)}"' if language else ""
    if why.kind == "reply":
        return f"<q{tag}>{escape(words, quote=False)}</q>"
    return f"<bdi{tag}>{escape(words, quote=False)}</bdi>"


def _linked(anchor: str, page: str) -> str:
    return f'<a href="{page}#{escape(anchor)}">{escape(paragraph(anchor))}</a>' if anchor else ""
