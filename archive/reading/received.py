"""Files as they come (``.txt .md .muse .eml .html``) to Seeds of plain text.

A mail or a web page becomes the text that a seed of it would hold: labelled lines, then the words.
"""

from __future__ import annotations

from pathlib import PurePath

from archive.model import Seed
from archive.reading import seeds


def read(file: str, data: bytes, encoding: str = "") -> Seed:
    """Return the seed that the file is, or that would be made of it when it is brought in.

    Raises ProblemsFound as ``seeds.read`` does.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix == ".eml":
        from archive.reading import letters  # noqa: PLC0415  only a mail needs it

        data = letters.text(file, data, encoding).encode()
    elif suffix in {".html", ".htm", ".xhtml"}:
        from archive.reading import webpages  # noqa: PLC0415  slow to import

        data = webpages.text(file, data, encoding).encode()
    else:
        return seeds.read(file, data, encoding)
    return seeds.read(file, data)
