"""The ways into the archive: home, the list of each section, the chronology, the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from archive.fixity import digest
from archive.model import IssueDate
from archive.showing import inquiry
from archive.showing.atlas import charts
from archive.showing.catalogues import translations
from archive.showing.pieces import Chart, EventMark, Name, RegisterLine, Sheet
from archive.showing.projection import Spot
from archive.showing.scope import SKOS, Page, Scope
from archive.showing.sheets import SHEET, by_letters, by_time, filing, folder_of, marked
from archive.showing.views import ChronologyView, HomeView, IndexView, RegisterView, SearchView


def home(scope: Scope) -> Iterator[Page]:
    """The finding aid."""
    archive = scope.archive
    entries = list(archive.entries.values())
    dated = [scope.item(entry.slug) for entry in entries if entry.date]
    languages: dict[str, int] = defaultdict(int)
    for entry in entries:
        languages[entry.language] += 1
    view = HomeView(
        statements=len(entries),
        words=sum(entry.words for entry in entries),
        earliest=dated[0] if dated else None,
        latest=dated[-1] if dated else None,
        undated=len(entries) - len(dated),
        languages=tuple(sorted(languages.items())),
        bodies=len({who.slug for entry in entries for who in entry.creators}),
        recent=tuple(
            (scope.item(entry.slug), archive.accessions.get(entry.file, "")[:10])
            for entry in scope.recent(entries)
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


def chronology(scope: Scope) -> Iterator[Page]:
    """Statements in order of issue beside the dated events of the period."""
    items = list(scope.items())
    events = tuple(
        EventMark(scope.name(authority), authority.date)
        for authority in sorted(
            (a for a in scope.archive.authorities.values() if a.kind == "event" and a.date),
            key=lambda a: (a.date.edtf if a.date else "", a.id),
        )
        if authority.date
    )
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        if item.date:
            counts[_period(item.date)] += 1
    sheets, paths = by_time(items, "chronology")
    view = ChronologyView("", () if sheets else tuple(items), events, _bars(counts), sheets)
    yield Page("chronology/index.html", "chronology", view)
    for path, members in paths.items():
        label = path.split("/")[-2]
        inside = tuple(event for event in events if event.date.edtf.startswith(label))
        months: dict[str, int] = defaultdict(int)
        for item in members:
            if item.date:
                months[_period(item.date)] += 1
        yield Page(
            path, "chronology",
            ChronologyView(label, tuple(members), inside, _bars(months), marked(sheets, path)),
        )  # fmt: skip


def _period(date: IssueDate) -> str:
    return f"{date.year:04d}-{date.month:02d}" if date.month else f"{date.year:04d}"


def _bars(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Return (month, count) in order; by year where the months would be too many to read."""
    if len(counts) > 60:
        years: dict[str, int] = defaultdict(int)
        for period, count in counts.items():
            years[period[:4]] += count
        counts = years
    return tuple(sorted(counts.items()))


def register(scope: Scope) -> Iterator[Page]:
    """The A–Z register of titles, agents, subjects and places; the search page holds it too."""
    lines = [
        RegisterLine(item.title, f"statements/{item.slug}/index.html", "statement",
                     item.language, item.direction, item.date.edtf if item.date else "")
        for item in scope.items()
    ]  # fmt: skip
    for kind, names in (
        ("agent", _agent_names(scope)),
        ("tag", _tag_names(scope)),
        ("place", _authority_names(scope, "place")),
        ("event", _authority_names(scope, "event")),
    ):
        lines.extend(
            RegisterLine(name.text, name.path, kind, scope.site.language) for name in names
        )
    lines.sort(key=lambda line: (filing(line.text), line.path))
    initials = by_letters(lines, lambda line: line.text, most=len(lines))
    if len(lines) <= 2 * SHEET:
        groups = tuple((letter, tuple(members)) for letter, members in initials.items())
        yield Page("register/index.html", "register", RegisterView(groups))
        yield Page("search/index.html", "search", _search(scope, groups, ()))
        return
    finer = by_letters(lines, lambda line: line.text, most=2 * SHEET)
    paths = {letter: f"register/{folder_of(letter)}/index.html" for letter in finer}
    sheets = tuple(Sheet(letter, paths[letter], len(finer[letter])) for letter in finer)
    yield Page("register/index.html", "register", RegisterView((), sheets))
    yield Page("search/index.html", "search", _search(scope, (), sheets))
    for letter, members in finer.items():
        view = RegisterView(((letter, tuple(members)),), marked(sheets, paths[letter]))
        yield Page(paths[letter], "register", view)


def _search(
    scope: Scope,
    groups: tuple[tuple[str, tuple[RegisterLine, ...]], ...],
    sheets: tuple[Sheet, ...],
) -> SearchView:
    return SearchView(
        groups, sheets, scope.index, scope.choices,
        inquiry.messages(scope.site.language),
    )  # fmt: skip
