"""On Spark: the embedded engine's graph, though a process of a worker is killed, and what goes on from there.

Java starts once, for all that these tests have Spark do. `benchmarks/cluster_deaths.py` kills processes of a cluster,
and `benchmarks/distributed.py` compares the graphs of thousands of given facts.
"""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from commands import Run

pytestmark = pytest.mark.long


ROOT = Path(__file__).resolve().parents[3]
if not os.environ.get("CI"):  # where both are installed, so that nothing is skipped
    pytest.importorskip("pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("Spark needs Java", allow_module_level=True)

from clusters import QUICK, processes_below, until  # noqa: E402  needs Spark
from known import Knows  # noqa: E402
from registers import remembered  # noqa: E402
from stores import oxigraph  # noqa: E402

from kg.errors import EngineError  # noqa: E402
from kg.extract import Extractor  # noqa: E402
from kg.model import Facts  # noqa: E402
from kg.pipeline.build import BuildReport, add, build, retract  # noqa: E402
from kg.pipeline.spark.broadcast import BroadcastContext, for_workers  # noqa: E402
from kg.resolve import ClaimJudgement, Judgement, append_judgements  # noqa: E402
from kg.resolve.clustering.claims import mark  # noqa: E402
from kg.resolve.clustering.references import EntityName  # noqa: E402
from kg.resolve.context import ResolutionContext, lists, load_context  # noqa: E402
from kg.settings import Settings  # noqa: E402
from kg.sources import read  # noqa: E402
from kg.store import Graph  # noqa: E402
from kg.store.folder import RESOLUTION  # noqa: E402

BASE = "https://w3id.org/sitrep/id/"
LATER = 2  # articles that come when Spark has done its work
TWICE = "Militants of Hezbollah shelled {} on Tuesday."


@dataclass(frozen=True)
class Done:
    """What Spark did.

    Attributes:
        folder: of all files.
        code, out, err: of `kg build`.
        sent: what a server store holds of it.
        told: the facts of the articles that were read, and `later` of those that come then.
    """

    folder: Path
    code: int
    out: str
    err: str
    sent: bytes
    told: list[Facts]
    later: list[Facts]

    @property
    def graph(self) -> Path:
        return self.folder / "graph"


def judge(folder: Path, told: Iterable[Facts]) -> None:
    """Somebody says that two persons are one, and that every tenth claim that is believed is wrong."""
    folder.mkdir()
    told = list(told)
    people = [
        EntityName(each.article.id, entity.label, entity.cls)
        for each in told
        for entity in each.entities
        if entity.cls == "Person"
    ]
    other = next(p for p in people if p.name != people[0].name and p.article != people[0].article)
    append_judgements(folder, Judgement(people[0], other, "same"))
    for claim, one in [(claim, each) for each in told for claim in each.claims if claim.believed][::10]:
        append_judgements(folder, ClaimJudgement(mark(claim, one), "wrong"))


@pytest.fixture(scope="module")
def done(sample_graph: Graph, extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("spark")
    sources, graph, there = folder / "articles", folder / "graph", folder / "there"
    shutil.copytree(ROOT / "data" / "articles", sources, ignore=shutil.ignore_patterns("*.md"))
    facts = {id_: sample_graph.facts(id_) for id_ in sorted(sample_graph.article_ids())[::2]}
    later = [facts.pop(id_) for id_ in sorted(facts)[::4][:LATER]]
    for file in sources.glob("*.txt"):
        if file.stem not in facts:
            file.unlink()
    (sources / "empty.txt").write_text("")
    lines = [json.dumps({"id": "twice", "text": TWICE.format(town)}) for town in ("Kiryat Shmona", "Metula")]
    (sources / "lines.jsonl").write_text("\n{\n".join(lines))
    judge(graph, facts.values())
    chance = random.Random(7)
    vertices = [f"article {n}#e{n}" for n in range(60)]
    edges = [*pairwise(vertices[:10]), *(chance.sample(vertices[10:], 2) for _ in range(30))]
    (folder / "edges.json").write_text(json.dumps(edges))
    for place in (folder, there):
        shutil.copytree(ROOT / "data" / "lexicon", place / "lexicon")
    with (there / "lexicon" / "weapons.yaml").open("a") as weapons:
        weapons.write("# as they were last year\n")
    (folder / "python").write_text(f'#!/bin/sh\ncd "{there}" && exec "{sys.executable}" "$@"\n')
    (folder / "python").chmod(0o755)
    (folder / "spark-defaults.conf").write_text(QUICK)
    env = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_CONF_DIR": str(folder), "SITREP_BELIEF": "0"}
    program = [sys.executable, ROOT / "tests/pipeline/spark/on_spark.py", folder, "articles", "--data", "graph"]
    with oxigraph(folder / "server") as server:
        command = [*program, "--engine", "spark", "--master", "local[1,4]", "--store", server.url]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=folder, env=env, text=True, stdout=pipe, stderr=pipe) as running:
            until(lambda: running.poll() is not None or list(graph.glob("spark/builds/*/*/_temporary")))
            for worker in processes_below([running.pid], "pyspark.daemon"):
                os.kill(worker, signal.SIGKILL)
            out, err = running.communicate(timeout=600)
        sent = server.sorted_nquads()
    told = [*facts.values(), *extractor.extract(one for one in read([sources / "lines.jsonl"]) if is_first(one))]
    return Done(folder, running.returncode, out, err, sent, told, later)


def is_first(one: object) -> bool:
    return getattr(one, "text", "") == TWICE.format("Kiryat Shmona")


def embedded(graph: Graph, sources: Iterable[object], told: list[Facts], settings: Settings) -> BuildReport:
    reader = Knows(told, Extractor(settings).version)
    return build(graph, sources, extractor=reader, context=load_context(settings))  # type: ignore[arg-type]


def test_it_is_the_embedded_engines_graph_and_goes_on_as_that_does(done: Done, tmp_path: Path) -> None:
    assert done.code == 1, done.err  # since three inputs could not be read
    assert f"{len(done.told)} read, 0 unchanged, 3 failed" in done.out
    settings = Settings(data=done.graph, belief=0)
    reader, context = Knows([*done.told, *done.later], Extractor(settings).version), load_context(settings)
    resolved: list[int | None] = []

    def step(name: str, _: int, total: int | None) -> None:
        if name == "resolve":
            resolved.append(total)

    with Graph.open(done.graph, base=BASE) as graph, Graph.open(tmp_path, base=BASE) as other:
        report = embedded(other, read([done.folder / "articles"]), done.told, settings)
        failed = [str(error).replace(f"{done.folder}/", "") for error in report.failed]
        assert [line.strip() for line in done.err.splitlines() if line.strip() in failed] == failed
        assert graph.sorted_nquads() == other.sorted_nquads() == done.sent
        assert remembered(done.graph / RESOLUTION) == remembered(tmp_path / RESOLUTION)
        for one in done.later:
            add(graph, [one.article], extractor=reader, context=context, progress=step)
        assert resolved == [1] * LATER
        gone = [one.article.id for one in done.told[:3]]
        retract(graph, gone, context=context)
        with Graph.memory(base=BASE) as wanted:
            articles = [one.article for one in (*done.told[3:], *done.later)]
            build(wanted, articles, extractor=reader, context=context)
            assert graph.sorted_nquads() == wanted.sorted_nquads()


def test_components_are_those_of_the_edges(done: Done) -> None:
    edges = json.loads((done.folder / "edges.json").read_text())
    roots = {vertex: min(group) for group in nx.connected_components(nx.Graph(edges)) for vertex in group}
    assert json.loads((done.folder / "components.json").read_text()) == roots


def test_workers_of_another_version_say_so_and_mix_nothing(done: Done) -> None:
    told = (done.folder / "answer.txt").read_text()
    whose, remedy = f"on {socket.gethostname()} is version", "; install the same Sitrep, model and data on every worker"
    assert told.startswith(f"Spark gave up at the step 'extract': The extractor {whose} sitrep-")
    assert told.endswith(remedy)


def test_whoever_resolves_with_other_lists_says_so() -> None:
    settings = Settings()
    own = ResolutionContext(*lists(settings)).version
    known = BroadcastContext(settings, Extractor(settings).version, own)
    assert known.lists() == lists(settings)
    with pytest.raises(EngineError, match=f"The actor list, gazetteer or resolver on .* is version {own}, not the "):
        replace(known, context="of another machine").lists()


def test_what_travels_to_workers_holds_no_secret_and_no_path_of_one_folder() -> None:
    settings = Settings(token="sesame", store_password="sesame", lexicon=Path("words"))
    travels = for_workers(settings)
    assert b"sesame" in pickle.dumps(settings)
    assert b"sesame" not in pickle.dumps(travels)
    assert travels.lexicon == Path.cwd() / "words"


def test_what_is_missing_is_told_in_a_line_with_a_remedy(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = kg("build", ROOT / "data/articles", "--engine", "spark", "--master", "spark://127.0.0.1:9")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "No Spark master answers at spark://127.0.0.1:9" in answer.err
    assert "--master" in kg("build", "x.txt", "--master", "local[2]").err
    assert "--workers" in kg("build", "x.txt", "--engine", "spark", "--workers", "2").err
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    assert "JAVA_HOME" in kg("build", "x.txt", "--engine", "spark").err
    monkeypatch.setattr("kg.pipeline.spark.session.find_spec", lambda _: None)
    assert "pyspark[sql]" in kg("build", "x.txt", "--engine", "spark").err
