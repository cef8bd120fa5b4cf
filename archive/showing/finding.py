"""The ways into the archive: home, the list of each section, the chronology, the register."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import itemgetter

import msgspec

from archive.fixity import digest
from archive.model import Entry
from archive.showing import inquiry
from archive.showing.atlas import charts
from archive.showing.catalogues import translations
from archive.showing.pieces import Chart, EventMark, Item, Name, RegisterLine, Sheet
from archive.showing.projection import Spot
from archive.showing.scope import SKOS, Group, Page, Scope, single
from archive.showing.sheets import SHEET, by_letters, filing, folder_of, marked
from archive.showing.views import ChronologyView, HomeView, IndexView, RegisterView, SearchView
from archive.showing.whole import period

# The home page names so many of the statements that came in last.
RECENT = 10


def home(scope: Scope) -> Iterator[Page]:
    """The finding aid."""
    archive = scope.archive
    entries = list(archive.entries.values())
    dated = [entry.slug for entry in entries if entry.date]
    view = HomeView(
        statements=len(entries),
        words=sum(entry.words for entry in entries),
        earliest=scope.item(dated[0]) if dated else None,
        latest=scope.item(dated[-1]) if dated else None,
        undated=len(entries) - len(dated),
        languages=tuple(sorted(scope.whole.spoken.items())),
        bodies=len({who.slug for entry in entries for who in entry.creators}),
        recent=tuple(
            (scope.item(entry.slug), archive.accessions.get(entry.file, "")[:10])
            for entry in scope.whole.latest[:RECENT]
        ),
        tags=_most(_tag_names(scope)),
        agents=_most(_agent_names(scope)),
        places=_most(_authority_names(scope, "place")),
        debates=_debate_names(scope),
    )
    yield Page("index.html", "home", view)


def _most(names: Iterable[Name], most: int = 12) -> tuple[Name, ...]:
    return tuple(sorted(names, key=lambda name: (-name.count, name.text.casefold()))[:most])


def _tag_names(scope: Scope) -> tuple[Name, ...]:
    return tuple(
        Name(scope.words(authority.names), f"tags/{authority.id}/index.html",
             count=len(scope.tagged[authority.id]))
        for authority in scope.archive.authorities.values()
        if authority.id in scope.tagged
    )  # fmt: skip


def _agent_names(scope: Scope) -> tuple[Name, ...]:
    return tuple(
        Name(text, f"agents/{slug}/index.html", count=len(scope.issued.get(slug, ())))
        for slug, text in scope.agents.items()
    )


def _authority_names(scope: Scope, *kinds: str) -> tuple[Name, ...]:
    return tuple(
        scope.name(authority, count=len(scope.named[authority.id]))
        for authority in scope.archive.authorities.values()
        if authority.kind in kinds and authority.id in scope.named
    )


def _debate_names(scope: Scope) -> tuple[Name, ...]:
    return tuple(
        Name(
            scope.words(debate.title), f"debates/{debate.slug}/index.html",
            count=len({s.statement for q in debate.questions for s in q.stances}),
        )
        for debate in scope.archive.debates
    )  # fmt: skip


def sections(scope: Scope) -> Iterator[Page]:
    """The list of each section: tags, agents, places, events, debates, concordances."""
    concordances = tuple(
        Name(scope.words(authority.names), f"concordance/{authority.id}/index.html",
             kind=authority.kind, count=len(scope.named[authority.id]))
        for authority in scope.archive.authorities.values()
        if authority.id in scope.named
    )  # fmt: skip
    for section, names in (
        ("tags", _tag_names(scope)),
        ("agents", _agent_names(scope)),
        ("places", _authority_names(scope, "place")),
        ("events", _authority_names(scope, "event")),
        ("debates", _debate_names(scope)),
        ("concordance", concordances),
    ):
        ordered = tuple(sorted(names, key=lambda name: (name.text.casefold(), name.path)))
        skos = SKOS if section != "debates" and scope.archive.authorities else {}
        maps = _charts(scope, ordered) if section == "places" else ()
        yield Page(f"{section}/index.html", "section", IndexView(section, ordered, skos, maps))


def _charts(scope: Scope, names: Iterable[Name]) -> tuple[Chart, ...]:
    """Return the maps of the places; they are drawn again only when they would not be the same."""
    coordinates = {
        scope.dossier(one): (one.latitude, one.longitude)
        for one in scope.archive.authorities.values()
        if one.kind == "place" and one.latitude is not None and one.longitude is not None
    }
    spots = tuple(
        Spot(name.text, f"../{name.path}", *coordinates[name.path])
        # A place named about as often as another keeps its rank, so that maps seldom change.
        for name in sorted(names, key=lambda name: -name.count.bit_length())
        if name.path in coordinates
    )
    if not spots:
        return ()
    say = translations(scope.site.language).gettext
    words = (say("Map of the places"), say("Part %(mark)s of the map, larger"))

    kept = scope.remember(
        f"map {scope.site.language}",
        digest(_encode((spots, words))),
        lambda: _encode(charts(spots, *words)),
    )
    return _decode(kept)


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[Chart, ...]).decode


def chronology(scope: Scope) -> Iterator[Group]:
    """Statements in order of issue beside the dated events of the period."""
    events = tuple(
        EventMark(scope.name(authority), authority.date)
        for authority in sorted(
            (a for a in scope.archive.authorities.values() if a.kind == "event" and a.date),
            key=lambda a: (a.date.edtf if a.date else "", a.id),
        )
        if authority.date
    )
    sheets, paths = scope.whole.sheets
    view = ChronologyView(
        "", () if sheets else tuple(scope.items()), events, _bars(scope.whole.periods), sheets
    )
    yield single(Page("chronology/index.html", "chronology", view))
    for path, members in paths.items():
        slugs = [entry.slug for entry in members]
        beside = marked(sheets, path)
        yield Group(
            path.removesuffix("/index.html"),
            partial(_sheet, path, partial(scope.several, slugs), events, beside),
            scope.mark(slugs, beside),
        )


def _sheet(
    path: str,
    items: Callable[[], tuple[Item, ...]],
    events: tuple[EventMark, ...],
    sheets: tuple[Sheet, ...],
) -> Iterator[Page]:
    """Yield a sheet of the chronology."""
    label = path.split("/")[-2]
    inside = tuple(event for event in events if event.date.edtf.startswith(label))
    members = items()
    months = Counter(period(item.date) for item in members if item.date)
    view = ChronologyView(label, members, inside, _bars(months), sheets)
    yield Page(path, "chronology", view)


def _bars(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return (month, count) in order; by year where the months would be too many to read."""
    if len(counts) > 60:
        years: dict[str, int] = defaultdict(int)
        for period, count in counts.items():
            years[period[:4]] += count
        counts = years
    return tuple(sorted(counts.items()))


def register(scope: Scope) -> Iterator[Group]:
    """The A–Z register of titles, agents, subjects and places; the search page holds it too."""
    called = []
    for kind, names in (
        ("agent", _agent_names(scope)),
        ("tag", _tag_names(scope)),
        ("place", _authority_names(scope, "place")),
        ("event", _authority_names(scope, "event")),
    ):
        for name in names:
            line = RegisterLine(name.text, name.path, kind, scope.site.language)
            called.append((filing(name.text), line))
    called.sort(key=lambda pair: (pair[0], pair[1].path))
    lines: list[tuple[str, Entry | RegisterLine]] = [*called, *scope.whole.filed]
    lines.sort(key=itemgetter(0))
    if len(lines) <= 2 * SHEET:
        initials = by_letters(lines, len(lines))
        groups = tuple((letter, _lines(members)) for letter, members in initials.items())
        yield single(Page("register/index.html", "register", RegisterView(groups)))
        yield single(Page("search/index.html", "search", _search(scope, groups, ())))
        return
    finer = by_letters(lines, 2 * SHEET)
    paths = {letter: f"register/{folder_of(letter)}/index.html" for letter in finer}
    sheets = tuple(Sheet(letter, paths[letter], len(finer[letter])) for letter in finer)
    yield single(Page("register/index.html", "register", RegisterView((), sheets)))
    yield single(Page("search/index.html", "search", _search(scope, (), sheets)))
    for letter, members in finer.items():
        beside = marked(sheets, paths[letter])
        yield Group(
            paths[letter].removesuffix("/index.html"),
            partial(_letter, paths[letter], letter, members, beside),
            scope.mark(
                [line.slug for line in members if isinstance(line, Entry)],
                [line for line in members if isinstance(line, RegisterLine)], letter, beside,
            ),
        )  # fmt: skip


def _lines(members: Iterable[Entry | RegisterLine]) -> tuple[RegisterLine, ...]:
    return tuple(
        line if isinstance(line, RegisterLine) else RegisterLine(
            line.title, f"statements/{line.slug}/index.html", "statement",
            line.language, line.direction, line.date, line.date_kind,
        )
        for line in members
    )  # fmt: skip


def _letter(
    path: str, letter: str, members: list[Entry | RegisterLine], sheets: tuple[Sheet, ...]
) -> Iterator[Page]:
    """Yield a sheet of the register."""
    view = RegisterView(((letter, _lines(members)),), sheets)
    # A letter may be that of a name which only one language has.
    yield Page(path, "register", view, counterpart="register/index.html")


def _search(
    scope: Scope,
    groups: tuple[tuple[str, tuple[RegisterLine, ...]], ...],
    sheets: tuple[Sheet, ...],
) -> SearchView:
    return SearchView(
        groups, sheets, scope.index, scope.choices,
        inquiry.messages(scope.site.language),
    )  # fmt: skip
