"""Engines: where the steps run, which the steps do not know."""

from kg.pipeline.engines.guarded import ArticleReader, FactReader
from kg.pipeline.engines.local import LocalEngine, map_ordered

__all__ = ["ArticleReader", "FactReader", "LocalEngine", "map_ordered"]
