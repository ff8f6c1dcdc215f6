"""What tests share.

The policy: a fixture is here only if tests of several packages read it, and what it gives is never changed.

`two_outlets` is the graph of `tests/fixtures/two-outlets.trig`, whose first lines tell the story that it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
TWO_OUTLETS = Path(__file__).parent / "fixtures" / "two-outlets.trig"


def put_two_outlets(graph: Graph) -> None:
    """Write the fixture's quads into a graph that is open for writing, as `kg build` would."""
    graphs = defaultdict[str, list[Quad]](list)
    for quad in parse(path=str(TWO_OUTLETS), format=RdfFormat.TRIG):
        graphs["" if quad.graph_name == DefaultGraph() else quad.graph_name.value.rpartition("/")[2]].append(quad)
    graph.apply(believed=graphs.pop(""), put=graphs.items())
    graph.publish()


@pytest.fixture(scope="session")
def two_outlets() -> Iterator[Graph]:
    with Graph.memory(base=BASE) as graph:
        put_two_outlets(graph)
        yield graph
