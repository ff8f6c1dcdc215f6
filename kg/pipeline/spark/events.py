"""Event coreference on Spark: accounts meet in blocks, are compared, connected and parted into incidents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.knowledge.conflicts import conflicts
from kg.knowledge.incident_names import incident_words
from kg.model import Ref
from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.entities import EVIDENCE, evidence_of, given, group, told_of
from kg.pipeline.spark.intake import apart, ref_of, text_of
from kg.pipeline.spark.rows import Row, Rows, mapped, numbered
from kg.pipeline.spark.slugs import give_slugs
from kg.pipeline.spark.stars import components
from kg.pipeline.spark.work import WorkFolder
from kg.resolve.clustering.blocking import pairs
from kg.resolve.events import serialization
from kg.resolve.events.conflicts import conflict_of
from kg.resolve.events.naming import name_incident
from kg.resolve.events.scoring import compare, item, part
from kg.resolve.events.signatures import EventAccount, profile
from kg.resolve.events.statements import Filler
from kg.resolve.events.surest import MemberAccount
from kg.resolve.stories.terms import StoryTerms

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_SAID: Final = (
    "array<struct<article: string, property: string, value: string, factuality: string, bound: string, "
    "counted: string, source: string, outlet: string, day: string, copy: boolean, wholes: array<string>, "
    "place: string, near: boolean, inferred: boolean, cls: string, side: string>>"
)
_WHO: Final = "array<struct<local: string, slug: string, cls: string, actor: string, place: string, label: string>>"
_ACCOUNT: Final = (
    "ref string, article string, day string, account string, profile string, terms string, keys array<string>, "
    f"who {_WHO}, said {_SAID}"
)
_INCIDENT: Final = (
    "ref string, plain string, day string, cls string, label string, names array<string>, actor string, place string, "
    f"component long, members array<string>, recurring boolean, withheld boolean, conflict string, said {_SAID}"
)


class ResolvedIncidents(NamedTuple):
    """Which accounts tell of one incident.

    Attributes:
        accounts: all there are, with their keys.
        incidents: with slugs of their own, their accounts as `members`, and what these say that may be disputed.
        by_article: of each (`id`) its `events`: local id, and the incident's slug and class.
    """

    accounts: DataFrame
    incidents: DataFrame
    by_article: DataFrame


def settle(
    work: WorkFolder, taken: DataFrame, who: DataFrame, copies: DataFrame, stories: DataFrame, known: BroadcastContext
) -> ResolvedIncidents:
    """Find the incidents, given the entities, the copies and the stories."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    telling = taken.where("size(events) > 0").select("id", "day", "terms", "events")
    told = telling.join(who, "id", "left").join(copies, "id", "left")
    accounts = work.stage("accounts", numbered(mapped(told, _recognise(known), _ACCOUNT)))
    told_of_each = ("key", "ref", "profile", "terms")
    keyed = accounts.withColumn("key", f.explode("keys")).select(*told_of_each)
    in_stories = stories.withColumnRenamed("id", "article").join(accounts, "article").select(*told_of_each)
    blocks = keyed.union(in_stories).groupBy("key").agg(f.collect_list(f.struct(*told_of_each[1:])).alias("block"))
    compared = mapped(blocks.where("size(block) > 1"), _compare(known), EVIDENCE).distinct()
    likenesses = work.stage("likenesses of accounts", compared)
    same = given(work, known, entities=False)
    connected = components(work, "components of accounts", likenesses.select("left", "right").union(same))
    grouped = group(accounts.drop("article", "keys"), likenesses, connected)
    incidents = work.stage("incidents", numbered(give_slugs(mapped(grouped, _part(known), _INCIDENT), _INCIDENT)))
    members = apart(incidents.select(f.explode("members").alias("ref"), "slug", "cls"))
    telling_of = members.groupBy(f.col("article").alias("id"))
    by_article = telling_of.agg(f.collect_list(f.struct("local", "slug", "cls")).alias("events"))
    return ResolvedIncidents(accounts, incidents, by_article)


def _recognise(known: BroadcastContext) -> Callable[[Rows], Rows]:
    def run(rows: Rows) -> Rows:
        actors, places = known.lists()
        for row in rows:
            who = {one["local"]: one for one in row["entities"] or ()}

            for event in row["events"]:
                account = EventAccount.loads(event["account"])
                made = profile(account, fillers(who), row["original"], places, StoryTerms.loads(row["terms"]))
                ref = Ref(row["id"], event["local"])
                said = account.disputable(
                    ref.article, fillers(who), actors, copy=row["original"] not in (None, ref.article)
                )
                yield {
                    "ref": text_of(ref), "article": row["id"], "day": row["day"], "account": event["account"],
                    "terms": row["terms"], "profile": serialization.dumps(made), "keys": sorted(item(ref, made).keys),
                    "who": [{"local": local, **fillers(who)(local)._asdict()} for local in account.parties],
                    "said": [one._asdict() for one in said],
                }  # fmt: skip

    return run


def fillers(who: Mapping[str, Row]) -> Callable[[str], Filler]:
    """A look-up of local entities' canonical ones, among an article's rows."""

    def filler(local: str) -> Filler:
        return Filler(*(who[local][name] for name in Filler._fields))

    return filler


def _compare(known: BroadcastContext) -> Callable[[Rows], Rows]:
    def run(rows: Rows) -> Rows:
        _, places = known.lists()
        for row in rows:
            block = (
                item(
                    ref_of(one["ref"]), serialization.loads(one["profile"], places.get, StoryTerms.loads(one["terms"]))
                )
                for one in row["block"]
            )
            for a, b in pairs(block):
                evidence = compare(row["key"], a, b)
                if evidence is not None and evidence.joins:
                    yield told_of(evidence)

    return run


def _part(known: BroadcastContext) -> Callable[[Rows], Rows]:
    def run(rows: Rows) -> Rows:
        actors, places = known.lists()
        for row in rows:
            there = {ref_of(one["ref"]): one for one in row["members"]}
            profiles = {
                ref: serialization.loads(one["profile"], places.get, StoryTerms.loads(one["terms"]))
                for ref, one in there.items()
            }
            component = min(one["id"] for one in there.values())
            for group_ in part(profiles, evidence_of(row), known.verdicts).groups:
                ordered = sorted(group_, key=lambda ref: (there[ref]["day"], ref))
                members = [
                    MemberAccount(
                        *(ref, EventAccount.loads(there[ref]["account"]), profiles[ref]),
                        fillers({one["local"]: one for one in there[ref]["who"]}),
                    )
                    for ref in ordered
                ]
                one = name_incident(members, actors, incident_words())
                one = replace(one, members=(ordered[0],))
                yield {
                    "ref": text_of(ordered[0]), "plain": one.slug, "day": there[ordered[0]]["day"], "cls": one.cls,
                    "label": one.label, "names": one.names, "actor": None, "place": None,
                    "component": component, "members": list(map(text_of, ordered)),
                    "conflict": conflict_of(members, actors, conflicts()),
                    "recurring": any(account.recurring for _, account, *_ in members),
                    "withheld": all(account.event.withheld for _, account, *_ in members),
                    "said": [said for ref in ordered for said in there[ref]["said"]],
                }  # fmt: skip

    return run
