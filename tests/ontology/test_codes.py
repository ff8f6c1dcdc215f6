"""The codes of PLOVER, ACLED and CAMEO: every kind of event has its own, and none is left without a kind."""

from __future__ import annotations

import pytest
from ontology.terms import KG, above, load, local_names
from rdflib import RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg import vocab

MATCHES = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


@pytest.fixture(scope="module")
def codes() -> Graph:
    return load("codes.ttl")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load("sitrep.ttl")


def test_the_kinds_of_event_are_concepts_in_the_classes_order(codes: Graph, ontology: Graph) -> None:
    kinds = [cls for cls in vocab.SUPERCLASS if vocab.is_a(cls, "Event") and cls != "Event"]
    assert local_names(codes) == set(kinds)
    for kind in kinds:
        parent = vocab.SUPERCLASS[kind]
        assert above(codes, KG[kind], SKOS.broader) == {parent} - {"Event"}
        assert codes.value(KG[kind], SKOS.prefLabel) == ontology.value(KG[kind], RDFS.label)


def scheme(name: str) -> URIRef:
    return URIRef(f"https://w3id.org/sitrep/codes/{name}")


def schemes_of(codes: Graph, kind: str) -> set[object]:
    """The data sets that have a code for a kind of event."""
    found = [code for match in MATCHES for code in codes.objects(KG[kind], match)]
    return {codes.value(code, SKOS.inScheme) for code in found}


def test_every_kind_of_attack_has_a_code_in_plover_acled_and_cameo(codes: Graph) -> None:
    for kind in (cls for cls in vocab.SUPERCLASS if vocab.is_a(cls, "Attack")):
        assert schemes_of(codes, kind) == {scheme("plover"), scheme("acled"), scheme("cameo")}, kind


def test_every_other_kind_of_event_has_a_code_in_plover_or_acled(codes: Graph) -> None:
    for kind in (cls for cls in vocab.SUPERCLASS if vocab.is_a(cls, "Event") and cls != "Event"):
        assert schemes_of(codes, kind) & {scheme("plover"), scheme("acled")}, kind


def test_every_conflict_category_of_plover_and_sub_event_type_of_acled_has_a_kind(codes: Graph) -> None:
    plover = Namespace("https://w3id.org/sitrep/codes/plover#")
    conflict = "REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
    acled = [code for code in codes.subjects(SKOS.inScheme, scheme("acled")) if codes.value(code, SKOS.broader)]
    assert len(acled) == 25
    mapped = {code for match in MATCHES for code in codes.objects(None, match)}
    assert {*acled, *(plover[name] for name in conflict)} <= mapped


def test_every_code_has_a_notation_a_label_and_a_scheme(codes: Graph) -> None:
    for code in codes.subjects(RDF.type, SKOS.Concept):
        assert codes.value(code, SKOS.prefLabel)
        scheme = codes.value(code, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in codes
        assert str(code).startswith(KG) or codes.value(code, SKOS.notation)
        assert codes.value(code, SKOS.broader) or codes.value(code, SKOS.topConceptOf) == scheme


def test_notations_are_unique_in_their_scheme_and_level(codes: Graph) -> None:
    seen = [
        (codes.value(code, SKOS.inScheme), codes.value(code, SKOS.broader), notation)
        for code, notation in codes.subject_objects(SKOS.notation)
    ]
    assert len(seen) == len(set(seen))
