"""`kg serve --store`: queries are answered by the server store, all else from the folder, and both are kept in step."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from serving import Served, serving
from stores import BASE, Oxigraph, here, retract, send

from kg.settings import Settings

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def test_a_folder_and_its_server_are_served_together(in_step: tuple[Settings, Oxigraph]) -> None:
    settings, server = in_step
    with serving(settings.data, store=server.url, result_size=200_000, store_patience=0.5) as served:
        # Only the server knows of this: so it is the one that answers.
        server.update("INSERT DATA { GRAPH <http://theirs.example/> { <a:a> <a:b> 4711 } }")
        assert served.ask("GRAPH ?g { ?s ?p 4711 }")
        rows = served.client.get("/queries/members-and-leaders", params={"group": "Hamas", "format": "csv"})
        assert (rows.status_code, len(rows.text.splitlines()) > 1) == (200, True), rows.text
        assert served.client.get("/search", params={"q": "Hamas"}).json()["items"]

        written = served.update(f'INSERT DATA {{ <{BASE}entity/x> {LABEL} "what was just written" }}')
        assert served.wrote(written, '?s ?p "what was just written"')
        assert server.sorted_nquads().count(b"what was just written") == 1  # the bookkeeping of edits stays here

        def answered(query: str, **more: str) -> httpx2.Response:
            return served.client.get("/sparql", params={"query": query, **more})

        assert answered("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }").status_code == 400
        assert "refuses the query" in answered("SELECT * {").json()["detail"]
        assert answered("ASK {}", union="true").status_code == 400
        graph = answered("CONSTRUCT { ?s kg:attacked ?o } { ?s kg:attacked ?o }")
        assert graph.headers["Content-Type"].startswith("text/turtle")
        assert answered("ASK {}", format="nothing").status_code == 406
        with pytest.raises(httpx2.RemoteProtocolError):  # too large: it breaks off after its beginning
            answered("SELECT * { ?s ?p ?o }")
        eventually(lambda: counted(served, 'quads_total{direction="sent"}') > 0)
        assert counted(served, "requests_total") > 1
        assert counted(served, "behind") == counted(served, "waiting_bytes") == 0
        server.kill()
        assert answered("ASK {}").status_code == 503
        served.update(f'INSERT DATA {{ <{BASE}entity/y> {LABEL} "what waits" }}')
        eventually(lambda: counted(served, 'failures_total{direction="sent"}') > 0)
        assert counted(served, "retries_total") > 0
        assert counted(served, "behind") == 1
        assert counted(served, "waiting_bytes") > 50
        server.start()
        served.update(f'INSERT DATA {{ <{BASE}entity/y> {LABEL} "what comes next" }}')
        eventually(lambda: counted(served, "behind") == 0)
        assert server.sorted_nquads().count(b"what waits") == 1


def test_who_has_only_the_server_serves_a_copy_that_follows_it(
    in_step: tuple[Settings, Oxigraph], tmp_path: Path
) -> None:
    settings, server = in_step
    copy = tmp_path / "copy"
    with serving(copy, store=server.url, store_interval=0.2) as served:
        assert here(copy) == server.sorted_nquads()
        assert served.client.get("/search", params={"q": "Hamas"}).json()["items"]
        assert served.client.request("DELETE", "/articles/003").status_code == 403
        retract(settings, 1)
        send(settings)
        eventually(lambda: here(copy) == server.sorted_nquads())
        eventually(lambda: counted(served, 'quads_total{direction="fetched"}') > 0)
        # All was fetched before it began to serve; since then, what one article less comes to.
        assert counted(served, 'quads_total{direction="fetched"}') < 2_000


def counted(served: Served, name: str) -> float:
    """One of the metrics of the server store; 0 as long as there is none."""
    told = served.client.get("/metrics").text
    return sum(float(line.split()[-1]) for line in told.splitlines() if line.startswith(f"sitrep_store_{name}"))


def eventually(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)
