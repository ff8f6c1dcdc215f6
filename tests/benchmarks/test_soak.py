"""The soak's own eyes: that it sees a lost write, and finds nothing wrong where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from asking import Known, Reader, rows
from corpus import corpus, write_graph
from keeping import GraphKeeper
from serving import Served, serving
from soak import GROWTH, Row, growth
from tally import Minute, Tally, percentile
from vitals import Vitals, vitals

ARTICLES = 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of a small corpus."""
    folder = tmp_path_factory.mktemp("soak") / "graph"
    write_graph(folder, corpus(ARTICLES))
    with serving(folder) as served:
        yield served


def test_readers_find_the_corpus_as_it_was_made(server: Served) -> None:
    tally = Tally()
    known = Known.of([told.facts for told in corpus(ARTICLES)])
    reader = Reader(server.client, tally, known, Random(1))
    for step in (reader.probe, reader.point, reader.neighbourhood, reader.canned, reader.list, reader.search):
        for _ in range(4):
            step()
    assert tally.faults == []
    assert len(tally.turn().seconds["probe"]) == 4


def test_a_reader_notices_an_answer_that_is_not_the_corpus_s(server: Served) -> None:
    tally = Tally()
    other = Known.of([told.facts for told in corpus(ARTICLES, seed=1)])
    Reader(server.client, tally, other, Random(1)).point()
    assert tally.turn().faults["wrong answer"] == 1


def test_a_write_that_is_gone_is_noticed(server: Served) -> None:
    tally = Tally()
    keeper = GraphKeeper(server.client, tally, Random(1))
    for _ in range(12):
        keeper.step()
    keeper.check()
    assert tally.faults == []
    graph = next(name for name, numbers in keeper.kept.items() if numbers)
    server.client.request("DELETE", "/graphs", params={"graph": graph})
    keeper.check()
    assert [graph in fault for fault in tally.faults] == [True]


def test_what_a_server_holds_is_counted(server: Served) -> None:
    held = vitals(server.process, server.folder)
    assert held.server > 10
    assert held.readers > 10
    assert held.processes >= 3
    assert held.disk > 0.1
    assert held.snapshots >= 1


def test_growth_is_from_the_second_quarter_to_the_last() -> None:
    steady = [Row(n, Minute(), Vitals(50, 30, 100, 200, 500, 8, 100 + n, 40, 2)) for n in range(40)]
    assert growth(steady)["open_files"] == 20
    assert growth(steady)["server"] == 0
    assert GROWTH.keys() == growth(steady).keys()


def test_percentiles_and_rows() -> None:
    assert percentile(range(101), 99) == 99
    assert percentile([3], 50) == 3
    assert rows('a,b\n"x | y",1\n') == rows('a,b\n"y | x",1\n')
    assert rows("a\nx\n") != rows("a\ny\n")
