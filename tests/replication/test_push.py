"""A server store is kept in step: whatever is done to the graph, and whoever dies meanwhile, both end with the same."""

from __future__ import annotations

import os
import random
import re
import subprocess
import threading
import time
from pathlib import Path

import pytest
from commands import KG, Run
from proxy import proxy
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from stores import BASE, Oxigraph, here, oxigraph, retract, send

from kg import updates
from kg.errors import ServerStoreError, SettingsError, StoreError
from kg.pipeline.publish import publish
from kg.replication.check import check
from kg.replication.push import _Owner
from kg.replication.server import Server
from kg.settings import Settings
from kg.store import Graph
from kg.store.outbox import Outbox

STRIKE = "date 2024-03-05\nIsrael carried out an airstrike in Damascus on Tuesday. It killed at least 3 people.\n"
MINE = NamedNode("http://mine.example/notes#1")
InStep = tuple[Settings, Oxigraph]


def test_the_commands_that_change_a_graph_tell_the_server(kg: Run, own: Path, tmp_path: Path, server: Oxigraph) -> None:
    (tmp_path / "strike.txt").write_text(STRIKE)
    told = "--data", own, "--store", server.url
    first = kg("add", "strike.txt", *told)
    assert "quads compared and sent" in first.out, first.err
    assert server.sorted_nquads() == here(own)
    for command in (["retract", "strike"], ["judge", "hezbollah", "hamas", "same"]):
        later = kg(*command, *told)
        assert (later.code, "quads sent." in later.out) == (0, True), later.err
        assert server.sorted_nquads() == here(own)
    assert "nothing to send" in kg("store", "push", *told).out
    assert "holds the same" in kg("store", "check", *told).out


def test_a_folder_is_known_by_its_name_although_a_line_was_cut_short(tmp_path: Path) -> None:
    names = []
    for url in ("http://a.example", "http://a.example", "http://b.example"):
        with (tmp_path / "SERVER").open("a+", encoding="utf-8") as file:
            owner = _Owner(file, url)
            names.append((owner.id, owner.new))
            owner.sign()
            file.write('{"id": "half of a na')
    assert names == [(names[0][0], new) for new in (True, False, True)]


def test_only_what_changed_is_sent(in_step: InStep) -> None:
    settings, server = in_step
    retract(settings, 1)
    pushed = send(settings)
    assert (pushed.generation, pushed.whole, pushed.quads < 2_000) == (2, False, True)
    assert server.sorted_nquads() == here(settings.data)
    assert send(settings).quads == 0


def test_what_people_write_is_sent_too_blank_nodes_as_iris(in_step: InStep) -> None:
    settings, server = in_step
    with Graph.open(settings.data, base=BASE) as graph:
        updates.replace(graph, MINE, [Triple(BlankNode("b1"), MINE, Literal('it\'s "so"\n'))])
        edit, mine = f"<{BASE}entity/x> <{BASE}p> 1", "GRAPH <http://other.example/> { <a:a> <a:b> 4711 }"
        updates.update(graph, f"INSERT DATA {{ {edit} . {mine} }}")
        publish(graph)
    send(settings)
    told = re.sub(rb"_:(\w+)", rf"<{BASE}.well-known/genid/\1>".encode(), here(settings.data))
    assert told != here(settings.data)
    assert sorted(server.sorted_nquads().splitlines()) == sorted(told.splitlines())
    with Graph.open(settings.data, base=BASE) as graph:
        updates.update(graph, "DELETE { GRAPH ?g { ?s ?p 4711 } } WHERE { GRAPH ?g { ?s ?p 4711 } }")
        updates.delete(graph, MINE)
        publish(graph)
    assert not send(settings).whole
    assert server.sorted_nquads() == here(settings.data)
    with Graph.open(settings.data, base=BASE) as graph:
        updates.update(graph, f"DELETE WHERE {{ <{BASE}entity/x> ?p ?o }}")
        publish(graph)
    send(settings)
    assert server.sorted_nquads() == here(settings.data)


def test_whoever_sends_may_be_killed_at_any_moment(own: Path, server: Oxigraph) -> None:
    settings, moments = Settings(data=own, store=server.url), random.Random(3)
    for known in (False, True):  # what changed
        if known:
            send(settings)
            retract(settings, 3)
        command = [*KG, "store", "push", "--data", str(own)]
        said = {"SITREP_STORE": server.url, "SITREP_STORE_BATCH": "100"}
        with subprocess.Popen(command, env=os.environ | said, stdout=subprocess.DEVNULL) as sending:
            begun = server.count()
            while server.count() == begun and sending.poll() is None:
                time.sleep(0.02)
            time.sleep(moments.uniform(0, 0.2))
            sending.kill()
    send(settings)
    assert server.sorted_nquads() == here(own)


def test_the_server_may_be_killed_at_any_moment(own: Path, server: Oxigraph) -> None:
    settings = Settings(data=own, store=server.url, store_batch=200, store_patience=20)
    sending = threading.Thread(target=send, args=[settings])
    sending.start()
    for _ in range(3):
        time.sleep(0.25)
        server.kill()
        server.start()
    sending.join()
    assert server.sorted_nquads() == here(own)


def test_a_server_that_lost_what_it_held_is_sent_all_again(in_step: InStep) -> None:
    settings, server = in_step
    server.update("CLEAR ALL")
    retract(settings, 1)
    assert send(settings).whole
    assert server.sorted_nquads() == here(settings.data)


def test_what_others_did_to_it_is_found_and_repaired(kg: Run, in_step: InStep) -> None:
    settings, server = in_step
    told = "--data", settings.data, "--store", server.url
    server.update(
        f"DELETE WHERE {{ ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }} ; "
        f"INSERT DATA {{ <a:a> <a:b> 1 . GRAPH <{BASE}article/of-nobody> {{ <a:a> <a:b> 1 }} }}"
    )
    found = kg("store", "check", *told)
    assert (found.code, "of-nobody" in found.out, "default" in found.out) == (1, True, True)
    assert kg("store", "push", *told, "--compare").code == 0
    assert server.sorted_nquads() == here(settings.data)


def test_other_graphs_of_the_server_are_left_alone(own: Path, server: Oxigraph) -> None:
    server.update("INSERT DATA { GRAPH <http://theirs.example/> { <a:a> <a:b> 1 } }")
    send(Settings(data=own, store=server.url))
    assert b"<http://theirs.example/>" in server.sorted_nquads()


def test_an_unreliable_network_changes_nothing(own: Path, server: Oxigraph) -> None:
    with proxy(server.url, faults=0.4) as between:
        settings = Settings(data=own, store=between.url, store_batch=1000)
        send(settings)
        retract(settings, 2)
        send(settings)
    assert between.failures > 5
    assert server.sorted_nquads() == here(own)


def test_without_the_graph_store_protocol_all_goes_by_updates(own: Path, server: Oxigraph) -> None:
    with proxy(server.url, closed="/store") as between:
        settings = Settings(data=own, store=between.url)
        send(settings)
        with Graph.open(own, base=BASE) as graph:
            updates.replace(graph, MINE, [Triple(MINE, MINE, Literal(1))])
            publish(graph)
        send(settings)
    assert server.sorted_nquads() == here(own)


def test_credentials_go_with_every_request(in_step: InStep) -> None:
    settings, server = in_step
    with proxy(server.url, digest=("press", "s3cret")) as digest, proxy(server.url) as plain:

        def heard(at: str, **who: str) -> None:
            with Server(Settings(data=settings.data, store=at, **who)) as there:  # type: ignore[arg-type]
                assert there.ask("ASK {}")

        heard(digest.url, store_user="press", store_password="s3cret")
        heard(plain.url, store_user="press", store_password="s3cret")
        assert set(plain.heard) == {"Basic cHJlc3M6czNjcmV0"}
        plain.heard.clear()
        heard(plain.url, store_token="t0ken")
        assert set(plain.heard) == {"Bearer t0ken"}
        with pytest.raises(ServerStoreError, match="SITREP_STORE_USER") as refused:
            heard(digest.url, store_user="press", store_password="wr0ng")
        assert "wr0ng" not in str(refused.value)
    with pytest.raises(SettingsError, match="ends up in logs"):
        heard("http://press:s3cret@127.0.0.1:1")


def test_what_cannot_be_done_is_said_plainly(in_step: InStep, own: Path, tmp_path: Path) -> None:
    _, server = in_step
    for url, why in (("http://127.0.0.1:9", "cannot be reached"), (f"{server.url}/nowhere", "SITREP_STORE_QUERY")):
        with pytest.raises(ServerStoreError, match=why):
            send(Settings(data=own, store=url, store_patience=0))
    with pytest.raises(SettingsError, match="http://"):
        send(Settings(data=own, store="ftp://server"))
    with pytest.raises(StoreError, match="another folder"):
        send(Settings(data=own, store=server.url))
    assert send(Settings(data=own, store=server.url), replace=True).whole
    with oxigraph(tmp_path / "foreign") as foreign:
        foreign.update("INSERT DATA { <a:a> <a:b> 1 }")
        with pytest.raises(StoreError, match="holds other quads"):
            send(Settings(data=own, store=foreign.url))
    union = oxigraph(tmp_path / "union", "--union-default-graph")
    with union as mixed, pytest.raises(ServerStoreError, match="SITREP_STORE_DEFAULT_GRAPH"):
        send(Settings(data=own, store=mixed.url))


def test_a_server_that_is_only_read_says_so(in_step: InStep, loaded: tuple[Path, Path]) -> None:
    settings, _ = in_step
    reading = oxigraph(loaded[1], command="serve-read-only")
    with reading as there, pytest.raises(ServerStoreError, match="only lets itself be read"):
        send(Settings(data=settings.data, store=there.url), compare=True)


def test_what_is_not_sent_is_noted_and_goes_later(kg: Run, in_step: InStep, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, server = in_step
    monkeypatch.setenv("SITREP_STORE_PATIENCE", "0.1")
    server.kill()
    (article,) = _articles(settings.data)[:1]
    failed = kg("retract", article, "--data", settings.data, "--store", server.url)
    assert (failed.code, "is whole" in failed.err) == (1, True)
    server.start()
    assert not send(settings).whole
    assert server.sorted_nquads() == here(settings.data)


def test_notes_of_a_publication_that_never_came_count_for_the_next(tmp_path: Path) -> None:
    outbox, quads = Outbox(tmp_path), [Quad(MINE, MINE, Literal(n)) for n in "abc"]
    outbox.note(quads[:1])
    assert not outbox.kept
    outbox.begin()
    outbox.note(quads[:1])
    outbox.seal(1)
    outbox.note(quads[1:2])
    outbox.seal(1)
    outbox.note(quads[2:])
    assert set(outbox.quads(1)) == set(quads[:2])
    outbox.seal(2)
    outbox.acknowledge(1)
    assert (list(outbox.quads(2)), outbox.sent) == (quads[2:], 1)
    outbox.lose()
    assert (outbox.kept, outbox.sent) == (False, None)


def _articles(folder: Path) -> list[str]:
    with Graph.snapshot(folder, base=BASE) as graph:
        return graph.article_ids()


def test_counts_differ_until_it_is_sent(in_step: InStep) -> None:
    settings, _ = in_step
    retract(settings, 1)
    with Server(settings) as there:
        assert check(settings, there)[1]
        send(settings)
        assert not check(settings, there)[1]
