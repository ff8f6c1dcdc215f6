"""Engines: articles in; facts out. The steps do not know on which engine they run."""

from kg.pipeline.engines.guarded import ArticleReader, FactReader
from kg.pipeline.engines.local import LocalEngine, map_ordered

__all__ = ["ArticleReader", "FactReader", "LocalEngine", "map_ordered"]
