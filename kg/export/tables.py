"""The network as GraphML, and as the table of edges that spreadsheets and Gephi import."""

from __future__ import annotations

import csv
import io
from typing import IO

import networkx as nx

from kg.network import edges, whole
from kg.store import Graph

_HEAD = ("Source", "Target", "Type", "Kind", "Weight", "Articles")  # the names that Gephi's importer knows come first


def write_graphml(graph: Graph, out: IO[bytes]) -> None:
    """Write GraphML. The whole network is in memory meanwhile."""
    network = whole(graph)
    network.graph.clear()
    for *_, data in network.edges(data=True):
        data["articles"] = " | ".join(data["articles"])  # GraphML has no lists
    nx.write_graphml(network, out)


def write_csv(graph: Graph, out: IO[bytes]) -> None:
    """Write one line for each edge."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow(_HEAD)
    for edge in edges(graph):
        lines.writerow((edge.source, edge.target, "Directed", edge.kind, edge.weight, " | ".join(edge.articles)))
    text.detach()  # the stream is not ours to close
