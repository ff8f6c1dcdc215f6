"""Which accounts tell of one happening: each joins, in text order, the incident that it fits best, or begins one."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.incidents.accounts import Account
from kg.extract.incidents.features import Features, Figures, dates_apart, disjoint
from kg.extract.incidents.model import Forest
from kg.extract.incidents.scene import Scene
from kg.extract.incidents.telling import Telling, candidates
from kg.vocab import is_a


@dataclass(frozen=True, slots=True)
class Join:
    """Why an account joined an incident: how probably it belongs there, and the figures that the model was asked."""

    probability: float
    asked: Figures


def cluster(
    accounts: list[Account], scene: Scene, features: Features, model: Forest | None
) -> tuple[list[list[Account]], dict[int, Join]]:
    """Group accounts by happening, and say why; the accounts stand in text order, and so do the groups.

    Without a model each is a happening of its own. The reasons go by the token of an account's first trigger.
    """
    if model is None:
        return [[account] for account in accounts], {}
    incidents: list[Telling] = []
    joins: dict[int, Join] = {}
    for at, new in enumerate(accounts):
        rivals = candidates(incidents, at)
        asked = features.of(new, rivals, scene, at, len(accounts))
        best, home = model.threshold, None
        for rival, figures, fit in zip(rivals, asked, model.probabilities(asked), strict=True):
            if fit >= best and not excluded(new, rival.recent, features):
                best, home = float(fit), rival
                joins[new.first] = Join(best, figures)
        if home is None:
            incidents.append(Telling.begin(len(incidents), new, at))
        else:
            home.go_on(new, at)
    return [incident.accounts for incident in incidents], joins


def excluded(new: Account, incident: list[Account], features: Features) -> bool:
    """Whether something rules out that an account is of an incident, whatever else speaks for it."""
    if "concrete" in new.traits and not any("concrete" in old.traits for old in incident):
        return True  # an offensive is the backdrop of an attack
    if _in_another_item(new, incident):
        return True
    return any(_contradict(new, old, features) or _is_beside(new, old) for old in incident)


def _in_another_item(new: Account, incident: list[Account]) -> bool:
    """Whether an item of a round-up begins something new, unless it comes back to a day and place told before."""
    item = new.item
    if item is None or any(old.item is None or old.item is item for old in incident):
        return False
    return not any(new.dead & old.dead or (new.towns & old.towns and new.full_days & old.full_days) for old in incident)


def _contradict(new: Account, old: Account, features: Features) -> bool:
    """Whether their days, places, dead or sides are others."""
    return (
        dates_apart(new.days, old.days)
        or disjoint(new.states, old.states)
        or (disjoint(new.dead, old.dead) and "added" not in new.traits)
        or _swapped(new, old)
        or _is_other_deed(new, old)
        or (disjoint(new.towns, old.towns) and not features.overlap(new.towns, old.towns))
    )


def _swapped(new: Account, old: Account) -> bool:
    """Whether who attacks in one comes to harm in the other, which only in a clash is one happening."""
    if "ArmedClash" in new.classes | old.classes:
        return False
    sides = (new.sides - new.hurt) & old.hurt or (old.sides - old.hurt) & new.hurt
    return bool(sides or (new.accused - new.harmed) & old.harmed or (old.accused - old.harmed) & new.harmed)


def _is_other_deed(new: Account, old: Account) -> bool:
    """Whether another side does another kind of thing, and nothing that is known of the one is said of the other."""
    kinds = [(a, b) for a in new.classes for b in old.classes]
    fit = any(is_a(a, b) or is_a(b, a) for a, b in kinds)
    return disjoint(new.sides, old.sides) and not fit and not _share(new, old)


def _share(new: Account, old: Account) -> bool:
    """Whether their dead, towns, days or tolls are known to be the same."""
    return bool(new.dead & old.dead or new.towns & old.towns or new.full_days & old.full_days or new.tolls & old.tolls)


def _is_beside(new: Account, old: Account) -> bool:
    """Whether one is told only beside the other: as a sum over years, as its cause, as what is recalled of the dead."""
    if ("sum" in new.traits) != ("sum" in old.traits):
        return True
    return not _share(new, old) and (
        "answered" in new.traits or "cause" in new.traits or ("aside" in new.traits and bool(new.dead))
    )
