"""The graph as a network: who is tied to whom, how, and by how many independent reports."""

from kg.network.around import Around, Direction, neighbourhood
from kg.network.drawing import drawn, placed
from kg.network.filters import NODE_CLASSES, Filter
from kg.network.formats import cytoscape, graphology, node_link
from kg.network.index import Index
from kg.network.opened import has_index, index_of, write_index
from kg.network.part import Part, whole
from kg.network.ties import PREDICATES, Edge, Node, edges

__all__ = [
    "NODE_CLASSES",
    "PREDICATES",
    "Around",
    "Direction",
    "Edge",
    "Filter",
    "Index",
    "Node",
    "Part",
    "cytoscape",
    "drawn",
    "edges",
    "graphology",
    "has_index",
    "index_of",
    "neighbourhood",
    "node_link",
    "placed",
    "whole",
    "write_index",
]
