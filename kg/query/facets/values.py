"""The values of facets: how many things each choice would leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.query.network.columns import Mask
from kg.query.network.index import CLASSES
from kg.vocab import SUPERCLASS, is_a

EVENTS: Final = tuple(name for name in SUPERCLASS if is_a(name, "Event") and name != "Event")
"""Kinds of incidents, by local name."""

SHOWN: Final = 12
"""Values of a facet that are told; the filter takes the others too."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value: as the filter takes it, as people read it, how many things have it, and whether the filter names it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A property with its most frequent values, and how many others there are besides.

    Attributes:
        name: what it is called.
        parameter: the filter's, which takes its values.
        values: each with the count of what passes the other parameters, whatever this one says.
        more: values that are not told.
    """

    name: str
    parameter: str
    values: tuple[FacetValue, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of what a filter chooses.

    Attributes:
        total: how many things pass the whole filter.
        facets: those with a value.
        left_out: parameters whose values are not counted, since too many things pass.
    """

    total: int
    facets: tuple[Facet, ...]
    left_out: tuple[str, ...] = ()


def facet(
    name: str,
    counts: Mapping[str, int],
    chosen: Iterable[str] = (),
    labels: Mapping[str, str] | None = None,
    order: Iterable[str] | None = None,
    parameter: str = "",
) -> Facet:
    """A facet from the counts of its values.

    Args:
        name: what it is called.
        counts: by value.
        chosen: values that the filter names; they are told however few there are.
        labels: what the values are called, where that is something else.
        order: the values in their own order; without it the most frequent come first.
        parameter: the filter's, if it is called otherwise.
    """
    names, wanted = labels or {}, set(chosen)
    ranked = sorted(counts, key=lambda value: (-counts[value], names.get(value, value), value))
    shown = ranked[:SHOWN] + [value for value in ranked[SHOWN:] if value in wanted]
    if order is not None:
        shown = [value for value in order if value in counts]
    values = (FacetValue(value, names.get(value, value), counts[value], value in wanted) for value in shown)
    return Facet(name, parameter or name, tuple(values), len(counts) - len(shown))


def marks(cls: str) -> Mask:
    """Which numbers of classes, as the network's index has them, are those of a class or one below it."""
    return np.array([name in SUPERCLASS and is_a(name, cls) for name in CLASSES])
