"""How schemathesis writes the bodies that it does not know by itself: texts as they are."""

from __future__ import annotations

import json
from typing import Any

import schemathesis

TYPES = (
    "application/sparql-query", "application/sparql-update", "application/n-triples", "application/n-quads",
    "application/trig", "application/rdf+xml", "application/ld+json", "application/jsonl", "application/x-ndjson",
    "application/xhtml+xml", "text/turtle",
)  # fmt: skip


@schemathesis.serializer(*TYPES)
def as_text(_: Any, value: Any) -> dict[str, Any]:
    text = value if isinstance(value, str) else json.dumps(value, default=repr)
    return {"data": text.encode("utf-8", "surrogatepass")}
