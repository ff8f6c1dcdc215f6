"""Whether reports of one incident find each other where the truth is hard, and what that costs.

    python benchmarks/joining.py [--sizes 1000 3000]

The generator's incidents, told as real reports are: rival tolls that grow, days left out, blurred to the month, taken
from another sentence or told weeks late, places left vague, and twin attacks: a second one of the same kind, party and
day in another town of the country, or in the same town a day or some days later. Against the truth are counted links
(of an incident that five articles tell of, four), joins (of a cluster of five accounts, four), and those of the joins
that would have to be undone. Seconds are the processor's. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random
from typing import Any, Final

from apart import measured_apart
from figures import keep
from stories import Told, tell
from world import Incident, World, pick

from kg.knowledge import ActorList, Gazetteer
from kg.model import Claim, Facts, Ref
from kg.resolve.register import queries
from kg.resolve.register.database import Register
from kg.resolve.resolver import Resolver
from kg.settings import Settings

_TWINS: Final = 0.15  # of all incidents, those that are another attack of a series
_RIVAL: Final = (0.5, 0.7, 1, 1, 1, 1, 1.3, 1.6)  # of the true toll
_LATE: Final = 0.15  # of the reports, those that look back weeks later
_NO_DAY, _MONTH, _OTHER_DAY = 0.2, 0.1, 0.05  # of the dates: left out, blurred, of something else
_VAGUE: Final = 0.25  # of the places, those of which only the country is told
_SOMEWHERE: Final = "in a town there"


class HarderWorld(World):
    """A world in which some incidents are the twin of the one before."""

    def incident(self, number: int) -> Incident:
        """What happened as the number-th."""
        told, random = super().incident(number), self.random("twin", number)
        if not number or random.random() >= _TWINS:
            return told
        first = super().incident(number - 1)
        toll = {"killed": told.killed, "wounded": told.wounded, "victim": None, "reports": told.reports}
        if random.random() < 0.5:
            towns = self.towns[str(first.place.country)][: self.towns_in_each]
            other = [town for town in towns if town.id != first.place.id]
            return replace(first, number=number, **toll, place=pick(random, other) if other else first.place)
        return replace(first, number=number, **toll, day=first.day + dt.timedelta(days=random.choice((1, 2, 5, 9))))


def harder_corpus(n: int, seed: int = 0) -> Iterator[Told]:
    """So many articles with facts and truth, incident by incident."""
    world, made, number = HarderWorld(n, seed), 0, 0
    while made < n:
        incident = world.incident(number)
        for report in range(min(incident.reports, n - made)):
            yield _blurred(tell(world, incident, report), incident, world.random("blur", number, report))
            made += 1
        number += 1


def _blurred(told: Told, incident: Incident, random: Random) -> Told:
    """A report as it is told with less care."""
    facts, article = told.facts, told.facts.article
    local = {key: id_ for id_, key in told.truth.items()}
    event, country = local[incident.key], local[incident.country.key]
    vague, late = random.random() < _VAGUE, random.random() < _LATE
    claims = [one for claim in facts.claims if (one := _claim(claim, event, country, vague=vague, random=random))]
    text, title = article.text, article.title or ""
    if vague:
        words = _SOMEWHERE.ljust(len(incident.place.name))[: len(incident.place.name)]  # offsets stay
        text, title = (said.replace(incident.place.name, words) for said in (text, title))
    day = article.date
    if late and day is not None:
        day += dt.timedelta(days=random.randint(5, 30))
    article = replace(article, text=text, title=title, date=day)
    return Told(replace(facts, article=article, claims=tuple(claims)), told.truth)


def _claim(claim: Claim, event: str, country: str, *, vague: bool, random: Random) -> Claim | None:
    if claim.subject != event:
        return claim
    if claim.predicate == "killedCount" and int(claim.object) > 1:
        return replace(claim, object=max(1, round(int(claim.object) * random.choice(_RIVAL))))
    if claim.predicate == "place" and vague:
        return replace(claim, object=country)
    if claim.predicate == "date":
        chance, told = random.random(), str(claim.object)
        if chance < _NO_DAY:
            return None
        if chance < _NO_DAY + _MONTH:
            return replace(claim, object=told[:7])
        if chance < _NO_DAY + _MONTH + _OTHER_DAY:
            other = dt.date.fromisoformat(told) - dt.timedelta(days=random.randint(2, 40))
            return replace(claim, object=other.isoformat(), inferred=True)
        if chance < _NO_DAY + _MONTH + 2 * _OTHER_DAY:
            return replace(claim, object=(dt.date.fromisoformat(told) + dt.timedelta(days=1)).isoformat())
    return claim


def measure(n: int) -> dict[str, Any]:
    """Resolve so many articles, and hold the incidents against the truth."""
    chosen = Settings()
    actors, gazetteer = ActorList.load(chosen.actors), Gazetteer.load(chosen.places)
    truth: dict[Ref, str] = {}
    made = list(harder_corpus(n))
    for one in made:
        id_ = one.facts.article.id
        truth.update((Ref(id_, local), key) for local, key in one.truth.items() if key.startswith("incident/"))
    put: Iterable[Facts] = (one.facts for one in made)
    with Register(None, "") as register:
        resolver = Resolver(register, actors, gazetteer)
        start = time.process_time()
        resolver.change(put, (), lambda _: None)
        took = time.process_time() - start
        clusters: defaultdict[str, list[str]] = defaultdict(list)
        for _, slug, *ref in register.rows(queries.MEMBERS):
            if (key := truth.get(Ref(*ref))) is not None:
                clusters[slug].append(key)
    members = Counter(truth.values())
    parts = Counter(key for cluster in clusters.values() for key in set(cluster))
    joins = sum(len(cluster) - 1 for cluster in clusters.values())
    wrong = sum(len(set(cluster)) - 1 for cluster in clusters.values())
    return {
        "articles": n, "incidents": len(members), "links": sum(members.values()) - len(members),
        "links_found": sum(count - parts[key] for key, count in members.items()),
        "joins": joins, "joins_wrong": wrong, "ms_each": round(took / n * 1000, 2),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 3000])
    parser.add_argument("--one", action="store_true", help="measure the first size in this process, and keep nothing")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.sizes[0])))
        return
    keep("joining", measured_apart(__file__, given.sizes))


if __name__ == "__main__":
    main()
