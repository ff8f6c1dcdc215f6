"""Corpora of any size with known truth: to measure resolution, writing and serving without a language model.

    python benchmarks/corpus.py --articles 1000 --out FOLDER         articles.jsonl, facts.jsonl, truth.jsonl
    python benchmarks/corpus.py --quads 1000000 --graph FOLDER       a published graph of about so many quads
    python benchmarks/corpus.py --quads 1000000 --graph FOLDER --hub 100000     the same, with one actor of so many ties

The same number and seed give the same corpus, on every machine. See `world` for what happens in it, `stories` for how
it is told.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from projection import believed_quads
from stories import Told, tell
from world import World

from kg.model import Article, Canonical, Claim, Entity, Facts, Ref, Resolution, Span
from kg.pipeline.publish import publish
from kg.rdf import facts_json
from kg.rdf.project import article_quads
from kg.resolve.context import lists
from kg.resolve.register.slugs import slug
from kg.settings import Settings
from kg.store import Graph

QUADS_EACH: Final = 190  # quads of an average article, what it adds to the default graph included
HUB: Final = "actor/united-states"


def corpus(n: int, seed: int = 0, *, hub: int = 0) -> Iterator[Told]:
    """So many articles with facts and truth, incident by incident.

    Args:
        n: how many articles.
        seed: other seeds give other corpora.
        hub: how many different persons are said to be members of one actor.
    """
    world, made, number = World(n, seed), 0, 0
    while made < n:
        incident = world.incident(number)
        for report in range(min(incident.reports, n - made)):
            told = tell(world, incident, report)
            yield _with_members(told, made * hub // n, (made + 1) * hub // n) if hub else told
            made += 1
        number += 1


def facts(n: int, seed: int = 0) -> Iterator[Facts]:
    """What a perfect reader finds in the corpus."""
    return (told.facts for told in corpus(n, seed))


def articles(n: int, seed: int = 0) -> Iterator[Article]:
    """The corpus' articles, to be read by a real extractor."""
    return (told.facts.article for told in corpus(n, seed))


def truth(n: int, seed: int = 0) -> dict[Ref, str]:
    """Who or what every local entity and event really is: equal strings are one."""
    return {Ref(told.facts.article.id, local): key for told in corpus(n, seed) for local, key in told.truth.items()}


def resolution_of(told: Iterable[Told]) -> Resolution:
    """The corpus resolved without a fault, from the truth: for measuring what comes after resolution."""
    members: dict[str, list[Ref]] = defaultdict(list)
    shapes: dict[str, tuple[str, str, bool]] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for one in told:
        for thing in (*one.facts.entities, *one.facts.events):
            key = one.truth[thing.id]
            if key.startswith("recurring/"):
                key = f"{one.facts.article.id}/{key}"
            members[key].append(Ref(one.facts.article.id, thing.id))
            shapes.setdefault(key, (thing.cls, thing.label, isinstance(thing, Entity)))
            names[key].update(getattr(thing, "names", ()))
    made: dict[bool, list[Canonical]] = {True: [], False: []}
    for key, refs in members.items():
        cls, label, is_entity = shapes[key]
        kind, _, id_ = key.partition("/")
        own = tuple(sorted(names[key])), tuple(sorted(refs))
        actor, place = id_ if kind == "actor" else None, id_ if kind == "place" else None
        made[is_entity].append(Canonical(actor or slug(f"{label} {id_}"), cls, label, *own, actor, place))
    return Resolution(tuple(made[True]), tuple(made[False]), {})


def write_graph(folder: Path, told: Iterable[Told]) -> int:
    """Publish the graph of a corpus, resolved without a fault; how many quads it has."""
    chosen = Settings(data=folder)
    actors, gazetteer = lists(chosen)
    every = list(told)
    resolution = resolution_of(every)
    who = resolution.by_ref()
    with Graph.open(folder, base=chosen.base) as graph:
        graph.apply(
            ((one.facts.article.id, article_quads(one.facts, who, graph.iris)) for one in every),
            believed=believed_quads(resolution, (one.facts for one in every), graph.iris, actors, gazetteer),
        )
        publish(graph)
        return len(graph)


def _with_members(told: Told, first: int, end: int) -> Told:
    """The article with some persons more, each a member of the hub."""
    state = Entity("hub", "State", "United States", ("United States",), HUB.partition("/")[2], None, "US")
    people = tuple(Entity(f"m{n}", "Person", f"Member {n}", (f"Member {n}",)) for n in range(first, end))
    where = Span(0, min(40, len(told.facts.article.text)))
    quote = told.facts.article.text[where.start : where.end]
    claims = tuple(Claim(one.id, "memberOf", "hub", where, quote) for one in people)
    old = told.facts
    new = Facts(
        old.article, (*old.entities, state, *people), old.events, old.mentions, (*old.claims, *claims), old.extractor
    )
    return Told(new, {**told.truth, "hub": HUB, **{one.id: f"member/{one.id}" for one in people}})


def _write_files(folder: Path, told: Iterable[Told]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "articles.jsonl").open("w", encoding="utf-8") as texts,
        (folder / "facts.jsonl").open("w", encoding="utf-8") as found,
        (folder / "truth.jsonl").open("w", encoding="utf-8") as known,
    ):
        for one in told:
            article = one.facts.article
            fields: Mapping[str, Any] = {key: getattr(article, key) for key in Article.__dataclass_fields__}
            texts.write(json.dumps(fields, default=str, ensure_ascii=False) + "\n")
            found.write(facts_json.dumps(one.facts) + "\n")
            known.write(json.dumps({"id": article.id, "truth": one.truth}) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, help="how many articles")
    parser.add_argument("--quads", type=int, help="or about how many quads")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hub", type=int, default=0, help="how many ties one actor has")
    parser.add_argument("--out", type=Path, help="folder for articles, facts and truth as JSON Lines")
    parser.add_argument("--graph", type=Path, help="folder for a published graph, resolved without a fault")
    given = parser.parse_args()
    start = time.perf_counter()
    n = given.articles or max(1, (given.quads or 190_000) // QUADS_EACH)
    told = corpus(n, given.seed, hub=given.hub)
    if given.graph:
        print(f"{write_graph(given.graph, told):,} quads of {n:,} articles in {time.perf_counter() - start:.1f} s")
    if given.out:
        _write_files(given.out, corpus(n, given.seed, hub=given.hub))
        print(f"{n:,} articles in {given.out}")


if __name__ == "__main__":
    main()
