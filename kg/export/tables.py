"""The network as two tables: nodes and edges, as spreadsheets and Gephi import them."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Final

from kg.query.canned.spreadsheet import cell
from kg.query.network import Subnetwork
from kg.query.network.formats import node_values

# The names that Gephi's importer knows come first.
_NODE_HEAD: Final = (
    "Id",
    "Label",
    "class",
    "named",
    "degree",
    "community",
    "betweenness",
    "latitude",
    "longitude",
    "date",
    "x",
    "y",
)
_EDGE_HEAD: Final = ("Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "confidence", "articles")


def write_nodes(part: Subnetwork, out: IO[bytes]) -> None:
    """Write one line for each node."""
    _write(out, _NODE_HEAD, _nodes(part))


def write_edges(part: Subnetwork, out: IO[bytes]) -> None:
    """Write one line for each edge."""
    _write(out, _EDGE_HEAD, _edges(part))


def write_zip(part: Subnetwork, out: IO[bytes]) -> None:
    """Write both tables into one ZIP file."""
    with zipfile.ZipFile(_ForwardOnly(out), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, write in (("nodes.csv", write_nodes), ("edges.csv", write_edges)):
            # A fixed date, the earliest that ZIP knows, so that equal networks give equal bytes.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as table:
                write(part, table)


class _Utf8:
    """Text, written to a stream of bytes."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, text: str, /) -> int:
        """Write on."""
        return self._out.write(text.encode())


class _ForwardOnly:
    """A stream in which nobody goes back, whatever it could do itself: so that its bytes do not depend on that."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, data: bytes, /) -> int:
        """Write on."""
        return self._out.write(data)

    def flush(self) -> None:
        """Let nothing wait."""
        self._out.flush()

    def close(self) -> None:
        """Leave the stream open: it is not ours to close."""


def _nodes(part: Subnetwork) -> Iterator[tuple[object, ...]]:
    names = ("label", "class", "named", "degree", "community", "betweenness", "lat", "long", "date", "x", "y")
    return ((node.iri, *(values.get(name) for name in names)) for node, values in node_values(part))


def _edges(part: Subnetwork) -> Iterator[tuple[object, ...]]:
    return (
        (
            edge.source, edge.target, "Directed", edge.id, edge.kind, edge.kind, edge.weight, edge.confidence,
            " | ".join(edge.articles),
        )
        for edge in part.edges()
    )  # fmt: skip


def _write(out: IO[bytes], head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    lines = csv.writer(_Utf8(out))
    lines.writerow(head)
    lines.writerows(map(cell, row) for row in rows)
