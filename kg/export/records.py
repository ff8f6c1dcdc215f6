"""Incidents, claims and ties as tables: CSV, Parquet, and GeoJSON of the incidents."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, Final, Literal

from kg.errors import ExportError, NotFound
from kg.query.canned.spreadsheet import cell
from kg.query.lookup import ClaimFilter, IncidentFilter, citations, incidents
from kg.query.lookup.citations import Key as ClaimKey
from kg.query.lookup.incidents import Key
from kg.query.names import names_of
from kg.query.network import Subnetwork
from kg.query.tables import (
    CLAIM_COLUMNS,
    INCIDENT_COLUMNS,
    TIE_COLUMNS,
    Column,
    Row,
    cited_rows,
    claim_rows,
    feature,
    incident_rows,
    incidents_in,
    tie_rows,
)
from kg.store import Graph

_BATCH: Final = 10_000  # rows of a row group


@dataclass(frozen=True, slots=True)
class Records:
    """A table: its columns, and its rows in a part of the network."""

    columns: Sequence[Column]
    rows: Callable[[Graph, Subnetwork], Iterator[Row]]


def _ties(_: Graph, part: Subnetwork) -> Iterator[Row]:
    return tie_rows(part)


def _claims(graph: Graph, _: Subnetwork) -> Iterator[Row]:
    return claim_rows(graph)


TABLES: Final = {
    "incidents": Records(INCIDENT_COLUMNS, incidents_in),
    "claims": Records(CLAIM_COLUMNS, _claims),
    "ties": Records(TIE_COLUMNS, _ties),
}
"""The tables by the names that files end in: incidents.csv, claims.parquet."""


def write_csv(columns: Sequence[Column], rows: Iterable[Row], out: IO[bytes]) -> None:
    """Write a table as CSV; no cell is a formula to a spreadsheet."""
    names = [column.name for column in columns]
    out.write(_line(names))
    for row in rows:
        out.write(_line(cell(row[name]) for name in names))


def csv_of(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """A table as CSV, in one piece."""
    out = io.BytesIO()
    write_csv(columns, rows, out)
    return out.getvalue()


def write_parquet(columns: Sequence[Column], rows: Iterator[Row], out: IO[bytes]) -> None:
    """Write a table as Parquet, with what each column means in its metadata.

    Raises:
        ExportError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        raise ExportError("Parquet needs pyarrow: pip install 'pyarrow>=18'") from missing
    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    schema = pa.schema([pa.field(one.name, kinds[one.kind], metadata={"description": one.about}) for one in columns])
    with pq.ParquetWriter(out, schema) as writer:
        while some := list(islice(rows, _BATCH)):
            writer.write_table(pa.Table.from_pylist([dict(row) for row in some], schema=schema))


def write_geojson(rows: Iterable[Row], out: IO[bytes]) -> None:
    """Write incidents as a GeoJSON feature collection."""
    before = b'{"type":"FeatureCollection","features":[\n'
    for row in rows:
        out.write(before + json.dumps(feature(row), ensure_ascii=False, separators=(",", ":")).encode())
        before = b",\n"
    out.write((before if before.startswith(b"{") else b"") + b"\n]}\n")


def page_of_incidents(
    graph: Graph, wanted: IncidentFilter, form: Literal["csv", "geojson"], *, after: Key | None = None, limit: int = 100
) -> tuple[bytes, Key | None]:
    """Some incidents that a filter lets through, written out, and where the last of them stands if there are more.

    Raises:
        ParameterError: nothing goes by a name in the filter, or several things do.
    """
    some, last = incidents(graph, wanted, after=after, limit=limit)
    rows = incident_rows(graph, [one.iri for one in some])
    if form == "csv":
        return csv_of(INCIDENT_COLUMNS, rows), last
    out = io.BytesIO()
    write_geojson(rows, out)
    return out.getvalue(), last


def page_of_claims(
    graph: Graph, wanted: ClaimFilter, *, after: ClaimKey | None = None, limit: int = 100
) -> tuple[bytes, ClaimKey | None]:
    """Likewise, of claims, as CSV."""
    some, last = citations(graph, wanted, after=after, limit=limit)
    return csv_of(CLAIM_COLUMNS, cited_rows(graph, some)), last


def incident_features(
    graph: Graph, wanted: IncidentFilter, *, after: Key | None = None, limit: int = 100
) -> tuple[list[dict[str, Any]], Key | None]:
    """Likewise, as GeoJSON features."""
    some, last = incidents(graph, wanted, after=after, limit=limit)
    return [feature(row) for row in incident_rows(graph, [one.iri for one in some])], last


def incident_feature(graph: Graph, id_: str) -> dict[str, Any]:
    """One incident as a GeoJSON feature.

    Raises:
        NotFound: there is none of that id.
    """
    node = graph.iris.event(id_)
    if node.value not in names_of(graph):
        raise NotFound(f"There is no incident {id_!r} in the graph.")
    [row] = incident_rows(graph, [node.value])
    return feature(row)


def _line(cells: Iterable[Any]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()
