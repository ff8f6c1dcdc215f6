"""The commands that judge a graph: validate, eval."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.output import Data, examples, number, say, settings

if TYPE_CHECKING:
    from kg.evaluate import Evaluation

_SHOWN = 20  # broken rules that are told one by one


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(
        epilog=examples(
            "kg validate",
            "kg validate --data graph",
        )
    )(validate)
    app.command(
        "eval",
        epilog=examples(
            "kg eval data/gold",
            "kg eval data/gold --details",
            "kg eval data/gold --format json --min 0.8",
        ),
    )(evaluate)


def validate(data: Data = None) -> None:
    """Check the graph against the vocabulary's shapes (SHACL). Exits with 1 if it does not conform."""
    from kg.rdf.validate import validate as check  # noqa: PLC0415 - heavy
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data)
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        size, report = len(graph), check(graph.quads())
    if report.conforms:
        say(f"Conforms: {number(size, 'triple')} in {chosen.data} keep every rule of ontology/shapes.ttl.")
        return
    for broken in report.violations[:_SHOWN]:
        say(f"{broken.severity}: {broken.message}")
        say("    " + " ".join(part for part in (broken.focus, broken.path, broken.value) if part))
    say(f"Does not conform: {number(len(report.violations), 'violation')}.")
    raise typer.Exit(1)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder with entities.json and articles.json.")],
    data: Data = None,
    details: Annotated[
        bool, typer.Option("--details", help="Also list every miss and mistake, with its quote.")
    ] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="table or json.")] = "table",
    minimum: Annotated[
        float, typer.Option("--min", min=0, max=1, metavar="SHARE", help="Exit with 1 if the overall figure is lower.")
    ] = 0.0,
) -> None:
    """Score the graph against gold: precision, recall and F1. Gold is people's reading of the same articles."""
    from kg.evaluate import evaluate as measure  # noqa: PLC0415 - heavy
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data)
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        result = measure(graph, gold)
    if form == "json":
        out = result.as_json() if details else {**result.as_json(), "problems": len(result.problems)}
        say(json.dumps(out, ensure_ascii=False, indent=2))
    else:
        _print(result, details=details)
    if result.overall < minimum:
        raise typer.Exit(1)


def _print(result: Evaluation, *, details: bool) -> None:
    stage = None
    for figure in result.figures:
        if figure.stage != stage:
            stage = figure.stage
            say(f"{stage:28}{'P':>6}{'R':>6}{'F1':>6}{'found':>9}")
        precision = "" if figure.precision is None else f"{figure.precision:.2f}"
        f1 = "" if figure.precision is None else f"{figure.score:.2f}"
        count = f"{figure.hits}/{figure.wanted}"
        say(f"  {figure.name:26}{precision:>6}{figure.recall:>6.2f}{f1:>6}{count:>9}")
    say(f"{'overall':28}{'':12}{result.overall:>6.2f}")
    if details:
        say()
        for problem in result.problems:
            say(str(problem))
    elif result.problems:
        say(f"{number(len(result.problems), 'miss or mistake', 'misses and mistakes')}: --details lists them.")
