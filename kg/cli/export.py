"""The command that takes the graph elsewhere: as RDF, for Gephi and its relatives, as tables, as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Data, examples, say, settings, size
from kg.errors import ParameterError

if TYPE_CHECKING:
    from kg.export import Wanted
    from kg.query.network import Filter
    from kg.store import Graph

_PICTURES = ("svg", "png")
_TIES_OF_A_PICTURE = 60  # more of them are hard to read on a page


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg export graph.nq                          everything, with who says what",
            "kg export graph.ttl                         what is believed",
            "kg export network.gexf                      the network, for Gephi",
            "kg export network.json                      the network, for Gephi Lite",
            "kg export tables.zip                        the network as nodes.csv and edges.csv",
            "kg export incidents.csv                     incidents, one a row (docs/tables.md)",
            "kg export incidents.geojson                 the same, for QGIS",
            "kg export claims.parquet                    who says what, one a row",
            "kg export january.gexf.gz --since 2024-01 --until 2024-01 --class Organization --class Event",
            'kg export nujaba.svg --of "Harakat al-Nujaba" --depth 2          a picture to print',
        )
    )(export)


def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Its ending names the form: nq, trig, ttl, nt, rdf, jsonld, gexf, graphml, json, csv, zip, svg, png, "
            "geojson, parquet; with .gz after it, compressed. nodes.csv and edges.csv are the tables of Gephi's "
            "importer; incidents, claims and ties with .csv or .parquet are tables for analysis.",
        ),
    ],
    of: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only the neighbourhood of this name, slug or IRI."),
    ] = None,
    depth: Annotated[int, typer.Option(min=1, max=3, metavar="N", help="Steps around it.")] = 1,
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Most ties around it. [default: 60 in a picture, else no limit]"),
    ] = None,
    cls: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="CLASS", help="Only nodes of this class and its subclasses; repeatable."),
    ] = None,
    predicate: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only ties of this kind (attacked, leads, …); repeatable.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Only incidents from this date on (2024-01-04, 2024-01, 2024); relations stay."
        ),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only incidents until this date.")] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="P", help="Only ties with a claim of at least this confidence."),
    ] = None,
    outlet: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only ties from this outlet's articles; repeatable.")
    ] = None,
    named: Annotated[
        bool, typer.Option("--named", help='Only what goes by a name, and incidents: no "three fighters".')
    ] = False,
    data: Data = None,
) -> None:
    """Write the graph, or a part of its network, to a file. The file's ending names the form."""
    from kg.export import export as write  # noqa: PLC0415 - heavy
    from kg.export import format_of  # noqa: PLC0415
    from kg.query.network import Filter  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    chosen, form = settings(data=data), format_of(file.name)
    only = Filter(tuple(predicate or ()), tuple(cls or ()), since, until, min_confidence, tuple(outlet or ()), named)
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        if of is not None:
            most = limit or (_TIES_OF_A_PICTURE if form.ending in _PICTURES else 1_000_000_000)
            write(graph, file, wanted=_near(graph, of, depth, most, only))
        else:
            write(graph, file, wanted=only if only != Filter() else None)
    say(f"Wrote {file} ({size(file.stat().st_size)}). {form.description}.")


def _near(graph: Graph, name: str, depth: int, limit: int, only: Filter) -> Wanted:
    """The neighbourhood of the node with this name.

    Raises:
        ParameterError: nothing does, or several do; says which.
    """
    from kg.export import Neighbourhood  # noqa: PLC0415
    from kg.query.names import names_of  # noqa: PLC0415
    from kg.query.network import NeighbourhoodQuery  # noqa: PLC0415

    try:
        meant = names_of(graph).meant(name)
    except ValueError as wrong:
        raise ParameterError(f"--of {name!r}: {wrong}") from None
    if len(meant) > 1:
        slugs = ", ".join(iri.rpartition("/")[2] for iri in meant[:5])
        raise ParameterError(f"--of {name!r}: {len(meant)} are called so; give the slug of one: {slugs}")
    return Neighbourhood(meant[0], NeighbourhoodQuery(depth=depth, limit=limit, only=only))
