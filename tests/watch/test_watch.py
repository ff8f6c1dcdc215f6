"""Watching as it runs: real processes over real folders and feeds, killed, stopped, and beside a server."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
import triples
from commands import KG
from factories import BASE
from serving import serving
from stores import Oxigraph, here, oxigraph

from kg.model import Article
from kg.store import Graph
from kg.watch import FolderSource, Watch, WatchState

pytestmark = pytest.mark.long


ROOT = Path(__file__).resolve().parents[2]
PATH = [str(ROOT / folder) for folder in ("tests", ".")]
ENVIRONMENT = {
    **os.environ, "PYTHONPATH": str(ROOT), "SITREP_LOG_FORMAT": "json", "SITREP_FEED_INTERVAL": "0.2",
    "SITREP_HOST_DELAY": "0",
}  # fmt: skip

STRIKE = (
    "BAGHDAD - A US drone strike killed a leader of Kataib Hezbollah in Baghdad on Wednesday, officials said. "
    "Two other members of the group died when their car was hit in the east of the city. Iraq's government condemned "
    "the strike and said that it would lodge a complaint with the United Nations. {}"
)

DYING = """
import os, signal, sys, threading
from pathlib import Path
sys.path[:0] = {path!r}
import kg.watch.folder
import triples as t
from kg.pipeline.build import add
from kg.watch import FolderSource, Watch, WatchState
kg.watch.folder.LARGEST = 20  # so that few articles are several batches
folder, data = Path({folder!r}), Path({data!r})
commits = 0
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def progress(step, done, total):
    if {moment!r} == "within" and commits == 2 and (step, done) == ("extract", 10): die()
def commit(articles, gone):
    global commits
    commits += 1
    with t.Graph.open(data, base=t.BASE) as graph:
        reader = t.ReadsTriples()
        add(graph, articles, extractor=reader, progress=progress, context=t.CONTEXT)
        print(len(reader.read), flush=True)
    if {moment!r} == "between" and commits == 2: die()
    return ()
state = WatchState(data)
Watch([FolderSource(folder, state, every=1, retract=True)], state, commit, threading.Event()).once()
"""


@pytest.mark.parametrize("moment", ["within", "between"])
def test_whenever_it_is_killed_nothing_is_lost_and_nothing_doubled(tmp_path: Path, moment: str) -> None:
    folder, data = tmp_path / "incoming", tmp_path / "graph"
    folder.mkdir()
    articles = [Article(f"{n:03}", f"Hamas raided Israel {n % 7}") for n in range(50)]
    for article in articles:
        (folder / f"{article.id}.txt").write_text(article.text)
        os.utime(folder / f"{article.id}.txt", (time.time() - 60,) * 2)

    def run(at: str) -> tuple[int, list[int]]:
        program = DYING.format(path=PATH, folder=str(folder), data=str(data), moment=at)
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, [int(line) for line in done.stdout.split()]

    code, first = run(moment)
    assert code == -signal.SIGKILL
    code, second = run("never")
    assert code == 0
    # What was committed and noted is not even looked at; what was committed alone is not extracted again.
    assert sum(first) + sum(second) <= 50
    assert len(second) == 2
    with Graph.snapshot(data, base=BASE) as graph:
        assert graph.sorted_nquads() == triples.built(*articles)


class Watching:
    """A `kg watch` that runs, and its log as it is written."""

    def __init__(self, *arguments: object, **environment: str) -> None:
        self.process = subprocess.Popen(
            [*KG, "watch", *map(str, arguments)], stderr=subprocess.PIPE, text=True, env=ENVIRONMENT | environment
        )

    def until(self, event: str, **fields: object) -> dict[str, Any]:
        """The first event from here on that has those fields."""
        assert self.process.stderr is not None
        seen = []
        for line in self.process.stderr:
            seen.append(line)
            told: dict[str, Any] = json.loads(line)
            if told["event"] == event and fields.items() <= told.items():
                return told
        raise AssertionError("".join(seen))

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Oxigraph]:
    with oxigraph(tmp_path / "oxigraph") as running:
        yield running


@pytest.fixture
def watching() -> Iterator[Callable[..., Watching]]:
    begun: list[Watching] = []

    def begin(*arguments: object, **environment: str) -> Watching:
        begun.append(Watching(*arguments, **environment))
        return begun[-1]

    yield begin
    for each in begun:
        if each.process.poll() is None:
            each.process.kill()
        each.process.communicate()


def test_a_feed_and_a_folder_are_followed_while_a_server_answers(
    site: Any, tmp_path: Path, watching: Callable[..., Watching], store: Oxigraph
) -> None:
    folder, data = tmp_path / "incoming", tmp_path / "graph"
    folder.mkdir()
    url = site.feed(("wire-1", STRIKE.format("")), etag='"a"')
    watch = watching(folder, url, "--data", data, "--every", 0.2, "--metrics-port", 0, "--store", store.url)
    port = watch.until("metrics")["port"]
    assert watch.until("sent", store=store.url)["quads"] > 50
    watch.until("looked", source=url, outcome="changed", articles=1)
    with serving(data) as server:
        # The same report from another outlet, with another headline: near enough to be its copy, and no new witness.
        (tmp_path / "copy").write_text(f"---\npublisher: Harbour Post\n---\n{STRIKE.format('More follows.')}")
        os.utime(tmp_path / "copy", (time.time() - 60,) * 2)
        (tmp_path / "copy").rename(folder / "copy.txt")
        watch.until("looked", source=str(folder), outcome="changed", articles=1)
        query = "SELECT ?copy ?of { GRAPH ?g { ?copy kg:copyOf ?of } }"
        answer = server.client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text
        assert sorted(re.findall(r"article/(\S+?)[,\s]", answer)) == ["copy", "levant-wire%23wire-1"]
        told = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text
        assert 'sitrep_watch_articles_total{outcome="committed"} 2.0' in told
        assert re.search(r'sitrep_watch_polls_total\{kind="feed",outcome="unchanged"\} [1-9]', told)
        assert 'sitrep_runs_total{command="add"} 2.0' in told
        assert re.search(r'sitrep_store_quads_total\{direction="sent"\} [1-9]', told)
        assert "sitrep_store_behind 0.0" in told
        assert store.sorted_nquads() == here(data)
    assert watch.end() == 0

    # Another start asks for nothing that it knows, and a run for cron ends by itself.
    site.asked.clear()
    again = watching(folder, url, "--data", data, "--once", SITREP_LOG_LEVEL="debug")
    again.until("looked", source=url, outcome="unchanged")
    again.process.communicate(timeout=60)
    assert again.process.returncode == 0
    assert site.asked[-1][1]["If-None-Match"] == '"a"'


def test_once_tells_by_its_exit_code_that_something_could_not_be_read(
    site: Any, tmp_path: Path, watching: Callable[..., Watching]
) -> None:
    watch = watching(f"{site.url}/none.xml", "--data", tmp_path / "graph", "--once")
    told = watch.until("not read")
    assert told["reason"] == "is answered with HTTP 404 Not Found"
    watch.process.communicate(timeout=60)
    assert watch.process.returncode == 1


def test_no_error_of_ours_ends_it(tmp_path: Path, state: WatchState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.watch.watch._RETRY", 0.05)
    stop, committed = threading.Event(), list[str]()
    for name in ("bad", "good"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text("A raid.")

    def commit(articles: Sequence[Article], _: Sequence[str]) -> tuple[()]:
        if articles[0].id == "bad" and "good" not in committed:
            raise KeyError("nobody foresaw this")
        committed.append(articles[0].id)
        if len(committed) == 2:
            stop.set()
        return ()

    sources = [FolderSource(tmp_path / name, state, every=1, retract=False, settled=0) for name in ("bad", "good")]
    Watch(sources, state, commit, stop).run()
    assert committed == ["good", "bad"]


def test_two_cannot_watch_for_one_graph(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    first = watching(tmp_path, "--data", tmp_path / "graph")
    first.until("watching")
    second = subprocess.run(
        [*KG, "watch", str(tmp_path), "--data", str(tmp_path / "graph")],
        capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=60,
    )  # fmt: skip
    assert second.returncode == 2
    assert "another kg watch is using it" in second.stderr
    assert first.end(signal.SIGINT) == 0
