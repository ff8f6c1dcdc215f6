"""What tests share.

The policy: a fixture is here only if tests of several packages read it, and what it gives is never changed.

`extractor` is the one that all share, since each takes a second to load, and 220 MB.
`sample_folder` is a folder with the graph of `data/articles`, built as `kg build` does it, language model and all: once
for all processes of a session. `sample_graph` is its snapshot. A test that writes works on a copy of the folder: `own`.
`incident` finds one of its incidents by day and place: how these are called changes with what is read.
`small_folder` has the graph of half of those articles, for tests to which it does not matter what a graph tells, and
`few_folder` of a quarter, for those that send or read all of it again and again; both, too, are built once for all
processes.
`kg` runs a command.
`two_outlets` is the graph of `tests/fixtures/two-outlets.trig`, whose first lines tell the story that it holds.

Examples that hypothesis makes up have no deadline: a busy machine is no fault of the code. They are few, and the same
in every run; who changes a parser asks for `--hypothesis-profile thorough`, which makes up others.
"""

from __future__ import annotations

import one_thread  # noqa: F401  first of all

# isort: split
import gc
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from commands import Answer, Run
from in_memory import pytest_configure, pytest_unconfigure  # noqa: F401  hooks
from known import Knows
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse
from xdist.scheduler.loadfile import LoadFileScheduling

from kg.cli import main
from kg.extract import Extractor
from kg.pipeline.build import build
from kg.resolve.context import load_context
from kg.settings import Settings
from kg.sources import read
from kg.sparql.binding import select
from kg.store import Graph

hypothesis.settings.register_profile("patient", deadline=None, max_examples=25, derandomize=True)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("patient")

BASE = "https://w3id.org/sitrep/id/"
ROOT = Path(__file__).resolve().parent.parent
BROWSER = "tests/browser/"
TOGETHER = (BROWSER, "tests/api/sparql/", "tests/replication/")  # what is dear there is made once: servers, a browser
TWO_OUTLETS = Path(__file__).parent / "fixtures" / "two-outlets.trig"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage while thousands of tests are made that all stay, and never again among these."""
    gc.disable()
    result = yield
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000, 10, 10)  # a document is ten thousand values: by default, it is looked through at each
    return result


class _Together(LoadFileScheduling):
    """Gives each process a file at a time, but folders of which all tests share what is dear to one of them."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return next(filter(file.startswith, TOGETHER), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    """How `make test` runs files side by side."""
    return _Together(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, the browser first of all, and there end with what is written."""

    def when(item: pytest.Item) -> tuple[bool, bool, bool]:
        at = item.nodeid
        long = at.startswith(TOGETHER) or item.get_closest_marker("long")
        return not at.startswith(BROWSER), not long, at.startswith(f"{BROWSER}test_desk")

    items.sort(key=when)


def _put_two_outlets(graph: Graph) -> None:
    """Write the fixture's quads into a graph that is open for writing, as `kg build` would."""
    graphs = defaultdict[str, list[Quad]](list)
    for quad in parse(path=str(TWO_OUTLETS), format=RdfFormat.TRIG):
        graphs["" if quad.graph_name == DefaultGraph() else quad.graph_name.value.rpartition("/")[2]].append(quad)
    graph.apply(believed=graphs.pop(""), put=graphs.items())
    graph.publish()


@pytest.fixture(scope="session")
def two_outlets() -> Iterator[Graph]:
    with Graph.memory(base=BASE) as graph:
        _put_two_outlets(graph)
        yield graph


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor(Settings(belief=0))  # all that is read: a model learned anew breaks no test of rules


def _once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of this process's own: a copy of what one process of the session made for all."""
    base = temporary.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with shared.with_suffix(".lock").open("w") as turn:
        flock(turn, LOCK_EX)  # another process of this session may be at it
        if not shared.exists():
            draft = shared.with_suffix(".draft")
            make(draft)
            draft.rename(shared)
    return Path(shutil.copytree(shared, temporary.mktemp(name) / "graph"))


@pytest.fixture(scope="session")
def sample_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        extractor, context = request.getfixturevalue("extractor"), load_context(Settings(data=folder))
        with Graph.open(folder, base=BASE) as graph:
            build(graph, read([ROOT / "data" / "articles"]), extractor=extractor, context=context)

    return _once(tmp_path_factory, "samples", make)


@pytest.fixture(scope="session")
def sample_graph(sample_folder: Path) -> Iterator[Graph]:
    with Graph.snapshot(sample_folder, base=BASE) as graph:
        yield graph


@pytest.fixture(scope="session")
def incident(sample_graph: Graph) -> Callable[[str, str], str]:
    """The slug of the incident of a day at a place of which most is said: `incident("2024-01-04", "baghdad")`."""

    def find(day: str, place: str) -> str:
        told = "GRAPH ?article { ?claim rdf:subject ?incident }"
        where = f"?incident kg:date '{day}'^^xsd:date ; kg:place <entity/{place}> . {told}"
        query = f"SELECT ?incident {{ {where} }} GROUP BY ?incident ORDER BY DESC(COUNT(?claim)) LIMIT 1"
        [found] = select(sample_graph, query)
        return str(found[0].value.rpartition("/")[2])

    return find


def _some(request: pytest.FixtureRequest, temporary: pytest.TempPathFactory, name: str, every: int) -> Path:
    """A folder with the graph of every so-many-th article, given what was read in it."""

    def make(folder: Path) -> None:
        samples = request.getfixturevalue("sample_graph")
        told = [samples.facts(id_) for id_ in samples.article_ids()[1::every]]
        reader, articles = Knows(told, told[0].extractor), [one.article for one in told]
        with Graph.open(folder, base=BASE) as graph:
            build(graph, articles, extractor=reader, context=load_context(Settings(data=folder)))

    return _once(temporary, name, make)


@pytest.fixture(scope="session")
def small_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _some(request, tmp_path_factory, "small", 2)


@pytest.fixture(scope="session")
def few_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _some(request, tmp_path_factory, "few", 4)


@pytest.fixture(scope="session")
def put_two_outlets() -> Callable[[Graph], None]:
    """Writes that graph's quads into another one, which is open for writing."""
    return _put_two_outlets


@pytest.fixture
def own(sample_folder: Path, tmp_path: Path) -> Path:
    """A copy of the sample graph to write to."""
    return Path(shutil.copytree(sample_folder, tmp_path / "own"))


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the program in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return Answer(end.value.code if isinstance(end.value.code, int) else 0, out, err)

    return run
