"""Corroboration: how many independent outlets tell of an incident, in the default graph as `kg:corroboration`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.model import DisputableClaim
from kg.rdf.voices import BELIEVED


def corroboration(accounts: Iterable[DisputableClaim]) -> int:
    """How many independent outlets tell of an incident; 0 if only copies, or nobody believed, do.

    Copies do not count. An outlet counts once, however often it reports. Outlets that all quote one and the same source
    count as one.
    """
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for told in accounts:
        if not told.copy and told.factuality in BELIEVED:
            sources[told.outlet or told.article].add(told.source)
    alone = {next(iter(said)) for said in sources.values() if len(said) == 1} - {""}
    return len(alone) + sum(1 for said in sources.values() if len(said) > 1 or said == {""})
