"""People's judgements of claims: right, wrong or useless, by whom and when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.http.authorization import ALLOWED, REFUSALS
from api.http.bodies import json_body, read_model
from api.http.problems import PROBLEMS
from api.params.state import GraphReaders, GraphWriter, Limits
from api.writer import judging
from kg.explain.claims import said_of_claim
from kg.model import ClaimVerdict
from kg.resolve import ClaimJudgement, ClaimWord, read_claim_verdicts

router = APIRouter(tags=["Claims"])

ClaimId = Annotated[str, Path(min_length=1, description="the last part of its IRI")]


class Word(BaseModel):
    """A person's word on a claim; `unsure` takes back what was said."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    judgement: ClaimWord
    by: str = Field(min_length=1, max_length=200, description="who says so")
    cause: str = Field(default="", max_length=200, description="what went wrong, in a word or two")
    note: str = Field(default="", max_length=2000, description="why")


class Said(BaseModel):
    """One judgement of a claim."""

    judgement: ClaimWord
    by: str
    at: str
    cause: str
    note: str


class ClaimHistory(BaseModel):
    """What counts now, null if nobody judged; and all that was said, oldest first."""

    judgement: ClaimVerdict | None
    said: list[Said]


@router.get("/claims/{id}/judgement", response_model=ClaimHistory, responses=PROBLEMS)
async def claim_judgement(readers: GraphReaders, limits: Limits, id: ClaimId) -> ClaimHistory:  # noqa: A002  as the address has it
    """Show what people said of a claim."""
    verdicts = await run_in_threadpool(read_claim_verdicts, limits.data)
    said = [_said(one) for one in await readers.call(said_of_claim, id, verdicts)]
    last = said[-1].judgement if said else "unsure"
    return ClaimHistory(judgement=None if last == "unsure" else last, said=said)


@router.post(
    "/claims/{id}/judgement",
    dependencies=[ALLOWED],
    response_model=Said,
    responses=REFUSALS,
    tags=["Writing"],
    openapi_extra=json_body(Word),
)
async def judge_claim(request: Request, writer: GraphWriter, limits: Limits, id: ClaimId) -> Said:  # noqa: A002  likewise
    """Say whether a claim was read rightly.

    What is wrong or useless is not believed, and stays so when the article is read again; what is right is believed,
    however surely it was read. The last judgement of a claim counts.
    """
    word = await read_model(request, Word, limits.write_size, "SITREP_WRITE_SIZE")
    done = await writer.call(
        judging.judge_claim, id, word.judgement, word.by, word.cause, word.note,
        seconds=limits.article_timeout, setting="SITREP_ARTICLE_TIMEOUT",
    )  # fmt: skip
    return _said(done.value)


def _said(one: ClaimJudgement) -> Said:
    return Said(judgement=one.judgement, by=one.by, at=one.at, cause=one.cause, note=one.note)
