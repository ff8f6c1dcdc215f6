"""Which accounts tell of one happening: each joins, in text order, the incident that it fits best, or begins one."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.drafts import EntityDraft
from kg.extract.incidents.accounts import Account, modifiers
from kg.extract.incidents.features import Features, disjoint
from kg.extract.incidents.fits import Fits
from kg.extract.incidents.model import Forest
from kg.extract.incidents.scene import Scene
from kg.extract.incidents.sides import are_of_two_sides, is_other_sides
from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import after, children
from kg.extract.tokens import Token
from kg.vocab import COUNTS

_ANY_WAY = frozenset(("Attack",))
_RECENT = 60  # accounts of an incident that may rule out one more, the last of them, which keeps the work linear


def cluster(accounts: list[Account], scene: Scene, features: Features, model: Forest | None) -> list[list[Account]]:
    """Group accounts by happening; the accounts stand in text order, and so do the groups.

    Each account learns how surely it belongs there. Without a model each is a happening of its own.
    """
    if model is None:
        return [[account] for account in accounts]
    clustering = _Clustering(accounts, scene, features, Fits(accounts, scene, features, model))
    return clustering.run()


class _Clustering:
    """The incidents found so far, and of each account that was put to one, which."""

    def __init__(self, accounts: list[Account], scene: Scene, features: Features, fits: Fits) -> None:
        self._accounts, self._scene, self._features, self._fits = accounts, scene, features, fits
        self._incidents: list[list[Account]] = []
        self._home: list[int] = []

    def run(self) -> list[list[Account]]:
        """Put each account to an incident, and tell it how surely it belongs there."""
        for account in self._accounts:
            where = self._best(account)
            if where is None:
                where = len(self._incidents)
                self._incidents.append([])
            self._incidents[where].append(account)
            self._home.append(where)
        for account, bond in zip(self._accounts, self._fits.bonds(self._home), strict=True):
            account.bond = bond
        return self._incidents

    def _best(self, new: Account) -> int | None:
        """The incident that the next account joins, if it joins any."""
        near = self._fits.near(len(self._home))
        last = _pointed_at(new, self._accounts[near.start : near.stop], self._scene)
        if last is not None and not self._excludes(self._home[near.start + last], new, pointed=True):
            return self._home[near.start + last]
        best, where = self._fits.threshold, None
        for incident in sorted({self._home[i] for i in near}):
            fit = self._fits.fit(near.stop, (i for i in near if self._home[i] == incident))
            if fit >= best and not self._excludes(incident, new):
                best, where = fit, incident
        return where

    def _excludes(self, incident: int, new: Account, *, pointed: bool = False) -> bool:
        return excluded(new, self._incidents[incident][-_RECENT:], self._features, pointed=pointed)


def _pointed_at(new: Account, before: list[Account], scene: Scene) -> int | None:
    """Which account "that attack" takes up: the last one, in its sentence or the one before, that tells of any."""
    if not any(f.trigger.tag_ == "NN" and _points(f.trigger) for f in new.frames):
        return None
    told = (n for n, old in enumerate(before) if "concrete" in old.traits and "recurring" not in old.traits)
    last = max(told, key=lambda n: before[n].frames[-1].trigger.i, default=None)
    near = last is not None and scene.sentence(new.first) - scene.sentence(before[last].frames[-1].trigger.i) <= 1
    return last if near else None


def _points(noun: Token) -> bool:
    return any(t.lower_ == "that" for t in children(noun, "det"))


def excluded(new: Account, incident: list[Account], features: Features, *, pointed: bool = False) -> bool:
    """Whether something rules out that an account is of an incident, whatever else speaks for it.

    With `pointed`, its words point to the incident ("that bombing"), be it told only as the measure of another.
    """
    if "concrete" in new.traits and not any("concrete" in old.traits for old in incident):
        return True  # an offensive is the backdrop of an attack
    if "set_apart" in new.traits:
        return True  # "in a separate attack"
    if any("in_general" in account.traits for account in (new, *incident)):
        return True  # "he was responsible for planning attacks on troops"
    reason = any(map(_is_reason, incident)) and all(_is_reason(old) or "aside" in old.traits for old in incident)
    if reason and not pointed and "aside" not in new.traits and not any(_is_known(new, old) for old in incident):
        return True  # what follows "in retaliation for the bombing that killed three" goes on about the retaliation
    if _accuse([new], incident) or _accuse(incident, [new]):
        return True  # "a bomb killed nine; the rebels suspended their attacks"
    if not pointed and _is_of_before(new, incident):
        return True  # "a similar attack two months ago", "the worst since rebels overran the base"
    aside = "of_some" in new.traits or _is_told_after(new, incident)
    if (aside and are_of_two_sides([new], incident)) or is_other_sides(new, incident):
        return True  # "nine died, including two who were shot by the police"
    if "of_some" in new.traits and _is_other_deed(new, incident):
        return True  # "nine died in the bombing, including two who were shot by the police"
    if any(_is_of_another_count(new, old, features) for old in incident):
        return True
    return any(_contradict(new, old, features) or _is_beside(new, old) or _measures(new, old) for old in incident)


def _accuse(sums: list[Account], single: list[Account]) -> bool:
    """Whether all that is told of somebody is that his attacks go on or end, and nothing of a single one is his."""
    goes_on = all("goes_on" in account.traits for account in sums)
    return goes_on and not _culprits(sums) <= _culprits(single)


def _is_told_after(new: Account, incident: list[Account]) -> bool:
    """Whether the clause above it tells of the incident."""
    return any(
        frame.trigger.sent.start == verb.sent.start and not (frame.trigger == verb or verb.is_ancestor(frame.trigger))
        for verb in new.behind
        for account in incident
        for frame in account.frames
    )


def _is_of_before(new: Account, incident: list[Account]) -> bool:
    """Whether it is told as of a while ago, or only to measure by, and none of the incident is."""
    known = any(f.definite and not any(map(count_of, after(f.trigger, ("of",)))) for f in new.frames)
    if known or any(new.dead & old.dead or new.tolls & old.tolls for old in incident):
        return False  # not "the murders of two farmers last month"
    if all("heading" in old.traits for old in incident):
        return False  # what a report begins with is told of as its headline says, be it of last month
    if any(f.trigger.head == g.trigger for f in new.frames for old in incident for g in old.frames):
        return False  # "the attacks that KILLED nine last week"
    told = {trait for old in incident for trait in old.traits}
    ago = "while_ago" in new.traits and "while_ago" not in told
    again = any(t.lower_ == "it" for f in new.frames for t in children(f.trigger, "dobj"))  # "days after rebels hit IT"
    measures = "measure" in new.traits and "measure" not in told and not again
    return ago or (measures and not any(_shares(new, old) for old in incident))


def _is_other_deed(new: Account, incident: list[Account]) -> bool:
    """Whether somebody did it in another way than the incident was done, of which nobody is said to have done it."""
    ways = new.classes - _ANY_WAY, {cls for account in incident for cls in account.classes} - _ANY_WAY
    return disjoint(*ways) and any(_attackers([new])) and not any(_attackers(incident))


def _attackers(accounts: list[Account]) -> Iterator[EntityDraft]:
    arguments = (a for account in accounts for frame in account.frames for a in frame.fillers("attacker"))
    return (a.value for a in arguments if isinstance(a.value, EntityDraft))


def _culprits(accounts: list[Account]) -> set[int]:
    return {id(a.value) for account in accounts for frame in account.frames for a in frame.fillers("attacker")}


def _contradict(new: Account, old: Account, features: Features) -> bool:
    """Whether their days, places, dead or sides are others."""
    return (
        disjoint(new.full_days, old.full_days)
        or disjoint(new.known, old.known)
        or _at_other_times(new, old)
        or disjoint(new.states, old.states)
        or (disjoint(new.dead, old.dead) and "added" not in new.traits)
        or _hits_another_land(new, old)
        or _swapped(new, old)
        or _is_anothers(new, old)
        or (disjoint(new.towns, old.towns) and features.are_far(new.towns, old.towns))
        or features.are_strange(_settlements(new), _settlements(old))
        or _count_others(new, old, features)
        or _begins_elsewhere(new, old, features)
    )


def _is_of_another_count(new: Account, old: Account, features: Features) -> bool:
    """Whether each place has its own count ("five in Gao and three in Kidal"), or the other tells of more places."""
    if new.splits & old.splits:
        return True
    for one, other in ((new, old), (old, new)):
        more = [town for town in other.towns - one.towns if not features.overlap([town], one.towns)]
        if one.splits and ((one.states and other.states - one.states) or (one.towns and more)):
            return True
    return False


def _at_other_times(new: Account, old: Account) -> bool:
    """Whether their times, be they months or years, exclude each other: "in October ..., and a month earlier"."""
    pairs = [(a, b) for a in new.days for b in old.days]
    return bool(pairs) and not any(a.startswith(b) or b.startswith(a) or "-" in (a[0], b[0]) for a, b in pairs)


def _settlements(account: Account) -> set[EntityDraft]:
    return {town for town in account.towns if town.cls != "Facility"}


def _count_others(new: Account, old: Account, features: Features) -> bool:
    """Whether each has its own toll in a town of its own: "killed three in X. ... landed in Y, killing two"."""
    if "definite" in new.traits or not disjoint(_settlements(new), _settlements(old)):
        return False
    tolls = [{n for p, n in account.tolls if p == COUNTS[0]} for account in (new, old)]
    return all(tolls) and tolls[0].isdisjoint(tolls[1]) and not features.may_hold(_settlements(new), _settlements(old))


def _begins_elsewhere(new: Account, old: Account, features: Features) -> bool:
    """Whether its sentence begins with a town that is none of those told of: "IN SEVARE, a bomb hit a lorry"."""
    if "opens_with_place" not in new.traits or not disjoint(_settlements(new), _settlements(old)):
        return False
    counted = bool(new.tolls and old.tolls and new.tolls.isdisjoint(old.tolls))
    return not features.may_hold(_settlements(new), _settlements(old), unknown=not counted)


def _hits_another_land(new: Account, old: Account) -> bool:
    """Whether one hits a country, or a town of it, and the other another: "strikes on Lebanon", "rockets hit Haifa"."""
    return "ArmedClash" not in new.classes | old.classes and disjoint(new.lands, old.lands)


def _swapped(new: Account, old: Account) -> bool:
    """Whether who attacks in one comes to harm in the other, which only in a clash is one happening."""
    clash = "ArmedClash" in new.classes | old.classes
    return not clash and bool((new.sides - new.hurt) & old.hurt or (old.sides - old.hurt) & new.hurt)


def _is_anothers(new: Account, old: Account) -> bool:
    """Whether others hit another target, or other people; of one target, rivals may say that the other did it."""
    if "ArmedClash" in new.classes | old.classes or not disjoint(new.sides, old.sides) or _shares(new, old):
        return False
    roles = ("target",) if "reported" in new.traits | old.traits else ("target", "victim")
    hit = {id(a.value) for f in new.frames for a in f.fillers(*roles)}
    return bool(hit) and hit.isdisjoint(id(a.value) for f in old.frames for a in f.fillers(*roles))


def _is_beside(new: Account, old: Account) -> bool:
    """Whether one is told only beside the other: as a sum over years, as its cause, as what is recalled of the dead."""
    if ("sum" in new.traits) != ("sum" in old.traits):
        return True
    return not _shares(new, old) and (_is_reason(new) or ("aside" in new.traits and bool(new.dead)))


def _measures(new: Account, old: Account) -> bool:
    """Whether the one only says how long before or after the other was, or what it is like."""
    pairs = ((new, old), (old, new))
    return any(f.trigger.i in one.measured for one, other in pairs for f in other.frames)


def _is_reason(account: Account) -> bool:
    """Whether it is told only as what another attack answered or came of."""
    return "answered" in account.traits or "cause" in account.traits


def _shares(new: Account, old: Account) -> bool:
    """Whether both tell of the same dead, town, day or toll."""
    return bool(new.dead & old.dead or new.towns & old.towns or new.full_days & old.full_days or new.tolls & old.tolls)


def _is_known(new: Account, old: Account) -> bool:
    """Whether one that may stand anywhere in the text speaks of the other: "the Jordan attack"."""
    named = "definite" in new.traits and bool(modifiers(new.frames) & old.context)
    return named or _is_reason(new) or _shares(new, old)
