"""Whether authorities stand above each other without circles, as SKOS asks (S27 and after)."""

from __future__ import annotations

from collections.abc import Iterator

from archive.model import Authority
from archive.problems import Problem


def unrelated(known: dict[str, Authority]) -> Iterator[Problem]:
    """Yield a problem for each ``related`` that is the authority itself or above it (SKOS, S27)."""
    for authority in known.values():
        above = {authority.id, *_above(authority, known)} if authority.related else set()
        for other in authority.related:
            if other in above or (other in known and authority.id in _above(known[other], known)):
                yield Problem(
                    authority.file, authority.line, "A212", f'found "{other}" in related of '
                    f'"{authority.id}", of which one is the other or broader than it; expected '
                    "another authority", "take it out of related",
                )  # fmt: skip


def _above(authority: Authority, known: dict[str, Authority]) -> set[str]:
    """Return the ids of all authorities that are broader than this one, however far."""
    found: set[str] = set()
    waiting = list(authority.broader)
    while waiting:
        upper = waiting.pop()
        if upper in known and upper not in found:
            found.add(upper)
            waiting.extend(known[upper].broader)
    return found


def cycles(known: dict[str, Authority]) -> Iterator[Problem]:
    """Yield one problem for each cycle in ``broader``, found by following every chain once."""
    done: set[str] = set()
    for start in sorted(known):
        path: list[str] = []
        stack = [(start, iter(known[start].broader))] if start not in done else []
        path.append(start)
        while stack:
            name, rest = stack[-1]
            upper = next((up for up in rest if up in known), None)
            if upper is None:
                stack.pop()
                path.pop()
                done.add(name)
            elif upper in path:
                cycle = [*path[path.index(upper) :], upper]
                authority = known[upper]
                yield Problem(
                    authority.file, authority.line, "A205", "found the cycle "
                    f"{' > '.join(cycle)} in broader; expected it to end", "take one of them out",
                )  # fmt: skip
            elif upper not in done:
                path.append(upper)
                stack.append((upper, iter(known[upper].broader)))
