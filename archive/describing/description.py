"""Reads ``archive.toml``: what the archive as a whole is called, says and allows (ISAD(G) 3)."""

from __future__ import annotations

import re

from archive.model import Description, Frozen
from archive.naming import tables
from archive.problems import Problem, ProblemsFound

# An archive may be named once, or once for each language of its interface.
Words = str | dict[str, str]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


class _Settings(Frozen, frozen=True):
    name: Words
    description: Words = ""
    languages: tuple[str, ...] = ("en",)
    site_url: str = ""
    rights: Words = ""
    contact: str = ""
    seed_encoding: str = ""
    arabic_digits: bool = False


def read(file: str, text: str) -> Description:
    """Return the archive's description; raises ProblemsFound with every mistake of the file."""
    settings, lines = tables.read(file, text.encode(), _Settings)
    problems = [
        Problem(file, lines.of((key,)), "A106", f"found {found}; expected {wanted}", remedy)
        for key, found, wanted, remedy in _mistakes(settings)
    ]
    if problems:
        raise ProblemsFound(problems)
    first = settings.languages[0]
    return Description(
        name=_by_language(settings.name, first),
        description=_by_language(settings.description, first),
        languages=settings.languages,
        site_url=settings.site_url,
        rights=_by_language(settings.rights, first),
        contact=settings.contact,
        seed_encoding=settings.seed_encoding,
        arabic_digits=settings.arabic_digits,
    )


def default(name: str) -> Description:
    """Return the description of a folder that has seeds and no ``archive.toml``."""
    return Description(name={"en": name}, description={})


def _mistakes(settings: _Settings) -> list[tuple[str, str, str, str]]:
    mistakes = []
    if not _by_language(settings.name, "en"):
        mistakes.append(("name", "an empty name", "words", 'write name = "…"'))
    if not settings.languages:
        mistakes.append(("languages", "no language", "one or more", 'write languages = ["en"]'))
    mistakes.extend(
        ("languages", f'"{code}"', "a language code", "write codes such as en, ar or pt-BR")
        for code in settings.languages
        if not _LANGUAGE.fullmatch(code)
    )
    if len(set(settings.languages)) < len(settings.languages):
        mistakes.append(("languages", "a language twice", "each once", "take one of them out"))
    if settings.site_url and not _ADDRESS.fullmatch(settings.site_url):
        found = f'"{settings.site_url}"'
        mistakes.append(("site_url", found, "a web address", "begin it with https://"))
    return mistakes


def _by_language(words: Words, first: str) -> dict[str, str]:
    if isinstance(words, dict):
        return words
    return {first: words} if words else {}
