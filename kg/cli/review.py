"""The command that asks for people's judgements: review; and what `judge` has in common with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import getpass
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kg.cli.change import holds
from kg.cli.output import Data, Store, complain, examples, number, patience, progress, say, settings
from kg.cli.stores import keep_in_step
from kg.errors import JudgementError, StoreLocked

if TYPE_CHECKING:
    from rich.text import Text

    from kg.explain import Explainer, Member, Pair
    from kg.resolve import Evidence, Kind, Reason, Verdict
    from kg.settings import Settings

_DECIDED: Final = 50.0  # weights beyond this decide by themselves
_ANSWERS: Final[dict[str, Verdict]] = {"s": "same", "d": "different", "u": "unsure"}

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges. [default: your login name]")]


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg review",
            "kg review --kind incidents --limit 10",
            "kg review | jq .reasons        what is uncertain, one JSON object a line",
        )
    )(review)


def review(
    data: Data = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Most pairs. [default: all]")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="entities or incidents. [default: both]", show_default=False)
    ] = None,
    by: By = None,
    store: Store = None,
) -> None:
    """Judge the pairs that resolution is least sure of: are they one?

    Each answer is kept at once, outranks the machine and outlasts rebuilds. In a pipe, the pairs come as JSON Lines.
    """
    chosen, only = settings(data=data, store=store), _kind(kind)
    with explainer(chosen) as told:
        doubts = told.doubts(only, limit)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            for doubt in doubts:
                say(json.dumps(dataclasses.asdict(told.pair(doubt)), ensure_ascii=False))
            return
        questions = list(doubts)
        if not questions:
            say("No uncertain pair is left to judge.")
            return
        judged = 0
        try:
            for _ in _asked(questions, told, chosen, by):
                judged += 1
        finally:  # what was judged counts, however the questions ended
            if judged:
                say(f"Kept {number(judged, 'judgement')} in {chosen.data}.")
                refresh(chosen)


@contextmanager
def explainer(chosen: Settings, *, mending: bool = False) -> Iterator[Explainer]:
    """The explainer of the last published state, with all judgements so far.

    Args:
        chosen: where the graph is.
        mending: whether contradicting judgements are left aside, so that one can be taken back.
    """
    from kg.curation import explaining  # noqa: PLC0415 - heavy

    with explaining(chosen, mending=mending, patience=chosen.lock_wait, told=complain) as told:
        yield told


def _asked(questions: Sequence[Evidence], told: Explainer, chosen: Settings, by: str | None) -> Iterator[None]:
    """Ask, and keep each judgement as it is given."""
    from kg.resolve import append_judgements  # noqa: PLC0415 - heavy

    for at, doubt in enumerate(questions, start=1):
        pair = told.pair(doubt)
        _show(pair, f"{at} of {len(questions)}")
        answer = _answer()
        if answer is None:
            return
        try:
            made = told.judge(pair.left.reference, pair.right.reference, _ANSWERS[answer], by=by or who(), at=now())
        except JudgementError as contradiction:
            complain(f"not kept: {contradiction}")
            continue
        append_judgements(chosen.data, *made)
        yield


def _answer() -> str | None:
    """One of `_ANSWERS`; None to stop."""
    while True:
        try:
            answer = input("[s]ame, [d]ifferent, [u]nsure, [q]uit: ").strip().lower()[:1]
        except EOFError:
            return None
        if answer in _ANSWERS:
            return answer
        if answer == "q":
            return None


def _show(pair: Pair, head: str) -> None:
    from rich import box  # noqa: PLC0415 - only for people's eyes
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    state = "one now" if pair.joined else "two now"
    table = Table(box=box.SIMPLE, show_header=False, title=f"{head}: {state}, {pair.score:.0%} sure that it is one")
    sides = pair.left, pair.right
    table.add_row("", *(Text(label, style="bold") for label in pair.labels))
    table.add_row("class", *(Text(" ".join(part for part in (m.cls, m.country) if part)) for m in sides))
    table.add_row("names", *(Text("; ".join(m.names)) for m in sides))
    table.add_row("article", *(Text(", ".join(p for p in (m.article, m.published, m.publisher) if p)) for m in sides))
    table.add_row("says", *(_marked(m) for m in sides))
    console = Console()
    console.print(table)
    for reason in pair.reasons:
        say("  " + reason_line(reason))


def _marked(member: Member) -> Text:
    from rich.text import Text  # noqa: PLC0415 - only for people's eyes

    text = Text(member.quote.sentence if member.quote else "")
    if member.quote:
        text.stylize("bold", member.quote.start, member.quote.end)
    return text


def reason_line(reason: Reason) -> str:
    """One reason, as people read it: "+2.0  same day: 2024-01-04"."""
    weight = f"{reason.weight:+.2f}" if abs(reason.weight) < _DECIDED else ("always" if reason.weight > 0 else "never")
    return f"{weight:>6}  {reason.what}" + (f": {reason.detail}" if reason.detail else "")


def refresh(chosen: Settings) -> None:
    """Resolve the graph by the new judgements; no article is read again."""
    from kg.pipeline import build as pipeline  # noqa: PLC0415 - heavy
    from kg.resolve.context import load_context  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    try:
        with Graph.open(chosen.data, base=chosen.base, create=False, **patience(chosen)) as graph, progress() as step:
            report = pipeline.refresh(graph, context=load_context(chosen), progress=step)
    except StoreLocked as locked:
        locked.add_note("The judgements are kept, and count from the next build, add, judge or review.")
        raise
    say(holds(report))
    keep_in_step(chosen)


def _kind(given: str | None) -> Kind | None:
    from kg.resolve import PLURALS  # noqa: PLC0415 - heavy

    kinds: dict[str | None, Kind | None] = {None: None, **{plural: kind for kind, plural in PLURALS.items()}}
    if given not in kinds:
        raise typer.BadParameter(f"{given!r} is neither entities nor incidents", param_hint="--kind")
    return kinds[given]


def who() -> str:
    """The login name; empty where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no login name, as in some containers
        return ""


def now() -> str:
    """The time, as judgements bear it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
