"""Plug-ins: what other distributions bring by entry points: formats to read, forms to export, steps of extraction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final, Literal

from kg.errors import PluginBroken

Point = Literal["sitrep.sources", "sitrep.exporters", "sitrep.components"]

POINTS: Final[Mapping[Point, str]] = {
    "sitrep.sources": "formats to read, by file ending",
    "sitrep.exporters": "forms of kg export, by file ending",
    "sitrep.components": "steps of extraction, by component name",
}


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point of an installed distribution.

    Attributes:
        point: what it is plugged into.
        name: the ending, or the component's name.
        distribution, version: who brings it.
    """

    point: Point
    name: str
    distribution: str
    version: str
    entry: EntryPoint

    def load(self) -> Any:
        """The object that the entry point names.

        Raises:
            PluginBroken: it cannot be imported.
        """
        try:
            return self.entry.load()
        except Exception as fault:
            raise PluginBroken(
                f"The plug-in {self.name} of {self.distribution} {self.version} cannot be loaded: {fault!r}. "
                f"Mend it, or uninstall {self.distribution}"
            ) from fault


@cache
def plugins(point: Point) -> Mapping[str, Plugin]:
    """The installed plug-ins of a point, by name; of two with one name, the first distribution's in the alphabet."""
    found = sorted(_installed(point), key=lambda each: (each.name, each.distribution, each.version))
    return {each.name: each for each in reversed(found)}


def _installed(point: Point) -> Iterator[Plugin]:
    for entry in entry_points(group=point):
        name = entry.name if point == "sitrep.components" else entry.name.lower().lstrip(".")
        brought = entry.dist
        yield Plugin(point, name, brought.name if brought else "?", brought.version if brought else "?", entry)
