"""Who is who: forms meet in blocks, are compared, connected, parted into clusters, and given slugs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.knowledge.names import skeleton, words
from kg.model import Ref
from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.intake import ref_of, text_of
from kg.pipeline.spark.rows import Row, Rows, mapped, numbered
from kg.pipeline.spark.slugs import give_slugs
from kg.pipeline.spark.stars import components
from kg.pipeline.spark.work import WorkFolder
from kg.resolve.clustering.blocking import pairs
from kg.resolve.clustering.evidence import Evidence, Reason
from kg.resolve.clustering.references import EntityName
from kg.resolve.entities.canonical import Seen, compare, describe, item, part
from kg.resolve.entities.scoring import EntityScorer
from kg.resolve.entities.signatures import EntitySignature

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

EVIDENCE: Final = "left string, right string, total double"
_FORM: Final = (
    "ref string, day string, times long, content string, keys array<string>, blocks array<string>, "
    "families array<string>, bearers array<struct<family: string, key: string>>"
)
_ENTITY: Final = (
    "ref string, plain string, day string, cls string, label string, names array<string>, actor string, place string, "
    "country string, named boolean, component long, members array<long>, contents array<string>"
)
_WHO: Final = ("slug", "cls", "label", "actor", "place")


class ResolvedEntities(NamedTuple):
    """Who is who.

    Attributes:
        forms: all that differ in any respect, with their keys; `blocks` are those in which they meet.
        entities: with slugs of their own, and their forms as `members`.
        by_article: of each (`id`) its `entities`: local id, form, and the entity's slug, class, label, actor and place.
    """

    forms: DataFrame
    entities: DataFrame
    by_article: DataFrame


def settle(work: WorkFolder, taken: DataFrame, known: BroadcastContext) -> ResolvedEntities:
    """Find out who is who."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    seen = taken.select("id", "day", f.explode("entities").alias("one")).select("id", "day", "one.local", "one.content")
    first = f.min(f.struct("day", f.col("id").alias("article"), "local")).alias("first")
    distinct = seen.groupBy("content").agg(f.count("local").alias("times"), first)
    forms = work.stage("forms", numbered(mapped(distinct, _keyed(known), _FORM)))
    likenesses = work.stage("likenesses of forms", _likenesses(forms, known))
    same = given(work, known, entities=True)
    connected = components(work, "components of forms", likenesses.select("left", "right").union(same))
    grouped = group(forms.select("id", "ref", "day", "times", "content"), likenesses, connected)
    entities = work.stage("entities", numbered(give_slugs(mapped(grouped, _part(known), _ENTITY), _ENTITY)))
    members = entities.select(f.explode("members").alias("form"), *_WHO)
    of_form = forms.select(f.col("id").alias("form"), "content").join(members, "form")
    who = seen.select("id", "local", "content").join(of_form, "content").groupBy("id")
    by_article = who.agg(f.collect_list(f.struct("local", "form", *_WHO)).alias("entities"))
    return ResolvedEntities(forms, entities, work.stage("who is who", by_article))


def given(work: WorkFolder, known: BroadcastContext, *, entities: bool) -> DataFrame:
    """The pairs that people judged the same."""
    same = [
        tuple(map(text_of, pair))
        for pair, said in known.verdicts.on.items()
        if said.judgement == "same" and isinstance(said.left, EntityName) == entities
    ]
    return work.spark.createDataFrame(same, "left string, right string")


def group(members: DataFrame, evidence: DataFrame, connected: DataFrame) -> DataFrame:
    """A row a component: its `members`, and the `evidence` that joins pairs of them."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    rooted = members.join(connected, "ref", "left").withColumn("root", f.coalesce("root", "ref"))
    whole = rooted.groupBy("root").agg(f.collect_list(f.struct(*members.columns)).alias("members"))
    placed = evidence.join(connected.withColumnRenamed("ref", "left"), "left")
    joined = placed.groupBy("root").agg(f.collect_list(f.struct("left", "right", "total")).alias("evidence"))
    return whole.join(joined, "root", "left")


def evidence_of(row: Row) -> list[Evidence]:
    """The evidence of a component, without its reasons."""
    return [
        Evidence(ref_of(one["left"]), ref_of(one["right"]), (Reason("", one["total"]),))
        for one in row["evidence"] or ()
    ]


def told_of(evidence: Evidence) -> Row:
    """It as a row."""
    return {"left": text_of(evidence.left), "right": text_of(evidence.right), "total": evidence.total}


def _keyed(known: BroadcastContext) -> Callable[[Rows], Rows]:
    def run(rows: Rows) -> Rows:
        scorer = EntityScorer(known.signatures(), lambda _: False)
        for row in rows:
            form, first = EntitySignature.loads(row["content"]), row["first"]
            ref = Ref(first["article"], first["local"])
            keys = scorer.keys(form)
            blocks = item(Seen(first["day"], ref, row["times"], form), scorer).keys
            bearers = [key for key in keys if key.startswith("f|")]
            families = {skeleton(name[-1]) for name in map(words, form.names) if name}
            yield {
                "ref": text_of(ref), "day": first["day"], "times": row["times"], "content": row["content"],
                "keys": sorted(keys),
                "blocks": sorted(blocks),
                "families": sorted(families) if form.kind == "Person" else [],
                "bearers": [{"family": key.split("|")[1], "key": key} for key in bearers],
            }  # fmt: skip

    return run


def _likenesses(forms: DataFrame, known: BroadcastContext) -> DataFrame:
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    bearers = forms.select(f.explode("bearers").alias("one")).select("one.family", "one.key").distinct()
    sole = bearers.groupBy("family").count().where("count = 1").select("family")
    alone = forms.select("ref", f.explode("families").alias("family")).join(sole, "family")
    by_form = alone.groupBy("ref").agg(f.collect_list("family").alias("sole"))
    keyed = forms.join(by_form, "ref", "left").select(f.explode("blocks").alias("key"), "ref", "content", "sole")
    blocks = keyed.groupBy("key").agg(f.collect_list(f.struct("ref", "content", "sole")).alias("block"))
    return mapped(blocks.where("size(block) > 1"), _compare(known), EVIDENCE).distinct()


def _compare(known: BroadcastContext) -> Callable[[Rows], Rows]:
    def run(rows: Rows) -> Rows:
        sole: set[str] = set()
        scorer = EntityScorer(known.signatures(), sole.__contains__)
        for row in rows:
            sole.clear()
            sole.update(family for one in row["block"] for family in one["sole"] or ())
            block = (
                item(Seen("", ref_of(one["ref"]), 0, EntitySignature.loads(one["content"])), scorer)
                for one in row["block"]
            )
            for a, b in pairs(block):
                evidence = compare(scorer, row["key"], a, b)
                if evidence is not None and evidence.joins:
                    yield told_of(evidence)

    return run


def _part(known: BroadcastContext) -> Callable[[Rows], Rows]:
    def run(rows: Rows) -> Rows:
        actors, places = known.lists()
        for row in rows:
            ids = {ref_of(one["ref"]): one["id"] for one in row["members"]}
            seen = {
                (ref := ref_of(one["ref"])): Seen(one["day"], ref, one["times"], EntitySignature.loads(one["content"]))
                for one in row["members"]
            }
            found = part({ref: one.form for ref, one in seen.items()}, evidence_of(row), known.verdicts)
            for told in describe(([seen[ref] for ref in group] for group in found.groups), actors, places):
                one = told.one
                yield {
                    "ref": text_of(told.seen[0].first), "plain": one.slug, "day": told.seen[0].day, "cls": one.cls,
                    "label": one.label, "names": one.names, "actor": one.actor, "place": one.place,
                    "country": told.country, "named": told.named, "component": min(ids.values()),
                    "members": [ids[each.first] for each in told.seen],
                    "contents": [each.form.dumps() for each in told.seen],
                }  # fmt: skip

    return run
