"""Each statement leads to the one before and the one after, of its body and of its tags."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from archive.showing.chains import chains


def entry(bodies: str = "", tags: str = "") -> Any:
    """Return what a chain looks at of a statement."""
    creators = tuple(SimpleNamespace(slug=slug) for slug in bodies.split())
    return SimpleNamespace(creators=creators, tags=tuple(tags.split()))


def test_a_body_and_a_tag_each_have_a_chain() -> None:
    """Neighbours in one list are not those in another."""
    found = chains({
        "a": entry("dockers", "ports"), "b": entry("miners", "ports"), "c": entry("dockers", ""),
    })  # fmt: skip
    assert found == {
        "a": [(("agents", "dockers"), None, "c"), (("tags", "ports"), None, "b")],
        "b": [(("tags", "ports"), "a", None)],
        "c": [(("agents", "dockers"), "a", None)],
    }


def test_a_list_of_one_is_no_chain() -> None:
    """A body with one statement, or a creator without a page, leads nowhere."""
    assert chains({"a": entry("dockers", "ports"), "b": entry()}) == {"a": [], "b": []}


def test_a_body_named_twice_is_one_list() -> None:
    """A statement is in a list once, whatever parts a body has in it."""
    found = chains({"a": entry("dockers dockers"), "b": entry("dockers")})
    assert found["a"] == [(("agents", "dockers"), None, "b")]
