"""Intake of articles: forms, accounts, telling words, and a sketch of the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kg.model import Ref
from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.rows import Rows, mapped
from kg.resolve.duplicates.minhash import NO_DAY, sketch
from kg.resolve.events.signatures import accounts
from kg.resolve.stories.near import meeting_terms
from kg.resolve.stories.terms import terms

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_TAKEN: Final = (
    "id string, day string, sketch binary, bands array<string>, terms string, vague boolean, met_by array<string>, "
    "entities array<struct<local: string, content: string>>, events array<struct<local: string, account: string>>"
)


def take_in(facts: DataFrame, known: BroadcastContext) -> DataFrame:
    """The sketches of articles, a row each."""
    return mapped(facts, _take_in(known), _TAKEN)


def _take_in(known: BroadcastContext) -> Callable[[Rows], Rows]:
    judged = {ref for pair in known.verdicts.on for ref in pair}

    def run(rows: Rows) -> Rows:
        signatures = known.signatures()
        for row in rows:
            told = known.facts(row["facts"], row["text"])
            article = told.article
            least, bands = sketch(article.text)
            about, events = terms(article), dict(accounts(told))
            yield {
                "id": article.id,
                "day": article.date.isoformat() if article.date else NO_DAY,
                "sketch": least,
                "bands": bands,
                "terms": about.dumps(),
                "vague": any(account.vague for account in events.values()),
                "met_by": meeting_terms(about),
                "entities": [
                    {
                        "local": entity.id,
                        "content": signatures.form(entity, article, alone=Ref(article.id, entity.id) in judged).dumps(),
                    }
                    for entity in told.entities
                ],
                "events": [{"local": local, "account": account.dumps()} for local, account in events.items()],
            }

    return run


def apart(frame: DataFrame) -> DataFrame:
    """A table of members, named in `ref`, with what `ref_of` would find in columns: `article` and `local`."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    local, article = f.expr("substring_index(ref, '#', -1)"), f.expr("left(ref, length(ref) - length(local) - 1)")
    return frame.withColumn("local", local).withColumn("article", article)


def ref_of(text: str) -> Ref:
    """The member that a text names: as `text_of` writes it."""
    article, _, local = text.rpartition("#")
    return Ref(article, local)


def text_of(ref: Ref) -> str:
    """A member as one text; the local ids that extractors give hold no "#"."""
    return f"{ref.article}#{ref.local}"
