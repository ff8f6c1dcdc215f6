"""Code, ontology and shapes speak of the same terms, and the ontology infers nothing wrong."""

from __future__ import annotations

from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import pyshacl
import pytest
from ontology.terms import CLASSES, INDIVIDUALS, KG, PROPERTIES, above, load, local_names
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection

from kg import vocab
from kg.rdf.disputes import DISPUTABLE
from kg.resources import resource

TURTLE = ["sitrep.ttl", "codes.ttl", "shapes.ttl"]

CONTRADICTION = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # how owlrl reports one

# Its own datatypes would replace rdflib's for the rest of the process, and they read no xsd:gMonthDay.
OWL_RL = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, improved_datatypes=False)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load("sitrep.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return load("shapes.ttl")


@pytest.mark.parametrize("name", TURTLE)
def test_both_parsers_read_the_same_triples(name: str) -> None:
    path = resource("ontology", name)
    assert len(Graph().parse(path)) == len(set(ox.parse(path=path))) > 0


def test_the_ontology_has_the_terms_of_the_code_and_no_others(ontology: Graph) -> None:
    assert local_names(ontology) == CLASSES | PROPERTIES | INDIVIDUALS


def test_classes_properties_and_individuals_are_declared_as_such(ontology: Graph) -> None:
    def declared(*kinds: URIRef) -> set[str]:
        return {
            str(s).removeprefix(KG)
            for kind in kinds
            for s in ontology.subjects(RDF.type, kind)
            if str(s).startswith(KG)
        }

    assert declared(OWL.Class) == CLASSES
    assert declared(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty) == PROPERTIES
    assert declared(OWL.NamedIndividual) == INDIVIDUALS
    assert declared(OWL.DatatypeProperty) >= set(vocab.LITERALS)
    assert declared(OWL.ObjectProperty) >= {*vocab.SUPERPROPERTY, *vocab.ROLES} - set(vocab.LITERALS)


@pytest.mark.parametrize("term", sorted(CLASSES | PROPERTIES | INDIVIDUALS))
def test_every_term_has_one_label_and_one_comment_in_english(ontology: Graph, term: str) -> None:
    (label,) = ontology.objects(KG[term], RDFS.label)
    (comment,) = ontology.objects(KG[term], RDFS.comment)
    assert label == Literal(str(label), lang="en")
    assert comment == Literal(str(comment), lang="en")
    assert str(comment).endswith(".")


def test_labels_tell_the_terms_apart(ontology: Graph) -> None:
    labels = [str(o) for s, o in ontology.subject_objects(RDFS.label) if str(s).startswith(KG)]
    assert len(labels) == len(set(labels))


def test_the_hierarchy_of_classes_is_the_codes(ontology: Graph) -> None:
    for cls, parent in vocab.SUPERCLASS.items():
        assert above(ontology, KG[cls], RDFS.subClassOf) == ({parent} if parent else set()), cls


def test_the_hierarchy_of_relations_is_the_codes(ontology: Graph) -> None:
    for prop, parent in vocab.SUPERPROPERTY.items():
        assert above(ontology, KG[prop], RDFS.subPropertyOf) == ({parent} if parent else set()), prop


def test_factualities_and_bounds_are_enumerated(ontology: Graph) -> None:
    for cls, members in (("Factuality", vocab.FACTUALITIES), ("Bound", vocab.BOUNDS)):
        (definition,) = ontology.objects(KG[cls], OWL.equivalentClass)
        (head,) = ontology.objects(definition, OWL.oneOf)
        assert list(Collection(ontology, head)) == [KG[m] for m in members]
        assert set(ontology.subjects(RDF.type, KG[cls])) == {KG[m] for m in members}


def test_every_class_nobodys_child_is_aligned(ontology: Graph) -> None:
    for cls, parent in vocab.SUPERCLASS.items():
        if parent is None:
            assert [o for o in ontology.objects(KG[cls], RDFS.subClassOf) if not str(o).startswith(KG)], cls


def test_terms_of_others_that_carry_meaning_are_declared(ontology: Graph) -> None:
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in ontology.objects(None, link):
            assert (term, RDF.type, None) in ontology, term


def test_reasoning_puts_nothing_in_a_class_that_it_was_not_in(ontology: Graph) -> None:
    """Domains, ranges and disjointness hold of a conforming graph, and infer nothing wrong from it."""
    triples = (quad.triple for quad in ox.parse(path=Path(__file__).with_name("conforming.trig")))
    data = Graph().parse(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    before = {(s, o) for s, o in data.subject_objects(RDF.type) if str(o).startswith(KG)}
    closure = data + ontology
    OWL_RL.expand(closure)
    named = {s for s, _ in before}
    after = {(s, o) for s, o in closure.subject_objects(RDF.type) if s in named and str(o).startswith(KG)}
    assert after == before
    assert list(closure.objects(None, CONTRADICTION)) == []


def test_reasoning_notices_what_contradicts_itself(ontology: Graph) -> None:
    wrong = "<https://example.org/x> a kg:Person ; kg:copyOf <https://example.org/y> ."
    closure = Graph().parse(data=f"PREFIX kg: <{vocab.KG}> {wrong}", format="turtle") + ontology
    OWL_RL.expand(closure)
    assert list(closure.objects(None, CONTRADICTION)) != []


@pytest.mark.parametrize("name", ["shapes.ttl", "codes.ttl"])
def test_shapes_and_codes_use_only_terms_that_are_defined(ontology: Graph, name: str) -> None:
    assert local_names(load(name)) <= local_names(ontology)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pySHACL leaves its own file open
def test_the_shapes_are_well_formed_shacl(shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_the_shapes_allow_just_the_predicates_factualities_and_bounds_of_the_code(shapes: Graph) -> None:
    allowed = {
        frozenset(str(m).removeprefix(KG) for m in Collection(shapes, o)) for o in shapes.objects(None, SH["in"])
    }
    assert allowed == {
        frozenset({*vocab.SUPERPROPERTY, *vocab.ROLES}),
        frozenset(vocab.FACTUALITIES),
        frozenset(vocab.BOUNDS),
        frozenset(vocab.COUNTS),
        frozenset(vocab.CLAIM_VERDICTS),
        frozenset(DISPUTABLE),
    }


def test_the_shapes_hold_every_class_to_the_one_above_it(shapes: Graph) -> None:
    wanted = {
        (str(cls).removeprefix(KG), str(parent).removeprefix(KG))
        for shape, parent in shapes.subject_objects(SH["class"])
        for cls in shapes.objects(shape, SH.targetClass)
    }
    assert wanted == {(cls, parent) for cls, parent in vocab.SUPERCLASS.items() if parent}
