"""Reader processes: what they answer, what they refuse, and what happens when they die."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from operator import attrgetter, methodcaller
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from api.http.request_context import REQUEST_CONTEXT, RequestContext
from api.readers.pool import ReaderPool
from api.sparql.jobs import Query, SparqlJob
from kg.errors import Busy, ClientGone, NoGraph, NotFound, QueryError, ReaderDied, TimedOut
from kg.settings import Settings
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
ENDLESS = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }")

DEEP = Query("ASK " + "{" * 50_000 + "}" * 50_000, depth=50_000)  # overflows the engine's stack


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pool") / "graph"
    with Graph.open(folder, base=BASE) as graph:
        put(graph, 60)
    return folder


def put(graph: Graph, size: int) -> None:
    p = NamedNode("http://example.org/p")
    graph.apply(believed=[Quad(NamedNode(f"http://example.org/{n}"), p, p) for n in range(size)])
    graph.publish()


@asynccontextmanager
async def pool(folder: Path, **settings: object) -> AsyncIterator[ReaderPool]:
    pool = ReaderPool(Settings.model_validate({"data": folder, "query_workers": 1, "rest_workers": 1} | settings))
    await pool.open()
    try:
        await warm(pool)
        yield pool
    finally:
        await pool.close()


async def warm(pool: ReaderPool) -> None:
    """Wait until readers have started, which may take longer than the time that some tests allow."""
    with contextlib.suppress(NoGraph):
        while True:
            with contextlib.suppress(TimedOut):
                await pool.call(len)
                return


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(test())  # type: ignore[arg-type]


Use = Callable[[Callable[[ReaderPool], Awaitable[None]]], None]


@pytest.fixture(scope="module")
def use(folder: Path) -> Iterator[Use]:
    """Has a test use the one pool of those that want nothing special of it."""
    with asyncio.Runner() as runner:
        opened = pool(folder)
        readers = runner.run(opened.__aenter__())  # type: ignore[arg-type]
        yield lambda test: runner.run(test(readers))  # type: ignore[arg-type]
        runner.run(opened.__aexit__(None, None, None))  # type: ignore[arg-type]


def test_a_job_runs_in_another_process_on_the_newest_snapshot(use: Use) -> None:
    async def test(readers: ReaderPool) -> None:
        assert await readers.call(len) == 60
        assert await readers.call(attrgetter("generation")) == readers.generation() == 1

    use(test)


def test_errors_of_ours_arrive_as_themselves(use: Use, tmp_path: Path) -> None:
    async def test(readers: ReaderPool) -> None:
        with pytest.raises(NotFound, match="no article 'x'"):
            await readers.call(methodcaller("facts", "x"))
        with pytest.raises(QueryError, match="error at 1:4"):
            await readers.stream(SparqlJob(Query("ASK")))
        with pytest.raises(ReaderDied, match="TypeError"):
            await readers.call(len, "too many")
        async with pool(tmp_path / "none") as none:
            assert none.generation() == 0
            with pytest.raises(NoGraph):
                await none.call(len)

    use(test)


def test_a_short_answer_is_whole_and_a_long_one_comes_in_parts(use: Use) -> None:
    async def test(readers: ReaderPool) -> None:
        short = await readers.stream(SparqlJob(Query("SELECT * { ?s ?p ?o }"), "text/csv"))
        assert (short.media_type, short.generation, short.rest) == ("text/csv", 1, None)
        assert short.first.count(b"\r\n") == 61
        query = Query("SELECT * { ?s ?p ?o . ?t ?q ?u }")
        long = await readers.stream(SparqlJob(query, "text/csv"))
        assert long.rest
        assert b"".join([part async for part in long]).count(b"\r\n") == 3601
        again = await readers.stream(SparqlJob(query, "text/csv"))
        assert again.first == long.first
        await again.aclose()

    use(test)


def test_time_is_up_for_whoever_waits_and_whoever_is_answered(folder: Path) -> None:
    async def test() -> None:
        async with pool(folder, query_timeout=0.6, export_timeout=0.7) as readers:
            begun = time.monotonic()
            asked = [
                asyncio.create_task(readers.stream(SparqlJob(ENDLESS), lane=lane))
                for lane in ("query", "query", "export")
            ]
            outcomes = await asyncio.gather(*asked, return_exceptions=True)
            assert time.monotonic() - begun < 4
            assert [type(outcome) for outcome in outcomes] == [TimedOut] * 3
            assert all("0.6 seconds (SITREP_QUERY_TIMEOUT)" in str(outcome) for outcome in outcomes[:2])
            assert "0.7 seconds (SITREP_EXPORT_TIMEOUT)" in str(outcomes[2])
            assert (await readers.stream(SparqlJob(Query("ASK {}")))).first

    run(test)


def test_the_queue_is_bounded_and_lanes_do_not_wait_for_each_other(folder: Path) -> None:
    async def test() -> None:
        async with pool(folder, query_timeout=1, queue=1) as readers:
            asked = [asyncio.create_task(readers.stream(SparqlJob(ENDLESS))) for _ in range(2)]
            await asyncio.sleep(0.05)
            with pytest.raises(Busy, match=r"1 requests \(SITREP_QUEUE\)"):
                await readers.stream(SparqlJob(ENDLESS))
            assert await readers.call(len, lane="rest") == 60
            assert await readers.call(len, lane="export") == 60
            assert len(await asyncio.gather(*asked, return_exceptions=True)) == 2

    run(test)


def test_nobody_reads_on_for_a_client_that_is_gone(use: Use) -> None:
    async def test(readers: ReaderPool) -> None:
        context = RequestContext("a", asyncio.get_running_loop().create_future())
        token = REQUEST_CONTEXT.set(context)
        asked = [asyncio.create_task(readers.stream(SparqlJob(ENDLESS))) for _ in range(2)]
        REQUEST_CONTEXT.reset(token)
        await asyncio.sleep(0.1)
        assert context.gone
        context.gone.set_result(None)
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [ClientGone, ClientGone]
        assert (await readers.stream(SparqlJob(Query("ASK {}")))).first

    use(test)


def test_an_answer_that_is_not_read_to_its_end_frees_its_reader(use: Use) -> None:
    async def test(readers: ReaderPool) -> None:
        long = await readers.stream(SparqlJob(Query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")))
        await long.aclose()
        assert (await readers.stream(SparqlJob(Query("ASK {}")))).first

    use(test)


def test_a_reader_that_dies_costs_one_answer(use: Use) -> None:
    async def test(readers: ReaderPool) -> None:
        for _ in range(2):
            with pytest.raises(ReaderDied, match=r"SIG.*SITREP_WORKER_MEMORY"):
                await readers.stream(SparqlJob(DEEP))
            assert (await readers.stream(SparqlJob(Query("ASK {}")))).first

    use(test)


def children() -> set[int]:
    """The processes that this one has started."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells processes by Linux's /proc")
def test_a_fork_server_that_dies_is_started_anew(folder: Path) -> None:
    async def test() -> None:
        others = children()
        async with pool(folder) as readers:
            (before,) = children() - others
            os.kill(before, signal.SIGKILL)
            await asyncio.sleep(0.2)
            assert await readers.call(len) == 60
            (after,) = children() - others
            assert after != before

    run(test)


def test_a_client_reads_what_it_wrote(tmp_path: Path) -> None:
    async def test() -> None:
        with Graph.open(tmp_path / "graph", base=BASE) as graph:
            put(graph, 1)
            async with pool(tmp_path / "graph", query_timeout=5) as readers:
                assert await readers.call(len) == 1
                context = RequestContext("a", at_least=2)
                REQUEST_CONTEXT.set(context)
                waits = asyncio.create_task(readers.call(len))
                await asyncio.sleep(0.1)
                assert not waits.done()
                put(graph, 2)
                assert await waits == 2
                assert context.generation == 2

    run(test)


def test_a_generation_that_never_comes_is_waited_for_until_the_time_is_up(folder: Path) -> None:
    async def test() -> None:
        async with pool(folder, query_timeout=0.2) as readers:
            REQUEST_CONTEXT.set(RequestContext("a", at_least=99))
            with pytest.raises(TimedOut, match="generation 99 of the graph, which has 1"):
                await readers.call(len)

    run(test)


def test_a_graph_that_was_built_anew_is_opened_anew(tmp_path: Path) -> None:
    async def test() -> None:
        folder = tmp_path / "graph"
        with Graph.open(folder, base=BASE) as graph:
            put(graph, 1)
        async with pool(folder) as readers:
            assert await readers.call(len) == 1
            folder.rename(tmp_path / "before")
            with pytest.raises(NoGraph):
                await readers.call(len)
            with Graph.open(folder, base=BASE) as graph:
                put(graph, 3)
            assert (readers.generation(), await readers.call(len)) == (1, 3)

    run(test)


async def long_ones(pool: ReaderPool, client: str, count: int) -> list[asyncio.Task[object]]:
    """Endless queries of a client, each under way or waiting."""
    token = REQUEST_CONTEXT.set(RequestContext(client=client))
    tasks = [asyncio.ensure_future(pool.stream(SparqlJob(ENDLESS))) for _ in range(count)]
    REQUEST_CONTEXT.reset(token)
    await asyncio.sleep(0)
    return tasks


async def answered_in(pool: ReaderPool, client: str) -> float:
    token = REQUEST_CONTEXT.set(RequestContext(client=client))
    begun = time.monotonic()
    await pool.stream(SparqlJob(Query("ASK {}")))
    REQUEST_CONTEXT.reset(token)
    return time.monotonic() - begun


def test_runaways_do_not_starve_short_queries_of_others_nor_of_the_same_client(folder: Path) -> None:
    async def test() -> None:
        async with pool(folder, query_workers=2, query_timeout=10) as readers:
            endless = await long_ones(readers, "a", 4)
            waits = [await answered_in(readers, client) for client in ("b", "a", "b")]
            await asyncio.sleep(2.5)  # now two run for good, and the others wait
            waits += [await answered_in(readers, client) for client in ("b", "a")]
            assert max(waits) < 4
            assert sum(waits[3:]) < 1.5
            for task in endless:
                task.cancel()
            await asyncio.wait(endless)

    asyncio.run(test())


def test_a_client_with_several_long_queries_makes_room_for_one_of_another(folder: Path) -> None:
    async def test() -> None:
        async with pool(folder, query_workers=2, query_timeout=4) as readers:
            endless = await long_ones(readers, "a", 2)
            await asyncio.sleep(1.5)
            endless += await long_ones(readers, "b", 1)
            ends = [str(end).split(" took")[0] for end in await asyncio.gather(*endless, return_exceptions=True)]
            assert ends == ["The answer", "Waiting for a reader", "The answer"]

    asyncio.run(test())
