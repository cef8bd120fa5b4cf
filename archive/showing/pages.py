"""Which pages the site has, and what each is made from.

Each kind of page is one generator of ``Page`` values, listed in ``plan.KINDS``; a new kind is one
more.  A page's view, the statements it names and its template are all it can depend on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from archive.linking.library import Archive
from archive.model import Authority, Entry, Frozen, IssueDate
from archive.showing.views import (
    Amendment,
    ChronologyView,
    CorrectionsView,
    DebateView,
    EventMark,
    HomeView,
    IndexView,
    Item,
    LeafView,
    MissingView,
    Name,
    QuestionView,
    RedirectView,
    RegisterLine,
    RegisterView,
    SearchView,
    Sheet,
    Site,
    StanceView,
    StatementView,
    Tie,
)

# A list longer than this is cut into sheets by year, month or letter, never by number: so an
# addition changes the sheet it falls in and leaves the others as they are.
SHEET = 200
RECENT = 10
SECTIONS = {"agent": "agents", "concept": "tags", "place": "places", "event": "events"}


class Page(Frozen, frozen=True):
    """One file made from a template.

    ``path`` is below the root of the interface language; ``source`` is the seed or the editor's
    page that Pelican reads for it, "" for lists; ``statement`` is the slug of the statement shown
    whole and ``readings`` are those of the statements shown in part.  ``languages`` are those of
    the interface in which the page exists; none means all.
    """

    path: str
    template: str
    view: Frozen
    source: str = ""
    statement: str = ""
    readings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Scope:
    """One archive in one interface language, as the kinds of pages look at it."""

    def __init__(self, archive: Archive, site: Site, amendment: Callable[[str], Amendment]) -> None:
        self.archive = archive
        self.site = site
        self.amendment = amendment

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every statement as lists show it, in order of issue."""
        return {slug: item_of(entry) for slug, entry in self.archive.entries.items()}

    @cached_property
    def tagged(self) -> dict[str, list[str]]:
        """Slugs by tag."""
        return self.archive.tagged()

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """Slugs by authority named."""
        return self.archive.named()

    @cached_property
    def issued(self) -> dict[str, list[str]]:
        """Slugs by agent answerable."""
        return self.archive.issued()

    @cached_property
    def agents(self) -> dict[str, str]:
        """Names of agents that have a page, by slug: those who issued, and those who are named."""
        names = {
            creator.slug: creator.name
            for entry in self.archive.entries.values()
            for creator in entry.creators
            if creator.slug
        }
        for authority in self.archive.authorities.values():
            if authority.kind == "agent" and (authority.id in self.named or authority.id in names):
                names[authority.id] = self.words(authority.names)
        return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))

    @cached_property
    def narrower(self) -> dict[str, tuple[str, ...]]:
        """Authorities below each authority."""
        found: dict[str, list[str]] = defaultdict(list)
        for authority in self.archive.authorities.values():
            for broader in authority.broader:
                found[broader].append(authority.id)
        return {id_: tuple(below) for id_, below in found.items()}

    def words(self, by_language: dict[str, str]) -> str:
        """Return the words in the interface language, else in English, else in any."""
        language = self.site.language
        if language in by_language:
            return by_language[language]
        return by_language.get("en") or next(iter(by_language.values()), "")

    def dossier(self, authority: Authority) -> str:
        """Return the path of the authority's page, or of its concordance where it has none."""
        if authority.kind == "concept" and not authority.tag:
            return f"concordance/{authority.id}/index.html"
        return f"{SECTIONS[authority.kind]}/{authority.id}/index.html"

    def name(self, authority: Authority, **more: object) -> Name:
        """Return the authority's name with the way to its page, if anything names it."""
        known = authority.id in self.named or authority.id in self.tagged
        known = known or authority.id in self.agents
        return Name(
            text=self.words(authority.names),
            path=self.dossier(authority) if known else "",
            kind=authority.kind,
            **more,  # type: ignore[arg-type]
        )


def item_of(entry: Entry) -> Item:
    """Return what lists show of a statement."""
    return Item(
        slug=entry.slug,
        title=entry.title,
        language=entry.language,
        direction=entry.direction,
        date=entry.date,
        date_kind=entry.date_kind,
        creators=entry.creators,
        words=entry.words,
    )


def statements(scope: Scope) -> Iterator[Page]:
    """Each statement with its neighbours in time and its relations."""
    archive, items = scope.archive, scope.items
    order = list(archive.entries)
    debates: dict[str, list[Name]] = defaultdict(list)
    for debate in archive.debates:
        name = Name(scope.words(debate.title), f"debates/{debate.slug}/index.html")
        for slug in dict.fromkeys(s.statement for q in debate.questions for s in q.stances):
            debates[slug].append(name)
    for place, slug in enumerate(order):
        entry = archive.entries[slug]
        view = StatementView(
            slug=slug,
            previous=items[order[place - 1]] if place else None,
            next=items[order[place + 1]] if place + 1 < len(order) else None,
            ties=tuple(
                Tie(
                    item=items[tie.to], type=tie.type, because=tie.because, inverse=tie.inverse,
                    editorial=tie.editorial, here=tie.here, there=tie.there,
                )
                for tie in archive.relations.get(slug, ())
            ),
            creators=tuple(
                Name(who.name, f"agents/{who.slug}/index.html" if who.slug else "", kind=who.role)
                for who in entry.creators
            ),
            tags=tuple(
                Name(scope.words(archive.authorities[tag].names), f"tags/{tag}/index.html")
                for tag in entry.tags
            ),
            names=tuple(
                scope.name(archive.authorities[name], anchors=anchors)
                for name, anchors in sorted(entry.named.items())
            ),
            debates=tuple(debates.get(slug, ())),
        )  # fmt: skip
        yield Page(f"statements/{slug}/index.html", "article", view, entry.file, statement=slug)


def redirects(scope: Scope) -> Iterator[Page]:
    """A page at each old address of a statement that leads to the present one."""
    for entry in scope.archive.entries.values():
        for alias in entry.aliases:
            view = RedirectView(entry.slug, entry.title)
            yield Page(f"statements/{alias}/index.html", "redirect", view)


def home(scope: Scope) -> Iterator[Page]:
    """The finding aid."""
    archive = scope.archive
    entries = list(archive.entries.values())
    dated = [scope.items[entry.slug] for entry in entries if entry.date]
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
            (scope.items[entry.slug], archive.accessions.get(entry.file, "")[:10])
            for entry in recent(archive, entries)
        ),
        tags=_most(_tag_names(scope)),
        agents=_most(_agent_names(scope)),
        places=_most(_authority_names(scope, "place")),
        debates=_debate_names(scope),
    )
    yield Page("index.html", "home", view)


def recent(archive: Archive, entries: Iterable[Entry], most: int = RECENT) -> list[Entry]:
    """Return the statements that came in last, the newest accession first."""

    def arrival(entry: Entry) -> tuple[str, str]:
        return (archive.accessions.get(entry.file, archive.build_date), entry.slug)

    return sorted(entries, key=arrival, reverse=True)[:most]


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
        yield Page(f"{section}/index.html", "section", IndexView(section, ordered))


def by_time(
    items: Iterable[Item], folder: str, most: int = SHEET
) -> tuple[tuple[Sheet, ...], dict[str, list[Item]]]:
    """Cut a list of statements in order of issue into sheets by year, or month in a full year.

    Returns no sheets for a list of at most ``most``; else the sheets, and their items by path.
    """
    everything = list(items)
    if len(everything) <= most:
        return (), {}
    years: dict[str, list[Item]] = defaultdict(list)
    for item in everything:
        years[f"{item.date.year:04d}" if item.date else "undated"].append(item)
    groups: dict[str, list[Item]] = {}
    for year, members in years.items():
        if len(members) <= most or year == "undated":
            groups[year] = members
            continue
        for item in members:
            month = f"{year}-{item.date.month:02d}" if item.date and item.date.month else year
            groups.setdefault(month, []).append(item)
    paths = {f"{folder}/{label}/index.html": members for label, members in groups.items()}
    sheets = tuple(
        Sheet(label, path, len(members))
        for label, (path, members) in zip(groups, paths.items(), strict=True)
    )
    return sheets, paths


def marked(sheets: tuple[Sheet, ...], path: str) -> tuple[Sheet, ...]:
    """Return the sheets as the page at ``path`` lists them.

    The list's first page has them all with their counts.  A sheet has only its neighbours, without
    counts, so that a statement added to one sheet leaves the others as they are.
    """
    here = next((n for n, sheet in enumerate(sheets) if sheet.path == path), None)
    if here is None:
        return sheets
    near = range(max(0, here - 2), min(len(sheets), here + 3))
    return tuple(Sheet(sheets[n].label, sheets[n].path, current=n == here) for n in near)


def chronology(scope: Scope) -> Iterator[Page]:
    """Statements in order of issue beside the dated events of the period."""
    items = list(scope.items.values())
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
        for item in scope.items.values()
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
    lines.sort(key=lambda line: (_filing(line.text), line.path))
    letters: dict[str, list[RegisterLine]] = defaultdict(list)
    for line in lines:
        letters[_initial(line.text)].append(line)
    if len(lines) <= 2 * SHEET:
        groups = tuple((letter, tuple(members)) for letter, members in letters.items())
        yield Page("register/index.html", "register", RegisterView(groups))
        yield Page("search/index.html", "search", SearchView(groups))
        return
    finer: dict[str, list[RegisterLine]] = {}
    for letter, members in letters.items():
        if len(members) <= 2 * SHEET:
            finer[letter] = members
            continue
        for line in members:
            finer.setdefault(_filing(line.text)[:2].strip().upper() or letter, []).append(line)
    paths = {letter: f"register/{_folder(letter)}/index.html" for letter in finer}
    sheets = tuple(Sheet(letter, paths[letter], len(finer[letter])) for letter in finer)
    yield Page("register/index.html", "register", RegisterView((), sheets))
    yield Page("search/index.html", "search", SearchView((), sheets))
    for letter, members in finer.items():
        view = RegisterView(((letter, tuple(members)),), marked(sheets, paths[letter]))
        yield Page(paths[letter], "register", view)


def _filing(text: str) -> str:
    """Return a title as it is filed: without what stands before its first letter or digit."""
    for place, character in enumerate(text):
        if character.isalnum():
            return text[place:].casefold()
    return text.casefold()


def _initial(text: str) -> str:
    first = _filing(text)[:1]
    return "0–9" if first.isdigit() else first.upper() or "#"


def _folder(letter: str) -> str:
    """Return a folder name for a register sheet: its code points, safe on any file system."""
    return "0-9" if letter == "0–9" else "-".join(f"{ord(character):04x}" for character in letter)


def corrections(scope: Scope) -> Iterator[Page]:
    """Everything editors changed in reading the statements."""
    amendments = tuple(
        scope.amendment(slug) for slug, entry in scope.archive.entries.items() if entry.corrections
    )
    yield Page("corrections/index.html", "corrections", CorrectionsView(amendments))


def debates(scope: Scope) -> Iterator[Page]:
    """Each debate: questions down, statements across."""
    order = {slug: place for place, slug in enumerate(scope.archive.entries)}
    for debate in scope.archive.debates:
        slugs = sorted(
            {stance.statement for question in debate.questions for stance in question.stances},
            key=order.__getitem__,
        )
        questions = []
        for question in debate.questions:
            said = {stance.statement: stance.passages for stance in question.stances}
            questions.append(
                QuestionView(
                    scope.words(question.text),
                    tuple(StanceView(scope.items[slug], said.get(slug, ())) for slug in slugs),
                )
            )
        view = DebateView(
            debate.slug, scope.words(debate.title), scope.words(debate.note),
            tuple(scope.items[slug] for slug in slugs), tuple(questions),
        )  # fmt: skip
        yield Page(f"debates/{debate.slug}/index.html", "debate", view)


def leaves(scope: Scope) -> Iterator[Page]:
    """The editors' own pages, as far as they are written in this language."""
    languages: dict[str, list[str]] = defaultdict(list)
    for leaf in scope.archive.leaves:
        languages[leaf.slug].append(leaf.language)
    for leaf in scope.archive.leaves:
        if leaf.language == scope.site.language:
            view = LeafView(leaf.slug, leaf.title, leaf.source)
            yield Page(
                f"{leaf.slug}/index.html", "page", view, leaf.file,
                languages=tuple(languages[leaf.slug]),
            )  # fmt: skip


def missing(_scope: Scope) -> Iterator[Page]:
    """The page for an address that is not there."""
    yield Page("404.html", "404", MissingView())
