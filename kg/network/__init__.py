"""The graph as a network: who is tied to whom, how, and by how many independent reports."""

from kg.network.build import Direction, neighbourhood, whole
from kg.network.formats import edges_of, graphology, node_link, nodes_of
from kg.network.ties import PREDICATES, Edge, Node, edges, nodes

__all__ = [
    "PREDICATES",
    "Direction",
    "Edge",
    "Node",
    "edges",
    "edges_of",
    "graphology",
    "neighbourhood",
    "node_link",
    "nodes",
    "nodes_of",
    "whole",
]
