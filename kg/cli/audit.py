"""The command that asks people how right the graph is: audit."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Data, complain, examples, number, say, settings

if TYPE_CHECKING:
    from kg.audit import Sample, SheetRow
    from kg.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg audit",
            "kg audit --size 100 --seed 7 --predicate attacker",
            "kg audit --sheet audit.csv      writes a sheet to fill in; reads it once it is filled in",
            "kg audit | jq .sentence         the sample, one JSON object a line",
        )
    )(audit)


def audit(
    data: Data = None,
    sheet: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV to fill in: verdict (right, wrong or useless) and cause."),
    ] = None,
    size: Annotated[int, typer.Option(min=1, metavar="N", help="About how many claims to draw.")] = 200,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the draw: the same seed, the same claims.")] = 1,
    predicate: Annotated[
        list[str] | None,
        typer.Option("--predicate", "-p", metavar="NAME", help="Only claims of this predicate; repeatable."),
    ] = None,
    withheld: Annotated[bool, typer.Option("--withheld", help="Draw from withheld claims, too.")] = False,
    bare: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write the judgements, without the articles' words, to this file."),
    ] = None,
) -> None:
    """Judge a sample of claims: how right is the graph?

    On a terminal it shows each claim with its sentence and asks: right, wrong or useless, and why? Answers are kept in
    audit.csv in the graph's folder and not asked again. At the end come precisions with 95 % intervals; claims are
    weighted by how frequent their predicate is.
    """
    from kg.audit import KEPT, read_sheet, write_sheet  # noqa: PLC0415 - heavy

    chosen = settings(data=data)
    if sheet is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        for row in _drawn(chosen, size, seed, predicate, withheld=withheld).rows:
            say(json.dumps(dataclasses.asdict(row), ensure_ascii=False))
        return
    if sheet is not None and sheet.exists():
        rows = read_sheet(sheet)
    else:
        drawn = _drawn(chosen, size, seed, predicate, withheld=withheld)
        if sheet is not None:
            write_sheet(sheet, drawn.rows)
            drawn_of = f"{number(len(drawn.rows), 'claim')} of {sum(drawn.claims.values()):,}"
            say(f"{sheet}: {drawn_of}. Fill in the columns verdict (right, wrong or useless) and cause,")
            say(f"then say again: kg audit --sheet {sheet}")
            return
        rows = list(_asked(drawn.rows, chosen.data / KEPT))
    _print(rows)
    if bare is not None:
        write_sheet(bare, (row.bare for row in rows if row.verdict))


def _drawn(chosen: Settings, size: int, seed: int, predicates: Sequence[str] | None, *, withheld: bool) -> Sample:
    from kg.audit import draw  # noqa: PLC0415 - heavy
    from kg.store import Graph  # noqa: PLC0415

    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        return draw(graph, size, seed, predicates=predicates or (), withheld=withheld)


def _asked(rows: Sequence[SheetRow], kept: Path) -> Iterator[SheetRow]:
    """The rows with the answers of this and of earlier sessions; each answer is kept at once."""
    from kg.audit import read_sheet, write_sheet  # noqa: PLC0415 - heavy

    before = {_key(row): row for row in read_sheet(kept)} if kept.exists() else {}
    asking = True
    for at, row in enumerate(rows, start=1):
        told = before.get(_key(row))
        if told is None and asking:
            told = _ask(row, f"{at}/{len(rows)}")
            asking = told is not None
            if told is not None and told.verdict:
                before[_key(row)] = told
                write_sheet(kept, before.values())
        yield row if told is None else dataclasses.replace(row, verdict=told.verdict, cause=told.cause)


def _key(row: SheetRow) -> tuple[str, str, int, str]:
    return row.article, row.predicate, row.start, row.said


def _ask(row: SheetRow, where: str) -> SheetRow | None:
    """One answer; None ends the questions."""
    from kg.audit.judged import verdict_of  # noqa: PLC0415

    said = f" (says {row.source})" if row.source else ""
    say(f"\n{where}  {row.subject}  {row.predicate}  {row.value}")
    say(f"    {row.factuality}{said}, {row.confidence:.0%}, in {row.article}")
    say(f"    {row.sentence}")
    while True:
        answer = typer.prompt("right, wrong, useless, skip or quit", default="", show_default=False).strip().casefold()
        if answer and "quit".startswith(answer):
            return None
        if not answer or "skip".startswith(answer):
            return row
        verdict = verdict_of(answer)
        if verdict:
            cause = typer.prompt("why", default="", show_default=False).strip() if verdict == "wrong" else ""
            return dataclasses.replace(row, verdict=verdict, cause=cause)
        complain(f"{answer!r} is none of them")


def _print(rows: Sequence[SheetRow]) -> None:
    from kg.audit.precision import causes, precision  # noqa: PLC0415 - heavy

    found = precision(rows)
    open_ = sum(not row.verdict for row in rows)
    if not found:
        say("No claim is judged yet.")
        return
    say(f"{'claims':20}{'judged':>8}{'right':>8}{'95 %':>14}{'useful':>9}")
    for one in found:
        interval = f"{one.low:.2f} to {one.high:.2f}"
        say(f"{one.name:20}{one.judged:>8}{one.right:>8.2f}{interval:>14}{one.useful:>9.2f}")
    for cause, many in causes(rows):
        say(f"wrong: {cause}: {many}")
    if open_:
        say(f"{number(open_, 'claim')} of the sample {'is' if open_ == 1 else 'are'} not judged.")
