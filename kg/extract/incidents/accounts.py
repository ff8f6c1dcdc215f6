"""What has been told of a happening so far: who, whom, where, when, how many, and in what words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.bonds import UNBOUND, Bond
from kg.extract.drafts import EntityDraft, Frame, Incident
from kg.extract.events.apart import after_clause, followed_by, laid_to, measured_by
from kg.extract.events.doers import is_regular
from kg.extract.incidents.scene import Cues, Scene
from kg.extract.incidents.traits import traits_of
from kg.extract.text.dates import names_a_day
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Token
from kg.vocab import is_a

_TOLLS = ("killedCount", "woundedCount")
_NAMERS = frozenset(("compound", "amod", "nmod", "poss", "nummod"))


@dataclass(slots=True)
class Account:
    """The sum of what some frames tell; what two of them share or contradict tells if they are of one happening.

    Named as `kg.query.lookup.values.Account`: one telling of an incident, here within an article.

    Attributes:
        frames: in text order.
        days: dates as exact as told. `towns`, `states`: where; `culprits`, `aims`, `dead`: who, with a name.
        sides, hurt: whose forces attack, and whose come to harm.
        lands: the countries that are hit, as such or in a town of theirs.
        forces: of what kind those are that attack: "state", "irregular".
        kin: head nouns of unnamed people and things that took part ("soldier", "hospital").
        tolls: predicate and number. `arms`: weapons. `classes`, `lemmas`: of the triggers.
        context: nouns and names of the sentences that it is told in. `known`: the known incident that it is.
        measured: the triggers above it that it only measures ("two days after THE RAID"), came after, or is the charge
            for ("SHOT three men accused of it").
        behind: the verbs of clauses on what came before ("after an ambush LEFT two dead") that it is told in.
        splits: the lists of counts, of which each has an incident of its own, that it has one of.
        bond: how surely it belongs to the incident that it was put to.
    """

    frames: list[Frame]
    days: set[str] = field(default_factory=set)
    towns: set[EntityDraft] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    culprits: set[EntityDraft] = field(default_factory=set)
    aims: set[EntityDraft] = field(default_factory=set)
    dead: set[EntityDraft] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    hurt: set[str] = field(default_factory=set)
    lands: set[str] = field(default_factory=set)
    forces: set[str] = field(default_factory=set)
    kin: set[str] = field(default_factory=set)
    tolls: set[tuple[str, int]] = field(default_factory=set)
    arms: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    context: set[str] = field(default_factory=set)
    people: set[EntityDraft] = field(default_factory=set)
    spots: set[EntityDraft] = field(default_factory=set)
    times: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    measured: frozenset[int] = frozenset()
    behind: tuple[Token, ...] = ()
    known: set[str] = field(default_factory=set)
    splits: set[int] = field(default_factory=set)
    bond: Bond = UNBOUND

    @classmethod
    def of(cls, incident: Incident, scene: Scene, cues: Cues) -> Account:
        """The account that a group of frames gives; `cues` are the words that set a story's incidents apart."""
        account = cls(sorted(incident.frames, key=lambda f: f.trigger.i))
        for frame in account.frames:
            account._read(frame, cues)
            account.context |= scene.things(frame.trigger)
            account.people |= scene.people(frame.trigger.i)
            account.spots |= scene.places(frame.trigger.i)
            account.times |= scene.dates(frame.trigger.i)
            account.traits.update(scene.opening(frame.trigger.i))
        top = min(account.frames, key=lambda f: (sum(1 for _ in f.trigger.ancestors), f.trigger.i))
        account.measured = measured_by(top.trigger) | followed_by(top.trigger, cues["sequels"])
        account.measured |= laid_to(top.trigger, cues["charging"])
        account.behind = tuple(verb for f in account.frames if (verb := after_clause(f.trigger)) is not None)
        return account

    @property
    def full_days(self) -> set[str]:
        """The dates that name a day."""
        return {day for day in self.days if names_a_day(day)}

    @property
    def first(self) -> int:
        """The token of its first trigger."""
        return int(self.frames[0].trigger.i)

    def _read(self, frame: Frame, cues: Cues) -> None:
        self.classes.add(frame.cls)
        if frame.cls == "AirStrike":
            self.forces.add("state")  # irregulars have no aircraft
        if frame.split is not None:
            self.splits.add(frame.split)
        self.lemmas.add(lemma(frame.trigger))
        self.traits.update(traits_of(frame, cues))
        for argument in frame.arguments:
            value, role = argument.value, argument.role
            if role == "date":
                self.days.add(str(value))
            elif role in _TOLLS and isinstance(value, int):
                self.tolls.add((role, value))
            elif role == "weapon":
                self.arms.add(lemma(argument.at))
            elif isinstance(value, EntityDraft):
                self._fill(role, value)
                if role == "attacker" and (kind := _kind_of_force(value, argument.at, cues)):
                    self.forces.add(kind)
                if not value.names:
                    self.kin.add(lemma(argument.at))

    def _fill(self, role: str, entity: EntityDraft) -> None:
        if role in ("attacker", "target") and (side := _side(entity)):
            (self.sides if role == "attacker" else self.hurt).add(side)
        if role == "target" and entity.names and entity.country and entity.cls in ("State", "Place"):
            self.lands.add(entity.country)
        if role == "place":
            if entity.names and entity.cls != "State":
                self.towns.add(entity)
            if entity.country:
                self.states.add(entity.country)
        elif role == "attacker" and _known(entity, "Organization", "State", "Person"):
            self.culprits.add(entity)
        elif role == "target" and _known(entity, "Organization", "State", "Person", "Facility"):
            self.aims.add(entity)
        elif role == "victim" and _known(entity, "Person"):
            self.dead.add(entity)


def _side(entity: EntityDraft) -> str | None:
    """The state or group whose fighters these are."""
    if entity.cls == "ArmedGroup":
        return entity.actor
    return entity.country if entity.cls in ("State", "MilitaryForce") else None


def _kind_of_force(entity: EntityDraft, at: Token, cues: Cues) -> str | None:
    """Whether they fight for a state, by their class or the word for them; None of whoever may be either."""
    if entity.cls == "ArmedGroup":
        return "irregular"
    if is_regular(entity):
        return "state"
    return next((kind for kind in ("irregular", "state") if lemma(at) in cues[kind]), None)


def _known(entity: EntityDraft, *classes: str) -> bool:
    return bool(entity.names) and any(is_a(entity.cls, c) for c in classes)


def modifiers(frames: Iterable[Frame]) -> set[str]:
    """The words before trigger nouns that name an incident ("the AIRPORT bombing")."""
    return {lemma(t) for f in frames for t in f.trigger.lefts if t.dep_ in _NAMERS and t.is_alpha}
