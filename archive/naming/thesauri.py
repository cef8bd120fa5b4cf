"""Reads a SKOS thesaurus (Turtle, JSON-LD) into the text of an authority file, to be reviewed.

Nothing is fetched from the network, whatever the file asks for.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from urllib.parse import unquote

from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS

from archive.naming.authorities import KINDS
from archive.naming.skos import GEO, MATCHES, OWN, RULES, Form, quiet
from archive.naming.slugs import safe
from archive.problems import Problem, ProblemsFound

FORMS: dict[str, Form] = {".ttl": "turtle", ".jsonld": "json-ld", ".json": "json-ld"}


def read(file: str, data: bytes) -> str:
    """Return a SKOS file (by its ending: .ttl, .jsonld) as text for ``content/authorities``.

    Raises ProblemsFound (A211) for what is not SKOS, or asks for something from the network.
    """
    graph = Graph()
    form = FORMS.get(PurePosixPath(file).suffix.lower())
    try:
        if form is None:
            raise ValueError("its name ends in neither .ttl nor .jsonld")
        if form == "json-ld" and _reaches_out(json.loads(data)):
            raise ValueError("its @context lies elsewhere on the network")
        with quiet():
            graph.parse(data=data, format=form)
    except Exception as error:  # rdflib's parsers raise whatever they come upon
        raise ProblemsFound([_refusal(file, str(error))]) from None
    concepts = sorted(str(one) for one in graph.subjects(RDF.type, SKOS.Concept))
    if not concepts:
        raise ProblemsFound([_refusal(file, "it has no skos:Concept")])
    ids = _ids(concepts)
    return "\n".join(_table(graph, URIRef(one), ids) for one in concepts)


def _refusal(file: str, reason: str) -> Problem:
    return Problem(
        file, 0, "A211", f"found no SKOS that can be read ({' '.join(reason.split())[:200]}); "
        "expected Turtle or JSON-LD", "export it again with the context in the file itself",
    )  # fmt: skip


def _reaches_out(value: object) -> bool:
    """Say whether JSON-LD names a context to fetch; followed without recursion."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        key, found = waiting.pop()
        if key in ("@context", "@import") and isinstance(found, str):
            return True
        if isinstance(found, dict):
            waiting.extend(found.items())
        elif isinstance(found, list):
            waiting.extend((key, item) for item in found)
    return False


def _ids(concepts: list[str]) -> dict[str, str]:
    """Return an id for each address: its last part, with a number where two agree."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for address in concepts:
        last = unquote(address.rstrip("/#").replace("#", "/").rpartition("/")[2])
        name = first = safe(last)
        number = 2
        while name in taken:
            name, number = f"{first}-{number}", number + 1
        taken.add(name)
        ids[address] = name
    return ids


def _table(graph: Graph, subject: URIRef, ids: dict[str, str]) -> str:
    def words(verb: URIRef) -> list[str]:
        return sorted(str(one) for one in graph.objects(subject, verb))

    def first(verb: URIRef) -> str:
        return next(iter(words(verb)), "")

    kind = first(DCTERMS.type)
    preferred, variants = (
        _labels(graph, subject, SKOS.prefLabel),
        _labels(graph, subject, SKOS.altLabel),
    )
    for language, hidden in _labels(graph, subject, SKOS.hiddenLabel).items():
        variants.setdefault(language, []).extend(hidden)
    for language, names in preferred.items():
        # SKOS allows one preferred name in a language (S14); what is more is a variant.
        if len(names) > 1:
            variants[language] = [*names[1:], *variants.get(language, [])]
    # Nor is a name both preferred and another one (S13), nor one of them twice.
    others = {
        language: rest
        for language, given in variants.items()
        if (rest := [n for n in dict.fromkeys(given) if n not in preferred.get(language, [])[:1]])
    }
    uppers = {*words(SKOS.broader), *map(str, graph.subjects(SKOS.narrower, subject))}
    found: dict[str, object] = {
        "id": ids[str(subject)],
        "names": {language: names[0] for language, names in preferred.items()}
        or {"und": ids[str(subject)]},
        "variants": others,
        "tag": first(OWN.tag) == "true",
        "person": kind == "person",
        "scope_note": {
            language: notes[0]
            for language, notes in _labels(graph, subject, SKOS.scopeNote).items()
        },
        "broader": [ids[one] for one in sorted(uppers) if one in ids],
        "related": [ids[one] for one in words(SKOS.related) if one in ids],
        "identifiers": _identifiers(words(SKOS.exactMatch), words(SKOS.notation)),
        "date": first(DCTERMS.date),
        **{key: words(verb) for key, verb in RULES.items()},
    }
    if first(OWN.matchCase):
        found["match_case"] = first(OWN.matchCase) == "true"
    place = _degrees(first(GEO.lat)), _degrees(first(GEO.long))
    if None not in place:
        found |= {"latitude": place[0], "longitude": place[1]}
    table = "agent" if kind == "person" else kind if kind in KINDS else "concept"
    kept = {
        key: value
        for key, value in found.items()
        if value or key in ("latitude", "longitude", "match_case")
    }
    lines = (f"{key} = {_toml(value)}\n" for key, value in kept.items())
    return f"[[{table}]]\n{''.join(lines)}"


def _labels(graph: Graph, subject: URIRef, verb: URIRef) -> dict[str, list[str]]:
    """Return the texts of a property by language, in order."""
    found: dict[str, list[str]] = {}
    for text in sorted(graph.objects(subject, verb), key=str):
        language = getattr(text, "language", None) or "und"
        if str(text).strip():
            found.setdefault(language, []).append(" ".join(str(text).split()))
    return dict(sorted(found.items()))


def _identifiers(matches: list[str], notations: list[str]) -> dict[str, str]:
    found = {}
    for address in matches:
        for scheme, base in MATCHES.items():
            plain, start = (one.partition("://")[2] for one in (address, base))
            if plain.startswith(start) and plain != start:
                found[scheme] = plain[len(start) :].strip("/")
    for notation in notations:
        scheme, _, value = notation.partition(":")
        if scheme.isalnum() and value:
            found[scheme] = value
    return found


def _degrees(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -180 <= value <= 180 else None


def _toml(value: object) -> str:
    """Return a value as TOML; JSON's strings are TOML's but for one character."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return repr(value)


def _key(key: str) -> str:
    return key if key.replace("-", "").isalnum() and key.isascii() else _toml(key)
