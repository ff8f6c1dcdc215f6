"""The projection, asked as a researcher asks: in SPARQL, of the graph that the vocabulary promises."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from factories import drone_strike, make_claim, make_facts, named, resolve_by_label
from rdf.projected import IRIS, ask, graph_of

from kg.model import Article, Claim, Entity, Event, Span
from kg.rdf.iris import kg
from kg.rdf.project import article_quads
from kg.rdf.validate import validate
from kg.store import Graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of(drone_strike("003", dead=2), drone_strike("004", dead=5))


def test_what_is_inferred_says_so_and_dozens_are_no_number() -> None:
    told = make_facts(
        Article("007", "Words."),
        [named("e1", "Place", "Baghdad")],
        [Event("v1", "Attack", "attack")],
        [
            make_claim("v1", "place", "e1", inferred=True),
            make_claim("v1", "killedCount", 24, bound="AtLeast", quote="dozens of people"),
        ],
    )
    graph = graph_of(told)
    assert ask(graph, "SELECT ?p { GRAPH ?g { ?c kg:inferred true ; rdf:predicate ?p } }") == {
        (str(kg("place").value),)
    }
    assert ask(graph, "SELECT * { ?event kg:killedCount|kg:killedMin ?n }") == set()
    assert ask(graph, "SELECT ?n { GRAPH ?g { ?c rdf:predicate kg:killedCount ; rdf:object ?n } }") == {("24",)}


def test_a_claim_says_its_page_where_the_article_has_pages() -> None:
    def pages(text: str, *starts: int, headline: bool | None = None) -> set[tuple[str, ...]]:
        claims = [
            replace(make_claim("v1", "weapon", f"w{at}", headline=headline), span=Span(at, at + 1)) for at in starts
        ]
        graph = graph_of(make_facts(Article("008", text, "Title"), [], [Event("v1", "Attack", "attack")], claims))
        return ask(graph, "SELECT ?n ?page { GRAPH ?g { ?c kg:start|kg:headlineStart ?n ; kg:page ?page } }")

    assert pages("one\ftwo\f\ffour", 0, 2, 4, 9) == {("0", "1"), ("2", "1"), ("4", "2"), ("9", "4")}
    assert pages("one\ftwo", 0, headline=True) == set()
    assert pages("no pages", 3) == set()


def test_what_is_believed_is_asked_without_a_graph(graph: Graph) -> None:
    assert ask(graph, "SELECT * { ?attacker kg:attacked ?target }") == {
        ("entity/united-states", "entity/harakat-al-nujaba")
    }
    assert ask(graph, "SELECT * { ?killer kg:killed ?victim }") == {
        ("entity/united-states", "entity/mushtaq-taleb-al-saidi")
    }


def test_a_graph_clause_tells_who_reports_it(graph: Graph) -> None:
    assert ask(graph, "SELECT ?article { GRAPH ?article { ?a kg:attacked ?t } }") == {
        ("article/003",),
        ("article/004",),
    }


def test_an_entity_has_its_classes_names_and_identities(graph: Graph) -> None:
    about = "SELECT ?p ?o {{ <entity/{}> ?p ?o FILTER(?p IN (rdf:type, rdfs:label, owl:sameAs, kg:named)) }}"
    short = {(p.rpartition("#")[2], o.rpartition("#")[2]) for p, o in ask(graph, about.format("harakat-al-nujaba"))}
    assert short == {
        ("type", "ArmedGroup"),
        ("type", "Organization"),
        ("label", "Harakat al-Nujaba"),
        ("sameAs", "http://www.wikidata.org/entity/Q21647420"),
        ("named", "true"),
    }
    assert ask(graph, "SELECT ?e { ?e kg:named false }") == {("entity/003-e6",), ("entity/004-e6",)}


def test_every_name_but_the_preferred_one_is_an_alternative() -> None:
    facts = make_facts("1", [Entity("e1", "ArmedGroup", "Hezbollah", ("Hezbollah", "Party of God", "Hizbullah"))])
    graph = graph_of(facts)
    assert ask(graph, "SELECT ?n { ?e rdfs:label ?n }") == {("Hezbollah",)}
    assert ask(graph, "SELECT ?n { ?e skos:altLabel ?n }") == {("Party of God",), ("Hizbullah",)}


def test_a_place_is_on_the_map_and_in_its_state(graph: Graph) -> None:
    query = "SELECT ?lat ?long ?state ?same { ?e geo:lat ?lat ; geo:long ?long ; kg:within ?state ; owl:sameAs ?same }"
    assert ask(graph, query) == {("33.34058", "44.40088", "entity/iraq", "https://sws.geonames.org/98182/")}


def test_a_place_is_in_no_state_that_the_graph_lacks() -> None:
    graph = graph_of(make_facts("1", [named("e1", "Facility", "Al-Asad", place="al-asad")]))
    assert ask(graph, "SELECT ?lat { ?e geo:lat ?lat }") == {("33.8",)}
    assert ask(graph, "SELECT * { ?e kg:within|owl:sameAs ?other }") == set()


def test_an_unmapped_place_is_in_the_state_that_its_articles_agree_on() -> None:
    state = named("e2", "State", "Iraq", actor="iraq")
    one = make_facts("1", [named("e1", "Place", "Nowhere", country="IQ"), state])
    assert ask(graph_of(one), "SELECT * { ?p kg:within ?s }") == {("entity/nowhere", "entity/iraq")}
    other = make_facts("2", [named("e1", "Place", "Nowhere", country="SY")])
    assert ask(graph_of(one, other), "SELECT * { ?p kg:within ?s }") == set()


def test_an_incident_merges_the_roles_and_counts_of_its_articles(graph: Graph) -> None:
    roles = """SELECT ?label ?attacker ?target ?victim ?place ?date ?weapon {
        ?e a kg:AirStrike ; rdfs:label ?label ; kg:attacker ?attacker ; kg:target ?target ; kg:victim ?victim ;
           kg:place ?place ; kg:date ?date ; kg:weapon ?weapon }"""
    united_states, nujaba, man = "entity/united-states", "entity/harakat-al-nujaba", "entity/mushtaq-taleb-al-saidi"
    assert ask(graph, roles) == {("drone strike", united_states, nujaba, man, "entity/baghdad", "2024-01-04", "drone")}
    counts = """SELECT ?least ?most ?leastHurt ?mostHurt {
        ?e kg:killedMin ?least ; kg:killedMax ?most ; kg:woundedMin ?leastHurt ; kg:woundedMax ?mostHurt }"""
    assert ask(graph, counts) == {("5", "5", "7", "7")}  # one outlet: two of the five
    # One outlet is one voice, and whoever is denied to have done it here, nobody else accuses.
    assert ask(graph, "SELECT ?what { ?e kg:disputed ?what }") == set()


def test_counts_compare_as_numbers_and_dates_as_dates(graph: Graph) -> None:
    assert ask(graph, "SELECT ?e { ?e kg:killedMax ?n ; kg:date ?d FILTER(?n > 4 && ?d < '2024-02-01'^^xsd:date) }")


def test_a_relation_is_also_the_relation_above_it(graph: Graph) -> None:
    person = "entity/mushtaq-taleb-al-saidi"
    assert ask(graph, "SELECT ?p ?g { ?p kg:memberOf ?g }") == {(person, "entity/harakat-al-nujaba")}
    assert ask(graph, "SELECT ?a { GRAPH ?a { ?p kg:leads ?g ; kg:memberOf ?g } }") == {
        ("article/003",),
        ("article/004",),
    }


def test_what_is_denied_or_hypothetical_is_a_claim_and_no_direct_triple(graph: Graph) -> None:
    claimed = (
        """SELECT DISTINCT ?o ?f { GRAPH ?a { ?c rdf:predicate kg:attacker ; rdf:object ?o ; kg:factuality ?f } }"""
    )
    kg = "https://w3id.org/sitrep/ontology#"
    assert ask(graph, claimed) == {("entity/united-states", f"{kg}Hedged"), ("entity/iraq", f"{kg}Denied")}
    for direct in ("{ ?e kg:attacker <entity/iraq> }", "{ <entity/harakat-al-nujaba> kg:partOf ?o }"):
        assert ask(graph, f"SELECT * {direct}") == set()
        assert ask(graph, f"SELECT * {{ GRAPH ?g {direct} }}") == set()


def test_a_claim_says_who_said_what_where_and_how_surely(graph: Graph) -> None:
    claim = """SELECT ?object ?bound ?confidence ?quote ?start ?end ?run { GRAPH <article/003> {
        ?c a kg:Claim ; rdf:subject <event/drone-strike> ; rdf:predicate kg:%s ; rdf:object ?object ;
           kg:confidence ?confidence ; kg:quote ?quote ; kg:start ?start ; kg:end ?end ;
           kg:reportedIn <article/003> ; prov:wasGeneratedBy ?run
        OPTIONAL { ?c kg:bound ?bound } } }"""
    at_least = "https://w3id.org/sitrep/ontology#AtLeast"
    assert ask(graph, claim % "killedCount") == {("2", at_least, "1", "W", "0", "1", "run/test-1")}
    assert ask(graph, claim % "victim") == {("entity/mushtaq-taleb-al-saidi", "", "0.81", "W", "0", "1", "run/test-1")}
    source = "SELECT ?who ?words { GRAPH ?a { ?c kg:sourceText ?words OPTIONAL { ?c kg:attributedTo ?who } } }"
    assert ask(graph, source) == {("", "a security official")}


def test_an_article_and_its_mentions_stand_in_its_graph_alone(graph: Graph) -> None:
    article = """SELECT ?id ?title ?day ?url ?by ?text ?extractor { GRAPH <article/003> { <article/003> a kg:Article ;
        dcterms:identifier ?id ; schema:headline ?title ; schema:datePublished ?day ; schema:url ?url ;
        schema:publisher ?by ; schema:articleBody ?text ; kg:extractor ?extractor } }"""
    text = "What happened in Baghdad."
    assert ask(graph, article) == {
        ("003", "Strike in Baghdad", "2024-01-04", "https://d.example/3", "Daily", text, "test-1")
    }
    mention = """SELECT ?m ?surface ?start ?end { GRAPH <article/003> { ?m a kg:Mention ;
        kg:refersTo <entity/baghdad> ; kg:surface ?surface ; kg:start ?start ; kg:end ?end } }"""
    assert ask(graph, mention) == {("article/003#char=3,4", "t", "3", "4")}
    assert ask(graph, "SELECT ?x { ?x a ?c VALUES ?c { kg:Article kg:Mention kg:Claim } }") == set()


def test_a_copy_points_to_its_original(graph: Graph) -> None:
    copies = "SELECT ?copy ?original { GRAPH ?copy { ?copy kg:copyOf ?original } }"
    assert ask(graph, copies) == {("article/004", "article/003")}


def test_an_article_without_metadata_has_none() -> None:
    graph = graph_of(make_facts(Article("bare", "Text.")))
    assert ask(graph, "SELECT ?p { GRAPH ?g { <article/bare> ?p ?o FILTER(STRSTARTS(STR(?p), STR(schema:))) } }") == {
        ("https://schema.org/articleBody",)
    }


def an_attack(*claims: Claim, cls: str = "Attack") -> Graph:
    people = [named("e1", "ArmedGroup", "Group"), named("e2", "Person", "Man"), named("e3", "Group", "Villagers")]
    return graph_of(make_facts("1", people, [Event("v1", cls, "attack")], claims))


ATTACKER = make_claim("v1", "attacker", "e1")
VICTIM = make_claim("v1", "victim", "e2")


@pytest.mark.parametrize(
    ("counts", "killed"),
    [
        ([], True),
        ([("killedCount", 1)], True),
        ([("killedCount", 1), ("woundedCount", 9)], True),
        ([("killedCount", 0)], False),
        ([("woundedCount", 1)], False),
    ],
)
def test_a_victim_was_killed_unless_the_counts_say_hurt_only(counts: list[tuple[str, int]], killed: bool) -> None:
    graph = an_attack(ATTACKER, VICTIM, *(make_claim("v1", predicate, n) for predicate, n in counts))
    assert bool(ask(graph, "SELECT * { ?a kg:killed ?v }")) == killed


def test_only_persons_are_killed_by_name() -> None:
    assert not ask(an_attack(ATTACKER, make_claim("v1", "victim", "e3")), "SELECT * { ?a kg:killed ?v }")


def test_nobody_attacks_in_an_event_that_is_no_attack() -> None:
    graph = an_attack(ATTACKER, make_claim("v1", "target", "e2"), cls="Event")
    assert not ask(graph, "SELECT * { ?a kg:attacked ?t }")


def test_no_relation_holds_between_a_thing_and_itself() -> None:
    one_group_twice = [named("e1", "ArmedGroup", "Group"), named("e2", "ArmedGroup", "Group")]
    claims = [make_claim("e1", "opposes", "e2"), ATTACKER, make_claim("v1", "target", "e2")]
    graph = graph_of(make_facts("1", one_group_twice, [Event("v1", "Raid", "raid")], claims))
    assert not ask(graph, "SELECT * { ?a kg:opposes|kg:attacked ?b }")
    assert ask(graph, "SELECT * { GRAPH ?g { ?c rdf:predicate kg:opposes } }")


def test_an_event_that_sums_up_many_says_so() -> None:
    graph = graph_of(
        make_facts("1", events=[Event("v1", "Attack", "attacks", recurring=True), Event("v2", "Raid", "raid")])
    )
    assert ask(graph, "SELECT ?label { ?e kg:recurring true ; rdfs:label ?label }") == {("attacks",)}


def test_a_claim_keeps_its_iri_when_it_becomes_known_who_is_who() -> None:
    before, after = drone_strike(actor="America"), drone_strike(actor="United States")
    claims = "SELECT ?c { GRAPH ?g { ?c a kg:Claim } }"
    assert ask(graph_of(before), claims) == ask(graph_of(after), claims)


def test_one_statement_is_one_claim_as_sure_as_its_surest_reading() -> None:
    graph = an_attack(*(make_claim("v1", "killedCount", 3, confidence=sure) for sure in (0.5, 0.9, 0.7)))
    assert ask(graph, "SELECT ?sure { GRAPH ?g { ?c kg:confidence ?sure } }") == {("0.9",)}


def test_the_same_facts_in_any_order_give_the_same_bytes() -> None:
    facts = [drone_strike(f"{n:03}", dead=n) for n in range(5)]
    shuffled = random.Random(7).sample(facts, len(facts))
    assert graph_of(*facts).sorted_nquads() == graph_of(*shuffled).sorted_nquads()


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (make_claim("v1", "attacker", "e9"), "'e9'"),
        (make_claim("v9", "attacker", "e1"), "'v9'"),
        (make_claim("v1", "killedCount", "two"), "'two'"),
        (make_claim("v1", "date", "yesterday"), "'yesterday'"),
        (make_claim("v1", "attacker", 7), "7"),
        (make_claim("e1", "likes", "e2"), "'likes'"),
    ],
)
def test_a_claim_that_the_vocabulary_has_no_room_for_is_an_error(claim: Claim, says: str) -> None:
    facts = replace(drone_strike(), claims=(claim,))
    with pytest.raises(ValueError, match=says):
        article_quads(facts, resolve_by_label([facts]).by_ref(), IRIS)


def test_the_projection_conforms_to_the_shapes(graph: Graph) -> None:
    assert validate(graph.quads()).violations == ()
