"""The whole story, end to end: the sample articles through the language model into a real store, asked in SPARQL.

On 4 January 2024 a drone strike in Baghdad killed a commander of the Nujaba movement, whose name each outlet spells
in its own way. Beirut, Kerman and a base in Jordan had their attacks that month too, some claimed, some denied.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.sparql.binding import select
from kg.store import Graph

Incident = Callable[[str, str], str]  # what the fixture `incident` gives
WHERE = """
PREFIX entity: <https://w3id.org/sitrep/id/entity/>
PREFIX event: <https://w3id.org/sitrep/id/event/>
PREFIX article: <https://w3id.org/sitrep/id/article/>
"""


def ask(graph: Graph, pattern: str) -> bool:
    return bool(graph.query(f"{WHERE} ASK {{ {pattern} }}"))


def rows(graph: Graph, query: str) -> set[tuple[str, ...]]:
    """Answers as plain words: of an IRI its last part."""

    def plain(value: Any) -> str:
        if value is None:
            return ""
        return str(value.value.rpartition("/")[2] if "://" in value.value else value.value)

    return {tuple(map(plain, row)) for row in select(graph, WHERE + query)}


@pytest.fixture(scope="module")
def baghdad(incident: Incident) -> str:
    return f"event:{incident('2024-01-04', 'baghdad')}"


def test_one_man_is_one_however_he_is_spelled(sample_graph: Graph) -> None:
    spellings = {"Mushtaq Talib al-Saidi", "Mushtaq Taleb al-Saidi", "Mushtaq Talib Al-Saeedi", "Abu Taqwa"}
    named = rows(sample_graph, "SELECT ?man ?name { ?man a kg:Person ; rdfs:label|skos:altLabel ?name }")
    spelled = {(man, name) for man, name in named if name in spellings}
    assert {name for _, name in spelled} == spellings
    assert len({man for man, _ in spelled}) == 1


def test_the_man_killed_a_month_later_is_another(sample_graph: Graph) -> None:
    one, other = '?one rdfs:label "Mushtaq Talib al-Saidi"', '?other rdfs:label|skos:altLabel "Abu Baqir al-Saadi"'
    assert ask(sample_graph, f"{one} . {other} FILTER(?one != ?other)")


def test_who_killed_him_and_who_says_so(sample_graph: Graph, baghdad: str) -> None:
    assert ask(sample_graph, 'entity:united-states kg:killed ?him . ?him rdfs:label "Mushtaq Talib al-Saidi"')
    accounts = rows(
        sample_graph,
        f"""SELECT ?article ?said {{
              GRAPH ?article {{
                ?claim rdf:subject {baghdad} ; rdf:predicate kg:attacker ; rdf:object entity:united-states
                OPTIONAL {{ ?claim kg:sourceText ?said }}
              }}
            }}""",
    )
    assert accounts >= {
        ("conflict-monitor-2024-01-05-update", ""),  # in its own voice
        ("levant-wire-2024-01-04-baghdad", "PMF"),
        ("atlantic-ledger-2024-01-05-pentagon", "Pentagon"),
    }


def test_several_outlets_tell_of_one_strike(sample_graph: Graph, baghdad: str) -> None:
    ((outlets,),) = rows(
        sample_graph,
        f"SELECT (COUNT(DISTINCT ?article) AS ?n) {{ GRAPH ?article {{ ?claim rdf:subject {baghdad} }} }}",
    )
    assert int(outlets) >= 5
    assert ask(sample_graph, f'{baghdad} a kg:DroneStrike, kg:AirStrike, kg:Attack ; kg:date "2024-01-04"^^xsd:date')
    assert ask(sample_graph, f"{baghdad} kg:place ?place . ?place owl:sameAs <https://sws.geonames.org/98182/>")


def test_every_claim_can_be_shown_in_the_words_of_its_article(sample_graph: Graph) -> None:
    query = """SELECT ?article ?body ?quote ?start ?end {
                 GRAPH ?article {
                   ?article schema:articleBody ?body .
                   ?claim kg:quote ?quote ; kg:start ?start ; kg:end ?end
                 }
               }"""
    quotes = [[value.value for value in row] for row in select(sample_graph, WHERE + query)]
    assert len(quotes) > 200
    for article, body, quote, start, end in quotes:
        assert body[int(start) : int(end)] == quote, article


def test_the_wire_copy_is_linked_to_its_original(sample_graph: Graph) -> None:
    assert rows(sample_graph, "SELECT ?copy ?of { GRAPH ?copy { ?copy kg:copyOf ?of } }") == {
        ("port-courier-2024-01-04-iraq", "levant-wire-2024-01-04-baghdad")
    }


def test_what_is_only_denied_or_imagined_is_not_believed(sample_graph: Graph) -> None:
    unbelieved = """GRAPH ?article {
        ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:factuality ?how
        FILTER(?how IN (kg:Denied, kg:Hypothetical))
      }"""
    assert ask(sample_graph, unbelieved)
    assert not ask(
        sample_graph,
        unbelieved
        + """ ?s ?p ?o FILTER NOT EXISTS {
        GRAPH ?other {
          ?another rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:factuality ?so
          FILTER(?so IN (kg:Asserted, kg:Hedged))
        }
      }""",
    )


def test_tehran_denies_and_is_nobodys_attacker(sample_graph: Graph, incident: Incident) -> None:
    tower = f"event:{incident('2024-01-28', 'jordan')}"
    assert ask(sample_graph, f"{tower} a kg:Attack")
    assert not ask(sample_graph, f"{tower} kg:attacker entity:iran")


def test_who_claims_an_attack_is_its_attacker_on_their_own_word(sample_graph: Graph) -> None:
    assert ask(
        sample_graph,
        """?event kg:attacker entity:islamic-state ; kg:date "2024-01-03"^^xsd:date .
           GRAPH ?article {
             ?claim rdf:subject ?event ; rdf:object entity:islamic-state ; kg:attributedTo entity:islamic-state
           }""",
    )


def test_an_undated_article_gives_its_days_no_year(sample_graph: Graph) -> None:
    dates = rows(
        sample_graph,
        "SELECT ?date (DATATYPE(?date) AS ?type) { GRAPH article:tigris-notebook-mashtal { ?event kg:date ?date } }",
    )
    assert ("--01-28", "XMLSchema#gMonthDay") in dates
    assert all(date.startswith("--") for date, _ in dates)


def test_its_story_joins_the_one_that_others_date(sample_graph: Graph) -> None:
    assert ask(
        sample_graph,
        """GRAPH article:tigris-notebook-mashtal { ?event kg:date "--01-28"^^xsd:gMonthDay }
           ?event kg:date "2024-01-28"^^xsd:date""",
    )


@pytest.mark.parametrize(
    ("person", "relation", "of"),
    [
        ("Ismail Haniyeh", "leads", "hamas"),
        ("Hassan Nasrallah", "leads", "hezbollah"),
        ("Daniel Hagari", "spokespersonFor", "israel-military"),
        ("Nasser Kanaani", "memberOf", "iran-foreign-ministry"),
    ],
)
def test_who_is_who(sample_graph: Graph, person: str, relation: str, of: str) -> None:
    assert ask(sample_graph, f'?person rdfs:label "{person}" ; kg:{relation} entity:{of}')


def test_iran_backs_the_houthis(sample_graph: Graph) -> None:
    assert ask(sample_graph, "entity:houthis kg:backedBy entity:iran ; kg:alignedWith entity:iran")
