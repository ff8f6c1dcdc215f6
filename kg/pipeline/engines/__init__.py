"""Where the steps run. The steps do not know."""

from kg.pipeline.engines.local import LocalEngine, Reader, map_ordered

__all__ = ["LocalEngine", "Reader", "map_ordered"]
