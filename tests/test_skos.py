"""Authorities go out as SKOS and come back the same; what is not SKOS is refused."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from archive.model import Authority
from archive.naming import authorities
from archive.problems import ProblemsFound

pytest.importorskip("rdflib", reason="SKOS is read and written with rdflib")

from rdflib import RDF, SKOS, Graph

from archive.naming import skos, thesauri

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://archive.example/"


@pytest.fixture(scope="module")
def own() -> tuple[Authority, ...]:
    """Return the archive's own authorities."""
    folder = ROOT / "content" / "authorities"
    return authorities.read((path.name, path.read_bytes()) for path in sorted(folder.iterdir()))


def plain(found: tuple[Authority, ...]) -> list[Authority]:
    """Return authorities without their places in files and with their lists in one order."""
    return [
        replace(
            one,
            file="", line=0,
            names=dict(sorted(one.names.items())),
            variants={k: tuple(sorted(v)) for k, v in sorted(one.variants.items())},
            broader=tuple(sorted(one.broader)), related=tuple(sorted(one.related)),
            not_after=tuple(sorted(one.not_after)), not_before=tuple(sorted(one.not_before)),
            only_after=tuple(sorted(one.only_after)), only_before=tuple(sorted(one.only_before)),
        )
        for one in found
    ]  # fmt: skip


@pytest.mark.parametrize(("form", "ending"), [("turtle", ".ttl"), ("json-ld", ".jsonld")])
def test_what_goes_out_comes_back_the_same(
    own: tuple[Authority, ...], form: skos.Form, ending: str
) -> None:
    """Names, rules, dates, identifiers and coordinates survive the way there and back."""
    text = thesauri.read(f"names{ending}", skos.write(own, BASE, form))
    assert plain(authorities.read([("names.toml", text.encode())])) == plain(own)


@pytest.mark.parametrize("form", ["turtle", "json-ld"])
def test_the_same_names_give_the_same_bytes(form: str) -> None:
    """Neither the order of hashing nor that of the authorities shows."""
    code = (
        "import sys; from pathlib import Path; from archive.naming import authorities, skos\n"
        "found = authorities.read((p.name, p.read_bytes()) for p in "
        "sorted(Path('content/authorities').iterdir()))\n"
        f"sys.stdout.buffer.write(skos.write(found[::int(sys.argv[1])], {BASE!r}, {form!r}))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, step], cwd=ROOT, env={"PYTHONHASHSEED": seed},
            capture_output=True, check=True,
        ).stdout
        for seed, step in (("1", "1"), ("2", "-1"), ("3", "1"))
    }  # fmt: skip
    assert len(outputs) == 1


def test_a_foreign_list_becomes_concepts() -> None:
    """Kinds, ids and languages are made where a list from elsewhere does not give them."""
    turtle = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <http://names.example/t#12> a skos:Concept ; skos:prefLabel "Ferry"@en, "Fähre"@de ;
      skos:altLabel "Boat"@en ; skos:broader <http://names.example/t#13> ;
      skos:exactMatch <https://www.wikidata.org/entity/Q1> .
    <http://names.example/t#13> a skos:Concept ; skos:prefLabel "Traffic" .
    <http://names.example/12> a skos:Concept ; skos:altLabel "Only a \\"variant\\""@en .
    """
    found = authorities.read([("a.toml", thesauri.read("a.ttl", turtle.encode()).encode())])
    by_id = {one.id: one for one in found}
    assert {one.kind for one in found} == {"concept"}
    assert by_id["12-2"].names == {"de": "Fähre", "en": "Ferry"}
    assert by_id["12-2"].broader == ("13",)
    assert by_id["12-2"].identifiers == {"wikidata": "Q1"}
    assert by_id["13"].names == {"und": "Traffic"}
    assert by_id["12"].variants == {"en": ('Only a "variant"',)}


def test_narrower_and_hidden_names_are_read_and_each_name_is_one() -> None:
    """What only the broader one says of both counts; a name is preferred or another, once."""
    turtle = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <http://n.example/a> a skos:Concept ; skos:prefLabel "Boats"@en, "Ships"@en ;
      skos:altLabel "Boats"@en, "Craft"@en ; skos:hiddenLabel "Craft"@en, "Botes"@en ;
      skos:narrower <http://n.example/b> .
    <http://n.example/b> a skos:Concept ; skos:prefLabel "Ferry"@en .
    """
    found = authorities.read([("a.toml", thesauri.read("a.ttl", turtle.encode()).encode())])
    one, other = found
    assert other.broader == ("a",)
    assert one.names == {"en": "Boats"}
    assert sorted(one.variants["en"]) == ["Botes", "Craft", "Ships"]


@pytest.mark.parametrize("form", ["turtle", "json-ld"])
def test_what_goes_out_keeps_the_conditions_of_skos(
    own: tuple[Authority, ...], form: skos.Form
) -> None:
    """One preferred name a language (S14), none twice (S13), a scheme, and both ways of broader."""
    with skos.quiet():
        graph = Graph().parse(data=skos.write(own, BASE, form), format=form)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        preferred = list(graph.objects(concept, SKOS.prefLabel))
        assert len({name.language for name in preferred}) == len(preferred) > 0
        assert not set(preferred) & set(graph.objects(concept, SKOS.altLabel))
        (scheme,) = graph.objects(concept, SKOS.inScheme)
        uppers = set(graph.objects(concept, SKOS.broader))
        assert uppers == set(graph.subjects(SKOS.narrower, concept))
        assert (scheme in graph.objects(concept, SKOS.topConceptOf)) == (not uppers)
        assert not uppers & set(graph.objects(concept, SKOS.related))


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("a.ttl", b"this is no turtle"),
        ("a.ttl", b""),
        ("a.rdf", b"<rdf/>"),
        ("a.jsonld", b"{"),
        ("a.jsonld", b'{"@context": "https://names.example/context.json", "@id": "x"}'),
        ("a.jsonld", b'[{"a": [{"@context": ["http://names.example/c"]}]}]'),
        ("a.jsonld", b"[" * 100_000),
    ],
)
def test_what_is_not_skos_is_refused(file: str, data: bytes) -> None:
    """Broken, empty and reaching out to the network: one problem, no traceback."""
    with pytest.raises(ProblemsFound) as raised:
        thesauri.read(file, data)
    assert [problem.code for problem in raised.value.problems] == ["A211"]
