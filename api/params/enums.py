"""Parameters that are a day or one of a few names: described in the OpenAPI document, checked on arrival."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import Query
from pydantic import AfterValidator, BeforeValidator

from kg.rdf.disputes import DISPUTABLE
from kg.vocab import ROLES, SUPERCLASS, SUPERPROPERTY, is_a

BLANK: Final = r"^[\s\u001c-\u001f\u0085]*$"
"""What parameters say that count as not given, as a pattern of JSON Schema."""

ENTITY_CLASSES: Final = [c for c in SUPERCLASS if not is_a(c, "Event") and c not in ("Claim", "Mention", "Article")]
CLAIMED: Final = [name for name in (*SUPERPROPERTY, *ROLES) if name not in ("attacked", "killed")]
EVENT_CLASSES: Final = [c for c in SUPERCLASS if is_a(c, "Event")]


def _one_of(names: Sequence[str]) -> AfterValidator:

    def check(name: Any) -> Any:
        if name is not None and name not in names:
            raise ValueError(f"it must be one of {', '.join(names)}")
        return name

    return AfterValidator(check)


def _query(names: Sequence[str], alias: str | None = None) -> Any:
    return Query(alias=alias, description="this one and those below it", json_schema_extra={"enum": list(names)})


def _day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):  # pydantic also takes seconds since 1970
        raise ValueError("it must be a date such as 2024-01-31")
    return value


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Day = Annotated[dt.date, BeforeValidator(_day)]

EntityClass = Annotated[str | None, _query(ENTITY_CLASSES, "class"), _one_of(ENTITY_CLASSES)]
EventClass = Annotated[str, _query(EVENT_CLASSES, "class"), _one_of(EVENT_CLASSES)]
TellsOf = Annotated[
    str | None,
    Query(
        alias="class", description="only those that tell of such an incident", json_schema_extra={"enum": EVENT_CLASSES}
    ),
    _one_of(EVENT_CLASSES),
]
AnyClass = Annotated[
    str | None, _query([*ENTITY_CLASSES, *EVENT_CLASSES], "class"), _one_of([*ENTITY_CLASSES, *EVENT_CLASSES])
]
Differs = Annotated[
    str | None,
    Query(description="only those whose accounts disagree on it", json_schema_extra={"enum": list(DISPUTABLE)}),
    _one_of(DISPUTABLE),
]
Claimed = Annotated[
    str | None,
    Query(description="what is said of it", json_schema_extra={"enum": list(CLAIMED)}),
    _one_of(CLAIMED),
]
