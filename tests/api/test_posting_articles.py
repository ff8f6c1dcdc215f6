"""Articles posted and taken back, beside the command line and in the face of kill -9: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from commands import KG
from serving import BASE, Served, serving

from kg.store import Graph

STRIKE = {
    "id": "strike",
    "text": "A drone strike killed Saleh al-Arouri, a leader of Hamas, in Beirut.",
    "date": "2024-01-03",
}
RAID = {"id": "raid", "text": "The Houthis attacked a ship in the Red Sea on Friday, killing three sailors."}
SHELLING = {"id": "shelling", "text": "Israel shelled Khan Younis, and seven civilians were wounded."}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("articles") / "graph", lock_wait=1) as server:
        yield server


def nquads(served: Served) -> bytes:
    with Graph.snapshot(served.folder, base=BASE) as graph:
        return graph.sorted_nquads()


def statuses(served: Served, *args: object, **sent: object) -> list[tuple[str, str | None]]:
    answer = served.client.post("/articles", *args, **sent)  # type: ignore[arg-type]
    assert answer.is_success, answer.text
    return [(item["status"], item["id"]) for item in answer.json()["items"]]


def test_articles_come_in_are_replaced_and_go(served: Served) -> None:
    answer = served.client.post("/articles", json=STRIKE)
    assert (answer.status_code, answer.headers["Location"]) == (201, "/articles/strike")
    generation = {"Graph-Generation": answer.headers["Graph-Generation"]}
    assert served.client.get(answer.headers["Location"], headers=generation).status_code == 200
    assert served.wrote(answer, "?someone rdfs:label 'Hamas'")
    assert statuses(served, json=STRIKE) == [("unchanged", "strike")]
    assert statuses(served, json=STRIKE | {"title": "Strike in Beirut"}) == [("replaced", "strike")]
    assert served.client.delete("/articles/strike").status_code == 204
    assert served.client.get("/articles/strike").status_code == 404
    assert served.client.delete("/articles/strike").status_code == 404
    assert nquads(served) == b""


def test_articles_are_sent_in_many_forms(served: Served) -> None:
    page = "<html><body><article><h1>Raid</h1><p>" + "Gunmen raided a village near Kirkuk. " * 5 + "</p></article>"
    lines = '{"text": "Shells fell on Aleppo.", "id": "a"}\n{"text": 7}\n{"text": "Shells fell on Aleppo."}'
    files = [
        ("f", ("x.txt", "date 2024-01-05 Rockets hit Erbil.", "text/plain")),
        ("f", ("x.pdf", b"%PDF", "application/pdf")),
    ]
    (first, second, third) = statuses(served, content=lines, headers={"Content-Type": "application/x-ndjson"})
    assert (first, second, third[0]) == (("new", "a"), ("failed", None), "new")
    html, params = {"Content-Type": "text/html"}, {"id": "page", "date": "2024-02-01"}
    assert statuses(served, content=page, headers=html, params=params) == [("new", "page")]
    assert statuses(served, files=files) == [("new", "x"), ("failed", None)]
    assert served.client.get("/articles/page").json()["report"]["published"] == "2024-02-01"
    # The one without an id is known by what it says.
    assert statuses(served, json={"text": "Shells fell on Aleppo."}) == [("unchanged", third[1])]
    known = [report["id"] for report in served.client.get("/articles").json()["items"]]
    assert set(known) == {"a", "page", "x", third[1]}
    for id_ in known:
        assert served.client.delete(f"/articles/{id_}").status_code == 204


def test_a_claim_is_judged_and_the_word_taken_back(served: Served) -> None:
    served.client.post("/articles", json=RAID)
    [toll] = [one for one in served.client.get("/articles/raid").json()["claims"] if one["predicate"] == "killedCount"]
    at = f"/claims/{toll['iri'].rpartition('/')[2]}/judgement"
    assert served.client.get(at).json() == {"judgement": None, "said": []}
    word = {"judgement": "wrong", "by": "ada", "cause": "toll", "note": "they were four"}
    assert served.client.post(at, json=word).status_code == 200
    told = served.client.get(at).json()
    assert told["judgement"] == "wrong"
    assert [{name: one[name] for name in word} for one in told["said"]] == [word]
    assert b"ontology#killedMin>" not in nquads(served)
    # It is read again, and stays out.
    assert statuses(served, json=RAID | {"title": "Raid at sea"}) == [("replaced", "raid")]
    [toll] = [one for one in served.client.get("/articles/raid").json()["claims"] if one["predicate"] == "killedCount"]
    assert (toll["believed"], toll["judgement"]) == (False, "wrong")
    assert served.client.post(at, json={"judgement": "unsure", "by": "ben"}).status_code == 200
    assert served.client.get(at).json()["judgement"] is None
    assert b"ontology#killedMin>" in nquads(served)
    assert served.client.delete("/articles/raid").status_code == 204


def test_what_posts_change_is_listed_and_fed(served: Served) -> None:
    served.client.post("/articles", json=SHELLING)
    served.client.post("/articles", json=STRIKE)
    since = {"since": str(int(served.client.post("/articles", json=RAID).headers["Graph-Generation"]) - 1)}
    told = served.client.get("/changes", params=since).json()
    [new] = [one for one in told["items"] if one["kind"] == "incident-new"]
    assert (new["article"], new["href"].startswith("/incidents/"), bool(new["quote"])) == ("raid", True, True)
    feed = ET.fromstring(served.client.get("/changes.atom", params=since).content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}entry/{atom}title") == f"{new['label']}: new incident"
    ids = [one.text for one in ET.fromstring(served.client.get("/changes.atom").content).iter(f"{atom}id")]
    assert len(ids) == len(set(ids)) > 2
    as_json = served.client.get("/changes.json", params=since)
    assert as_json.headers["content-type"] == "application/feed+json"
    assert [one["title"] for one in as_json.json()["items"]] == [
        one.text for one in feed.iterfind(f"{atom}entry/{atom}title")
    ]
    assert served.client.get("/changes", params={"since": "lately"}).status_code == 422
    for id_ in ("shelling", "strike", "raid"):
        served.client.delete(f"/articles/{id_}")


def test_what_is_no_word_on_a_claim_is_refused(served: Served) -> None:
    at = "/claims/0123456789abcdef0123/judgement"
    for body, status in (({"judgement": "wrong"}, 422), ({"judgement": "maybe", "by": "ada"}, 422)):
        assert served.client.post(at, json=body).status_code == status
    assert served.client.post(at, json={"judgement": "wrong", "by": "ada"}).status_code == 404
    assert served.client.get(at).status_code == 404
    assert served.client.post(at, content=b"wrong").status_code == 415
    no_token = {"Authorization": "Bearer nothing"}
    assert served.client.post(at, json={"judgement": "wrong", "by": "ada"}, headers=no_token).status_code == 401


def test_what_is_no_article_is_refused(served: Served) -> None:
    answer = served.client.post("/articles", json=[{"id": "empty", "text": " "}])
    assert (answer.status_code, "no text" in answer.json()["detail"]) == (422, True)
    assert served.client.post("/articles", content=b"x", headers={"Content-Type": "image/png"}).status_code == 415
    assert served.client.post("/articles", json=STRIKE, headers={"Authorization": ""}).status_code == 401


def test_an_id_may_be_an_address(served: Served) -> None:
    id_, text = "https://other.example/a/b?c", {"Content-Type": "text/plain"}
    place = served.client.post("/articles", params={"id": id_}, content=RAID["text"], headers=text).headers["location"]
    assert served.client.get(place).json()["report"]["id"] == id_
    assert served.client.delete(place).status_code == 204
    assert served.client.get(place).status_code == 404


def test_an_article_of_signs_holds_nobody_up(served: Served) -> None:
    begun = time.monotonic()
    signs = "!?-'.)(" * 1500
    answer = served.client.post("/articles", json={"id": "signs", "text": f"Two men were killed in Basra. {signs}"})
    assert answer.status_code in (200, 201, 422), answer.text
    assert served.update("INSERT DATA { GRAPH <urn:after> { <urn:a> <urn:b> 1 } }").is_success
    assert time.monotonic() - begun < 60
    assert served.client.delete("/articles/signs").status_code in (204, 404)


def test_the_command_line_writes_beside_the_server(served: Served) -> None:
    """While updates keep coming, a command gets its turn, and none of the updates is lost."""
    assert served.client.post("/articles", json=RAID | {"id": "beside"}).status_code == 201
    stop, sent = threading.Event(), [0]

    def keep_writing() -> None:
        while not stop.is_set():
            answer = served.update(f"INSERT DATA {{ GRAPH <urn:beside> {{ <urn:s> <urn:p> {sent[0]} }} }}")
            assert answer.status_code in (204, 503)  # while the others write for longer than the server waits
            sent[0] += answer.is_success

    writing = threading.Thread(target=keep_writing)
    writing.start()
    try:
        command = [*KG, "retract", "beside", "--data", str(served.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    finally:
        stop.set()
        writing.join()
    rows = served.client.get("/graphs?graph=urn:beside", headers={"Accept": "application/n-triples"}).text.splitlines()
    assert len(rows) == sent[0] > 0
    assert served.client.delete("/graphs?graph=urn:beside").status_code == 204


def test_while_another_process_writes_the_server_waits_and_then_says_for_whom(served: Served) -> None:
    with Graph.open(served.folder, base=BASE, wait=3):
        answer = served.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
        assert "(process " in answer.json()["detail"]
        told = subprocess.run([*KG, "retract", "x", "--data", str(served.folder)], capture_output=True, text=True,
                              check=False, env=os.environ | {"SITREP_LOCK_WAIT": "0.2"})  # fmt: skip
        assert told.returncode == 2
        assert "waiting for" in told.stderr
        assert "run this again when it is done" in told.stderr
        assert "lock" not in told.stderr.lower()
    assert served.update("INSERT DATA { GRAPH <urn:d> { <urn:a> <urn:b> <urn:c> } } ; DROP GRAPH <urn:d>").is_success


def test_killed_while_it_takes_articles_the_writer_ends_with_the_same_graph(served: Served) -> None:
    assert served.client.post("/articles", json=[STRIKE, RAID, SHELLING]).status_code == 201
    undisturbed = nquads(served)
    for article in (STRIKE, RAID, SHELLING):
        served.client.delete(f"/articles/{article['id']}")
    assert served.client.post("/articles", json=STRIKE).status_code == 201
    killer = threading.Timer(0.1, served.kill_writer)
    killer.start()
    answer = served.client.post("/articles", json=[RAID, SHELLING])
    killer.join()
    assert served.client.get("/articles/strike").status_code == 200
    if not answer.is_success:
        assert answer.status_code == 503
        assert "send the request again" in answer.json()["detail"]
        assert served.client.post("/articles", json=[RAID, SHELLING]).is_success
    assert nquads(served) == undisturbed


@pytest.mark.parametrize("id_", ["..", ".", "a\x1b[2Jb", "a\x00b", "a\u202eb"])
def test_an_id_that_no_address_can_hold_is_refused(served: Served, id_: str) -> None:
    answer = served.client.post("/articles", json={"id": id_, "text": "Two men were killed in Basra."})
    assert answer.status_code == 422, answer.text
    assert "choose another one" in answer.text
    assert "\x1b" not in answer.text


def test_killed_while_it_updates_the_writer_loses_no_acknowledged_update(served: Served) -> None:
    chance, acknowledged, kills = random.Random(4), [], 0
    for n in range(3):
        killer = threading.Timer(chance.uniform(0.0, 0.1), served.kill_writer)
        before = f"OPTIONAL {{ ?s <urn:n> ?n FILTER(?n = {n - 1}) }}"
        text = f"DELETE {{ ?s <urn:n> ?n }} INSERT {{ <urn:k{n}> <urn:n> {n} }} WHERE {{ {before} }} ;"
        text += f"INSERT DATA {{ GRAPH <urn:kills> {{ <urn:k{n}> <urn:n> {n} }} }}"
        killer.start()
        answer = served.update(text)
        killer.join()
        if answer.is_success:
            acknowledged.append(n)
        else:
            kills += 1
            assert answer.status_code == 503
    assert kills
    assert served.update("INSERT DATA { GRAPH <urn:kills> { <urn:end> <urn:n> -1 } }").is_success
    with Graph.snapshot(served.folder, base=BASE) as graph:
        assert all(graph.query(f"ASK {{ GRAPH <urn:kills> {{ <urn:k{n}> <urn:n> {n} }} }}") for n in acknowledged)
    with Graph.open(served.folder, base=BASE, wait=10) as graph:
        # The default graph and the edits are in step, whatever was cut off.
        assert not graph.query("ASK { ?s <urn:n> ?n MINUS { GRAPH <graph/added> { ?s <urn:n> ?n } } }")
        assert not graph.query("ASK { GRAPH <graph/added> { ?s <urn:n> ?n } MINUS { ?s <urn:n> ?n } }")
        assert not graph.query("ASK { GRAPH <graph/removed> { ?s <urn:n> ?n } ?s <urn:n> ?n }")
        assert not graph.query(
            "ASK { { GRAPH <graph/inserts> { ?s ?p ?o } } UNION { GRAPH <graph/deletes> { ?s ?p ?o } } }"
        )
