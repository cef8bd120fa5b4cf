"""Endings: which forms of a word are found together, by Snowball's algorithms (snowballstem.org).

A stem is worked out for a form as it is printed, in the language of its statement; a word in
another script than that language's is taken for the commonest language of its script.  English is
brought to American spelling first.  For Arabic Larkey's "light" endings are taken instead ("Light
Stemming for Arabic Information Retrieval", 2007): Snowball's Arabic takes letters of the root for
prefixes ("فلسطين" becomes "لسط") and keeps the singular apart from the plural.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from Stemmer import Stemmer

from archive.naming import snowball
from archive.naming.scripts import base, script_of
from archive.searching import spelling

ALGORITHMS = {code: name for code, name in snowball.ALGORITHMS.items() if code != "ar"}
# The language of a word in a script that is not its statement's.
COMMONEST = {"Latn": "en", "Cyrl": "ru", "Grek": "el", "Arab": "ar"}

_ENDING = re.compile(r"(?<=...)(?:[اوي]ن|ات|[اهي])$")
_clean = re.compile(spelling.MARKS)

# A form under which a word is looked up, and the stem that it shares with others.
Term = tuple[str, str]


@cache
def _stemmer(language: str) -> Any:  # noqa: ANN401 - the library has no types
    algorithm = ALGORITHMS.get(language)
    return Stemmer(algorithm, 0) if algorithm else None  # our callers remember the words


def script(word: str) -> str:
    """Return the script of a word's first letter, as far as stems differ by it."""
    first = word[:1]
    if first < "\u0250":
        return "Latn"
    if "\u0370" <= first < "\u0400" or "\u1f00" <= first < "\u2000":
        return "Grek"
    if "\u0400" <= first < "\u0530":
        return "Cyrl"
    return "Arab" if "\u0600" <= first < "\u0780" else ""


@cache
def spoken(written: str, language: str) -> str:
    """Return the language whose rules hold for a word of one script in a text of ``language``."""
    code = base(language)
    return code if not written or script_of(language) == written else COMMONEST[written]


def terms(word: str, language: str) -> tuple[Term, ...]:
    """Return the terms of one printed word; more than one where its reading is not sure.

    There is none where nothing of the word is left, and for a single Latin letter ("people's").
    """
    form = spelling.fold(word)
    if not form or (len(form) == 1 and form.isascii() and form.isalpha()):
        return ()
    code = spoken(script(form), language)
    if code == "en":
        ours = spelling.american(form)
        stem = _stemmed(ours, code)
        return ((form, stem),) if ours == form else ((form, stem), (ours, stem))
    if code == "ar":
        return tuple((each, _light(each)) for each in (form, *spelling.unjoined(form)))
    return ((form, spelling.fold(_stemmed(_clean.sub("", word).lower(), code))),)


def _stemmed(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


def _light(form: str) -> str:
    """Return an Arabic form without its endings, as long as three letters of the word are left."""
    while (shorter := _ENDING.sub("", form)) != form:
        form = shorter
    return form
