"""Code, ontology, shapes, codes and JSON-LD context speak of the same terms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kg import vocab
from kg.rdf.disputes import DISPUTABLE
from kg.resources import resource

KG = Namespace(vocab.KG)
TURTLE = ["sitrep.ttl", "codes.ttl", "shapes.ttl"]

CONTRADICTION = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # how owlrl reports one

# Its own datatypes would replace rdflib's for the rest of the process, and they read no xsd:gMonthDay.
OWL_RL = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, improved_datatypes=False)

# Terms that no table of kg.vocab lists, because only the projection writes them.
CLAIM = {
    "factuality", "bound", "attributedTo", "sourceText", "confidence", "quote", "start", "end", "reportedIn",
}  # fmt: skip
MENTION = {"refersTo", "surface", "start", "end"}
ARTICLE = {"copyOf", "extractor", "facts"}
RUN = {"command", "extracted", "unchanged", "failed", "retracted", "stated", "merged", "seconds"}
ENTITY = {"named", "within"}
EVENT = {"killedMin", "killedMax", "woundedMin", "woundedMax", "disputed", "recurring"}

CLASSES = {*vocab.SUPERCLASS, "Factuality", "Bound"}
PROPERTIES = {*vocab.SUPERPROPERTY, *vocab.ROLES} | CLAIM | MENTION | ARTICLE | RUN | ENTITY | EVENT
INDIVIDUALS = {*vocab.FACTUALITIES, *vocab.BOUNDS}


def load(name: str) -> Graph:
    return Graph().parse(resource("ontology", name))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load("sitrep.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return load("shapes.ttl")


@pytest.fixture(scope="module")
def codes() -> Graph:
    return load("codes.ttl")


def local_names(graph: Graph) -> set[str]:
    """Every term of ours that a graph speaks of, wherever it stands."""
    return {str(term).removeprefix(KG) for triple in graph for term in triple if str(term).startswith(KG)} - {""}


def above(graph: Graph, term: URIRef, link: URIRef) -> set[str]:
    """The terms of ours right above a term."""
    return {str(o).removeprefix(KG) for o in graph.objects(term, link) if str(o).startswith(KG)}


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
        frozenset(DISPUTABLE),
    }


def test_the_shapes_hold_every_class_to_the_one_above_it(shapes: Graph) -> None:
    wanted = {
        (str(cls).removeprefix(KG), str(parent).removeprefix(KG))
        for shape, parent in shapes.subject_objects(SH["class"])
        for cls in shapes.objects(shape, SH.targetClass)
    }
    assert wanted == {(cls, parent) for cls, parent in vocab.SUPERCLASS.items() if parent}


MATCHES = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


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
