"""Export formats, by file ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Final, cast

from pyoxigraph import RdfFormat

from kg.errors import ExportError
from kg.export import rdf, records, tables
from kg.export.forms import FORMS
from kg.plugins import plugins
from kg.query.network import Filter, NeighbourhoodQuery, Subnetwork, drawn, index_of, neighbourhood, placed, whole
from kg.query.tables import incidents_that
from kg.sparql.xml import well_formed
from kg.store import Graph


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A neighbourhood: what is around a node."""

    iri: str
    around: NeighbourhoodQuery = field(default_factory=NeighbourhoodQuery)


Wanted = Filter | Neighbourhood | None
"""Which part of a graph's network: what a filter lets through, a neighbourhood, or None for all of the graph."""


@dataclass(frozen=True, slots=True)
class Format:
    """One form of the graph.

    Attributes:
        ending: of files, without its dot.
        media_type: for HTTP.
        description: what of the graph is in it.
        write: writes it to a stream: all of it, or of its network what is wanted.
    """

    ending: str
    media_type: str
    description: str
    write: Callable[[Graph, IO[bytes], Wanted], None]


def _rdf(graph: Graph, out: IO[bytes], wanted: Wanted, *, form: RdfFormat) -> None:
    legal = cast("IO[bytes]", well_formed(out, form))
    if wanted is None:
        graph.dump(legal, form)
    else:
        rdf.write(_part(graph, wanted), legal, form)


def network_format(
    ending: str, media_type: str, description: str, write: Callable[[Subnetwork, IO[bytes]], None]
) -> Format:
    """A form of the network, of which a filter may choose a part: what a plug-in's exporter is made by."""
    return Format(ending, media_type, description, partial(_network, write=write))


def _network(graph: Graph, out: IO[bytes], wanted: Wanted, *, write: Callable[[Subnetwork, IO[bytes]], None]) -> None:
    part = _part(graph, wanted)
    write(placed(part) if isinstance(wanted, Neighbourhood) else drawn(graph, part), out)


def _records(graph: Graph, out: IO[bytes], wanted: Wanted, *, table: str, ending: str) -> None:
    if wanted is not None and table == "claims":
        raise ExportError("The table of claims holds them all: a filter chooses incidents and ties.")
    if table == "incidents" and not isinstance(wanted, Neighbourhood):
        part = incidents_that(index_of(graph), wanted or Filter())
    else:
        part = _part(graph, wanted or Filter())
    columns, rows = records.TABLES[table].columns, records.TABLES[table].rows(graph, part)
    if ending == "csv":
        records.write_csv(columns, rows, out)
    elif ending == "parquet":
        records.write_parquet(columns, rows, out)
    else:
        records.write_geojson(rows, out)


def _part(graph: Graph, wanted: Wanted) -> Subnetwork:
    index = index_of(graph)
    return (
        neighbourhood(index, wanted.iri, wanted.around) if isinstance(wanted, Neighbourhood) else whole(index, wanted)
    )


_ALL: Final = "everything: what is believed, and what each article says in its named graph"
_BELIEVED: Final = "what is believed (the default graph) alone, since the format knows no named graphs"
_NETWORK: Final = "entities, incidents and the ties between them"

FORMATS: Final[dict[str, Format]] = {
    form.ending: form
    for form in (
        Format("nq", "application/n-quads", f"N-Quads: {_ALL}", partial(_rdf, form=RdfFormat.N_QUADS)),
        Format("trig", "application/trig", f"TriG: {_ALL}", partial(_rdf, form=RdfFormat.TRIG)),
        Format("jsonld", "application/ld+json", f"JSON-LD: {_ALL}", partial(_rdf, form=RdfFormat.JSON_LD)),
        Format("nt", "application/n-triples", f"N-Triples: {_BELIEVED}", partial(_rdf, form=RdfFormat.N_TRIPLES)),
        Format("ttl", "text/turtle", f"Turtle: {_BELIEVED}", partial(_rdf, form=RdfFormat.TURTLE)),
        Format("rdf", "application/rdf+xml", f"RDF/XML: {_BELIEVED}", partial(_rdf, form=RdfFormat.RDF_XML)),
        *(
            Format(ending, FORMS[name].media_type, f"{of}: {_NETWORK}", partial(_network, write=FORMS[name].write))
            for ending, name, of in (
                ("gexf", "gexf", "GEXF 1.3 for Gephi"),
                ("graphml", "graphml", "GraphML for networkx, Gephi and yEd"),
                ("json", "graphology", "graphology JSON for Gephi Lite and sigma"),
                ("svg", "svg", "A picture, where there are not too many"),
                ("png", "png", "A picture, where there are not too many"),
            )
        ),
        Format(
            "csv", "text/csv", "CSV for Gephi's importer: the ties, one a line",
            partial(_network, write=tables.write_edges),
        ),
        Format(
            "nodes.csv", "text/csv", "CSV for Gephi's importer: entities and incidents, one a line",
            partial(_network, write=tables.write_nodes),
        ),
        Format(
            "zip", "application/zip", f"ZIP of nodes.csv and edges.csv: {_NETWORK}",
            partial(_network, write=tables.write_zip),
        ),
        *(
            Format(
                f"{table}.{ending}", media_type, f"{of}: {table}, one a row",
                partial(_records, table=table, ending=ending),
            )
            for ending, media_type, of in (
                ("csv", "text/csv", "CSV"),
                ("parquet", "application/vnd.apache.parquet", "Parquet"),
            )
            for table in records.TABLES
        ),
        Format(
            "geojson", "application/geo+json", "GeoJSON: incidents, for GIS",
            partial(_records, table="incidents", ending="geojson"),
        ),
    )
}  # fmt: skip


def format_of(name: str) -> Format:
    """The format that a file name ends in, or that an ending names, ours or a plug-in's; `.gz` is no part of it.

    Raises:
        PluginBroken: it is a plug-in's, which cannot be loaded.
        ExportError: there is none of that ending; lists those that there are.
    """
    bare = name.lower().removesuffix(".gz")
    # A file that is called nodes.csv, or ends in .nodes.csv, holds the nodes; so it is with incidents.csv and the like.
    two = ".".join(bare.split(".")[-2:])
    plugged = plugins("sitrep.exporters")
    ending = two if two in FORMATS or two in plugged else bare.rpartition(".")[2]
    if ending in plugged and ending not in FORMATS:
        return cast("Format", plugged[ending].load())
    if ending not in FORMATS:
        offered = ", ".join("." + known for known in (*FORMATS, *plugged))
        raise ExportError(f"{name}: the ending says the format, and there is none for that one. Use one of {offered}.")
    return FORMATS[ending]
