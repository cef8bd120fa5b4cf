"""The pages of single documents: statements, debates, corrections, the editors' own pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

from archive.model import Creator, Entry, Place, ReasonKind, Relation
from archive.showing.pieces import Chain, Name, Tie, Why
from archive.showing.scope import Group, Page, Scope
from archive.showing.views import (
    CollationView,
    CorrectionsView,
    DebateView,
    LeafView,
    MissingView,
    QuestionView,
    RedirectView,
    StanceView,
    StatementView,
)
from archive.showing.whole import Around


def statements(scope: Scope) -> Iterator[Group]:
    """Each statement with its neighbours in time, its relations, and its old addresses."""
    archive = scope.archive
    debates: dict[str, list[Name]] = defaultdict(list)
    for debate in archive.debates:
        name = Name(scope.words(debate.title), f"debates/{debate.slug}/index.html")
        for slug in dict.fromkeys(s.statement for q in debate.questions for s in q.stances):
            debates[slug].append(name)
    for slug, around in scope.whole.around.items():
        make = partial(_statement, scope, slug, around, debates.get(slug, ()))
        yield Group(f"statements/{slug}", make, around.mark)


def _statement(
    scope: Scope,
    slug: str,
    around: Around,
    debates: Sequence[Name],
) -> Iterator[Page]:
    archive, item = scope.archive, scope.item
    entry, place = archive.entries[slug], archive.series.get(slug)
    # The editors write in the first language of the archive.
    recorded = archive.description.languages[0]
    view = StatementView(
        slug=slug,
        previous=item(around.before) if around.before else None,
        next=item(around.after) if around.after else None,
        ties=tuple(
            Tie(
                item=item(tie.to), type=tie.type, because=tie.because,
                language=recorded if tie.because else "",
                why=_why(scope, tie, entry), inverse=tie.inverse,
                editorial=tie.editorial, here=tie.here, there=tie.there,
            )
            for tie in archive.relations.get(slug, ())
        ),
        creators=tuple(
            Name(
                who.name, f"agents/{who.slug}/index.html" if who.slug else "", kind=who.role,
                agent=_agent(scope, who),
            )
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
        debates=tuple(debates),
        chains=tuple(
            Chain(
                Name(_list_name(scope, entry, section, id_), f"{section}/{id_}/index.html"),
                item(earlier) if earlier else None, item(later) if later else None,
            )
            for (section, id_), earlier, later in around.beside
        ),
        series=_series(scope, entry, place) if place else None,
    )  # fmt: skip
    yield Page(f"statements/{slug}/index.html", "article", view, entry.file, statement=slug)
    for other in dict.fromkeys(
        tie.to
        for tie in archive.relations.get(slug, ())
        if tie.type == "version-of" and not tie.inverse
    ):
        yield Page(
            f"statements/{slug}/compared/{other}/index.html", "collation",
            CollationView(item(slug), item(other)), readings=(slug, other),
        )  # fmt: skip
    for alias in entry.aliases:
        leads = RedirectView(entry.slug, entry.title)
        yield Page(f"statements/{alias}/index.html", "redirect", leads)


def _series(scope: Scope, entry: Entry, place: Place) -> Chain:
    """Return the neighbours of a statement in its series."""
    language = scope.archive.description.languages[0] if place.recorded else entry.language
    kind: ReasonKind = "titles"
    if place.recorded:
        kind = "numbered" if place.number else "series"
    before, after = (scope.item(slug) if slug else None for slug in (place.before, place.after))
    name = Name(place.name, language=language)
    return Chain(name, before, after, why=Why(kind, count=place.number))


def _why(scope: Scope, tie: Relation, entry: Entry) -> Why | None:
    """Return a rule's reason; words of the text are the later one's, or those of both."""
    if tie.reason is None:
        return None
    later = scope.archive.entries[tie.to] if tie.inverse else entry
    return scope.why(tie.reason, later.language)


def _agent(scope: Scope, creator: Creator) -> Literal["person", "body", ""]:
    """Return what a creator is: as the authority says, else as far as its name or role tells."""
    authority = scope.archive.authorities.get(creator.slug)
    if authority is not None and authority.kind == "agent":
        return "person" if authority.person else "body"
    return "body" if creator.body or creator.role == "publisher" else ""


def _list_name(scope: Scope, entry: Entry, section: str, id_: str) -> str:
    """Return the name of a list that a statement is in, as the statement's page has it."""
    if section == "tags":
        return scope.words(scope.archive.authorities[id_].names)
    return next(who.name for who in entry.creators if who.slug == id_)


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
                    tuple(StanceView(scope.item(slug), said.get(slug, ())) for slug in slugs),
                )
            )
        view = DebateView(
            debate.slug, scope.words(debate.title), scope.words(debate.note),
            tuple(scope.item(slug) for slug in slugs), tuple(questions),
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
