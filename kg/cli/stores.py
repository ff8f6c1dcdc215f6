"""The commands about a server store: store push, store check, store fetch; and telling it of what others changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Data, Store, complain, examples, number, progress, say, settings
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.replication.fetch import FetchReport
    from kg.replication.push import PushReport
    from kg.settings import Settings

_SHOWN = 20  # graphs that differ which are named


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    store = typer.Typer(
        help="Keep a SPARQL 1.1 server in step with the graph's folder.",
        epilog=examples("kg store push --store http://127.0.0.1:7878", "kg store check", "kg store fetch --data copy"),
        no_args_is_help=True,
    )
    store.command(
        epilog=examples(
            "kg store push --store http://127.0.0.1:7878 --data graph",
            "kg store push --compare     # repair what others did to it",
        )
    )(push)
    store.command(epilog=examples("kg store check --store http://127.0.0.1:3030/news"))(check)
    store.command(epilog=examples("kg store fetch --store http://127.0.0.1:3030/news --data copy"))(fetch)
    app.add_typer(store, name="store")


def push(
    store: Store = None,
    data: Data = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Compare quad by quad, even if the changes are known.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace graphs on the server that are not from this folder.")
    ] = False,
) -> None:
    """Send the server the changes since the last push. Without a last push, or if it is unknown, everything is sent."""
    chosen = settings(data=data, store=store)
    say(_sent(chosen, _push(chosen, compare=compare, replace=replace)))


def check(store: Store = None, data: Data = None) -> None:
    """Count the quads of each graph here and on the server. Exits with 1 if they differ."""
    from kg.replication.check import check as compare  # noqa: PLC0415 - heavy
    from kg.replication.server import Server  # noqa: PLC0415

    chosen = settings(data=data, store=store)
    with Server(chosen) as server:
        total, found = compare(chosen, server)
    if not found:
        say(f"{chosen.store} holds the same {number(total, 'quad')}, by the count of each graph.")
        return
    say(f"{number(len(found), 'graph')} of {chosen.store} differ:")
    for one in found[:_SHOWN]:
        say(f"  {one.graph}: {one.here:,} here, {one.there:,} there")
    if len(found) > _SHOWN:
        say(f"  and {len(found) - _SHOWN:,} more")
    say("Next: kg store push; if that finds nothing to send, kg store push --compare.")
    raise typer.Exit(1)


def fetch(
    store: Store = None,
    data: Data = None,
    anew: Annotated[
        bool,
        typer.Option(
            "--anew", help="Fetch everything, even if the changes are known: after others wrote to the server."
        ),
    ] = False,
) -> None:
    """Copy a server's graph into a folder. There it can be served, queried and exported.

    An earlier copy is brought up to date by the changes alone.
    """
    from kg.replication.fetch import fetch as copy  # noqa: PLC0415 - heavy
    from kg.replication.server import Server  # noqa: PLC0415

    chosen = settings(data=data, store=store)
    with Server(chosen) as server, progress("fetch") as step:
        new = copy(chosen, server, anew=anew, progress=step)
    how = (
        f"now holds what {chosen.store} holds: {_counted(new)}." if new else f"already held what {chosen.store} holds."
    )
    say(f"{chosen.data} {how}")


def keep_in_step(chosen: Settings) -> None:
    """Push what a command has just published, if the settings name a server store; old notes of changes are deleted."""
    from kg.query.changes import forget_changes  # noqa: PLC0415 - heavy
    from kg.store.states import forget_states  # noqa: PLC0415

    forget_changes(chosen.data, chosen.changes_days)
    forget_states(chosen.data, chosen.states_days)
    if not chosen.store:
        return
    try:
        say(_sent(chosen, _push(chosen)))
    except StoreError as failed:
        complain(
            str(failed),
            f"The graph in {chosen.data} is whole, and what the server lacks is noted: kg store push sends it, as does "
            "the next command that changes the graph.",
        )
        raise typer.Exit(1) from None


def _push(chosen: Settings, *, compare: bool = False, replace: bool = False) -> PushReport:
    from kg.replication.push import push as send  # noqa: PLC0415 - heavy
    from kg.replication.server import Server  # noqa: PLC0415

    with Server(chosen) as server, progress("send") as step:
        return send(
            chosen, server, compare=compare, replace=replace, progress=step, told=lambda what: complain(f"{what}…")
        )


def _counted(new: FetchReport) -> str:
    return f"{number(new.quads, 'quad')} {'fetched' if new.whole else 'changed'}"


def _sent(chosen: Settings, pushed: PushReport) -> str:
    how = "compared and sent" if pushed.whole else "sent"
    done = f"{number(pushed.quads, 'quad')} {how}" if pushed.quads else "nothing to send"
    return f"{chosen.store} holds generation {pushed.generation} of the graph: {done}."
