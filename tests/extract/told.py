"""What an article was understood to say, with everything called by its name: short enough to compare in a table."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from kg.model import Claim, Entity, Facts
from kg.vocab import SUPERPROPERTY

WEDNESDAY = dt.date(2023, 5, 10)  # when all articles of these tests appear, unless they say otherwise


class Told:
    """Facts of one article. An actor goes by its key in `data/actors` ("russia"), everyone else by their label."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._entities = {e.id: e for e in facts.entities}

    def name(self, value: str | int | None) -> str | int | None:
        """What a claim's subject, object or source is called; a literal is what it is."""
        entity = self._entities.get(value) if isinstance(value, str) else None
        return value if entity is None else entity.actor or entity.label

    def entity(self, name: str) -> Entity:
        """The one entity of that name."""
        (found,) = [e for e in self.facts.entities if name in (e.actor, e.label, *e.names)]
        return found

    def names(self) -> set[str]:
        """Every entity that the article calls by name or knows from the actor list."""
        return {e.actor or e.label for e in self.facts.entities if e.names or e.actor}

    def claims(self, *predicates: str) -> list[Claim]:
        """Claims with one of these predicates, whatever their factuality."""
        return [c for c in self.facts.claims if c.predicate in predicates]

    def of(self, subject: str, predicate: str) -> set[str | int | None]:
        """What one incident or entity, by its id, has for a predicate."""
        return {self.name(c.object) for c in self.claims(predicate) if c.subject == subject}

    def role(self, predicate: str) -> set[str | int | None]:
        """What fills a role of the article's incidents and makes a direct triple."""
        return {self.name(c.object) for c in self.claims(predicate) if c.believed}

    def accused(self) -> set[str | int | None]:
        """Attackers of incidents; not those of wars and campaigns."""
        background = {e.id for e in self.facts.events if e.recurring}
        return {self.name(c.object) for c in self.claims("attacker") if c.believed and c.subject not in background}

    def relations(self) -> set[tuple[str | int | None, str, str | int | None]]:
        """Relations between entities that make direct triples."""
        return {
            (self.name(c.subject), c.predicate, self.name(c.object))
            for c in self.claims(*SUPERPROPERTY)
            if c.believed
        }  # fmt: skip


class Read(Protocol):
    """Reads a text as an article of `WEDNESDAY`."""

    def __call__(self, text: str, date: dt.date | None = WEDNESDAY) -> Told: ...
