"""Reads ``content/authorities``: agents, concepts, places and events, with all their names.

The terms are SKOS's (preferred, variant, scope note, broader, related) and ISAAR(CPF)'s.  Knows
what the files say and whether it holds together; knows no statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import field

from archive.model import Authority, AuthorityKind, Frozen, IssueDate
from archive.naming import hierarchy, tables
from archive.naming.folding import fold, lower
from archive.naming.slugs import safe
from archive.problems import Problem, ProblemsFound, suggestion
from archive.reading import dates


class AuthorityTable(Frozen, frozen=True):
    """``[[agent]]``, ``[[concept]]``, ``[[place]]`` or ``[[event]]``."""

    id: str
    names: dict[str, str]
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tag: bool = False
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    match_case: bool | None = None
    scope_note: dict[str, str] = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    date: str = ""
    person: bool = False
    identifiers: dict[str, str] = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    at: int = 0


class _File(Frozen, frozen=True):
    agent: tuple[AuthorityTable, ...] = ()
    concept: tuple[AuthorityTable, ...] = ()
    place: tuple[AuthorityTable, ...] = ()
    event: tuple[AuthorityTable, ...] = ()


KINDS: tuple[AuthorityKind, ...] = ("agent", "concept", "place", "event")


def read(files: Iterable[tuple[str, bytes]]) -> tuple[Authority, ...]:
    """Return the authorities of all files, sorted by id; ``files`` are (name, TOML bytes).

    Raises ProblemsFound with everything wrong in any of them: what ``tables.read`` finds, a date
    that is not EDTF (A200), an id that is not fit for an address (A201) or stands twice (A202), a
    name that two authorities claim (A203), an unknown authority in ``broader`` or ``related``
    (A204), a cycle in ``broader`` (A205), an authority without a name (A206), a tag that is neither
    concept nor place (A207), coordinates that are not on the globe (A208), and one in ``related``
    that is also broader (A212).
    """
    problems: list[Problem] = []
    found: list[Authority] = []
    for file, data in files:
        try:
            tables_of_file, _ = tables.read(file, data, _File)
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        for kind in KINDS:
            for table in getattr(tables_of_file, kind):
                problems.extend(_table_problems(file, kind, table))
                found.append(_authority(file, kind, table))
    problems.extend(_whole_problems(found))
    if problems:
        raise ProblemsFound(problems)
    return tuple(sorted(found, key=lambda authority: authority.id))


def names_of(authority: Authority) -> Iterator[tuple[str, str]]:
    """Yield (language, name) for every preferred and variant name."""
    yield from authority.names.items()
    for language, variants in authority.variants.items():
        for variant in variants:
            yield language, variant


def preferred(authority: Authority) -> str:
    """Return the name of an authority in English, or in its first language."""
    return authority.names.get("en") or next(iter(authority.names.values()))


def key_of(name: str) -> str:
    """Return the form under which names are compared: folded, lower case, spaces single."""
    return " ".join(lower(fold(name).text).split())


def unnamed(authorities: Iterable[Authority], used: Iterable[str]) -> Iterator[Problem]:
    """Yield a notice (A210) for each authority that is not among ``used`` and broader than none.

    ``used`` are the ids that statements name, bear as a tag or have as a creator.
    """
    known = {authority.id: authority for authority in authorities}
    live = set(used) & known.keys()
    waiting = list(live)
    while waiting:
        for upper in known[waiting.pop()].broader:
            if upper in known and upper not in live:
                live.add(upper)
                waiting.append(upper)
    for authority in known.values():
        if authority.id not in live:
            yield Problem(
                authority.file, authority.line, "A210", f'found "{authority.id}", which no '
                "statement names; expected a use of it", "check the spelling of its names, or keep "
                "it for statements to come", "notice",
            )  # fmt: skip


def agents_by_name(authorities: Iterable[Authority]) -> dict[str, str]:
    """Return the id of each agent under the key of each of its names."""
    return {
        key_of(name): authority.id
        for authority in authorities
        if authority.kind == "agent"
        for _, name in names_of(authority)
    }


def tags_by_name(authorities: Iterable[Authority]) -> dict[str, str]:
    """Return the id of each tag under the key of each of its names and of the id itself."""
    bearing = [authority for authority in authorities if authority.tag]
    names = {key_of(name): authority.id for authority in bearing for _, name in names_of(authority)}
    return {**names, **{key_of(authority.id): authority.id for authority in bearing}}


def _authority(file: str, kind: AuthorityKind, table: AuthorityTable) -> Authority:
    # A concept is a common noun unless its table says otherwise; the rest are proper names.
    match_case = kind != "concept" if table.match_case is None else table.match_case
    same = {name: getattr(table, name) for name in _SAME}
    return Authority(
        **same, kind=kind, match_case=match_case, date=_date(table.date), file=file, line=table.at
    )


_SAME = tuple(
    name for name in AuthorityTable.__struct_fields__ if name not in ("match_case", "date", "at")
)


def _date(edtf: str) -> IssueDate | None:
    try:
        return dates.read(edtf) if edtf else None
    except ValueError:
        return None  # reported by _table_problems


def _table_problems(file: str, kind: str, table: AuthorityTable) -> Iterator[Problem]:
    if table.date:
        try:
            dates.read(table.date)
        except ValueError as error:
            remedy = "write the day, month or year that is known"
            yield Problem(file, table.at, "A200", str(error), remedy)
    if table.id != safe(table.id):
        yield Problem(
            file, table.at, "A201", f'found the id "{table.id}"; expected lower-case letters, '
            "digits, hyphens and dots", f'write id = "{safe(table.id)}"',
        )  # fmt: skip
    named = [name for _, name in names_of(_authority(file, "agent", table))]
    if not table.names or not all(key_of(name) for name in named):
        yield Problem(
            file, table.at, "A206", f'found an empty name in "{table.id}"; expected words',
            'write names = { en = "…" }',
        )  # fmt: skip
    if table.tag and kind not in ("concept", "place"):
        yield Problem(
            file, table.at, "A207", f"found tag = true in an {kind}; expected it in a concept or "
            "place", "take it out, or make a concept of it",
        )  # fmt: skip
    latitude, longitude = table.latitude, table.longitude
    if (latitude is None) != (longitude is None) or not (
        -90 <= (latitude or 0) <= 90 and -180 <= (longitude or 0) <= 180
    ):
        yield Problem(
            file, table.at, "A208", f"found the coordinates {latitude}, {longitude}; expected both "
            "latitude (-90 to 90) and longitude (-180 to 180)", "write them in decimal degrees",
        )  # fmt: skip


def _whole_problems(found: list[Authority]) -> Iterator[Problem]:
    known: dict[str, Authority] = {}
    claimed: dict[tuple[str, str], Authority] = {}
    for authority in found:
        other = known.setdefault(authority.id, authority)
        if other is not authority:
            yield Problem(
                authority.file, authority.line, "A202", f'found the id "{authority.id}", which '
                f"{other.file}:{other.line} has; expected each once", "give it another id",
            )  # fmt: skip
            continue
        for language, name in names_of(authority):
            # Two languages may write different things alike; one language may not.
            holder = claimed.setdefault((language, key_of(name)), authority)
            if holder is not authority:
                yield Problem(
                    authority.file, authority.line, "A203", f'found the name "{name}" in '
                    f'"{authority.id}", which "{holder.id}" ({holder.file}:{holder.line}) claims '
                    "too; expected one owner", "take it out of one of them",
                )  # fmt: skip
    for authority in found:
        for other_id in (*authority.broader, *authority.related):
            if other_id not in known:
                yield Problem(
                    authority.file, authority.line, "A204", f'found "{other_id}" in '
                    f'"{authority.id}"; expected the id of an authority',
                    f"correct the id{suggestion(other_id, known)}",
                )  # fmt: skip
    yield from hierarchy.cycles(known)
    yield from hierarchy.unrelated(known)
