"""Explanations for assistants: the evidence behind a claim, or behind a join of accounts."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Final
from urllib.parse import unquote

from api.mcp.evidence import Json
from kg.errors import NotFound
from kg.explain.claims import said_of_claim
from kg.query import lookup
from kg.resolve import read_claim_verdicts
from kg.settings import Settings
from kg.store import Graph

_CLAIM: Final = re.compile(r"[0-9a-f]{20}")


def why(graph: Graph, named: str, other: str | None, settings: Settings) -> Json:
    """The explanation that `kg why` prints.

    Args:
        graph: where claims are looked up.
        named: the IRI of a claim, or the slug, IRI or ARTICLE#NAME of an entity or incident.
        other: likewise, to compare with.
        settings: where the graph and the lists are that resolution knows.

    Raises:
        NotFound: there is no such thing.
    """
    kind, id_ = _meant(graph, named)
    if other is None and (kind == "claim" or _CLAIM.fullmatch(id_)):
        told: Any = lookup.claim(graph, graph.iris.claim(id_))
        said = said_of_claim(graph, id_, read_claim_verdicts(settings.data))
        return dataclasses.asdict(told) | {"judgements": [dataclasses.asdict(one) for one in said]}
    # Explaining needs all that resolution needs, which most readers are never asked for.
    from kg.curation import explaining  # noqa: PLC0415

    with explaining(settings) as explained:
        told = explained.whole(id_) if other is None else explained.compare(id_, _meant(graph, other)[1])
        return dataclasses.asdict(told)


def _meant(graph: Graph, named: str) -> tuple[str, str]:
    base = graph.iris.base
    if not named.startswith(base):
        return "", named
    kind, _, rest = named.removeprefix(base).partition("/")
    if not rest:
        raise NotFound(f"There is nothing {named!r} in the graph.")
    return kind, unquote(rest)
