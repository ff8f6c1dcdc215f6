"""Neighbourhoods over HTTP: every form has the same nodes and edges, pages follow each other, filters filter."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest
from fastapi.testclient import TestClient
from lxml import etree
from pyoxigraph import NamedNode, RdfFormat, parse

KG = "https://w3id.org/sitrep/ontology#"
NUJABA = "https://w3id.org/sitrep/id/entity/harakat-al-nujaba"
ADDRESS = "/entities/harakat-al-nujaba/neighbours"
GEXF = {"g": "http://gexf.net/1.3"}

Ids = tuple[set[str], set[str]]


def in_graphology(body: str) -> Ids:
    data = json.loads(body)
    return {node["key"] for node in data["nodes"]}, {edge["key"] for edge in data["edges"]}


def in_node_link(body: str) -> Ids:
    network = nx.node_link_graph(json.loads(body))
    return set(network), {key for *_, key in network.edges(keys=True)}


def in_cytoscape(body: str) -> Ids:
    nodes, edges = ({item["data"]["id"] for item in items} for items in json.loads(body)["elements"].values())
    return nodes, edges


def in_gexf(body: str) -> Ids:
    tree = etree.fromstring(body.encode())
    nodes, edges = (tree.xpath(f"//g:{name}/@id", namespaces=GEXF) for name in ("node", "edge"))
    return set(nodes), set(edges)


def in_graphml(body: str) -> Ids:
    network = nx.read_graphml(io.BytesIO(body.encode()), force_multigraph=True)
    return set(network), {key for *_, key in network.edges(keys=True)}


def in_rdf(format_: RdfFormat, body: str) -> Ids:
    triples = [(q.subject.value, q.predicate.value, q.object) for q in parse(body, format_)]
    edges = {f"{s} {p.removeprefix(KG)} {o.value}" for s, p, o in triples if KG in p and isinstance(o, NamedNode)}
    return {s for s, p, _ in triples if p.endswith("#label")}, edges


def in_csv(body: str) -> Ids:
    rows = list(csv.DictReader(io.StringIO(body)))
    return {row[end] for row in rows for end in ("Source", "Target")}, {row["Id"] for row in rows}


READERS = {
    "graphology": in_graphology,
    "node-link": in_node_link,
    "cytoscape": in_cytoscape,
    "gexf": in_gexf,
    "graphml": in_graphml,
    "jsonld": lambda body: in_rdf(RdfFormat.JSON_LD, body),
    "turtle": lambda body: in_rdf(RdfFormat.TURTLE, body),
    "csv": in_csv,
}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("depth", [1, 3])
def test_every_form_has_the_same_nodes_and_edges(form: str, depth: int, client: TestClient) -> None:
    expected = in_graphology(client.get(ADDRESS, params={"depth": depth}).text)
    assert len(expected[1]) == {1: 5, 3: 19}[depth]
    answer = client.get(ADDRESS, params={"depth": depth, "format": form})
    assert READERS[form](answer.text) == expected
    by_header = client.get(ADDRESS, params={"depth": depth}, headers={"Accept": answer.headers["content-type"]})
    assert by_header.content == answer.content


def test_as_documented_for_networkx(client: TestClient) -> None:
    address = "/entities/iran/neighbours?format=node-link&depth=2"
    network = nx.node_link_graph(client.get(address).json())
    assert isinstance(network, nx.MultiDiGraph)
    assert network.nodes[NUJABA]["label"] == "Harakat al-Nujaba"


def test_graphology_has_what_a_picture_needs(client: TestClient) -> None:
    body = client.get(ADDRESS, params={"positions": True}).json()
    assert body["options"] == {"type": "directed", "multi": True, "allowSelfLoops": True}
    nodes = {node["key"]: node["attributes"] for node in body["nodes"]}
    assert nodes[NUJABA] | {"x": 0, "y": 0} == {
        "iri": NUJABA, "label": "Harakat al-Nujaba", "class": "ArmedGroup", "named": True, "degree": 5, "x": 0, "y": 0,
        "color": "#e69f00", "size": 16.23,
    }  # fmt: skip
    assert all("type" not in attributes for attributes in nodes.values()), "sigma refuses it"
    assert len({(attributes["x"], attributes["y"]) for attributes in nodes.values()}) == len(nodes)
    assert body["edges"][0]["attributes"] == {
        "kind": "attacked", "weight": 2, "confidence": 0.8, "articles": ["gulf-101", "harbour-201", "north-001"],
        "first": "2024-01-04", "last": "2024-01-04",
    }  # fmt: skip
    assert client.get(ADDRESS, params={"positions": True}).json() == body, "the same each time"


@pytest.mark.parametrize("form", ["graphology", "csv"])
def test_pages_follow_each_other_and_tell_how_much_there_is(form: str, client: TestClient) -> None:
    address, found, pages = f"{ADDRESS}?depth=2&limit=3&format={form}&class=Organization&class=Event", [], 0
    while address:
        answer = client.get(address)
        assert answer.headers["total-edges"] == "6"
        found += sorted(READERS[form](answer.text)[1])
        address = answer.links["next"]["url"] if "link" in answer.headers else ""
        pages += 1
        if form == "graphology":
            attributes = answer.json()["attributes"]
            assert attributes == {
                "centre": NUJABA, "truncated": bool(address), "total_edges": 6, "next": address or None,
            }  # fmt: skip
    assert (len(found), len(set(found)), pages) == (6, 6, 2)


def test_an_incident_has_neighbours_too(client: TestClient) -> None:
    nodes, edges = in_graphology(client.get("/incidents/2024-01-04-baghdad-drone-strike/neighbours").text)
    assert (len(nodes), len(edges)) == (5, 4)


@pytest.mark.parametrize(
    ("parameters", "edges"),
    [
        ("predicate=leads&predicate=partOf", 2),
        ("class=Person", 1),
        ("direction=in", 3),
        ("since=2024-02", 3),
        ("until=2023-12-31", 3),
        ("min_confidence=0.85", 2),
        ("outlet=Gulf%20Courier", 3),
        ("outlet=Gulf%20Courier&outlet=Northern%20Wire", 5),
    ],
)
def test_filters(parameters: str, edges: int, client: TestClient) -> None:
    body = client.get(f"{ADDRESS}?{parameters}").json()
    assert len(body["edges"]) == body["attributes"]["total_edges"] == edges


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/entities/nobody/neighbours", 404, "nobody"),
        (f"{ADDRESS}?predicate=likes", 422, "'likes' is no kind of tie"),
        (f"{ADDRESS}?class=Claim", 422, "'Claim' is no class of nodes"),
        (f"{ADDRESS}?since=soon", 422, "since: 'soon' is no date"),
        (f"{ADDRESS}?cursor=5", 422, "cursor"),
        (f"{ADDRESS}?depth=9", 422, "depth: Input should be less than or equal to 3"),
        (f"{ADDRESS}?min_confidence=2", 422, "min_confidence"),
        (f"{ADDRESS}?format=dot", 406, "There is no format 'dot' here; there are graphology, node-link"),
    ],
)
def test_what_is_wrong_is_said(address: str, status: int, says: str, client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.json()["detail"]


def test_the_shortest_path_between_two_has_the_claims_along_it(client: TestClient) -> None:
    told = client.get("/path", params={"from": "Iran", "to": "united-states"}).json()
    assert [node["label"] for node in told["nodes"]] == ["Iran", "Harakat al-Nujaba", "US military", "United States"]
    assert [{tie["kind"] for tie in step} for step in told["steps"]] == [{"backedBy"}, {"attacked"}, {"partOf"}]
    attacked = told["steps"][1][0]
    claims = client.get("/claims", params={"edge": attacked["edge"]}).json()["items"]
    assert attacked["claims"] == claims[:3] != []
    ids = {tie["edge"] for step in told["steps"] for tie in step}
    assert {edge["key"] for edge in told["network"]["edges"]} == ids
    around = nx.node_link_graph(
        client.get("/entities/iran/neighbours", params={"depth": 3, "format": "node-link"}).json()
    )
    way = nx.shortest_path(around.to_undirected(), told["nodes"][0]["iri"], told["nodes"][-1]["iri"])
    assert len(way) == len(told["nodes"])


@pytest.mark.parametrize(
    ("ends", "status", "says"),
    [
        ({"from": "Iran", "to": "Iran"}, 422, "the same"),
        ({"from": "Iran", "to": "Atlantis"}, 422, "'to' is 'Atlantis'"),
        ({"from": "Iran"}, 422, "to"),
        ({"from": "Iran", "to": "United States", "predicate": "backedBy"}, 404, "No path"),
    ],
)
def test_where_no_path_leads_it_says_why(ends: dict[str, str], status: int, says: str, client: TestClient) -> None:
    answer = client.get("/path", params=ends)
    assert answer.status_code == status
    assert says in answer.json()["detail"]
