"""The graph as a network: who is tied to whom, how, and by how many independent reports."""

from kg.network.build import Direction, neighbourhood, whole
from kg.network.ties import PREDICATES, Edge, Node, edges, nodes

__all__ = ["PREDICATES", "Direction", "Edge", "Node", "edges", "neighbourhood", "nodes", "whole"]
