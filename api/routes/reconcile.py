"""Reconciliation for OpenRefine and its relatives: the W3C community group's protocol, version 0.2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from api.http.bodies import fields, read_body
from api.http.problems import PROBLEMS
from api.params.enums import ENTITY_CLASSES, EVENT_CLASSES
from api.params.state import GraphReaders
from kg.distribution import own_version
from kg.errors import ParameterError, TooLarge
from kg.query import reconcile
from kg.settings import Settings
from kg.vocab import KG

router = APIRouter(prefix="/reconcile", tags=["Reconciliation"], responses=PROBLEMS)

_CANDIDATES: Final = 50  # for a row
_NAMES: Final = ("label", "altLabel")
_AT_ONCE: Final = 50  # rows that are matched in one request
_EXTENDED: Final = 1000  # things whose properties are told in one request
_FORM: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                "example": {"queries": '{"q0": {"query": "Hezbollah", "type": "ArmedGroup"}}'},
            }
        }
    },
}
_Prefix = Annotated[str, Query(max_length=500, description="what was typed so far")]


class _Condition(BaseModel):
    pid: str = Field(max_length=100)
    v: Any


class _Row(BaseModel):
    """One row to be matched, as the protocol has it."""

    model_config = ConfigDict(extra="ignore")

    query: str = Field("", max_length=500)
    type: str | list[str] | None = None
    limit: float = Field(5, ge=1)
    properties: list[_Condition] = Field([], max_length=20)

    @model_validator(mode="after")
    def _asks(self) -> _Row:
        if not self.query and not self.properties:
            raise ValueError("has neither a query nor properties")
        return self


class _Column(BaseModel):
    id: str = Field(max_length=100)


class _Extend(BaseModel):
    """Which columns are wanted of which things."""

    ids: list[str]
    properties: list[_Column] = Field(max_length=50)


_ROWS: Final = TypeAdapter(dict[str, _Row])
_EXTEND: Final = TypeAdapter(_Extend)


@router.get("")
async def service(
    request: Request,
    readers: GraphReaders,
    queries: Annotated[str | None, Query(description="rows to be matched, as JSON; without them: the manifest")] = None,
    extend: Annotated[str | None, Query(description="things and the columns that are wanted of them, as JSON")] = None,
) -> dict[str, Any]:
    """Match rows to actors, places and incidents, add columns to them, or say what this service offers."""
    return await _answer(request, readers, queries, extend)


@router.post("", openapi_extra={"requestBody": _FORM})
async def post(request: Request, readers: GraphReaders) -> dict[str, Any]:
    """The same, asked by a form."""
    settings: Settings = request.app.state.settings
    body = await read_body(request, settings.query_size, "SITREP_QUERY_SIZE")
    given = dict(fields(body.decode("utf-8", "replace")))
    return await _answer(request, readers, given.get("queries"), given.get("extend"))


@router.get("/suggest/entity")
async def suggest_entity(
    readers: GraphReaders, prefix: _Prefix = "", cursor: Annotated[int, Query(ge=0, le=1000)] = 0
) -> dict[str, Any]:
    """Suggest actors, places and incidents."""
    return {"result": await readers.call(reconcile.suggest, prefix, cursor, 10)}


@router.get("/suggest/type")
async def suggest_type(prefix: _Prefix = "") -> dict[str, Any]:
    """Suggest classes."""
    return {"result": reconcile.suggest_types(prefix)}


@router.get("/suggest/property")
async def suggest_property(request: Request, prefix: _Prefix = "") -> dict[str, Any]:
    """Suggest properties."""
    return {"result": reconcile.suggest_properties(request.app.state.settings.base, prefix)}


@router.get("/properties")
async def propose(
    request: Request,
    cls: Annotated[str | None, Query(alias="type", description="a class by its local name")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
) -> dict[str, Any]:
    """Propose columns for things of a class."""
    found = reconcile.propose(request.app.state.settings.base, cls, limit)
    return {"type": cls, "limit": limit, "properties": found}


async def _answer(request: Request, readers: GraphReaders, queries: str | None, extend: str | None) -> dict[str, Any]:
    if queries is not None:
        rows = _read(_ROWS, "queries", queries)
        if len(rows) > _AT_ONCE:
            raise TooLarge(f"A request may ask for {_AT_ONCE} rows; this one asks for {len(rows)}")
        found: dict[str, Any] = await readers.call(reconcile.match, {key: _asked(row) for key, row in rows.items()})
        return found
    if extend is not None:
        wanted: _Extend = _read(_EXTEND, "extend", extend)
        if len(wanted.ids) > _EXTENDED:
            raise TooLarge(f"A request may extend {_EXTENDED:,} rows; this one extends {len(wanted.ids):,}")
        columns = [column.id for column in wanted.properties]
        told: dict[str, Any] = await readers.call(reconcile.extend, wanted.ids, columns)
        return told
    return _manifest(request)


def _asked(row: _Row) -> reconcile.ReconcileQuery:
    types = [row.type] if isinstance(row.type, str) else row.type or []
    known = tuple(cls for cls in types if cls in (*ENTITY_CLASSES, *EVENT_CLASSES))
    conditions = tuple((one.pid, values) for one in row.properties if (values := tuple(_texts(one.v))))
    # A row may come without a name: then another column of names may have it.
    text = row.query or next((value for pid, values in conditions if pid in _NAMES for value in values), "")
    return reconcile.ReconcileQuery(text, known, int(min(row.limit, _CANDIDATES)), conditions)


def _texts(value: Any) -> Iterator[str]:
    """A column's values: a text, a number, a thing by its name and id, or several of these."""
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        yield from (str(value[key]) for key in ("name", "id") if value.get(key))
    elif isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, str | int | float) and str(value):
        yield str(value)


def _read(shape: TypeAdapter[Any], name: str, text: str) -> Any:
    try:
        return shape.validate_json(text)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ParameterError(f"The parameter {name!r} is not what the protocol wants: {where} {first['msg']}") from None


def _manifest(request: Request) -> dict[str, Any]:
    root, settings = str(request.base_url).rstrip("/"), request.app.state.settings

    def service_at(path: str) -> dict[str, str]:
        return {"service_url": root, "service_path": f"/reconcile/{path}"}

    return {
        "versions": ["0.1", "0.2"],
        "name": "Sitrep",
        "identifierSpace": settings.base,
        "schemaSpace": KG,
        "documentation": f"{root}/docs",
        "serviceVersion": own_version(),
        "view": {"url": f"{root}/explore/{{{{id}}}}"},
        "defaultTypes": [
            {"id": cls, "name": words}
            for cls, words in (
                ("Organization", "organization"), ("Person", "person"), ("State", "state"), ("Place", "place"),
                ("Event", "incident"),
            )
        ],
        "batchSize": _AT_ONCE,
        "suggest": {name: service_at(f"suggest/{name}") for name in ("entity", "type", "property")},
        "extend": {"propose_properties": service_at("properties"), "property_settings": []},
    }  # fmt: skip
