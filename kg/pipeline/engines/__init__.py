"""Where the steps run. The steps do not know."""

from kg.pipeline.engines.local import FactReader, LocalEngine, map_ordered

__all__ = ["FactReader", "LocalEngine", "map_ordered"]
