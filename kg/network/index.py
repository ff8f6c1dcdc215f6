"""The whole network in columns: every node and edge, in an order that stays, found without asking the store.

The store finds an actor's edges quickly, but not the best attested ones first, nor where the last page ended: of a
hundred thousand edges it would have to sort all for each page. So they are sorted once for each snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.network.columns import Floats, Ints, Lists, Texts, load, save
from kg.network.dates import Period
from kg.network.ties import PREDICATES, Edge, Node
from kg.vocab import SUPERCLASS

CLASSES: Final = (*SUPERCLASS, "Thing")
"""What `Index.cls` counts from 0; "Thing" is whatever is of no class of ours."""

_TEXTS: Final = frozenset({"iri", "label", "date", "article", "outlet"})
_LISTS: Final = frozenset({"edges", "articles", "first", "last"})


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Nodes, sorted by IRI, and edges, the best attested first; both are numbered from 0.

    Attributes:
        iri, label, cls, lat, long, date: of each node (see `Node`); NaN and "" where unknown, `cls` as in `CLASSES`.
        begin, end: of each node, the first and last day of its period, as ordinals; 0 where unknown.
        edges: of each node, all edges that begin or end there, in their order.
        source, target, kind, weight, confidence: of each edge (see `Edge`); `kind` as in `PREDICATES`, NaN if unknown.
        articles: of each edge, the numbers of those that say so.
        first, last: of each edge, the first and last days of the incidents behind it, as ordinals; side by side.
        article, published_by: the articles' ids, and the numbers of their outlets, -1 where unknown.
        outlet: the outlets' names, sorted.
    """

    iri: Texts
    label: Texts
    cls: Ints
    lat: Floats
    long: Floats
    date: Texts
    begin: Ints
    end: Ints
    edges: Lists
    source: Ints
    target: Ints
    kind: Ints
    weight: Ints
    confidence: Floats
    articles: Lists
    first: Lists
    last: Lists
    article: Texts
    published_by: Ints
    outlet: Texts

    def node(self, n: int) -> Node:
        """The nth node."""
        lat, long = float(self.lat[n]), float(self.long[n])
        return Node(
            iri=self.iri[n],
            label=self.label[n],
            cls=CLASSES[self.cls[n]],
            lat=None if np.isnan(lat) else lat,
            long=None if np.isnan(long) else long,
            date=self.date[n] or None,
            degree=int(self.edges.bounds[n + 1] - self.edges.bounds[n]),
            period=Period(int(self.begin[n]), int(self.end[n])) if self.begin[n] else None,
        )

    def edge(self, n: int) -> Edge:
        """The nth edge."""
        confidence = float(self.confidence[n])
        return Edge(
            source=self.iri[self.source[n]],
            kind=PREDICATES[self.kind[n]],
            target=self.iri[self.target[n]],
            weight=int(self.weight[n]),
            articles=tuple(sorted(self.article[a] for a in self.articles[n])),
            confidence=None if np.isnan(confidence) else round(confidence, 4),
            periods=tuple(map(Period, self.first[n].tolist(), self.last[n].tolist())),
        )

    def rank(self, weight: int, source: str, kind: str, target: str) -> int:
        """How many edges stand before the place after that one; it need not be there itself."""
        wanted = (-weight, source, PREDICATES.index(kind), target)
        low, high = 0, len(self.source)
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) <= wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _key(self, n: int) -> tuple[int, str, int, str]:
        return -int(self.weight[n]), self.iri[self.source[n]], int(self.kind[n]), self.iri[self.target[n]]

    def save(self, folder: Path) -> None:
        """Write it into a folder.

        Raises:
            OSError: it cannot be written.
        """
        columns: dict[str, npt.NDArray[Any]] = {}
        for field in fields(self):
            column = getattr(self, field.name)
            lists = column.utf8 if isinstance(column, Texts) else column
            if isinstance(lists, Lists):
                columns |= {f"{field.name}.bounds": lists.bounds, f"{field.name}.values": lists.values}
            else:
                columns[field.name] = column
        save(columns, folder)

    @classmethod
    def load(cls, folder: Path) -> Index:
        """One that was saved; it is read as it is needed.

        Raises:
            OSError, ValueError: there is none, or it is broken.
        """
        return cls(**{field.name: _column(field.name, folder) for field in fields(cls)})


def _column(name: str, folder: Path) -> Any:
    if name not in _TEXTS | _LISTS:
        return load(name, folder)
    lists = Lists(load(f"{name}.bounds", folder), load(f"{name}.values", folder))
    return Texts(lists) if name in _TEXTS else lists
