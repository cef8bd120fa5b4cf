"""The proof of links: that every link within the site lands on a page and a place in it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from archive.problems import Problem

REMEDY = "mend the link in the page's source or in the template"


def lost(
    path: str, links: Iterable[str], exists: Container[str], ids: Callable[[str], Container[str]]
) -> Iterator[Problem]:
    """Yield a problem for each internal link of the page that leads nowhere (A510, A511)."""
    expected = "expected links within the site to land"
    for link in links:
        target, _, fragment = link.partition("#")
        if target not in exists:
            found = f'found a link to "{target}", which is not made'
            yield Problem(path, 0, "A510", f"{found}; {expected}", REMEDY)
        elif fragment and fragment not in ids(target):
            found = f'found a link to "{target}#{fragment}"; the page is there, that place is not'
            yield Problem(path, 0, "A511", f"{found}; {expected}", REMEDY)
