"""The parameter of routes that read the request themselves: a day, of which the answer tells what was known then."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from api.params.enums import Day
from kg.errors import ParameterError

ABOUT: Final = "answer with what was known when this day (UTC) ended, if that state of the graph is kept"
AS_OF: Final[dict[str, Any]] = {
    "name": "as_of", "in": "query", "schema": {"type": "string", "format": "date"}, "description": ABOUT,
}  # fmt: skip
_DAY: Final[TypeAdapter[dt.date]] = TypeAdapter(Day)


def day_of(given: str | None) -> dt.date | None:
    """The day that a parameter says; None where there is none.

    Raises:
        ParameterError: it is no day.
    """
    if not given:
        return None
    try:
        return _DAY.validate_python(given)
    except ValidationError:
        raise ParameterError(f"The parameter 'as_of' is {given!r}; it must be a date such as 2024-01-31") from None
