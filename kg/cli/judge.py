"""The command that takes a person's word on a pair, or on a claim: judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Data, Store, complain, examples, number, say, settings
from kg.cli.review import By, explainer, now, refresh, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.resolve import AnyJudgement, ClaimJudgement, ClaimWord, PlaceJudgement, PlaceWord
    from kg.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg judge joe-biden biden same",
            "kg judge '003#Abu Taqwa' '004#Abu Taqwa' different --note 'two men'",
            "kg judge '003#Abu Taqwa' '004#Abu Taqwa' withdrawn  takes that back",
            "kg judge claim 1f0c6a4d2b9e8a7c5d31 wrong --cause attacker --note 'the army denies it'",
            "kg judge claim 1f0c6a4d2b9e8a7c5d31 unsure          takes that back",
            "kg judge place '004#Tripoli' 2210247                the id in the gazetteer; nowhere, or withdrawn",
            "kg judge --sheet audit.csv                          what a sheet of kg audit says",
            "kg judge --sheet judgements.jsonl                   what people said of another graph",
        )
    )(judge)


def judge(
    left: Annotated[
        str | None,
        typer.Argument(metavar="LEFT", help="A slug, a member (ARTICLE#NAME, see kg why), or the word claim or place."),
    ] = None,
    right: Annotated[
        str | None, typer.Argument(metavar="RIGHT", help="A slug or member, too. After claim: its IRI or digest.")
    ] = None,
    judgement: Annotated[
        str | None,
        typer.Argument(
            metavar="JUDGEMENT",
            help="same, different, unsure or withdrawn; of a claim right, wrong, useless or unsure; of a place its id.",
        ),
    ] = None,
    data: Data = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    cause: Annotated[str, typer.Option(metavar="WORD", help="What went wrong with the claim, in a word or two.")] = "",
    sheet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Judge all claims of this filled-in sheet of kg audit, or bring in a judgements.jsonl."
        ),
    ] = None,
    by: By = None,
    later: Annotated[
        bool, typer.Option("--later", help="Change the graph only with the next build, add, judge or review.")
    ] = False,
    store: Store = None,
) -> None:
    """Judge a pair, a claim or a place. The last judgement counts.

    Of a pair: are the two entities or incidents one? Of a claim: was it read rightly? Who is unsure of a pair is not
    asked again; withdrawn, it is as if nobody had judged it.

    Of a place: which is meant? The id is the gazetteer's (GeoNames'); nowhere stands for one that it does not know.

    A claim judged wrong or useless is not believed. One judged right is believed, however unsurely it was read.
    """
    from kg.resolve import CLAIM_WORDS, VERDICTS, append_judgements  # noqa: PLC0415 - heavy

    chosen, who_ = settings(data=data, store=store), by or who()
    made: Sequence[AnyJudgement]
    if sheet is not None:
        if left is not None:
            raise typer.BadParameter(
                "the sheet names its claims; leave LEFT, RIGHT and JUDGEMENT out", param_hint="--sheet"
            )
        made = _sent(sheet, chosen) if sheet.suffix == ".jsonl" else _of_sheet(sheet, chosen, who_)
    elif left is None or right is None or judgement is None:
        raise typer.BadParameter("give LEFT, RIGHT and JUDGEMENT; or claim, CLAIM and JUDGEMENT; or --sheet FILE")
    elif left == "place":
        made = _of_place(right, judgement, chosen, who_, note)
    elif left == "claim" and judgement in CLAIM_WORDS:
        made = [_of_claim(right, judgement, chosen, who_, cause, note)]
    elif judgement in VERDICTS:
        with explainer(chosen, mending=judgement in ("unsure", "withdrawn")) as told:
            made = told.judge(left, right, judgement, by=who_, at=now(), note=note)
    else:
        words = CLAIM_WORDS if left == "claim" else VERDICTS
        raise typer.BadParameter(f"{judgement!r} is none of {', '.join(words)}", param_hint="JUDGEMENT")
    if made:
        append_judgements(chosen.data, *made)
    for one in made if sheet is None else ():
        say(f"Kept: {one}.")
    if sheet is not None:
        say(f"Kept {number(len(made), 'judgement')} in {chosen.data}.")
    if made and not later:
        refresh(chosen)


def _of_claim(named: str, word: ClaimWord, chosen: Settings, by: str, cause: str, note: str) -> ClaimJudgement:
    from kg.explain.claims import judge_claim  # noqa: PLC0415 - heavy
    from kg.store import Graph  # noqa: PLC0415

    id_ = named.removeprefix(f"{chosen.base}claim/")
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        return judge_claim(graph, id_, word, by=by, at=now(), cause=cause, note=note)


def _of_place(named: str, meant: str, chosen: Settings, by: str, note: str) -> list[PlaceJudgement]:
    from kg.curation import judge_place  # noqa: PLC0415 - heavy
    from kg.resolve.context import lists  # noqa: PLC0415

    word: PlaceWord = "withdrawn" if meant == "withdrawn" else "meant"
    instead = None if meant in ("withdrawn", "nowhere") else meant
    with explainer(chosen) as told:
        return judge_place(told, lists(chosen)[1], named, instead, word, by=by, at=now(), note=note)


def _sent(file: Path, chosen: Settings) -> Sequence[AnyJudgement]:
    from kg.curation import checked, unknown  # noqa: PLC0415 - heavy
    from kg.resolve.clustering.judgements import read_file  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    if not file.exists():
        raise typer.BadParameter(f"there is no file {file}", param_hint="--sheet")
    new = unknown(chosen.data, read_file(file))
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        return checked(new, chosen.data, graph)


def _of_sheet(sheet: Path, chosen: Settings, by: str) -> list[ClaimJudgement]:
    from kg.audit import read_sheet  # noqa: PLC0415 - heavy
    from kg.audit.judgements import judgements_of  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        made, lost = judgements_of(read_sheet(sheet), graph, by=by, at=now())
    for row in lost:
        complain(
            f"not kept: the graph has no claim {row.predicate} at {row.start} of article {row.article!r} in these words"
        )
    return made
