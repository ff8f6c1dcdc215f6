"""Facts as JSON and back.

The article's text is left out, which stands beside it in schema:articleBody; so are people's judgements, which are kept
in a file of their own and may be taken back.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from kg.model import Facts

_FACTS = TypeAdapter(Facts)
_LEFT_OUT: dict[str, Any] = {"article": {"text"}, "claims": {"__all__": {"judged"}}}


def dumps(facts: Facts) -> str:
    """Facts in compact JSON with sorted keys, without the text and judgements; equal facts give equal strings."""
    read = replace(facts, entities=tuple(entity.as_read for entity in facts.entities))
    plain = _FACTS.dump_python(read, mode="json", exclude=_LEFT_OUT, exclude_none=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loads(text: str, body: str) -> Facts:
    """The facts that `dumps` wrote.

    Args:
        text: the JSON.
        body: the article's text.

    Raises:
        ValueError: they are not of this version's form; says where.
    """
    plain = json.loads(text)
    try:
        plain["article"]["text"] = body
    except (KeyError, TypeError):
        raise ValueError("these are no facts: there is no article in them") from None
    return _FACTS.validate_python(plain)
