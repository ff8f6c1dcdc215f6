"""To which incidents blame belongs: the one that its words name, else the one that its place in the text tells."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.drafts import Argument, EntityDraft, Frame, Incident
from kg.extract.incidents.blame.blames import Blame
from kg.extract.incidents.deeds import taken_up
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Token
from kg.vocab import is_a

_FIGHTERS = ("ArmedGroup", "MilitaryForce", "Coalition")
_NEAR = 40  # tokens from the incident told of last within which blame is for it
_REACH = 15  # tokens from blame to a trigger after it, in the same paragraph, that it may stand for
_LIKE = frozenset(("such", "similar"))
_BACK = 150  # tokens back to an attack that "all three" takes up


def with_blame(incidents: list[Incident], blames: list[Blame], frames: list[Frame]) -> list[Incident]:
    """The incidents with their blame: first what names a trigger, then what the context gives an incident."""
    told = list(incidents)
    home = {f.trigger.i: (n, of) for n, incident in enumerate(told) for of, f in enumerate(incident.frames)}
    homeless: list[Blame] = []
    for blame in blames:
        named = _last_told(blame, frames, home) or _frames_named(blame, frames)
        for frame in named:
            if blame.explains and _is_anothers(blame, told[home[frame.trigger.i][0]]):
                continue
            n, of = home[frame.trigger.i]
            if frame.recurring and any(t.lower_ in _LIKE for t in frame.trigger.lefts):
                continue  # "Y has often blamed X for such attacks" blames nobody for the one that is told of
            told[n] = _settled(told[n].with_argument(_argument(blame), of), of, blame)
        if not named:
            homeless.append(blame)
    for blame in homeless:
        incident = _blamed_for(blame, told)
        if incident is None or (blame.explains and _is_anothers(blame, incident)):
            continue
        if not blame.vague or _accused(blame, incident):
            told[told.index(incident)] = incident.with_argument(_argument(blame))
    return told


def _settled(incident: Incident, of: int, blame: Blame) -> Incident:
    """ "X was blamed for the DEATHS of nine": of deaths that fighters are blamed for, no other cause need be told."""
    frame = incident.frames[of]
    if frame.concrete or frame.harm != "killed" or blame.culprit.cls not in _FIGHTERS:
        return incident
    return Incident((*incident.frames[:of], replace(frame, concrete=True), *incident.frames[of + 1 :]))


def _last_told(blame: Blame, frames: list[Frame], home: dict[int, tuple[int, int]]) -> list[Frame]:
    """ "X claimed both those attacks": of each of the two told of last, a frame; of all, if fewer are told of apart."""
    event = blame.event
    number = taken_up(event) if event is not None else 0
    if event is None or not number:
        return []
    found: dict[int, Frame] = {}
    for frame in sorted(frames, key=lambda f: -f.trigger.i):
        if frame.trigger.i < event.sent.start and frame.concrete and not frame.recurring:
            found.setdefault(home[frame.trigger.i][0], frame)
    near = [f for f in found.values() if event.i - f.trigger.i < _BACK]
    return [*found.values()][:number] if len(found) >= number else near


def _frames_named(blame: Blame, frames: list[Frame]) -> list[Frame]:
    """The trigger that blame names, if it names one, and the examples of it.

    "A string of attacks, including the bombing of a bus": both are the culprit's.
    """
    if blame.event is None:
        return []
    reach = {t.i for t in blame.event.subtree} | {blame.event.i}
    found = [f for f in frames if f.trigger.i in reach]
    return found[:1] + [f for f in found[1:] if found[0].recurring and _is_example(f.trigger)]


def _is_example(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in ("including", "as")


def _blamed_for(blame: Blame, incidents: list[Incident]) -> Incident | None:
    """The incident of the blame's sentence, else the only one, else the one told of last."""
    singles = [i for i in incidents if not i.recurring]
    if blame.event is not None and (hit := _hit_there(blame.event)) is not None:
        return next((i for i in reversed(singles) if _befell(i, hit, blame.event)), None)
    here = _told_beside(blame, singles)
    if here is not None or len(singles) == 1:
        return here or singles[0]
    last = _told_last(blame, incidents)
    if last is None or (blame.explains and _is_apart(blame.verb, last[0])):
        return None
    if blame.verb.i - last[0] > _NEAR and _is_apart(blame.verb, last[0]):
        return max(singles, key=lambda i: len(i.frames), default=last[1])  # what the report is about
    return last[1]


def _told_beside(blame: Blame, singles: list[Incident]) -> Incident | None:
    """The incident of the blame's sentence, the last before its verb if there are more.

    What a clause tells of the culprit besides is another ("they accuse X, which has hit the building eleven times").
    """
    start, end = blame.verb.sent.start, blame.verb.sent.end
    here = [(f.trigger, i) for i in singles for f in i.frames if start <= f.trigger.i < end]
    here = [each for each in here if not (each[0].i > blame.at.i and blame.at.is_ancestor(each[0]))]
    before = [each for each in here if each[0].i < blame.verb.i]
    if before:
        return max(before, key=lambda each: each[0].i)[1]
    return min(here, key=lambda each: each[0].i)[1] if here else None


def _told_last(blame: Blame, incidents: list[Incident]) -> tuple[int, Incident] | None:
    """The incident told of last before blame, and its trigger; what comes after only where nothing comes before."""
    verb = blame.verb
    following = verb.doc[verb.i : verb.i + _REACH]
    reach = next((t.i for t in following if "\n" in t.text), verb.i + _REACH)
    told = [(f.trigger.i, i) for i in incidents if tells(i) for f in i.frames if f.concrete]
    before = [each for each in told if each[0] < verb.sent.end]
    after = [each for each in told if verb.i < each[0] <= reach]
    return max(before or after, key=lambda each: each[0], default=None)


def _hit_there(noun: Token) -> EntityDraft | None:
    """The building or place that "a claim for the church" goes by, if it goes by one."""
    entity: EntityDraft | None = next((m.entity for m in noun.doc._.mentions if m.head.i == noun.i), None)
    return entity if entity is not None and is_a(entity.cls, "Place") else None


def _befell(incident: Incident, hit: EntityDraft, noun: Token) -> bool:
    """Whether an incident hit a building or was in a place, by its entity or its noun."""
    return any(a.value is hit or lemma(a.at) == lemma(noun) for a in incident.fillers("target", "place"))


def _is_apart(verb: Token, trigger: int) -> bool:
    """Whether a paragraph ends between a trigger and what is said after it."""
    return any("\n" in t.text for t in verb.doc[trigger : verb.i])


def _is_anothers(blame: Blame, incident: Incident) -> bool:
    """Whether it is said of somebody else that he did it: what X calls revenge, Y has done."""
    return any(a.value is not blame.culprit for a in incident.fillers("attacker") if a.factuality != "Denied")


def _accused(blame: Blame, incident: Incident) -> bool:
    """True if the denier was accused of this incident."""
    return any(a.value is blame.culprit for a in incident.arguments if a.role == "attacker")


def _argument(blame: Blame) -> Argument:
    at = blame.at
    return Argument(
        "attacker", blame.culprit, at, blame.span, factuality=blame.factuality,
        source=blame.source, source_words=blame.source_words, confidence=0.75,
    )  # fmt: skip


def _is_clash(incident: Incident) -> bool:
    """Whether two sides fought, without a word on who struck whom."""
    clash = any(f.cls == "ArmedClash" for f in incident.frames)
    return clash and len({id(a.value) for a in incident.fillers("attacker")}) > 1


def tells(incident: Incident) -> bool:
    """Whether anybody did or suffered anything; an offensive alone, or a bare "the attack", is no incident."""
    roles = {a.role for a in incident.arguments}
    if not any(f.concrete for f in incident.frames):
        sides = {"attacker", "target"} <= roles or _is_clash(incident)
        return sides and bool(roles & {"date", "killedCount", "woundedCount"})
    if incident.recurring:
        return bool(roles & {"attacker", "target"})
    return bool(roles & {"attacker", "target", "victim", "killedCount", "woundedCount", "place", "weapon"})
