"""Gold: people's reading of a set of articles, against which a graph is scored.

A gold folder holds `entities.json` (entities with their accepted names) and `articles.json` (each article's relations
and events). Optional entries are neither required nor wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from kg.errors import ResourceError
from kg.vocab import SUPERCLASS

Count = tuple[int, str, str | None]
"""A number, how it is bounded, and the gold id of whom the article quotes for it."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")  # gold may carry notes of its own


class GoldEntity(_Frozen):
    """An entity, its class in the vocabulary, and every name accepted for it."""

    type: str
    names: tuple[str, ...]

    @field_validator("type")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in SUPERCLASS:
            raise ValueError(f"{value} is no class of the vocabulary")
        return value


class GoldEvent(_Frozen):
    """An incident, as one article tells it; the same `incident` in two articles is the same one in the world."""

    incident: str
    type: str = "Attack"
    date: str | None = None
    place: tuple[str, ...] = ()
    attackers: tuple[tuple[str, str, str | None], ...] = ()  # who, its factuality, whom the article quotes for it
    targets: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    killed: tuple[Count, ...] = ()
    wounded: tuple[Count, ...] = ()
    optional_place: tuple[str, ...] = ()
    optional_attackers: tuple[str, ...] = ()
    optional_targets: tuple[str, ...] = ()
    optional_victims: tuple[str, ...] = ()
    optional_killed: tuple[int, ...] = ()
    optional_wounded: tuple[int, ...] = ()

    @property
    def recurring(self) -> bool:
        """Whether it sums up many ("attacks on bases since October"), and so is no incident to recognise elsewhere."""
        return self.incident.startswith("attacks-on")

    def wanted(self, role: str) -> frozenset[str]:
        """The gold ids that fill a role."""
        return {
            "attacker": frozenset(who for who, _, _ in self.attackers),
            "target": frozenset(self.targets),
            "victim": frozenset(self.victims),
            "place": frozenset(self.place),
        }[role]

    def optional(self, role: str) -> frozenset[str]:
        """The gold ids that may fill a role and need not."""
        return {
            "attacker": frozenset(self.optional_attackers),
            "target": frozenset(self.optional_targets),
            "victim": frozenset(self.optional_victims),
            "place": frozenset(self.optional_place),
        }[role]

    def counts(self, role: str) -> tuple[frozenset[int], frozenset[int]]:
        """Numbers that a count role must have, and further ones that it may have."""
        must, may = (
            (self.killed, self.optional_killed) if role == "killedCount" else (self.wounded, self.optional_wounded)
        )
        return frozenset(number for number, _, _ in must), frozenset(may)


class OptionalEvent(_Frozen):
    """Who an article says in passing to attack whom."""

    attackers: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


class GoldArticle(_Frozen):
    """The gold of one article."""

    relations: frozenset[tuple[str, str, str]] = frozenset()
    optional_relations: frozenset[tuple[str, str, str]] = frozenset()
    events: tuple[GoldEvent, ...] = ()
    optional_events: tuple[OptionalEvent, ...] = ()


class Gold(_Frozen):
    """The gold of a set of articles, by article id."""

    entities: dict[str, GoldEntity]
    articles: dict[str, GoldArticle]

    @classmethod
    def load(cls, folder: Path) -> Gold:
        """Reads a gold folder.

        Raises:
            ResourceError: a file is missing or has another form.
        """
        parts: dict[str, Any] = {}
        for name in ("entities", "articles"):
            path = folder / f"{name}.json"
            try:
                parts[name] = json.loads(path.read_bytes())[name]
            except OSError as error:
                reason = f"{error.strerror}; a gold folder holds entities.json and articles.json"
                raise ResourceError(f"{path}: {reason}") from error
            except (ValueError, KeyError, TypeError) as error:
                raise ResourceError(f'{path}: is no JSON object with a member "{name}"') from error
        try:
            return cls.model_validate(parts)
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(str(step) for step in problem["loc"])
            raise ResourceError(f"{folder}: {where}: {problem['msg']}") from error
