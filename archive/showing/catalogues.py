"""The message catalogues of the interface: reading them, and checking that nothing is missing.

A language is one gettext file, ``theme/translations/<language>.po``; the templates' own words are
English and need none.  Babel reads and compiles a catalogue in memory, so no ``.mo`` file is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from archive.problems import Problem
from archive.showing import labels

if TYPE_CHECKING:  # what reads catalogues is slow to import, and many a site has none to read
    from babel.messages.catalog import Catalog, Message

SOURCE_LANGUAGE = "en"
THEME = Path(__file__).parents[2] / "theme"
TRANSLATIONS = THEME / "translations"
TEMPLATES = THEME / "templates"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")

# A message as gettext tells it apart: (context, singular, plural), "" for what it has not.
Key = tuple[str, str, str]


def languages() -> tuple[str, ...]:
    """Return the codes of the interface languages that can be had, the source language first."""
    found = sorted(path.stem for path in TRANSLATIONS.glob("*.po"))
    return (SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE))


@cache
def translations(language: str) -> NullTranslations:
    """Return the messages of ``language`` with gettext, ngettext, pgettext and npgettext.

    A language without a catalogue of its own speaks the words of the templates.
    """
    path = TRANSLATIONS / f"{language}.po"
    if not path.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - see above

    compiled = BytesIO()
    write_mo(compiled, read(path))
    compiled.seek(0)
    return GNUTranslations(compiled)


def read(path: Path) -> Catalog:
    """Return the catalogue in a .po file; raises PoFileError or ValueError when it is not one."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - see above

    with path.open("rb") as source:
        return read_po(source, locale=path.stem.replace("-", "_"), abort_invalid=True)


def messages() -> frozenset[Key]:
    """Return every message that a template or the code can put into a page."""
    from jinja2 import Environment  # noqa: PLC0415 - see above
    from jinja2.ext import extract_from_ast  # noqa: PLC0415

    environment = Environment(
        extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, autoescape=True
    )
    found = {("", words, "") for words in labels.MESSAGES}
    found |= {("", *pair) for pair in labels.PLURALS}
    for template in sorted(TEMPLATES.rglob("*.*")):
        source = environment.parse(template.read_text(encoding="utf-8"), template.name)
        for _, function, words in extract_from_ast(source):
            if words is not None:
                found.add(key_of(function, words))
    return frozenset(found)


def key_of(function: str, words: str | tuple[str | None, ...]) -> Key:
    """Return the key of one extracted call, by the gettext function that was called."""
    parts = [word or "" for word in (words if isinstance(words, tuple) else (words,))]
    if "npgettext" in function:
        return (parts[0], parts[1], parts[2])
    if "pgettext" in function:
        return (parts[0], parts[1], "")
    if "ngettext" in function:
        return ("", parts[0], parts[1])
    return ("", parts[0], "")


def problems(wanted: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return what is wrong with the catalogues, and with those missing for ``wanted`` languages."""
    known = languages()
    absent = [
        Problem(
            "archive.toml",
            0,
            "A452",
            f'found the interface language "{code}"; expected one of {", ".join(known)}',
            f"write theme/translations/{code}.po, or take the language out of archive.toml",
        )
        for code in wanted
        if code not in known
    ]
    needed = messages()
    return tuple(
        absent
        + [found for path in sorted(TRANSLATIONS.glob("*.po")) for found in faults(path, needed)]
    )


def faults(path: Path, needed: frozenset[Key]) -> Iterator[Problem]:
    """Yield what is wrong with one catalogue, given the messages that the pages need."""
    from babel.messages.pofile import PoFileError  # noqa: PLC0415 - see above

    name = f"theme/translations/{path.name}"
    try:
        catalogue = read(path)
    except (PoFileError, ValueError) as error:
        yield Problem(
            name,
            getattr(error, "lineno", None) or 0,
            "A451",
            f"found a catalogue that cannot be read ({error}); expected gettext PO in UTF-8",
            "mend the line, for example with a PO editor",
        )
        return
    for context, singular, plural in sorted(needed):
        message = catalogue.get((singular, plural) if plural else singular, context or None)
        if message is None or not translated(message, catalogue.num_plurals):
            yield Problem(
                name,
                (message.lineno if message else None) or 0,
                "A450",
                f'found no translation of "{singular}"; expected one in every form',
                "add the message to the catalogue",
            )
        elif lost := placeholders(singular, plural) ^ placeholders(*strings(message)):
            yield Problem(
                name,
                message.lineno or 0,
                "A453",
                f'found other placeholders than in "{singular}" ({", ".join(sorted(lost))}); '
                "expected the same",
                "write each %(name)s of the message in its translation, and no other",
            )


def strings(message: Message) -> tuple[str, ...]:
    """Return a message's translations, one for each plural form."""
    found = message.string
    return tuple(part or "" for part in (found if isinstance(found, (tuple, list)) else (found,)))


def translated(message: Message, forms: int) -> bool:
    """Tell whether a message has words for each plural form and is not marked as doubtful."""
    found = strings(message)
    expected = forms if message.pluralizable else 1
    return not message.fuzzy and len(found) == expected and all(found)


def placeholders(*texts: str) -> set[str]:
    """Return the names of the values that a message's texts speak of."""
    return {name for text in texts for name in PLACEHOLDER.findall(text)} - {"num"}
