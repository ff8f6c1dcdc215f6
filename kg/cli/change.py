"""The commands that change a graph: build, add, reread, retract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Data, Store, complain, examples, number, patience, progress, say, settings
from kg.cli.sources import check_sources, complain_of, complain_of_versions, told_of_sources
from kg.cli.stores import keep_in_step

if TYPE_CHECKING:
    from kg.pipeline.report import BuildReport
    from kg.settings import Settings
    from kg.sources import FieldNames, Tally

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="Files, folders and addresses: text, pages, JSON, tables, PDF, Word, mail, feeds, archives; - for standard"
        " input.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Processes that read. [default: 1 for few articles, else one for each core]"),
]

Fields = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="FIELD=NAME,...",
        help="Names of the sources' own fields, if not recognised: text=maintext,date=day.",
    ),
]


class Engine(StrEnum):
    """Where the steps run."""

    local = "local"
    spark = "spark"


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(
        epilog=examples(
            "kg build data/articles",
            "kg build archive.jsonl.gz more/ --data graph --workers 4",
            "cat report.txt | kg build - --data one",
            "kg build wire.csv --fields text=story,date=day --check",
            "kg build archive/ --engine spark --master spark://host:7077",
        )
    )(build)
    app.command(
        epilog=examples(
            "kg add today.txt",
            "curl -s https://example.org/story.html | kg add -",
        )
    )(add)
    app.command(epilog=examples("kg reread", "kg reread --data graph --workers 4"))(reread)
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
    fields: Fields = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what would be read; change nothing.")] = False,
    engine: Annotated[Engine, typer.Option(help="What runs the steps: processes of this machine, or Spark.")] = (
        Engine.local
    ),
    master: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Spark's master, such as spark://host:7077. [default: all cores of this machine]"
        ),
    ] = None,
) -> None:
    """Build the graph of these articles, and of no others.

    Unchanged articles are not read again. Articles that are gone from the sources are taken out.
    """
    from kg.sources import FieldNames  # noqa: PLC0415 - heavy

    chosen, names = settings(data=data, store=store), FieldNames.parse(fields or "")
    if check:
        check_sources(sources, names, chosen)
    elif engine is Engine.spark:
        if workers is not None:
            raise typer.BadParameter("is for --engine local; Spark has its own", param_hint="--workers")
        _build_on_spark(sources, chosen, master, names)
    elif master is not None:
        raise typer.BadParameter("is for --engine spark", param_hint="--master")
    else:
        _put("build", sources, chosen, workers, names)


def add(
    sources: Sources, data: Data = None, workers: Workers = None, store: Store = None, fields: Fields = None
) -> None:
    """Put articles into the graph. An article replaces an earlier one of the same id."""
    from kg.sources import FieldNames  # noqa: PLC0415 - heavy

    _put("add", sources, settings(data=data, store=store), workers, FieldNames.parse(fields or ""))


def reread(data: Data = None, workers: Workers = None, store: Store = None) -> None:
    """Read again what another version of kg read.

    The texts in the graph are read; sources are not needed.
    """
    from kg.extract import Extractor  # noqa: PLC0415
    from kg.pipeline import build as pipeline  # noqa: PLC0415 - heavy
    from kg.pipeline.engines import LocalEngine  # noqa: PLC0415
    from kg.resolve.context import load_context  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data, store=store)
    engine = LocalEngine(partial(Extractor, chosen), workers, seconds=chosen.reading_timeout)
    context = load_context(chosen)
    with Graph.open(chosen.data, base=chosen.base, create=False, **patience(chosen)) as graph, progress() as step:
        report = pipeline.reread(graph, extractor=engine, context=context, progress=step)
    _tell(report, chosen)


def retract(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.")],
    data: Data = None,
    store: Store = None,
) -> None:
    """Take articles out of the graph.

    All that rests on them alone goes too.
    """
    from kg.pipeline import build as pipeline  # noqa: PLC0415 - heavy
    from kg.resolve.context import load_context  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data, store=store)
    with Graph.open(chosen.data, base=chosen.base, create=False, **patience(chosen)) as graph, progress() as step:
        report = pipeline.retract(graph, ids, context=load_context(chosen), progress=step)
    say(f"Took out {number(len(report.retracted), 'article')}. {holds(report)}")
    keep_in_step(chosen)


def _build_on_spark(sources: list[str], chosen: Settings, master: str | None, names: FieldNames) -> None:
    from kg.extract import Extractor  # noqa: PLC0415 - heavy
    from kg.pipeline.spark.build import build as build_on_spark  # noqa: PLC0415
    from kg.pipeline.spark.session import check  # noqa: PLC0415
    from kg.resolve.context import load_context  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    check(master)
    context, extractor = load_context(chosen), Extractor(chosen).version
    with Graph.open(chosen.data, base=chosen.base, **patience(chosen)) as graph, progress() as step:
        report = build_on_spark(
            graph, sources, settings=chosen, master=master, extractor=extractor, context=context, names=names,
            progress=step,
        )  # fmt: skip
    _tell(report, chosen)


def _put(how: str, sources: list[str], chosen: Settings, workers: int | None, names: FieldNames) -> None:
    from kg.extract import Extractor  # noqa: PLC0415
    from kg.pipeline import build as pipeline  # noqa: PLC0415 - heavy
    from kg.pipeline.engines import LocalEngine  # noqa: PLC0415
    from kg.resolve.context import load_context  # noqa: PLC0415
    from kg.sources import Tally, read  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    run: Callable[..., BuildReport] = pipeline.build if how == "build" else pipeline.add
    engine = LocalEngine(partial(Extractor, chosen), workers, seconds=chosen.reading_timeout)
    context = load_context(chosen)
    with Graph.open(chosen.data, base=chosen.base, **patience(chosen)) as graph, progress() as step:
        tally = Tally()
        report = run(graph, read(sources, names=names, tally=tally), extractor=engine, context=context, progress=step)
        others = len(graph.read_otherwise(engine.version))
    _tell(report, chosen, tally, others)


def _tell(report: BuildReport, chosen: Settings, tally: Tally | None = None, read_otherwise: int = 0) -> None:
    say(_summary(report))
    for line in (*(told_of_sources(tally) if tally else ()), *_unread(report)):
        say(line)
    say(f"The graph is in {chosen.data}. Next: kg status, kg query, or kg serve (with --data {chosen.data}).")
    if report.displaced:
        ids = [repr(id_) for id_ in report.displaced[:20]]
        complain(
            f"{number(len(report.displaced), 'article')} replaced another text of the same id; if both are "
            f"to be kept, give one an id of its own: {', '.join(ids)}"
        )
    complain_of_versions(read_otherwise, chosen)
    complain_of(report.warnings, report.failed)
    keep_in_step(chosen)
    if report.failed:
        raise typer.Exit(1)


def _unread(report: BuildReport) -> Iterator[str]:
    from kg.knowledge.languages import language_name  # noqa: PLC0415

    for language, many in report.unread.items():
        say_how = "is kept, but not read" if many == 1 else "are kept, but not read"
        yield f"{number(many, 'article')} in {language_name(language)} {say_how}: only English is."


def _summary(report: BuildReport) -> str:
    took = sum(report.seconds.values())
    done = f"{report.extracted:,} read, {report.unchanged:,} unchanged"
    if report.retracted:
        done += f", {len(report.retracted):,} taken out"
    if report.failed:
        done += f", {len(report.failed):,} failed"
    return f"{done}, in {took:.1f} s. {holds(report)}"


def holds(report: BuildReport) -> str:
    """The size of the graph, in a sentence."""
    return (
        f"Now {number(report.articles, 'article')}, {number(report.entities, 'entity', 'entities')}, "
        f"{number(report.events, 'incident')}, {number(report.claims, 'claim')}, {number(report.triples, 'triple')}."
    )
