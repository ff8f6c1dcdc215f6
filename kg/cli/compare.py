"""The command that holds the graph beside other event data sets: compare."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.output import Data, complain, examples, number, patience, say, settings

if TYPE_CHECKING:
    from kg.query.compare import EventPair
    from kg.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg compare ged241.csv --as ucdp-ged --output compared.csv",
            "kg compare ged241.csv --as ucdp-ged --output compared.html   as a page, differences first",
            "kg compare acled.csv --as acled --days 2 --km 50 --link      keeps the links in the graph",
        )
    )(compare)


def _keep(found: list[EventPair], codebook: str, chosen: Settings) -> int:
    """Write the links into their graph; how many there are."""
    from kg import updates  # noqa: PLC0415 - heavy
    from kg.pipeline.publish import publish  # noqa: PLC0415
    from kg.query.compare import graph_of, links  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    with Graph.open(chosen.data, base=chosen.base, create=False, **patience(chosen)) as graph:
        updates.replace(graph, graph_of(codebook), links(found, codebook, graph.iris))
        publish(graph)
    return sum(pair.ours is not None and pair.theirs is not None for pair in found)


def compare(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your export of their data set: CSV or TSV.")],
    codebook: Annotated[
        Literal["ucdp-ged", "acled", "gdelt"],
        typer.Option("--as", metavar="NAME", help="ucdp-ged (and UCDP's candidate events), acled or gdelt."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the table there; as a page if it ends in .html."),
    ] = None,
    days: Annotated[int, typer.Option(min=0, max=30, metavar="N", help="Most days between two events that match.")] = 1,
    km: Annotated[int, typer.Option(min=1, max=500, metavar="N", help="Most kilometres between them.")] = 30,
    link: Annotated[
        bool,
        typer.Option("--link", help="Keep in the graph which are one, in the graph <urn:NAME>, instead of before."),
    ] = False,
    data: Data = None,
) -> None:
    """Match another data set's events with the graph's attacks. A table says who has which, and where tolls differ."""
    from kg.export.records import write_csv  # noqa: PLC0415 - heavy
    from kg.query.compare import COMPARED_COLUMNS, compared_page, compared_rows, read_events  # noqa: PLC0415
    from kg.query.compare import compare as match  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data)
    events, skipped = read_events(file, codebook)
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        found = match(graph, events, days=days, km=km)
        rows = list(compared_rows(found))
    if output is None:
        write_csv(COMPARED_COLUMNS, rows, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    elif output.suffix.lower() in (".html", ".htm"):
        output.write_text(compared_page(rows, f"{file.name} beside our graph"), "utf-8")
    else:
        with output.open("wb") as out:
            write_csv(COMPARED_COLUMNS, rows, out)
    who, tolls, culprits = (Counter(row[name] for row in rows) for name in ("who", "toll", "attacker_is"))
    tell = say if output is not None else complain
    tell(f"{number(len(events), 'event')} of {file}: {who['both']} of both, {who['theirs']} only theirs;")
    tell(f"{who['ours']} only ours, of the attacks of that time.")
    tell(
        f"Of the {who['both']} of both, tolls agree in {tolls['same']} and differ in {tolls['differs']}; our attacker "
        f"is their first actor in {culprits['first']}, their second in {culprits['second']}, neither in "
        f"{culprits['neither']}."
    )
    if link:
        tell(f"{number(_keep(found, codebook, chosen), 'link')} kept in <urn:{codebook}>.")
    if skipped:
        complain(f"{number(skipped, 'row')} left out: no day that can be read")
