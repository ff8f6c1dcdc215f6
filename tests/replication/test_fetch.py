"""A copy of what a server store holds follows it by what changed, and whatever happens meanwhile holds the same."""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import KG
from proxy import proxy
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from stores import BASE, Oxigraph, here, oxigraph, retract, send

from kg import updates
from kg.pipeline.publish import publish
from kg.replication import log
from kg.replication.fetch import CopyMark, FetchReport, fetch
from kg.replication.server import Server
from kg.settings import Settings
from kg.store import Graph
from kg.store.copies import mark

InStep = tuple[Settings, Oxigraph]
MINE = [NamedNode(f"http://mine.example/{n}") for n in range(3)]


def take(settings: Settings, server: Oxigraph, copy: Path, *, anew: bool = False) -> FetchReport | None:
    with Server(settings.model_copy(update={"data": copy, "store": server.url})) as there:
        return fetch(settings.model_copy(update={"data": copy, "store": server.url}), there, anew=anew)


@pytest.fixture
def followed(in_step: InStep, tmp_path: Path) -> tuple[Settings, Oxigraph, Path]:
    """A folder, its server store, and a copy of what that holds."""
    settings, server = in_step
    fetched = take(settings, server, tmp_path / "copy")
    assert fetched
    assert fetched.whole
    return settings, server, tmp_path / "copy"


def edit(settings: Settings, text: str) -> None:
    with Graph.open(settings.data, base=BASE) as graph:
        updates.update(graph, text)
        publish(graph)


def put(settings: Settings, name: NamedNode, *triples: Triple) -> None:
    with Graph.open(settings.data, base=BASE) as graph:
        updates.replace(graph, name, triples)
        publish(graph)


def test_only_what_changed_is_fetched_and_nothing_if_nothing_did(followed: tuple[Settings, Oxigraph, Path]) -> None:
    settings, server, copy = followed
    assert take(settings, server, copy) is None
    retract(settings, 1)
    sent = send(settings)
    fetched = take(settings, server, copy)
    assert fetched
    assert (fetched.whole, 0 < fetched.quads <= sent.quads) == (False, True)
    assert here(copy) == here(settings.data)
    with Graph.snapshot(copy, base=BASE) as graph, Graph.snapshot(settings.data, base=BASE) as original:
        runs = original.iris.graph("runs")
        assert set(graph.quads(graph=runs)) == set(original.quads(graph=runs))


@pytest.mark.parametrize("seed", [1])
def test_after_any_sequence_of_changes_all_hold_the_same(followed: tuple[Settings, Oxigraph, Path], seed: int) -> None:
    settings, server, copy = followed
    chance, fetched = random.Random(seed), list[FetchReport | None]()

    def triple() -> Triple:
        value = chance.choice([BlankNode("b"), Literal('it\'s "so"\n\x85A'), Literal(4711)])
        return Triple(chance.choice(MINE), chance.choice(MINE), value)

    def someone() -> str:
        return f"<{BASE}entity/x{chance.randrange(3)}> <{BASE}p> {chance.randrange(3)}"

    changes: list[Callable[[], object]] = [
        lambda: retract(settings, chance.randrange(1, 4)),
        lambda: edit(settings, f"INSERT DATA {{ {someone()} }}"),
        lambda: edit(settings, f"DELETE DATA {{ {someone()} }}"),
        lambda: edit(settings, f"DELETE WHERE {{ <{BASE}entity/hamas> ?p ?o }}"),
        lambda: put(settings, chance.choice(MINE), *(triple() for _ in range(chance.randrange(3)))),
        lambda: edit(settings, f"DROP SILENT GRAPH {chance.choice(MINE)}"),
        lambda: edit(settings, "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o FILTER(?o = 4711) } }"),
    ]
    for _ in range(6):
        chance.choice(changes)()
        if chance.random() < 0.6:
            send(settings)
        if chance.random() < 0.6:
            fetched.append(take(settings, server, copy))
    send(settings)
    fetched.append(take(settings, server, copy))
    assert here(copy) == here(settings.data)
    assert not [one for one in fetched if one and one.whole]


def test_who_follows_and_who_sends_may_be_killed_at_any_moment(followed: tuple[Settings, Oxigraph, Path]) -> None:
    settings, server, copy = followed
    moments = random.Random(4)
    for what in ("push", "fetch"):
        retract(settings, 3)
        if what == "fetch":
            send(settings)
        data, before = {"push": settings.data, "fetch": copy}[what], server.count()
        command = [*KG, "store", what, "--data", str(data)]
        said = {"SITREP_STORE": server.url, "SITREP_STORE_BATCH": "100"}
        with subprocess.Popen(command, env=os.environ | said, stdout=subprocess.DEVNULL) as going:
            while going.poll() is None and server.count() == before and not (copy / "UNPUBLISHED").exists():
                time.sleep(0.02)  # the server counts all that it holds
            time.sleep(moments.uniform(0, 0.1))
            going.kill()
    send(settings)
    last = take(settings, server, copy)
    assert here(copy) == here(settings.data) == server.sorted_nquads()
    assert last is None or not last.whole


def test_the_server_may_be_killed_while_a_copy_follows(followed: tuple[Settings, Oxigraph, Path]) -> None:
    settings, server, copy = followed
    for _ in range(2):
        retract(settings, 1)
        send(settings)
        following = threading.Thread(target=take, args=[settings, server, copy])
        following.start()
        time.sleep(0.02)
        server.kill()
        server.start()
        following.join()
    assert here(copy) == here(settings.data)


def test_an_unreliable_network_changes_nothing_in_a_copy(in_step: InStep, tmp_path: Path) -> None:
    settings, server = in_step
    with proxy(server.url) as between:
        copied = settings.model_copy(update={"store": between.url, "data": tmp_path / "copy"})
        with Server(copied) as there:
            fetch(copied, there)
            between.faults = 0.4
            for _ in range(2):
                retract(settings, 1)
                send(settings)
                followed = fetch(copied, there)
        assert between.failures
    assert followed
    assert not followed.whole
    assert here(copied.data) == here(settings.data)


def test_what_the_server_does_not_remember_is_fetched_anew(
    followed: tuple[Settings, Oxigraph, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, server, copy = followed

    def after(changes: int) -> bool:
        for _ in range(changes):
            retract(settings, 1)
            send(settings)
        fetched = take(settings, server, copy)
        assert fetched
        assert here(copy) == here(settings.data)
        return fetched.whole

    monkeypatch.setattr(log, "KEPT", 1)
    assert not after(1)
    assert after(2)
    monkeypatch.setattr(log, "KEPT_QUADS", 10)  # of no publication, since all change more
    assert after(1)


def test_what_others_did_to_the_server_is_repaired_in_copies_too(followed: tuple[Settings, Oxigraph, Path]) -> None:
    settings, server, copy = followed
    whole = here(settings.data)
    server.update("DELETE WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }")
    assert take(settings, server, copy) is None
    anew = take(settings, server, copy, anew=True)
    assert anew
    assert anew.whole
    assert here(copy) == server.sorted_nquads() != whole
    send(settings, compare=True)  # which the same publication of the folder comes of
    take(settings, server, copy)
    assert here(copy) == server.sorted_nquads() == whole


def test_a_copy_that_was_brought_further_than_the_server_now_is_made_anew(
    followed: tuple[Settings, Oxigraph, Path], tmp_path: Path
) -> None:
    settings, server, copy = followed
    held = CopyMark.of(copy)
    assert held
    mark(copy, f"{held.url} {held.state} 0123456789abcdef\n")  # as of who is killed, before the server's backup is back
    fetched = take(settings, server, copy)
    assert fetched
    assert fetched.whole
    with oxigraph(tmp_path / "other") as other:
        other.update(f"INSERT DATA {{ <{BASE}entity/x> <{BASE}p> 1 }}")  # of nobody who says what it holds
        assert take(settings, other, copy)
        assert take(settings, other, copy) is None
        assert here(copy) == other.sorted_nquads()


def test_graphs_of_peoples_own_are_in_a_copy_as_long_as_they_are_there(in_step: InStep, tmp_path: Path) -> None:
    settings, server = in_step
    put(settings, MINE[0], Triple(MINE[0], MINE[0], BlankNode("b1")))
    put(settings, MINE[1], Triple(MINE[1], MINE[1], Literal(1)))
    send(settings)
    server.update("INSERT DATA { GRAPH <http://theirs.example/> { <a:a> <a:b> 1 } }")
    take(settings, server, tmp_path / "copy")
    assert here(tmp_path / "copy") == here(settings.data)
    edit(settings, f"DROP GRAPH {MINE[0]}")
    with Graph.open(settings.data, base=BASE) as graph:
        assert graph.outbox
        graph.outbox.lose()  # so that it is only known from the server that there was such a graph
    send(settings)
    take(settings, server, tmp_path / "copy")
    assert here(tmp_path / "copy") == here(settings.data)
    named = {str(quad.graph_name) for quad in server.quads() if ".example/" in str(quad.graph_name)}
    assert named == {str(MINE[1]), "<http://theirs.example/>"}
