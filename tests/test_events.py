"""Statements that name an event at its time lead to the next one that does."""

from typing import Any

from archive.linking import events
from archive.linking.memory import Blank
from archive.linking.work import Work
from archive.model import Authority, Relation
from archive.reading.dates import read

SIEGE = Authority("siege", "event", {"en": "Siege"}, {}, date=read("2001-03-01/2001-03-20"))
WAR = Authority("war", "event", {"en": "War"}, {}, date=read("2000/2005"))


class Named:
    """What the rule looks at of a statement."""

    def __init__(self, slug: str, date: str, *named: str) -> None:
        self.slug = slug
        self.date = read(date) if date else None
        self.named = {name: (f"p{place}", "p9") for place, name in enumerate(named, 1)}


def met(*made: Named, ties: dict[str, list[Relation]] | None = None) -> dict[str, list[Relation]]:
    """Return the ties of statements in order of issue."""
    found: dict[str, list[Relation]] = {} if ties is None else ties
    entries: dict[str, Any] = {one.slug: one for one in made}
    names = {one.id: one for one in (SIEGE, WAR)}
    events.meet(Work(entries, entries.__getitem__, names, found, Blank()))
    return found


def pairs(ties: dict[str, list[Relation]]) -> set[tuple[str, str, str]]:
    """Return (statement, event, other) of the ties on events."""
    return {
        (slug, tie.reason.terms[0][1], tie.to)
        for slug, all_ in ties.items()
        for tie in all_
        if tie.reason and tie.type == "same-event"
    }


def test_both_ends_give_the_event_and_their_paragraphs() -> None:
    """Each end sees its own paragraph as here."""
    ties = met(Named("a", "2001-03-02", "other", "siege"), Named("b", "2001-03-19", "siege"))
    (one,), (other,) = ties["a"], ties["b"]
    assert one.reason is not None
    assert other.reason is not None
    assert (one.to, one.reason.here, one.reason.there) == ("b", "p2", "p1")
    assert (other.to, other.reason.here, other.reason.there) == ("a", "p1", "p2")
    assert one.inverse != other.inverse


def test_only_what_is_issued_at_the_time_counts() -> None:
    """Before it, long after it, without a date or with a year alone: no tie."""
    for date in ("2001-02-27", "2001-03-28", "2002-03-05", "", "2001"):
        assert met(Named("a", "2001-03-02", "siege"), Named("b", date, "siege")) == {}
    assert met(Named("a", "2001-03-02", "siege"), Named("b", "2001-03-27", "siege"))
    assert met(Named("a", "2001-03", "siege"), Named("b", "2001-03-27", "siege"))


def test_one_more_changes_only_those_beside_it() -> None:
    """Of many that name an event, each leads to the one before and the one after."""
    many = [Named(f"s{day:02}", f"2001-03-{day:02}", "siege") for day in range(1, 20, 2)]
    before = met(*many)
    more = sorted([*many, Named("s06", "2001-03-06", "siege")], key=lambda one: one.slug)
    after = met(*more)
    assert {slug for slug in after if after[slug] != before.get(slug)} == {"s05", "s06", "s07"}
    assert all(len(ties) <= 2 for ties in after.values())


def test_the_shortest_event_is_told_and_other_ties_are_enough() -> None:
    """Two that name the siege and the war are tied by the siege; versions by being versions."""
    both = (Named("a", "2001-03-02", "war", "siege"), Named("b", "2001-03-03", "siege", "war"))
    assert pairs(met(*both)) == {("a", "siege", "b"), ("b", "siege", "a")}
    assert pairs(met(*both, ties={"b": [Relation("a", "version-of")]})) == set()
