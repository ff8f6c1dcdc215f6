"""The command that tells what changed since a day or a published state: changes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.output import Data, examples, number, say, settings

if TYPE_CHECKING:
    from kg.query.changes import Publication


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg changes --since 2024-01-05",
            "kg changes --since 17             since the published state 17, see kg status",
            "kg changes --about hezbollah      of an actor, by the last part of its IRI",
            "kg changes -f json | jq .label    one JSON object a line",
        )
    )(changes)


def changes(
    data: Data = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY|GENERATION", help="From this day on, or after this generation. [default: yesterday]"),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="SLUG|IRI", help="Only of this entity, place, war or incident, and of incidents with it."),
    ] = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", "-f", help="text, or json: a line each.")
    ] = "text",
) -> None:
    """Tell what changed between published states. Told are incidents, tolls, attackers, disputes, claims and joins."""
    from kg.query.changes import iris_of, read_changes  # noqa: PLC0415 - heavy
    from kg.rdf.iris import Iris  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data)
    Graph.snapshot(chosen.data, base=chosen.base).close()  # else there is no graph, which is to be said
    things = iris_of(about, Iris(chosen.base)) if about else ()
    found = read_changes(chosen.data, _since(since), things)
    if form == "json":
        for publication in found:
            for change in publication.changes:
                told = {"generation": publication.generation, "at": publication.at, **dataclasses.asdict(change)}
                say(json.dumps(told, ensure_ascii=False))
        return
    for publication in found:
        _print(publication)
    if not found:
        say("Nothing changed.")


def _print(publication: Publication) -> None:
    from kg.query.changes.words import in_words  # noqa: PLC0415 - heavy

    say(f"{publication.at[:16].replace('T', ' ')}  generation {publication.generation}")
    for change in publication.changes:
        say(f"  {in_words(change)}")
        if change.quote:
            say(f"      “{' '.join(change.quote.split())}” ({change.article})")
    if publication.more:
        say(f"  and {number(publication.more, 'change')} more")


def _since(given: str | None) -> dt.date | int:
    if given is None:
        return dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    if given.isascii() and given.isdigit():
        return int(given)
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(
            f"{given!r} is neither a day such as 2024-01-05 nor the number of a published state", param_hint="--since"
        ) from None
