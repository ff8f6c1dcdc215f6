"""Each rule of the shapes, shown by the one change that breaks it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocab
from kg.rdf.validate import ValidationReport, as_rdflib, validate

CONFORMING = Path(__file__).with_name("conforming.trig").read_text("utf-8")

# What stands in the conforming graph, what to put in its place, and the rule that this breaks.
STRETCH = (
    "A claim or mention has exactly one kg:start and kg:end, or exactly one kg:headlineStart and kg:headlineEnd: "
    "whole numbers from zero, the first the smaller."
)

BREAKS = [
    # entities
    ('e:front a kg:Coalition, kg:Organization ; rdfs:label "United Front"', "e:front a kg:Coalition, kg:Organization",
     "An entity has exactly one rdfs:label, which is not empty."),
    ('rdfs:label "Ruritania"', 'rdfs:label "Ruritania", "Kingdom of Ruritania"',
     "An entity has exactly one rdfs:label, which is not empty."),
    ('skos:altLabel "the Brigade"', 'skos:altLabel ""', "Every skos:altLabel is text that is not empty."),
    ("e:ruritania a kg:State", "e:ruritania a kg:State, kg:Organization",
     "An entity is an IRI and one of person, group, organization, state and place."),
    ("kg:named false", 'kg:named "no"', "kg:named is true or false, once at most."),
    ("owl:sameAs <http://www.wikidata.org/entity/Q1>", 'owl:sameAs "Q1"',
     "owl:sameAs points at the IRI of the same thing elsewhere."),
    ("geo:lat 44.5", "geo:lat 144.5", "geo:lat is one number from -90 to 90."),
    ("geo:long 20.25", "geo:long 20.25, 21.25", "geo:long is one number from -180 to 180."),
    ('"POINT(20.25 44.5)"', '"POINT(20.25)"', "geosparql:asWKT is one point."),
    ("kg:Coalition, kg:Organization", "kg:Coalition",
     "What has a class below kg:Organization is also a kg:Organization."),
    ("kg:Facility, kg:Place", "kg:Facility", "A kg:Facility is also a kg:Place."),
    # events
    ('rdfs:label "talks"', 'rdfs:label "talks", "negotiations"',
     "An event has exactly one rdfs:label, which is not empty."),
    ("v:talks a", "[] a", "An event is an IRI."),
    ("kg:attacker e:brigade", "kg:attacker e:nobody", "An attacker is an entity with a class."),
    ("kg:target e:base", "kg:target v:talks", "A target is an entity with a class."),
    ("kg:victim e:soldiers", "kg:victim e:army", "A victim is a person or a group."),
    ("kg:place e:town", "kg:place e:army", "An event's place is a place or a state."),
    ("kg:place e:town ; kg:date \"2024-01-04\"^^xsd:date", "kg:place e:town ; kg:date \"2024-01-04\"",
     "A date is a valid xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay."),
    ('"2024-01"^^xsd:gYearMonth', '"2024-13"^^xsd:gYearMonth',
     "A date is a valid xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay."),
    ('kg:weapon "explosive drones"', "kg:weapon e:drone", "A weapon is words."),
    ("kg:killedCount 2, 3", "kg:killedCount 2.5", "kg:killedCount is a whole number, zero or more."),
    ("kg:woundedCount 7", "kg:woundedCount -7", "kg:woundedCount is a whole number, zero or more."),
    (
        "kg:disputed kg:killedCount",
        "kg:disputed kg:weapon",
        "What is disputed is a toll, the attacker, the place, the day, or by kg:factuality whether it happened.",
    ),
    ("kg:killedMin 2", "kg:killedMin 2, 1", "kg:killedMin is one whole number, zero or more."),
    ("kg:killedMax 3", "kg:killedMax 3, 4", "kg:killedMax is one whole number, zero or more."),
    ("kg:woundedMin 7", "kg:woundedMin 7, 6", "kg:woundedMin is one whole number, zero or more."),
    ("kg:woundedMax 7", "kg:woundedMax 7, 8", "kg:woundedMax is one whole number, zero or more."),
    ("kg:killedMin 2", "kg:killedMin 4", "kg:killedMin is no greater than kg:killedMax."),
    ("kg:woundedMin 7", "kg:woundedMin 8", "kg:woundedMin is no greater than kg:woundedMax."),
    ("kg:recurring false", "kg:recurring 0", "kg:recurring is true or false, once at most."),
    ("kg:partOfConflict e:war", "kg:partOfConflict e:town", "An event is part of one kg:Conflict at most."),
    ('e:war a kg:Conflict ; rdfs:label "War over Klow"', "e:war a kg:Conflict",
     "A conflict has exactly one rdfs:label, which is not empty."),
    ('kg:began "2022-02"^^xsd:gYearMonth', 'kg:began "2022-02"',
     "A conflict has exactly one kg:began, a year, a month or a day."),
    ('kg:ended "2024"^^xsd:gYear', 'kg:ended "2024"^^xsd:gYear, "2025"^^xsd:gYear',
     "A conflict has one kg:ended at most, a year, a month or a day."),
    ("kg:corroboration 2", "kg:corroboration 0", "kg:corroboration is one whole number, one or more."),
    ('"POINT(20.75 44.25)"', '"POINT(20.75, 44.25)"', "The geosparql:asWKT of an event is one point."),
    ("geo:lat 44.25", "geo:lat 94.25", "The geo:lat of an event is one number from -90 to 90."),
    ("geo:long 20.75", "geo:long 220.75", "The geo:long of an event is one number from -180 to 180."),
    ("kg:radius 25.0", "kg:radius 0.0", "kg:radius is one number of kilometres, more than zero."),
    ("kg:DroneStrike, kg:AirStrike, kg:Attack", "kg:DroneStrike, kg:Attack",
     "A kg:DroneStrike is also a kg:AirStrike."),
    ("kg:SuicideBombing, kg:Bombing, kg:Attack", "kg:SuicideBombing, kg:Attack",
     "A kg:SuicideBombing is also a kg:Bombing."),
    ("kg:Bombing, kg:Attack, kg:Event", "kg:Bombing, kg:Event",
     "What has a class below kg:Attack is also a kg:Attack."),
    ("kg:Riot, kg:Protest, kg:Event", "kg:Riot, kg:Event", "A kg:Riot is also a kg:Protest."),
    ("kg:Arrest, kg:Coercion", "kg:Arrest", "A kg:Arrest is also a kg:Coercion."),
    ("kg:actor e:army", "kg:actor e:base", "The actor of an event is a person, group, organization or state."),
    ("kg:recipient e:soldiers", "kg:recipient e:town",
     "The recipient of an event is a person, group, organization or state."),
    ("kg:Bombing, kg:Attack, kg:Event", "kg:Bombing, kg:Attack", "What has a class below kg:Event is also a kg:Event."),
    # relations
    ("kg:alignedWith e:ruritania", "kg:memberOf e:front", "Only a person is a member, leader or spokesperson."),
    ("kg:memberOf e:army", "kg:memberOf e:soldiers", "A person is a member of an organization or a state."),
    ("kg:leads e:army", "kg:leads e:town", "A person leads an organization or a state."),
    ("kg:spokespersonFor e:army", "kg:spokespersonFor e:town", "A person speaks for an organization or a state."),
    ("kg:named false", "kg:partOf e:army", "Only an organization is part of another organization or a state."),
    ("kg:partOf e:front", "kg:partOf e:soldiers", "An organization is part of an organization or a state."),
    ("kg:within e:syldavia", "kg:opposes e:syldavia",
     "Only a person, group, organization or state is aligned with, backed by or opposed to another."),
    ("kg:alignedWith e:ruritania", "kg:alignedWith e:town",
     "An actor is aligned with a person, group, organization or state."),
    ("kg:backedBy e:ruritania", "kg:backedBy e:town", "An actor is backed by a person, group, organization or state."),
    ("kg:opposes e:army", "kg:opposes e:town", "An actor opposes a person, group, organization or state."),
    ("kg:recurring false", "kg:attacked e:base", "Only an entity with a class attacks or kills."),
    ("kg:attacked e:base", "kg:attacked v:talks", "What is attacked is an entity with a class."),
    ("kg:killed e:colonel", "kg:killed e:soldiers", "Who is killed is a person; groups are victims of an event."),
    ("kg:named false", "kg:within e:syldavia", "Only a place lies within another place or a state."),
    ("kg:within e:syldavia", "kg:within e:army", "A place lies within another place or a state."),
    # claims
    ("c:count a", "[] a", "A claim is an IRI."),
    ("rdf:subject e:colonel", "rdf:subject e:nobody",
     "A claim has exactly one rdf:subject, an entity, event or conflict with a class."),
    ("rdf:predicate kg:weapon", "rdf:predicate kg:surface",
     "A claim has exactly one rdf:predicate, a relation or role of the vocabulary."),
    ("rdf:object e:army", "rdf:object e:army, e:front", "A claim has exactly one rdf:object."),
    ("kg:factuality kg:Hedged", "kg:factuality kg:Exactly",
     "A claim has exactly one kg:factuality: asserted, hedged, denied or hypothetical."),
    ("kg:attributedTo e:colonel", 'kg:attributedTo "the colonel"',
     "A claim is attributed to one entity at most, by its IRI."),
    ('kg:sourceText "the colonel"', 'kg:sourceText "the colonel", "he"',
     "A claim has one kg:sourceText at most, which is not empty."),
    ("kg:confidence 0.81", 'kg:confidence 0.81 ; kg:believed "no"',
     "A claim has one kg:believed at most, an xsd:boolean."),
    ("kg:confidence 0.81", 'kg:confidence 0.81 ; kg:generic "no"',
     "A claim has one kg:generic at most, an xsd:boolean."),
    ("kg:confidence 0.81", 'kg:confidence 0.81 ; kg:inferred "yes"',
     "A claim has one kg:inferred at most, an xsd:boolean."),
    ("kg:confidence 0.81", "kg:confidence 0.81 ; kg:page 0", "A claim has one kg:page at most, a whole number from 1."),
    ("kg:confidence 0.81", 'kg:confidence 0.81 ; kg:judgement "maybe"',
     "A claim has one kg:judgement at most: right, wrong or useless."),
    ("kg:confidence 0.81", "kg:confidence 1.81", "A claim has exactly one kg:confidence, an xsd:decimal from 0 to 1."),
    ("kg:confidence 0.81", "kg:confidence 8.1e-1",
     "A claim has exactly one kg:confidence, an xsd:decimal from 0 to 1."),
    ('kg:quote "on Thursday"', 'kg:quote ""', "A claim has exactly one kg:quote, which is not empty."),
    ("kg:end 10 ; kg:reportedIn a:1", "kg:end 10 ; kg:reportedIn a:3",
     "A claim is reported in exactly one kg:Article."),
    ("kg:end 10 ; kg:reportedIn a:1 ; prov:wasGeneratedBy <https://example.org/run/1>", "kg:end 10 ; kg:reportedIn a:1",
     "A claim was generated by exactly one run, by its IRI."),
    ("rdf:object 3", "rdf:object -3", "The object of a claim on a count is a whole number, zero or more."),
    ("kg:bound kg:AtLeast ;", "", "A claim on a count has exactly one kg:bound: exactly, at least, at most or about."),
    ("kg:bound kg:AtLeast ;", "kg:bound kg:Denied ;",
     "A claim on a count has exactly one kg:bound: exactly, at least, at most or about."),
    ('rdf:object "2024-01-04"^^xsd:date', 'rdf:object "2024-01-04T10:00:00Z"^^xsd:dateTime',
     "The object of a claim on a date is a valid xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay."),
    ('rdf:object "explosive drones"', "rdf:object e:drone", "The object of a claim on a weapon is words."),
    ("rdf:object e:army", 'rdf:object "the army"',
     "The object of a claim on a relation or role is an entity with a class."),
    ("rdf:subject v:strike ; rdf:predicate kg:weapon", "rdf:subject e:army ; rdf:predicate kg:weapon",
     "The subject of a claim on a role is an event."),
    ("kg:factuality kg:Hedged", "kg:factuality kg:Hedged ; kg:bound kg:Exactly",
     "Only a claim on a count has a kg:bound."),
    # mentions and articles
    ("m:base a", "[] a", "A mention is an IRI."),
    ("kg:refersTo e:base ;", "", "A mention refers to at least one entity or event, and each has a class."),
    ("kg:refersTo e:base", "kg:refersTo e:nobody",
     "A mention refers to at least one entity or event, and each has a class."),
    ('kg:surface "air base" ;', "", "A mention has exactly one kg:surface, which is not empty."),
    ("kg:start 10 ;", "", STRETCH),
    ("kg:end 18 .", '; kg:end "18" .', STRETCH),
    ("kg:end 18 .", "; kg:end 10 .", STRETCH),
    ("kg:end 18 .", "; kg:end 18 ; kg:headlineStart 0 ; kg:headlineEnd 5 .", STRETCH),
    ("a:1 a kg:Article ;", "[] a kg:Article ;", "An article is an IRI."),
    ('dcterms:identifier "1" ;', "", "An article has exactly one dcterms:identifier, which is not empty."),
    ('dcterms:language "en"', 'dcterms:language "en", "ar"',
     "An article has one dcterms:language at most, an ISO 639 code."),
    ('schema:articleBody "Three died." ;', "", "An article has exactly one schema:articleBody, which is not empty."),
    ('schema:headline "Strike on air base"', 'schema:headline "Strike on air base", "Three die"',
     "An article has one schema:headline at most."),
    ('schema:datePublished "2024-01-05"^^xsd:date', 'schema:datePublished "Friday"',
     "An article has one schema:datePublished at most, an xsd:date."),
    ('schema:articleBody "Three died." ; kg:extractor "0.1.0" ;', 'schema:articleBody "Three died." ;',
     "An article has exactly one kg:extractor, the version that read it."),
    ('kg:facts "{}"^^rdf:JSON .', "; kg:facts \"{}\" .", "An article has exactly one kg:facts, as rdf:JSON."),
    ("kg:copyOf a:1", "kg:copyOf a:3", "An article is a copy of one other kg:Article at most."),
]  # fmt: skip


def check(trig: str) -> ValidationReport:
    return validate(ox.parse(trig, format=ox.RdfFormat.TRIG))


def test_the_sample_conforms() -> None:
    report = check(CONFORMING)
    assert report == ValidationReport(conforms=True, violations=())


@pytest.mark.parametrize(("old", "new", "rule"), BREAKS, ids=[f"{rule} | {new}" for _, new, rule in BREAKS])
def test_one_change_breaks_one_rule(old: str, new: str, rule: str) -> None:
    assert old in CONFORMING
    report = check(CONFORMING.replace(old, new, 1))
    assert not report.conforms
    assert rule in {v.message for v in report.violations}


def test_every_rule_of_the_shapes_is_shown_broken() -> None:
    shapes = Path(vocab.__file__).parent.parent / "ontology" / "shapes.ttl"
    message = ox.NamedNode("http://www.w3.org/ns/shacl#message")
    rules = {t.object.value for t in ox.parse(path=shapes) if t.predicate == message}
    assert rules == {rule for _, _, rule in BREAKS}


def test_a_violation_says_where_and_what() -> None:
    (violation,) = check(CONFORMING.replace("kg:confidence 0.81", "kg:confidence 1.81")).violations
    assert violation.focus == "https://example.org/claim/count"
    assert violation.path == vocab.KG + "confidence"
    assert violation.value == "1.81"
    assert violation.severity == "Violation"


def test_a_rule_that_depends_on_the_predicate_names_the_claim() -> None:
    (violation,) = check(CONFORMING.replace("kg:bound kg:AtLeast ;", "")).violations
    assert violation.focus == "https://example.org/claim/count"
    assert violation.path == vocab.KG + "bound"
    assert violation.value is None


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_characters_survive_the_way_to_shacl(words: str) -> None:
    weapon = ox.Quad(ox.NamedNode("https://example.org/event/1"), ox.NamedNode(vocab.KG + "weapon"), ox.Literal(words))
    assert [str(o) for o in as_rdflib([weapon]).objects()] == [words]


def test_an_empty_graph_conforms() -> None:
    assert validate([]).conforms
