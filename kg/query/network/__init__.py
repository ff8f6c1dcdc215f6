"""The network: believed triples and their articles in; nodes and weighed ties, paths and neighbourhoods out."""

from kg.query.network.around import Direction, NeighbourhoodQuery, neighbourhood
from kg.query.network.drawing import drawn, placed
from kg.query.network.filters import NODE_CLASSES, Filter
from kg.query.network.folding import Folded, behind, folded_of
from kg.query.network.formats import cytoscape, graphology, node_link
from kg.query.network.groups import Arrangement, Tied, arranged, communities_of, tied
from kg.query.network.index import Index
from kg.query.network.index_cache import has_index, index_of, write_index
from kg.query.network.part import Subnetwork, whole
from kg.query.network.path import shortest
from kg.query.network.ties import PREDICATES, Edge, Node, edges

__all__ = [
    "NODE_CLASSES",
    "PREDICATES",
    "Arrangement",
    "Direction",
    "Edge",
    "Filter",
    "Folded",
    "Index",
    "NeighbourhoodQuery",
    "Node",
    "Subnetwork",
    "Tied",
    "arranged",
    "behind",
    "communities_of",
    "cytoscape",
    "drawn",
    "edges",
    "folded_of",
    "graphology",
    "has_index",
    "index_of",
    "neighbourhood",
    "node_link",
    "placed",
    "shortest",
    "tied",
    "whole",
    "write_index",
]
