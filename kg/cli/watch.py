"""The command that follows sources: watch."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Data, Store, examples, settings
from kg.errors import NothingRead, SettingsError, SourceError

if TYPE_CHECKING:
    from kg.model import Article
    from kg.settings import Settings
    from kg.watch import Fetcher, WatchState
    from kg.watch.batch import Source


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg watch incoming/ https://example.org/news.rss --data graph",
            "kg watch https://example.org/atom.xml --full --metrics-port 9100",
            "kg watch incoming/ --retract --once     # for cron",
        )
    )(watch)


def watch(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Folders, files, and addresses of RSS or Atom feeds.")
    ],
    data: Data = None,
    workers: Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes that read.")] = None,
    every: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Pause between two looks at a folder.")] = 10,
    full: Annotated[bool, typer.Option("--full", help="Read the pages behind a feed's entries.")] = False,
    retract: Annotated[bool, typer.Option("--retract", help="Retract articles whose files are gone.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Look once at each source that is due, and end.")] = False,
    metrics_port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, metavar="PORT", help="Port of this machine that serves metrics to Prometheus."),
    ] = None,
    store: Store = None,
) -> None:
    """Follow folders and feeds until Ctrl-C. New and changed articles go into the graph."""
    from kg.observe import configure_logs, logger, metrics  # noqa: PLC0415 - heavy
    from kg.watch import Fetcher, Watch, WatchState  # noqa: PLC0415

    chosen = settings(data=data, store=store)
    configure_logs(chosen)
    stop = _stop_on_signals()
    if metrics_port is not None:
        try:
            logger("kg.watch").info("metrics", port=metrics.serve(metrics_port))
        except OSError as taken:
            raise SettingsError(f"Port {metrics_port} cannot be listened on ({taken}); choose another") from taken
    with closing(WatchState(chosen.data)) as state, Fetcher(chosen.user_agent, chosen.host_delay, stop) as fetcher:
        watched = [
            _source(source, chosen, state, fetcher, every=every, full=full, retract=retract) for source in sources
        ]
        going = Watch(watched, state, _Commit(chosen, workers), stop)
        if not once:
            going.run()
        elif going.once():
            raise typer.Exit(1)


def _source(
    source: str, chosen: Settings, state: WatchState, fetcher: Fetcher, *, every: float, full: bool, retract: bool
) -> Source:
    from kg.watch import FeedSource, FolderSource  # noqa: PLC0415 - heavy

    if source.startswith(("http://", "https://")):
        return FeedSource(source, state, fetcher, interval=chosen.feed_interval, full=full)
    if "://" in source or source == "-":
        raise SourceError(source, "cannot be watched, only folders, files and feeds can; kg add reads it once")
    if not Path(source).exists():
        raise SourceError(source, "does not exist")
    return FolderSource(Path(source).absolute(), state, every=every, retract=retract)


class _Commit:
    """Writes a batch to the graph. The first batch loads the language model; the store is open only during a batch."""

    def __init__(self, chosen: Settings, workers: int | None) -> None:
        from kg.extract import Extractor  # noqa: PLC0415
        from kg.pipeline.engines import LocalEngine  # noqa: PLC0415 - heavy

        self._chosen = chosen
        self._engine = LocalEngine(partial(Extractor, chosen), workers, seconds=chosen.reading_timeout)

    def __call__(self, articles: Sequence[Article], gone: Sequence[str]) -> Sequence[SourceError]:
        from kg.pipeline import build as pipeline  # noqa: PLC0415 - heavy
        from kg.resolve.context import load_context  # noqa: PLC0415 - heavy
        from kg.store import Graph  # noqa: PLC0415

        context, failed = load_context(self._chosen), tuple[SourceError, ...]()
        with Graph.open(self._chosen.data, base=self._chosen.base, wait=self._chosen.lock_wait) as graph:
            if articles:
                try:
                    failed = pipeline.add(graph, articles, extractor=self._engine, context=context).failed
                except NothingRead as nothing:
                    failed = nothing.failed
            if gone:  # a run that died may have taken some of them back already
                pipeline.retract(graph, gone, context=context, lenient=True)
        self._tell_server()
        return failed

    def _tell_server(self) -> None:
        """Send the batch to the server store, if there is one. What it does not take now goes with the next batch."""
        if not self._chosen.store:
            return
        from dataclasses import asdict  # noqa: PLC0415

        from kg.observe import metrics  # noqa: PLC0415 - heavy
        from kg.replication.server import Server  # noqa: PLC0415
        from kg.replication.sync_once import step  # noqa: PLC0415

        with Server(self._chosen) as server:
            metrics.note_store(**asdict(step(self._chosen, server)))


def _stop_on_signals() -> threading.Event:
    """An event that Ctrl-C and SIGTERM set. A second signal ends the program at once."""
    stop = threading.Event()

    def end(number: int, _: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return stop
