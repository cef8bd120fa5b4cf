"""The statements before and after each one, by issuing body and by tag, in order of issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archive.model import Entry

# A list that a statement is in: the section it belongs to, and its id there.
List = tuple[str, str]
Link = tuple[List, str | None, str | None]


def chains(entries: Mapping[str, Entry]) -> dict[str, list[Link]]:
    """Return for each slug the lists it is in, with the slugs before and after it there.

    ``entries`` are in order of issue.  A list of one statement is no chain.
    """
    found: dict[str, list[Link]] = {slug: [] for slug in entries}
    last: dict[List, tuple[str, int]] = {}
    for slug, entry in entries.items():
        for name in _lists(entry):
            before = last.get(name)
            links = found[slug]
            last[name] = slug, len(links)
            links.append((name, before[0] if before else None, None))
            if before:
                _, first, _ = found[before[0]][before[1]]
                found[before[0]][before[1]] = (name, first, slug)
    return {slug: [link for link in links if link[1] or link[2]] for slug, links in found.items()}


def _lists(entry: Entry) -> Iterator[List]:
    for slug in dict.fromkeys(creator.slug for creator in entry.creators if creator.slug):
        yield "agents", slug
    for tag in entry.tags:
        yield "tags", tag
