"""What speaks for two groups of triggers telling of one happening: people, places and days in common, and nearness."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.drafts import EntityDraft, Frame, Incident
from kg.extract.text.syntax import children, lemma
from kg.knowledge.gazetteer import Gazetteer, overlap
from kg.knowledge.lexicon import Words
from kg.vocab import is_a

ENOUGH = 1.5  # evidence from which two are one
_TOLLS = ("killedCount", "woundedCount")
_NEVER = float("-inf")
_WELL_KNOWN = 2.0  # shared evidence that outweighs another attacker
_BARE = 4  # sentences after which a toll without place or day no longer belongs to what was told before
_TELLING = 5  # a toll from which on that it is the same speaks for one incident
_LEAD = 2  # sentences after it that tell what it says
_APART = ("Abduction", "ArmedClash", "Shooting", "SuicideBombing")  # of two of these, one is not the other


@dataclass(frozen=True, slots=True)
class Account:
    """What has been told of an incident so far.

    Attributes:
        first: the token of its main trigger; `triggers`, of all, sorted.
        towns, states, days, dead, culprits, aims: where, when, who died, who did it, to whom; only what has a name.
        tolls: how many came to harm in which way, if they are many.
        sides, hurt: whose forces attack, and whose come to harm; of clashes, nobody's.
        sought: persons whom the attack was aimed at.
        posts: nouns for victims ("commander"); `named_dead`, whether any victim has a name.
        kinds: its classes that exclude each other.
        only_harm: whether its triggers say no more than that people came to harm.
        another: whether the text calls it another one than what was told before.
        added: whether the text says that its victims come on top of others ("X was also killed").
        recalled: of the dead, those whose death a relative clause recalls ("the grave of X, whose killing ...").
    """

    incident: Incident
    first: int
    triggers: tuple[int, ...]
    towns: frozenset[EntityDraft]
    states: frozenset[str]
    days: frozenset[str]
    dead: frozenset[EntityDraft]
    culprits: frozenset[EntityDraft]
    aims: frozenset[EntityDraft]
    tolls: frozenset[tuple[str, int]]
    sides: frozenset[str]
    hurt: frozenset[str]
    sought: frozenset[EntityDraft]
    posts: frozenset[str]
    named_dead: bool
    kinds: frozenset[str]
    recurring: bool
    concrete: bool
    definite: bool
    only_harm: bool
    another: bool
    added: bool
    recalled: frozenset[EntityDraft]

    @classmethod
    def of(cls, incident: Incident, others: Words) -> Account:
        """Sum an incident up; `others` are words such as "another"."""
        frames = incident.frames
        places, victims = _fillers(incident, "place"), _fillers(incident, "victim")
        modifiers = (t.lower_ for f in frames for t in children(f.trigger, "det", "amod"))
        nominals = (m for e in victims if e.cls == "Person" for m in e.mentions if m.kind == "nominal")
        clash = any(f.cls == "ArmedClash" for f in frames)
        return cls(
            incident=incident,
            first=frames[0].trigger.i,
            triggers=tuple(sorted(f.trigger.i for f in frames)),
            towns=_named(places, "Place"),
            states=frozenset(e.country for e in places if e.country),
            days=frozenset(str(a.value) for a in incident.arguments if a.role == "date"),
            dead=_named(victims, "Person"),
            culprits=_named(_fillers(incident, "attacker", blamed=False), "Organization", "State", "Person"),
            aims=_named(_fillers(incident, "target"), "Organization", "State"),
            tolls=frozenset(_tolls(incident)),
            sides=frozenset() if clash else _sides(_fillers(incident, "attacker", blamed=False)),
            hurt=frozenset() if clash else _sides(_fillers(incident, "target")),
            sought=_named(_fillers(incident, "target"), "Person"),
            posts=frozenset(m.head.lemma_.lower() for m in nominals),
            named_dead=any(e.names for e in victims),
            kinds=frozenset(f.cls for f in frames if f.cls in _APART),
            recurring=incident.recurring,
            concrete=any(f.concrete or (f.day is not None and f.fillers("attacker")) for f in frames),
            definite=any(f.definite for f in frames),
            only_harm=all(f.harm for f in frames),
            another=not others.isdisjoint(modifiers) or any(f.answered or _came_before(f.trigger) for f in frames),
            added=any(t.lower_ == "also" for f in frames for t in children(f.trigger, "advmod")),
            recalled=_named(_fillers(Incident([f for f in frames if _is_aside(f)]), "victim"), "Person"),
        )


class Evidence:
    """Weighs the accounts of one document against each other."""

    def __init__(self, doc: Doc, places: Gazetteer) -> None:
        self._places = places
        self._sentences = [s.start for s in doc.sents]
        self._breaks = [t.i for t in doc if "\n" in t.text]
        self._heading = doc._.headline.end if doc._.headline is not None else 0  # where the headline ends

    def score(self, new: Account, old: Account) -> float:
        """How much speaks for one happening; minus infinity where something rules it out."""
        if self._excluded(new, old):
            return _NEVER
        score = _shared(new, old)
        strangers = _disjoint(new.culprits, old.culprits)
        if strangers and score < _WELL_KNOWN and (not new.concrete or new.aims - old.aims or new.recurring):
            return _NEVER
        if new.definite or new.added:
            score += 0.5 if new.recurring or strangers else 2.0
            score += 1.25 * self._same_paragraph(new, old)
        score += self._nearness(new, old)
        if new.named_dead != old.named_dead and new.posts & old.posts:
            score += 2.0  # "a commander was killed. ... X, commander of Y, was killed"
        if old.triggers[-1] < self._heading and self._sentence(new.first) - self._sentence(self._heading) <= _LEAD:
            score += 1.75  # a report's first words say what its headline says
        return score - 3.0 if new.another else score

    def _excluded(self, new: Account, old: Account) -> bool:
        """Whether they contradict each other, or one is the backdrop of the other, as an offensive is of an attack."""
        if new.recurring != old.recurring or _disjoint(new.states, old.states):
            return True
        if _disjoint(new.dead, old.dead) and not (new.added or new.definite):
            return True
        if new.concrete and not old.concrete and not new.dead & old.dead:
            return True
        if new.kinds and old.kinds and new.kinds != old.kinds:
            return True
        if new.recalled and not (new.recalled & old.dead or old.posts):
            return True
        if new.hurt & old.sides or old.hurt & new.sides:
            return True  # who loses soldiers in one of two attacks and makes the other
        if new.days and old.days and not any(a.startswith(b) or b.startswith(a) for a in new.days for b in old.days):
            return True
        return _disjoint(new.towns, old.towns) and not self._overlap(new.towns, old.towns)

    def _overlap(self, some: Iterable[EntityDraft], others: Iterable[EntityDraft]) -> bool:
        """Whether any two places can hold one incident; one that the gazetteer lacks speaks against nothing."""
        a, b = ([self._places.get(e.place or "") for e in places] for places in (some, others))
        return any(x is None or y is None or overlap(x, y) for x in a for y in b)

    def _nearness(self, new: Account, old: Account) -> float:
        """What it counts that one is told soon after the other, above all if it says neither place nor day itself."""
        last = _last_before(new, old)
        if last is None:
            return 0.0
        gap = self._sentence(new.first) - self._sentence(last)
        score = -0.01 * gap
        if gap <= 1:
            score += max(0.0, 1.0 - 0.25 * gap - 0.75 * (not self._same_paragraph(new, old)))
            score += 1.0 * (not (new.towns or new.days or new.recurring))
        if gap <= _BARE and new.only_harm and not (new.towns or new.days or new.culprits or new.dead):
            score += 1.8 - 0.05 * gap  # "six others were wounded" tells more of what was told before
        return score

    def _same_paragraph(self, new: Account, old: Account) -> bool:
        """Whether no line ends between the new account and what of the old one was told last before it."""
        last = _last_before(new, old)
        return last is not None and bisect_left(self._breaks, last) == bisect_left(self._breaks, new.first)

    def _sentence(self, token: int) -> int:
        return bisect_right(self._sentences, token)


def _last_before(new: Account, old: Account) -> int | None:
    """The old account's last trigger before the new one's main trigger."""
    before = bisect_left(old.triggers, new.first)
    return old.triggers[before - 1] if before else None


def _shared(new: Account, old: Account) -> float:
    """What both tell: the same dead weigh most, then places and days, then the parties."""
    one_day = bool(new.days & old.days) and len(new.days | old.days) == 1
    return (
        6.0 * bool(new.dead & old.dead)
        + 3.0 * bool(new.sought & old.dead or new.dead & old.sought)
        + 2.0 * bool(new.towns & old.towns)
        + 2.0 * one_day
        + 1.0 * bool(new.culprits & old.culprits)
        + 1.0 * bool(new.aims & old.aims)
        + 1.0 * bool(new.tolls & old.tolls)
        + 0.5 * bool(new.states & old.states)
    )


def _tolls(incident: Incident) -> Iterator[tuple[str, int]]:
    """Its counts of many: of few, there are as many in any two attacks."""
    for argument in incident.arguments:
        if argument.role in _TOLLS and isinstance(argument.value, int) and argument.value >= _TELLING:
            yield argument.role, argument.value


def _disjoint(a: frozenset[object], b: frozenset[object]) -> bool:
    """Whether both are told and have nothing in common."""
    return bool(a) and bool(b) and a.isdisjoint(b)


def _fillers(incident: Incident, role: str, *, blamed: bool = True) -> set[EntityDraft]:
    """Who fills a role; whom somebody merely blames can be left out, since on that accounts differ."""
    arguments = (a for a in incident.arguments if a.role == role and (blamed or a.source_words is None))
    return {a.value for a in arguments if isinstance(a.value, EntityDraft)}


def _is_aside(frame: Frame) -> bool:
    """Whether a trigger stands in a relative clause."""
    at = frame.trigger
    while at.dep_ not in ("ROOT", "relcl", "ccomp"):
        at = at.head
    return bool(at.dep_ == "relcl")


def _came_before(trigger: Token) -> bool:
    """ "The strike came days after pagers exploded": what came before something told of is something else."""
    clauses = (t for t in (trigger, *trigger.ancestors) if t.dep_ in ("advcl", "pcomp"))
    return any(
        lemma(t.head.head if t.dep_ == "pcomp" else t.head) == "come"
        and "after" in (t.head.lower_, *(m.lower_ for m in children(t, "mark")))
        for t in clauses
    )


def _sides(entities: Iterable[EntityDraft]) -> frozenset[str]:
    """The states and groups whose fighters these are."""
    armed = (e for e in entities if e.cls in ("State", "MilitaryForce", "ArmedGroup"))
    return frozenset(side for e in armed if (side := e.country if e.cls != "ArmedGroup" else e.actor))


def _named(entities: Iterable[EntityDraft], *classes: str) -> frozenset[EntityDraft]:
    return frozenset(e for e in entities if e.names and any(is_a(e.cls, c) for c in classes))
