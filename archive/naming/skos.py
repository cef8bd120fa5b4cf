"""Authorities as SKOS (W3C Recommendation, 2009), in Turtle and JSON-LD.

Names become ``prefLabel`` and ``altLabel``, identifiers ``exactMatch``, coordinates W3C's basic
geo vocabulary.  What SKOS has no word for (the words beside a name, the date of an event) stands in
a vocabulary of its own, so that a file that was exported reads back the same.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from rdflib import RDF, SKOS, Graph, Namespace, URIRef
from rdflib import Literal as Text
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from archive.model import Authority

Form = Literal["turtle", "json-ld"]
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
OWN = Namespace("urn:x-archive:names#")
RULES = {
    "not_after": OWN.notAfter,
    "not_before": OWN.notBefore,
    "only_after": OWN.onlyAfter,
    "only_before": OWN.onlyBefore,
}
MATCHES = {
    "wikidata": "http://www.wikidata.org/entity/",
    "viaf": "http://viaf.org/viaf/",
    "geonames": "https://sws.geonames.org/",
}


def write(authorities: Iterable[Authority], base: str, form: Form) -> bytes:
    """Return the authorities as one SKOS concept scheme; ``base`` is the address of the archive.

    The same authorities give the same bytes.
    """
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("geo", GEO)
    graph.bind("own", OWN)
    scheme = URIRef(f"{base}names")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    ordered = sorted(authorities, key=lambda authority: authority.id)
    subjects = {one.id: URIRef(f"{base}{one.kind}s/{one.id}/") for one in ordered}
    for authority in ordered:
        subject = subjects[authority.id]
        graph.add((subject, SKOS.inScheme, scheme))
        uppers = [subjects[upper] for upper in authority.broader if upper in subjects]
        for upper in uppers:
            graph.add((upper, SKOS.narrower, subject))
        if not uppers:
            graph.add((subject, SKOS.topConceptOf, scheme))
            graph.add((scheme, SKOS.hasTopConcept, subject))
        for verb, value in _facts(authority, subjects):
            graph.add((subject, verb, value))
    if form == "turtle":
        return graph.serialize(format="turtle").encode()
    with quiet():
        found = json.loads(graph.serialize(format="json-ld"))
    return json.dumps(_sorted(found), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib's JSON-LD code from warning about rdflib's own classes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _facts(authority: Authority, subjects: dict[str, URIRef]) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, SKOS.Concept
    yield DCTERMS.type, Text("person" if authority.person else authority.kind)
    for language, name in authority.names.items():
        yield SKOS.prefLabel, Text(name, lang=language)
    for language, variants in authority.variants.items():
        for name in variants:
            # No name is both preferred and another one (SKOS, S13).
            if name != authority.names.get(language):
                yield SKOS.altLabel, Text(name, lang=language)
    for language, note in authority.scope_note.items():
        yield SKOS.scopeNote, Text(note, lang=language)
    for verb, ids in ((SKOS.broader, authority.broader), (SKOS.related, authority.related)):
        for other in ids:
            if other in subjects:
                yield verb, subjects[other]
    for scheme, value in authority.identifiers.items():
        address = MATCHES.get(scheme)
        yield (
            (SKOS.exactMatch, URIRef(address + value)) if address
            else (SKOS.notation, Text(f"{scheme}:{value}"))
        )  # fmt: skip
    if authority.latitude is not None and authority.longitude is not None:
        yield GEO.lat, Text(repr(authority.latitude))
        yield GEO.long, Text(repr(authority.longitude))
    if authority.date:
        yield DCTERMS.date, Text(authority.date.edtf)
    for key, verb in RULES.items():
        for word in getattr(authority, key):
            yield verb, Text(word)
    if authority.tag:
        yield OWN.tag, Text("true")
    if authority.match_case == (authority.kind == "concept"):
        yield OWN.matchCase, Text(str(authority.match_case).lower())


def _sorted(value: object) -> object:
    """Return JSON-LD with every list in one order, since RDF knows none."""
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=lambda item: json.dumps(
            item, sort_keys=True))  # fmt: skip
    if isinstance(value, dict):
        return {key: _sorted(item) for key, item in value.items()}
    return value
