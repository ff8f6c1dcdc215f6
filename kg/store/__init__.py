"""The store, and the only package that opens Oxigraph: quads in; a graph that SPARQL asks, and its snapshots, out."""

from __future__ import annotations

from kg.store.edits import parse_update
from kg.store.graph import Graph
from kg.store.loading import Shard
from kg.store.markers import latest_generation
from kg.store.touched import ChangeSet

__all__ = ["ChangeSet", "Graph", "Shard", "latest_generation", "parse_update"]
