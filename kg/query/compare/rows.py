"""A comparison as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.query.compare.comparison import EventPair
from kg.query.network.dates import day
from kg.query.tables import Column, Row
from kg.query.tables.columns import several

COMPARED_COLUMNS: Final = (
    Column("who", "text", "`both`, `theirs` or `ours`: who has the event"),
    Column("score", "number", "how surely both are one, 0 to 1"),
    Column("their_id", "text", "the event's id in their data set"),
    Column("our_id", "text", "the incident's id here"),
    Column("our_name", "text", "what happened, in words"),
    Column("their_days", "text", "the day, or the first and the last that it may be"),
    Column("our_date", "text", "the day, month or year here"),
    Column("km", "number", "the kilometres between both places, where known"),
    Column("their_actors", "text", "their actors, the first first"),
    Column("our_attackers", "text", "our attackers"),
    Column("our_targets", "text", "our targets"),
    Column("attacker_is", "text", "which of their actors our attacker is: `first`, `second` or `neither`"),
    Column("their_low", "integer", "their lowest toll of the dead"),
    Column("their_best", "integer", "their best estimate"),
    Column("their_high", "integer", "their highest"),
    Column("our_low", "integer", "our lowest"),
    Column("our_best", "integer", "our best"),
    Column("our_high", "integer", "our highest"),
    Column("toll", "text", "`same` where the ranges touch, `differs` where they do not, empty where one has none"),
    Column("disputed", "text", "what the accounts disagree on here"),
    Column("their_source", "text", "their source"),
    Column("our_sources", "text", "the ids of our articles"),
)


def compared_rows(found: Iterable[EventPair]) -> Iterator[Row]:
    """Each event that both or one of both have."""
    for one in found:
        ours, theirs = one.ours or {}, one.theirs
        yield {
            "who": "both" if one.ours and theirs else "ours" if one.ours else "theirs", "score": one.score,
            "their_id": theirs.id if theirs else None, "our_id": ours.get("id"), "our_name": ours.get("name"),
            "their_days": several(dict.fromkeys((day(theirs.first), day(theirs.last)))) if theirs else None,
            "our_date": ours.get("date"), "km": one.km,
            "their_actors": several(theirs.actors) if theirs else None, "our_attackers": ours.get("attackers"),
            "our_targets": ours.get("targets"), "attacker_is": one.attacker or None,
            "their_low": theirs.low if theirs else None, "their_best": theirs.best if theirs else None,
            "their_high": theirs.high if theirs else None, "our_low": ours.get("dead_low"),
            "our_best": ours.get("dead_best"), "our_high": ours.get("dead_high"), "toll": one.toll or None,
            "disputed": ours.get("disputed"), "their_source": theirs.source or None if theirs else None,
            "our_sources": ours.get("sources"),
        }  # fmt: skip
