"""How outlets tell of what happened: texts from templates, and with them the facts that a perfect reader would find.

Outlets disagree as real ones do: in counts, in who did it, in how names are spelled, in what they leave out. Some print
another's report under a headline of their own.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from string import Formatter
from typing import Any, Final

from world import WORDS, Incident, Party, Person, World, zipf

from kg.knowledge import Place
from kg.model import Article, Claim, Entity, Event, Facts, Mention, Span

EXTRACTOR: Final = "corpus-1"
OUTLETS: Final = [name.strip() for name in WORDS["outlets"].split(",")]


@dataclass(frozen=True, slots=True)
class Told:
    """One article's facts, and who or what each of its local entities and events really is."""

    facts: Facts
    truth: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """Words that mention one of the article's entities or events."""

    local: str
    words: str


class Draft:
    """An article as it is written, sentence by sentence."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = ""
        self.truth: dict[str, str] = {}
        self._locals: dict[str, str] = {}
        self._entities: dict[str, Entity] = {}
        self._events: dict[str, Event] = {}
        self._mentions: list[Mention] = []
        self._claims: list[Claim] = []

    def party(self, party: Party) -> Said:
        """An organisation or state by one of its names, most often the first."""
        name = party.names[zipf(self.random, len(party.names))]
        return self._named(party.key, Entity("", party.cls, name, (name,), party.actor, None, party.country))

    def place(self, place: Place) -> Said:
        """A town by its name."""
        return self._named(
            f"place/{place.id}", Entity("", place.cls, place.name, (place.name,), None, place.id, place.country)
        )

    def person(self, person: Person) -> Said:
        """Someone by one spelling, which the article keeps."""
        if person.key in self._locals:
            local = self._locals[person.key]
            return Said(local, self._entities[local].label)
        name = person.spelled(self.random)
        return self._named(person.key, Entity("", "Person", name, (name,)))

    def unnamed(self, words: str) -> Said:
        """Someone without a name, who is one with nobody of another article."""
        cls = "Person" if words.startswith("a ") else "Group"
        return self._named(f"unnamed/{len(self._entities)}", Entity("", cls, words))

    def event(self, key: str, cls: str, noun: str, *, recurring: bool = False) -> Said:
        """An incident by its trigger."""
        local = self._locals.setdefault(key, f"v{len(self._events) + 1}")
        self._events.setdefault(local, Event(local, cls, noun, recurring))
        self.truth[local] = key
        return Said(local, noun)

    def say(self, template: str, **fields: Said | str | int) -> Span:
        """Write a sentence of one of the templates of that name; where it stands."""
        self.text += " " if self.text else ""
        start = len(self.text)
        for words, field, _, _ in Formatter().parse(self.random.choice(WORDS[template])):
            self.text += words
            if field is None:
                continue
            said = fields[field]
            if isinstance(said, Said):
                span = Span(len(self.text), len(self.text) + len(said.words))
                kind: Any = "trigger" if said.local in self._events else self._kind(said.local)
                self._mentions.append(Mention(span, said.words, said.local, kind))
            self.text += said.words if isinstance(said, Said) else str(said)
        return Span(start, len(self.text))

    def claim(self, subject: Said, predicate: str, object_: Said | str | int, span: Span, **more: Any) -> None:
        """What a sentence says."""
        value = object_.local if isinstance(object_, Said) else object_
        quote = self.text[span.start : span.end]
        sure = 0.5 + self.random.randrange(50) / 100
        self._claims.append(Claim(subject.local, predicate, value, span, quote, confidence=sure, **more))

    def finish(self, article: Article) -> Told:
        """The whole, with the text that was written."""
        article = dataclasses.replace(article, text=self.text)
        found = (
            tuple(self._entities.values()),
            tuple(self._events.values()),
            tuple(self._mentions),
            tuple(self._claims),
        )
        own = {local: key if "unnamed/" not in key else f"{article.id}/{key}" for local, key in self.truth.items()}
        return Told(Facts(article, *found, EXTRACTOR), own)

    def _named(self, key: str, entity: Entity) -> Said:
        local = self._locals.setdefault(key, f"e{len(self._entities) + 1}")
        known = self._entities.get(local, dataclasses.replace(entity, id=local))
        names = tuple(dict.fromkeys((*known.names, *entity.names)))
        self._entities[local] = dataclasses.replace(known, names=names)
        self.truth[local] = key
        return Said(local, entity.label)

    def _kind(self, local: str) -> str:
        return "name" if self._entities[local].names else "nominal"


def tell(world: World, incident: Incident, report: int) -> Told:
    """One outlet's report of an incident."""
    random = world.random("report", incident.number, report)
    outlet = OUTLETS[(zipf(random, len(OUTLETS)) + report) % len(OUTLETS)]
    id_ = f"{outlet.lower().replace(' ', '-')}-{incident.number}-{report}"
    date = incident.day + dt.timedelta(days=min(report // 2, random.randrange(4)))
    if report and random.random() < 0.12:
        return _copy(tell(world, incident, 0), id_, outlet, date, random)
    draft = Draft(random)
    title = _write(draft, world, incident)
    return draft.finish(Article(id_, "", title, date, outlet, f"https://news.example/{id_}"))


def _copy(original: Told, id_: str, outlet: str, date: dt.date, random: Random) -> Told:
    facts = original.facts
    title = random.choice(("From the wires: {}", "{} - report", "Update: {}")).format(facts.article.title)
    article = dataclasses.replace(facts.article, id=id_, title=title, publisher=outlet, date=date)
    truth = {local: key.replace(facts.article.id, id_) for local, key in original.truth.items()}
    return Told(dataclasses.replace(facts, article=article), truth)


def _write(draft: Draft, world: World, incident: Incident) -> str:
    """Write the article; returns its headline."""
    random = draft.random
    killed = max(2 if incident.killed else 0, incident.killed + random.choice((0, 0, 0, 0, -1, 1, 2)))
    event = draft.event(incident.key, incident.cls if random.random() < 0.85 else "Attack", incident.noun)
    country, source = draft.party(incident.country), draft.unnamed(random.choice(WORDS["sources"]))
    parts: dict[str, Said | str | int] = {"incident": event, "country": country, "killed": killed, "source": source}
    if random.random() < 0.85:
        where = draft.place(incident.place)
        span = draft.say("lead", place=where, **parts)
        draft.claim(event, "place", where, span)
    else:
        span = draft.say("lead_elsewhere", **parts)
        draft.claim(event, "place", country, span)
    bound = "AtLeast" if draft.text[span.start :].startswith("At least") else "Exactly"
    draft.claim(event, "killedCount", killed, span, bound=bound, source=source.local, source_text=source.words)
    if random.random() < 0.8:
        span = draft.say("date", date=f"{incident.day:%A}", incident=event)
        draft.claim(event, "date", incident.day.isoformat(), span)
    _roles(draft, world, incident, event, source)
    _tail(draft, world, incident)
    shown = {"incident": incident.noun, "place": incident.place.name, "country": country.words, "killed": killed}
    return str(random.choice(WORDS["titles"]).format(**shown))


def _roles(draft: Draft, world: World, incident: Incident, event: Said, source: Said) -> None:
    random = draft.random
    if incident.wounded and random.random() < 0.6:
        wounded = max(1, incident.wounded + random.choice((0, 0, 0, -2, 3)))
        draft.claim(event, "woundedCount", wounded, draft.say("wounded", wounded=wounded), bound="About")
    if random.random() < 0.7:
        blamed = incident.attacker if random.random() < 0.85 else world.group(random, incident.place.country)
        attacker, target = draft.party(blamed), draft.party(incident.target)
        hedged = random.random() < 0.4
        span = draft.say("hedged" if hedged else "attacker", attacker=attacker, target=target, incident=event)
        stance = "Hedged" if hedged else "Asserted"
        draft.claim(event, "attacker", attacker, span, factuality=stance)
        draft.claim(event, "target", target, span, factuality=stance)
        if hedged and random.random() < 0.3:
            span = draft.say("denied", attacker=attacker, incident=event)
            draft.claim(event, "attacker", attacker, span, factuality="Denied", source=attacker.local)
    if incident.weapon and random.random() < 0.5:
        draft.claim(event, "weapon", incident.weapon, span_of(draft, event))
    if incident.victim and random.random() < 0.75:
        victim = draft.person(incident.victim)
        draft.claim(event, "victim", victim, draft.say("victim", victim=victim, source=source))


def _tail(draft: Draft, world: World, incident: Incident) -> None:
    """What else a report has: officials, old enmities, an earlier incident, colour."""
    random = draft.random
    for _ in range(random.choice((0, 1, 1, 2))):
        official, party, relation = world.official(random)
        person, group = draft.person(official), draft.party(party)
        template = {"leads": "leads", "spokespersonFor": "speaks", "memberOf": "member"}[relation]
        draft.claim(person, relation, group, draft.say(template, person=person, group=group))
    for template, relation in (("opposes", "opposes"), ("backed", "backedBy")):
        one, other = world.group(random, incident.place.country), world.group(random, incident.place.country)
        if random.random() < 0.25 and one.key != other.key:
            group, against = draft.party(one), draft.party(other)
            draft.claim(group, relation, against, draft.say(template, group=group, other=against))
    earlier = incident.number - 1 - int(random.expovariate(1 / 40))
    if earlier >= 0 and random.random() < 0.3:
        _look_back(draft, world.incident(earlier))
    if random.random() < 0.1:
        country = draft.party(incident.country)
        event = draft.event("recurring/attacks", "Attack", "attacks", recurring=True)
        draft.claim(event, "place", country, draft.say("recurring", country=country))
    for sentence in random.sample(WORDS["colour"], 3):
        draft.text += " " + sentence


def _look_back(draft: Draft, incident: Incident) -> None:
    event = draft.event(incident.key, incident.cls, incident.noun)
    where, country = draft.place(incident.place), draft.party(incident.country)
    span = draft.say(
        "before", date=f"{incident.day:%d %B}", incident=event, place=where, country=country, killed=incident.killed
    )
    draft.claim(event, "place", where, span)
    draft.claim(event, "date", f"--{incident.day:%m-%d}" if draft.random.random() < 0.3 else str(incident.day), span)
    draft.claim(event, "killedCount", incident.killed, span)


def span_of(draft: Draft, said: Said) -> Span:
    """Where something was first mentioned."""
    return next(mention.span for mention in draft._mentions if mention.refers_to == said.local)  # noqa: SLF001
