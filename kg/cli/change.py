"""The commands that change a graph: build, add, retract."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Data, Store, complain, examples, number, patience, progress, say, settings
from kg.cli.stores import keep_in_step

if TYPE_CHECKING:
    from kg.pipeline.build import BuildReport
    from kg.settings import Settings

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...", help="Files and folders: text, HTML, JSON, JSON Lines, also .gz; - for standard input."
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Processes that read. [default: 1 for few articles, else one for each core]"),
]


class Engine(StrEnum):
    """Where the steps run."""

    local = "local"
    spark = "spark"


_SHOWN = 20  # failed inputs that the summary names; more would hide the rest


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(
        epilog=examples(
            "kg build data/articles",
            "kg build archive.jsonl.gz more/ --data graph --workers 4",
            "cat report.txt | kg build - --data one",
            "kg build archive/ --engine spark --master spark://host:7077",
        )
    )(build)
    app.command(
        epilog=examples(
            "kg add today.txt",
            "curl -s https://example.org/story.html | kg add -",
        )
    )(add)
    app.command(
        epilog=examples(
            "kg retract northern-standard-2024-01-03-arouri",
            "kg retract 003 004 --data graph",
        )
    )(retract)


def build(
    sources: Sources,
    data: Data = None,
    workers: Workers = None,
    store: Store = None,
    engine: Annotated[Engine, typer.Option(help="Where the steps run: in processes of this machine, or on Spark.")] = (
        Engine.local
    ),
    master: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Spark's master, such as spark://host:7077. [default: all cores of this machine]"
        ),
    ] = None,
) -> None:
    """Make the graph exactly that of some articles.

    What is unchanged since the last time is not read again; an article that is no longer there is taken out.
    """
    chosen = settings(data=data, store=store)
    if engine is Engine.spark:
        if workers is not None:
            raise typer.BadParameter("is for --engine local; Spark has its own", param_hint="--workers")
        _build_on_spark(sources, chosen, master)
    elif master is not None:
        raise typer.BadParameter("is for --engine spark", param_hint="--master")
    else:
        _put("build", sources, chosen, workers)


def add(sources: Sources, data: Data = None, workers: Workers = None, store: Store = None) -> None:
    """Put articles into the graph; one with the same id as before takes its place."""
    _put("add", sources, settings(data=data, store=store), workers)


def retract(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.")],
    data: Data = None,
    store: Store = None,
) -> None:
    """Take articles out of the graph, and all that hung on them alone."""
    from kg.pipeline import build as pipeline  # noqa: PLC0415 - heavy
    from kg.resolve.context import load_context  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data, store=store)
    with Graph.open(chosen.data, base=chosen.base, create=False, **patience(chosen)) as graph, progress() as step:
        report = pipeline.retract(graph, ids, context=load_context(chosen), progress=step)
    say(f"Took out {number(len(report.retracted), 'article')}. {holds(report)}")
    keep_in_step(chosen)


def _build_on_spark(sources: list[str], chosen: Settings, master: str | None) -> None:
    from kg.extract import Extractor  # noqa: PLC0415 - heavy
    from kg.pipeline.spark.build import build as build_on_spark  # noqa: PLC0415
    from kg.pipeline.spark.session import check  # noqa: PLC0415
    from kg.resolve.context import load_context  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    check(master)
    context, extractor = load_context(chosen), Extractor(chosen).version
    with Graph.open(chosen.data, base=chosen.base, **patience(chosen)) as graph, progress() as step:
        report = build_on_spark(
            graph, sources, settings=chosen, master=master, extractor=extractor, context=context, progress=step
        )
    _tell(report, chosen)


def _put(how: str, sources: list[str], chosen: Settings, workers: int | None) -> None:
    from kg.extract import Extractor  # noqa: PLC0415
    from kg.pipeline import build as pipeline  # noqa: PLC0415 - heavy
    from kg.pipeline.engines import LocalEngine  # noqa: PLC0415
    from kg.resolve.context import load_context  # noqa: PLC0415
    from kg.sources import read  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    run: Callable[..., BuildReport] = pipeline.build if how == "build" else pipeline.add
    engine, context = LocalEngine(partial(Extractor, chosen), workers), load_context(chosen)
    engine.version  # noqa: B018 - loads the language model, which takes seconds in which others may write
    with Graph.open(chosen.data, base=chosen.base, **patience(chosen)) as graph, progress() as step:
        report = run(graph, read(sources), extractor=engine, context=context, progress=step)
    _tell(report, chosen)


def _tell(report: BuildReport, chosen: Settings) -> None:
    say(_summary(report))
    say(f"The graph is in {chosen.data}. Next: kg status, kg query, or kg serve (with --data {chosen.data}).")
    if report.failed:
        shown = [str(error) for error in report.failed[:_SHOWN]]
        more = len(report.failed) - len(shown)
        complain(
            f"{number(len(report.failed), 'input')} could not be read:",
            *shown,
            *([f"and {more:,} more"] if more else []),
        )
    keep_in_step(chosen)
    if report.failed:
        raise typer.Exit(1)


def _summary(report: BuildReport) -> str:
    took = sum(report.seconds.values())
    done = f"{report.extracted:,} read, {report.unchanged:,} unchanged"
    if report.retracted:
        done += f", {len(report.retracted):,} taken out"
    if report.failed:
        done += f", {len(report.failed):,} failed"
    return f"{done}, in {took:.1f} s. {holds(report)}"


def holds(report: BuildReport) -> str:
    """What the graph now holds, in a sentence."""
    return (
        f"Now {number(report.articles, 'article')}, {number(report.entities, 'entity', 'entities')}, "
        f"{number(report.events, 'incident')}, {number(report.claims, 'claim')}, {number(report.triples, 'triple')}."
    )
