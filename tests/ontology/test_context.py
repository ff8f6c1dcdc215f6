"""The JSON-LD context gives each term its plain name, and every parser reads it so."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from ontology.terms import CLASSES, INDIVIDUALS, PROPERTIES
from rdflib import Graph

from kg import vocab
from kg.resources import resource


def terms_of(context: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Each term of a JSON-LD context and the compact IRI that it stands for, prefixes and keywords aside."""
    for term, definition in context.items():
        iri = definition["@id"] if isinstance(definition, dict) else definition
        if isinstance(iri, str) and ":" in iri and not iri.endswith(("#", "/")):
            yield term, iri


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    read: dict[str, object] = json.loads(resource("ontology", "context.jsonld").read_text("utf-8"))["@context"]
    return read


def test_the_context_names_every_term_by_its_local_name(context: dict[str, object]) -> None:
    ours = {term: iri for term, iri in terms_of(context) if iri.startswith("kg:")}
    assert ours == {name: f"kg:{name}" for name in CLASSES | PROPERTIES | INDIVIDUALS}


def test_the_contexts_prefixes_are_the_codes(context: dict[str, object]) -> None:
    assert {term: context[term] for term in vocab.PREFIXES} == vocab.PREFIXES


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's JSON-LD parser still uses it
@pytest.mark.parametrize("parser", ["rdflib", "pyoxigraph"])
def test_the_context_expands_to_the_vocabularys_iris(context: dict[str, object], parser: str) -> None:
    document = {
        "@context": context,
        "id": "https://example.org/claim/1",
        "type": ["Claim"],
        "subject": "https://example.org/event/1",
        "predicate": "killedCount",
        "object": 3,
        "bound": "AtLeast",
        "factuality": "Hedged",
        "confidence": "0.81",
        "start": 0,
        "attacker": ["https://example.org/entity/1"],
        "facts": {"a": [1]},
    }
    expected = """
        PREFIX kg: <https://w3id.org/sitrep/ontology#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        <https://example.org/claim/1> a kg:Claim ; rdf:subject <https://example.org/event/1> ;
            rdf:predicate kg:killedCount ; rdf:object 3 ; kg:bound kg:AtLeast ; kg:factuality kg:Hedged ;
            kg:confidence 0.81 ; kg:start 0 ; kg:attacker <https://example.org/entity/1> ;
            kg:facts '{"a":[1]}'^^rdf:JSON ."""
    text = json.dumps(document)
    if parser == "rdflib":
        assert set(Graph().parse(data=text, format="json-ld")) == set(Graph().parse(data=expected, format="turtle"))
    else:
        quads = ox.parse(text, format=ox.RdfFormat.JSON_LD)
        assert {q.triple for q in quads} == {q.triple for q in ox.parse(expected, format=ox.RdfFormat.TURTLE)}


def test_every_term_of_the_context_expands_to_its_iri(context: dict[str, object]) -> None:
    for term, iri in terms_of(context):
        prefix, name = iri.split(":", 1)
        full = ox.NamedNode(str(context[prefix]) + name)
        stands_for_a_thing = prefix == "kg" and name in CLASSES | INDIVIDUALS
        statement = {"type": term} if stands_for_a_thing else {term: "https://example.org/2"}
        document = json.dumps({"@context": context, "id": "https://example.org/1", **statement})
        (quad,) = ox.parse(document, format=ox.RdfFormat.JSON_LD)
        assert (quad.object if stands_for_a_thing else quad.predicate) == full, term
