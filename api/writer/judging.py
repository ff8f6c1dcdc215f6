"""Jobs of the writer process that keep people's judgements, and let the graph follow; each takes the session first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.writer.write_session import WriteSession

if TYPE_CHECKING:
    from kg.resolve import AnyJudgement, ClaimJudgement, ClaimWord, Judgement, PlaceJudgement, PlaceWord, Verdict
    from kg.resolve.register.membership import Cluster


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """What became of a judgement on a pair.

    Attributes:
        made: the judgements that were kept: several where they overrule several earlier ones.
        sides: what the two members of the first are part of now.
    """

    made: tuple[Judgement, ...]
    sides: tuple[Cluster | None, Cluster | None]


def judge_claim(session: WriteSession, id_: str, word: ClaimWord, by: str, cause: str, note: str) -> ClaimJudgement:
    """Keep a person's word on a claim, as `kg judge claim` does."""
    from kg.explain.claims import judge_claim as judged  # noqa: PLC0415  heavy, and updates have no need of it

    made = judged(session.graph, id_, word, by=by, at=_now(), cause=cause, note=note)
    _keep(session, made)
    return made


def judge_pair(session: WriteSession, left: str, right: str, word: Verdict, by: str, note: str) -> PairOutcome:
    """Keep a person's word on two slugs or members, as `kg judge` does."""
    from kg.curation import explaining  # noqa: PLC0415  likewise

    _ = session.graph  # from here on nobody else resolves
    with explaining(session.settings, mending=word in ("unsure", "withdrawn")) as told:
        made = told.judge(left, right, word, by=by, at=_now(), note=note)
    _keep(session, *made)
    with explaining(session.settings) as told:
        return PairOutcome(tuple(made), (told.home(made[0].left), told.home(made[0].right)))


def judge_place(
    session: WriteSession, named: str, instead: str | None, word: PlaceWord, by: str, note: str
) -> tuple[list[PlaceJudgement], Cluster | None]:
    """Keep a person's word on which place is meant, as `kg judge place` does; and what the first is part of now."""
    from kg.curation import explaining  # noqa: PLC0415  likewise
    from kg.curation import judge_place as judged  # noqa: PLC0415
    from kg.resolve.context import lists  # noqa: PLC0415

    _ = session.graph  # see above
    with explaining(session.settings) as told:
        made = judged(told, lists(session.settings)[1], named, instead, word, by=by, at=_now(), note=note)
    _keep(session, *made)
    with explaining(session.settings) as told:
        return made, told.home(made[0].place)


def withdraw(session: WriteSession, id_: str, by: str, note: str) -> AnyJudgement:
    """Take a judgement back; what was appended for it."""
    from kg.curation import withdrawal  # noqa: PLC0415  likewise

    _ = session.graph  # from here on nobody else judges over HTTP
    made = withdrawal(session.settings.data, id_, by=by, at=_now(), note=note)
    _keep(session, made)
    return made


def bring_in(session: WriteSession, sent: Sequence[AnyJudgement]) -> tuple[int, int]:
    """Keep judgements that were made elsewhere; how many were new, and how many known."""
    from kg.curation import checked, unknown  # noqa: PLC0415  likewise

    new = checked(unknown(session.settings.data, sent), session.settings.data, session.graph)
    if new:
        _keep(session, *new)
    return len(new), len(sent) - len(new)


def _keep(session: WriteSession, *made: AnyJudgement) -> None:
    from kg.pipeline import build as pipeline  # noqa: PLC0415  likewise
    from kg.resolve import append_judgements  # noqa: PLC0415

    append_judgements(session.settings.data, *made)
    pipeline.refresh(session.graph, context=session.context)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
