"""Where the steps run. The steps do not know."""

from kg.engines.local import Reader, map_ordered

__all__ = ["Reader", "map_ordered"]
