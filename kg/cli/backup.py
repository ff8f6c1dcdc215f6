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
    """Copy the published graph, with people's judgements. It may be served and written meanwhile."""
    from kg.store.backups import back_up  # noqa: PLC0415 - heavy

    chosen = settings(data=data)
    back_up(chosen.data, chosen.base, target)
    say(f"Copied the graph in {chosen.data} to {target}. Back with: kg restore {target} --data DIR")


def restore(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="A backup made by kg backup.")],
    data: Data = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the graph in the folder.")] = False,
    store: Store = None,
) -> None:
    """Restore a backup. A server of the replaced graph goes on with the backup at once."""
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
