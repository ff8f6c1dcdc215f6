"""The commands that copy a graph and bring it back: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import Data, Store, examples, number, patience, say, settings
from kg.cli.stores import keep_in_step


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(
        epilog=examples(
            "kg backup graph-2024-01-05.tar.gz",
            "kg backup /mnt/backups/today --data graph",
        )
    )(backup)
    app.command(
        epilog=examples(
            "kg restore graph-2024-01-05.tar.gz --data elsewhere",
            "kg restore /mnt/backups/today --replace",
        )
    )(restore)


def backup(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="A new folder, or a new file that ends in .tar.gz.")],
    data: Data = None,
) -> None:
    """Copy the graph as it was last published, with what people judged; also while it is served and written to."""
    from kg.store.backups import back_up  # noqa: PLC0415 - heavy

    chosen = settings(data=data)
    back_up(chosen.data, chosen.base, target)
    say(f"Copied the graph in {chosen.data} to {target}. Back with: kg restore {target} --data DIR")


def restore(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="What `kg backup` made.")],
    data: Data = None,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a graph that is there.")] = False,
    store: Store = None,
) -> None:
    """Bring a backup back; if it takes the place of a graph that is served, the server goes on with it at once."""
    from kg.pipeline.publish import publish  # noqa: PLC0415 - heavy
    from kg.store import Graph  # noqa: PLC0415
    from kg.store.backups import restore as bring_back  # noqa: PLC0415

    chosen = settings(data=data, store=store)
    bring_back(source, chosen.data, chosen.base, replace=replace, **patience(chosen))
    with Graph.open(chosen.data, base=chosen.base, create=False, **patience(chosen)) as graph:
        publish(graph)
        articles, triples = len(graph.article_ids()), len(graph)
    say(f"Restored {number(articles, 'article')}, {number(triples, 'triple')} to {chosen.data}.")
    keep_in_step(chosen)
