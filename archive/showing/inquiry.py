"""What the search page says and offers in one language of the interface."""

from __future__ import annotations

from collections import Counter

import msgspec

from archive.naming.scripts import base
from archive.searching import directory
from archive.searching.volumes import call
from archive.showing import labels, words
from archive.showing.scope import Scope

_json = msgspec.json.Encoder().encode


def messages(language: str) -> str:
    """Return the words of the page's script as JSON; what is counted has a text for each number.

    The numbers are told apart by CLDR's plural categories ("one", "few" …), as in the browser.
    """
    catalogue = words.translations(language)
    said: dict[str, object] = {key: catalogue.gettext(text) for key, text in labels.SEARCH.items()}
    for key, (one, many) in labels.COUNTED.items():
        said[key] = {
            category: catalogue.ngettext(one, many, number)
            for category, number in _examples(language).items()
        }
    return _json(said).decode()


def _examples(language: str) -> dict[str, int]:
    """Return a number of each plural category of a language."""
    found = words.locale(language)
    rule = found.plural_form if found else (lambda number: "one" if number == 1 else "other")
    return {rule(number): number for number in range(200, -1, -1)}


def choices(scope: Scope) -> bytes:
    """Return the script with what a search can be narrowed to: (key, words, count) of each."""
    language, entries = scope.site.language, scope.archive.entries.values()
    authorities, agents = scope.archive.authorities, scope.agents
    years = Counter(year for entry in entries for year in directory.years(entry))
    undated = sum(entry.date is None for entry in entries)
    spoken: Counter[str] = Counter()
    for code, count in scope.whole.spoken.items():
        spoken[base(code)] += count

    def sorted_by_words(pairs: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
        return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))

    found: dict[str, list[tuple[str, str, int]]] = {
        "tag": sorted_by_words([
            (tag, scope.words(authorities[tag].names), len(slugs))
            for tag, slugs in scope.tagged.items()
            if tag in authorities
        ]),
        "agent": sorted_by_words([
            (slug, agents[slug], len(slugs))
            for slug, slugs in scope.issued.items()
            if slug in agents
        ]),
        "year": [
            (str(year), scope_year(scope, year), count) for year, count in sorted(years.items())
        ],
        "language": sorted_by_words([
            (code, words.language_name(code, language), count) for code, count in spoken.items()
        ]),
        "kind": [
            (key, words.translations(language).gettext(text), 0)
            for key, text in labels.TEXTS.items()
        ],
    }  # fmt: skip
    if undated:
        found["year"].append(
            (directory.UNDATED, words.translations(language).gettext("Undated"), undated)
        )
    return call(found)


def scope_year(scope: Scope, year: int) -> str:
    """Return a year in the digits of the interface."""
    return words.digits(str(year), scope.site.language, arabic_digits=scope.site.arabic_digits)
