"""A file from anywhere on this machine, as the seed that it is or would become."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NoReturn

from msgspec.structs import replace

from archive.model import Seed
from archive.problems import Problem, ProblemsFound
from archive.reading import received, seeds

# The ending of the seed that a file becomes.  Text is taken byte for byte; of a mail or a saved web
# page the words are taken out, since a seed is plain text.
SUFFIXES = {
    ".txt": ".txt", ".md": ".md", ".muse": ".txt",
    ".eml": ".txt", ".html": ".md", ".htm": ".md", ".xhtml": ".md",
}  # fmt: skip
TAKEN_OUT = (".eml", ".html", ".htm", ".xhtml")

_PROCESSOR = (
    "open it and save it as plain text in UTF-8 (or: pandoc --to plain --wrap none --output "
    "{stem}.txt {name}), read that through, and give {stem}.txt instead"
)
_REMEDIES = {
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".pages", ".epub"), _PROCESSOR),
    ".pdf": "take its text out (pdftotext {name} {stem}.txt, or copy it from a viewer), compare "
    "that with the pages, since columns and notes may come out of order, and give {stem}.txt "
    "instead",
}


def read(path: Path, shown: str, encoding: str = "", option: str = "") -> Seed:
    """Return the seed that the file at ``path`` is, or that would be made of it.

    Problems name the file as ``shown``; ``option`` tells how to declare its encoding.  Raises
    ProblemsFound: A412 no such file, A413 a kind of file that cannot be read, A415 a mail or web
    page that is damaged, and those of ``received``.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        _refuse(shown, "A412", f"found {found}; expected a statement to read", "check the path")
    if path.suffix.lower() in _REMEDIES:
        _refuse_kind(path, shown)
    try:
        return received.read(shown, path.read_bytes(), encoding)
    except ProblemsFound as error:
        raise ProblemsFound(_with_option(one, option) for one in error.problems) from None
    except OSError:
        raise
    except Exception as error:  # parsers of mail and HTML raise what they like
        _refuse(
            shown, "A415", f"found a file that cannot be read ({_words(error)}); expected a whole "
            "mail or web page", "save it again, or copy its text into a .txt file and give that",
        )  # fmt: skip


def refuse_unknown(path: Path, shown: str) -> None:
    """Raise ProblemsFound (A413) where no seed can be made of a file of this kind."""
    if path.is_file() and path.suffix.lower() not in SUFFIXES:
        _refuse_kind(path, shown)


def to_declare(seed: Seed, default: str, declared: str) -> str:
    """Return the encoding that a record has to say, for the seed to be read as it was here.

    ``default`` is that of the archive, ``declared`` that by which the seed was read.
    """
    try:
        plain = seeds.read(seed.file, seed.data, default)
    except ProblemsFound:
        return declared
    return "" if plain.lines == seed.lines else declared


def origin(path: Path) -> str:
    """Return what a record says of a file whose words were taken out."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return (
        f"Its text was taken out of {path.name} (SHA-256 {digest}), which is not kept here: "
        "compare the two before you commit it."
    )


def _with_option(problem: Problem, option: str) -> Problem:
    if problem.code != "A003":
        return problem
    return replace(problem, remedy=f"{problem.remedy}{option}")


def _refuse_kind(path: Path, shown: str) -> NoReturn:
    kind = path.suffix.lower()
    remedy = _REMEDIES.get(kind, "if it is plain text, rename it to end in .txt")
    _refuse(
        shown, "A413", f"found {f'a {kind} file' if kind else 'a file without an ending'}; "
        f"expected {', '.join(SUFFIXES)}",
        remedy.format(name=path.name, stem=path.stem),
    )  # fmt: skip


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _refuse(file: str, code: str, message: str, remedy: str) -> NoReturn:
    raise ProblemsFound([Problem(file, 0, code, message, remedy)])
