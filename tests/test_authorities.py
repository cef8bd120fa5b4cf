"""Authority files are read whole, and refused with all that is wrong in them."""

import pytest

from archive.naming import authorities
from archive.problems import ProblemsFound

TWO = b"""
[[place]]
id = "port"
tag = true
names = { en = "Port Harbour", ar = "\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1" }
variants = { en = ["the Port"] }
latitude = 10
longitude = 20.5

[[concept]]
id = "strike"
names = { en = "Strike" }
broader = ["labour"]

[[concept]]
id = "labour"
names = { en = "Labour" }

[[event]]
id = "march"
names = { en = "The March" }
date = "1999-05~"
"""


def test_authorities_of_all_files_come_sorted_with_their_kind() -> None:
    """Names, coordinates, dates and kinds arrive; common nouns are matched in any case."""
    found = {authority.id: authority for authority in authorities.read([("a.toml", TWO)])}
    assert list(found) == ["labour", "march", "port", "strike"]
    assert found["port"].kind == "place"
    assert found["port"].match_case
    assert not found["strike"].match_case
    assert found["port"].latitude == 10
    assert found["march"].date is not None
    assert found["march"].date.edtf == "1999-05~"
    assert found["strike"].line == 10


def codes(*files: str) -> list[tuple[str, int]]:
    """Return code and line of each problem in files of these texts."""
    with pytest.raises(ProblemsFound) as raised:
        authorities.read([(f"{n}.toml", text.encode()) for n, text in enumerate(files)])
    return sorted((problem.code, problem.line) for problem in raised.value.problems)


def place(identity: str, **more: str) -> str:
    """Return the table of a place with this id and name."""
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'[[place]]\nid = "{identity}"\nnames = {{ en = "{identity.title()}" }}\n{extra}'


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ([place("ford", name='"x"')], [("A102", 4)]),
        ([place("ford"), place("ford")], [("A202", 1)]),
        ([place("ford"), place("weir", variants='{ en = ["FORD"] }')], [("A203", 1)]),
        ([place("ford", broader='["weer"]') + place("weir")], [("A204", 1)]),
        ([place("a", broader='["b"]') + place("b", broader='["a"]')], [("A205", 1)]),
        ([place("a", broader='["a"]')], [("A205", 1)]),
        ([place("a", related='["a"]')], [("A212", 1)]),
        ([place("a", broader='["b"]', related='["b"]') + place("b")], [("A212", 1)]),
        ([place("a", broader='["b"]') + place("b", related='["a"]')], [("A212", 5)]),
        ([place("ford", date='"1999-13"')], [("A200", 1)]),
        ([place("Ford House")], [("A201", 1)]),
        (['[[place]]\nid = "x"\nnames = { en = " " }'], [("A206", 1)]),
        (['[[agent]]\nid = "x"\ntag = true\nnames = { en = "X" }'], [("A207", 1)]),
        ([place("ford", latitude="91.0", longitude="0.0")], [("A208", 1)]),
        ([place("ford", latitude="9.0")], [("A208", 1)]),
    ],
)
def test_what_does_not_hold_together_is_refused(
    files: list[str], found: list[tuple[str, int]]
) -> None:
    """Each flaw has its code and its line."""
    assert codes(*files) == found


def test_an_authority_that_nothing_names_is_a_notice() -> None:
    """A broader authority of a named one is used; what stands alone is told with its line."""
    text = place("a", broader='["b"]') + place("b", broader='["c"]') + place("c") + place("d")
    found = authorities.read([("a.toml", text.encode())])
    problems = list(authorities.unnamed(found, ["a", "elsewhere"]))
    assert [(p.code, p.severity, p.line) for p in problems] == [("A210", "notice", 12)]


def test_two_languages_may_write_two_things_alike() -> None:
    """A name is claimed within its language only."""
    text = place("gift")
    other = '[[concept]]\nid = "poison"\nnames = { de = "Gift" }\n'
    assert len(authorities.read([("a.toml", (text + other).encode())])) == 2


def test_diamonds_in_broader_are_no_cycle() -> None:
    """Two ways up to one top are allowed, and long chains are followed without recursion."""
    chain = "".join(place(f"p{n}", broader=f'["p{n + 1}"]') for n in range(3000)) + place("p3000")
    assert len(authorities.read([("a.toml", chain.encode())])) == 3001
    diamond = place("a", broader='["b", "c"]') + place("b", broader='["d"]')
    diamond += place("c", broader='["d"]') + place("d")
    assert len(authorities.read([("a.toml", diamond.encode())])) == 4
