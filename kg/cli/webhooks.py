"""The commands about webhooks: webhooks add, webhooks list, webhooks remove, webhooks send."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Data, examples, number, say, settings

if TYPE_CHECKING:
    from kg.webhooks import Subscription

Id = Annotated[str, typer.Argument(metavar="ID", help="See kg webhooks list.")]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    webhooks = typer.Typer(
        help="Have kg serve post each change to an address.",
        epilog=examples(
            "kg webhooks add https://example.org/hook --about hezbollah",
            "kg webhooks list",
            "kg webhooks send     # from a timer, where kg serve does not run",
        ),
        no_args_is_help=True,
    )
    for command in (add, list_, remove, send):
        webhooks.command(name=command.__name__.rstrip("_"))(command)
    app.add_typer(webhooks, name="webhooks")


def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where each change is posted to.")],
    data: Data = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="SLUG|IRI", help="Only of this entity, place, war or incident, and of incidents with it."),
    ] = None,
) -> None:
    """Send each change from now on to an address. The key of the signatures is told this once."""
    from kg.query.changes import iris_of  # noqa: PLC0415 - heavy
    from kg.rdf.iris import Iris  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415
    from kg.webhooks import Subscriptions, check_address  # noqa: PLC0415

    chosen = settings(data=data)
    Graph.snapshot(chosen.data, base=chosen.base).close()  # else there is no graph, which is to be said
    check_address(url, private=chosen.webhooks_private)
    things = iris_of(about, Iris(chosen.base)) if about else ()
    made = Subscriptions(chosen.data).add(url, name=about or "", about=things)
    say(f"Webhook {made.id} is sent {f'what changes of {about}' if about else 'each change'} from now on.")
    say(f"Its secret, told this once: {made.secret}")


def list_(data: Data = None) -> None:
    """List webhooks, each with what went wrong last."""
    from kg.webhooks import Subscriptions  # noqa: PLC0415 - heavy

    found = Subscriptions(settings(data=data).data).all()
    for one in found:
        say(f"{one.id}  {one.url}  {one.name or 'all changes'}  {number(one.items, 'item')} sent{_state(one)}")
    if not found:
        say("There are no webhooks.")


def remove(id_: Id, data: Data = None) -> None:
    """Send no more to an address."""
    from kg.webhooks import Subscriptions  # noqa: PLC0415 - heavy

    Subscriptions(settings(data=data).data).remove(id_)
    say(f"Webhook {id_} is sent nothing any more.")


def send(data: Data = None) -> None:
    """Send what is due once, where kg serve does not run. Exits with 1 if an item was not taken."""
    from kg.webhooks import Subscriptions, deliver  # noqa: PLC0415 - heavy

    chosen = settings(data=data)
    taken = deliver(chosen)
    say(f"{number(taken, 'item')} sent.")
    if any(one.problem for one in Subscriptions(chosen.data).all()):
        list_(chosen.data)
        raise typer.Exit(1)


def _state(one: Subscription) -> str:
    if one.ended:
        return "; ended, since the receiver wants no more"
    if not one.problem:
        return ""
    due = dt.datetime.fromtimestamp(one.due, dt.UTC)
    return f"; {one.problem} ({number(one.failures, 'time')}), tried again {due:%Y-%m-%d %H:%M} UTC"
