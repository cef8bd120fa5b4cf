"""The Solidarity Archive: statements that movements issue, kept as a static site.

``load(root)`` returns the assembled archive of a folder; all else is reached by ``build.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.linking.library import Archive

__all__ = ["load"]


def load(root: Path) -> Archive:
    """Return the archive at ``root``, read without any cache.

    Raises ``archive.problems.ProblemsFound`` with every problem of its files.
    """
    from archive.building.cache import Cache  # noqa: PLC0415 - the package itself must import fast
    from archive.building.inputs import software, survey  # noqa: PLC0415
    from archive.building.loading import load as read  # noqa: PLC0415
    from archive.building.report import Report  # noqa: PLC0415

    return read(root, survey(root), Cache(None), software(), Report(quiet=True))
