"""Judgements: who said what when, of pairs and of claims; made, taken back, brought in and taken away."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.http.authorization import ALLOWED, REFUSALS
from api.http.bodies import json_body, media_type, read_body, read_model
from api.http.judged import PairNow, PlaceNow, RecordedJudgement, entry, now
from api.http.paging import Cursor, Limit, Page, begin, following
from api.http.problems import CONFLICT
from api.params.state import GraphWriter, Limits
from api.writer import judging
from kg.errors import JudgementError, QueryError
from kg.resolve import AnyJudgement, ClaimJudgement, Judgement, PlaceWord, Verdict

router = APIRouter(tags=["Review"], responses=REFUSALS, dependencies=[ALLOWED])

_LINES: Final = ("application/jsonl", "application/x-ndjson")
_NO_STORE: Final = {"Cache-Control": "no-store"}

By = Annotated[str, Field(min_length=1, max_length=200, description="who says so")]
Note = Annotated[str, Field(max_length=2000, description="why")]


class PairWord(BaseModel):
    """A person's word on two entities or incidents; `withdrawn` takes back what was said of them."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    left: str = Field(min_length=1, max_length=1000, description="a slug, or a member as ARTICLE#NAME")
    right: str = Field(min_length=1, max_length=1000, description="likewise")
    judgement: Verdict
    by: By
    note: Note = ""


class PlaceSaid(BaseModel):
    """A person's word on which place is meant; `withdrawn` takes back what was said of it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    place: str = Field(min_length=1, max_length=1000, description="a slug, for all its articles; or ARTICLE#NAME")
    judgement: PlaceWord = "meant"
    instead: str | None = Field(
        default=None,
        max_length=100,
        description="the gazetteer's id of the place that is meant; null for none it knows",
    )
    by: By
    note: Note = ""


class TakenBack(BaseModel):
    """Who takes a judgement back, and why."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    by: By
    note: Note = ""


class BroughtIn(BaseModel):
    """How many judgements were new, and how many were known."""

    new: int
    known: int


_POST: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": PairWord.model_json_schema()},
            **{kind: {"schema": {"type": "string"}} for kind in _LINES},
        },
    }
}


@router.get("/judgements", response_model=Page[RecordedJudgement])
async def judgements(
    request: Request,
    limits: Limits,
    response: Response,
    article: Annotated[str | None, Query(description="only those on members and claims of this article")] = None,
    by: Annotated[str | None, Query(description="only those of this person")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[RecordedJudgement]:
    """List who said what when, the latest first."""
    from kg.curation import record  # noqa: PLC0415  heavy, and a server that nobody works at has no need of it

    before: int | None = begin(cursor, int)
    entries = list(enumerate(await run_in_threadpool(record, limits.data)))[:before]
    wanted = [
        (n, one)
        for n, one in reversed(entries)
        if (by is None or one.said.by == by) and (article is None or article in _articles(one.said))
    ]
    response.headers.update(_NO_STORE)
    last = wanted[limit - 1][0] if len(wanted) > limit else None
    return Page(items=[entry(one.said, counts=one.counts) for _, one in wanted[:limit]], next=following(request, last))


@router.get(
    "/export/judgements.jsonl",
    response_class=Response,
    responses={200: {"description": "The judgements", "content": {_LINES[0]: {}}}},
)
async def judgements_file(limits: Limits) -> Response:
    """Download all judgements, as the graph's folder holds them; `POST /judgements` brings them in elsewhere."""
    from kg.resolve.clustering.judgements import FILE  # noqa: PLC0415  likewise

    file = limits.data / FILE
    data = await run_in_threadpool(lambda: file.read_bytes() if file.exists() else b"")
    headers = _NO_STORE | {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return Response(data, media_type=_LINES[0], headers=headers)


@router.post("/judgements", response_model=PairNow | BroughtIn, responses=CONFLICT, openapi_extra=_POST)
async def judge(request: Request, writer: GraphWriter, limits: Limits) -> PairNow | BroughtIn:
    """Say whether two entities or incidents are one; or bring in the judgements of another graph, as JSON Lines.

    What was judged the same is one, what was judged different is two, and stays so whatever articles come. The last
    judgement of a pair counts. 409 where earlier judgements contradict it, which is then not kept.
    """
    how: dict[str, Any] = {"seconds": limits.article_timeout, "setting": "SITREP_ARTICLE_TIMEOUT"}
    if media_type(request) in _LINES:
        body = await read_body(request, limits.write_size, "SITREP_WRITE_SIZE")
        sent = await run_in_threadpool(_sent, body)
        new, known = (await writer.call(judging.bring_in, sent, **how)).value
        return BroughtIn(new=new, known=known)
    word = await read_model(request, PairWord, limits.write_size, "SITREP_WRITE_SIZE")
    done = await writer.call(judging.judge_pair, word.left, word.right, word.judgement, word.by, word.note, **how)
    left, right = done.value.sides
    return PairNow(made=list(map(entry, done.value.made)), one=left == right, left=now(left), right=now(right))


@router.post("/judgements/places", response_model=PlaceNow, responses=CONFLICT, openapi_extra=json_body(PlaceSaid))
async def judge_place(request: Request, writer: GraphWriter, limits: Limits) -> PlaceNow:
    """Say which place of the gazetteer an article means, or all articles of a place; `GET /gazetteer` has the ids.

    The place stands where it is said to be in every build, whatever is read. The last judgement of a place counts.
    """
    word = await read_model(request, PlaceSaid, limits.write_size, "SITREP_WRITE_SIZE")
    done = await writer.call(
        judging.judge_place, word.place, word.instead, word.judgement, word.by, word.note,
        seconds=limits.article_timeout, setting="SITREP_ARTICLE_TIMEOUT",
    )  # fmt: skip
    made, cluster = done.value
    return PlaceNow(made=list(map(entry, made)), now=now(cluster))


@router.post(
    "/judgements/{id}/withdrawal",
    response_model=RecordedJudgement,
    responses=CONFLICT,
    openapi_extra=json_body(TakenBack),
)
async def withdraw(
    request: Request,
    writer: GraphWriter,
    limits: Limits,
    id: Annotated[str, Path(min_length=1, description="of the judgement")],  # noqa: A002  as the address has it
) -> RecordedJudgement:
    """Take a judgement back, as if nobody had judged that pair or claim. Nothing is deleted: the record shows both."""
    word = await read_model(request, TakenBack, limits.write_size, "SITREP_WRITE_SIZE")
    done = await writer.call(
        judging.withdraw, id, word.by, word.note, seconds=limits.article_timeout, setting="SITREP_ARTICLE_TIMEOUT"
    )
    return entry(done.value)


def _sent(body: bytes) -> tuple[AnyJudgement, ...]:
    from kg.curation import read_sent  # noqa: PLC0415  likewise

    try:
        return read_sent(body.decode())
    except UnicodeDecodeError as wrong:
        raise QueryError(f"The body is not UTF-8: {wrong}") from None
    except JudgementError as wrong:
        raise HTTPException(422, str(wrong)) from None


def _articles(said: AnyJudgement) -> tuple[str, ...]:
    if isinstance(said, Judgement):
        return said.left.article, said.right.article
    return (said.claim.article if isinstance(said, ClaimJudgement) else said.place.article,)
