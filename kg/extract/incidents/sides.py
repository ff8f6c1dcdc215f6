"""Two sides of fighting: whose deeds are two incidents, and who only fought back.

What rebels did and what soldiers did are two incidents, unless one of two tellers errs. Sides of a clash that an attack
led to, and whoever brought down the assailants, did not attack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import replace

from kg.extract.attribution.speech import speech_of
from kg.extract.drafts import Argument, EntityDraft, Frame, Incident
from kg.extract.events.doers import is_regular
from kg.extract.incidents.accounts import Account
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Words
from kg.vocab import COUNTS

_ANY, _CLASH = "Attack", "ArmedClash"
_HURT = ("victim", "target")
_STEERING = frozenset(("driver", "suspect"))  # who attacks by a vehicle, or is thought to, where forces shoot him


def are_of_two_sides(some: Collection[Account], others: Collection[Account]) -> bool:
    """Whether a state's forces did the one, and irregulars the other."""
    sides = [{side for account in accounts for side in account.forces} for accounts in (some, others)]
    return all(len(side) == 1 for side in sides) and sides[0] != sides[1]


def is_other_sides(new: Account, incident: Collection[Account]) -> bool:
    """Whether an account tells what the other side did, and no clash: "rebels shelled X. Soldiers shot two men".

    Two who accuse each other's side of a deed of one kind ("X said that rebels shelled it, Y that the army did") tell
    of one.
    """
    if not are_of_two_sides([new], incident) or any(_CLASH in account.classes for account in (new, *incident)):
        return False
    return not any(_gainsays(new, old) for old in incident if old.forces)


def _gainsays(new: Account, old: Account) -> bool:
    tellers = [_teller(account) for account in (new, old)]
    return None not in tellers and tellers[0] is not tellers[1] and bool(new.classes & old.classes)


def _teller(account: Account) -> object | None:
    """Who tells of it: the source, or at least the stretch that is somebody's words; None of the article's own."""
    trigger = account.frames[0].trigger
    speech = speech_of(trigger.doc, trigger)
    return None if speech is None else (speech.source or speech)


def fought_back(incident: Incident, assailants: Words) -> list[Argument]:
    """The attackers of an incident that only its clashes name, where other words say who attacked or was attacked.

    "Gunmen stormed a college. ... There was an exchange of fire between them and the police. ... The attackers were
    shot dead by soldiers": neither police nor soldiers stormed it.

    Args:
        incident: what was told.
        assailants: nouns for those who attack.
    """
    doers = [a.value for f in incident.frames for a in f.fillers("attacker") if not _is_clash(f)]
    clashing = [a for f in incident.frames if _is_clash(f) for a in f.fillers("attacker")]
    found = [a for a in clashing if all(a.value is not doer for doer in doers)] if doers else []
    answers = _answers(incident, assailants)
    others = [f for f in incident.frames if f not in answers and not _is_clash(f)]
    defenders = [a for f in answers for a in f.fillers("attacker")]
    if any(f.fillers("victim", *COUNTS) or _attacks(f, defenders) for f in others):
        found += defenders
    return found


def as_attacked(incident: Incident, assailants: Words) -> Incident:
    """The incident; how its assailants came to harm says not what kind it was: "the knifeman was SHOT by police"."""
    answers = set(map(id, _answers(incident, assailants)))
    if not answers or len(answers) == len(incident.frames):
        return incident
    return replace(incident, frames=tuple(replace(f, cls=_ANY) if id(f) in answers else f for f in incident.frames))


def _answers(incident: Incident, assailants: Words) -> list[Frame]:
    """The frames by which only assailants came to harm: "the bomber was shot dead by police", "before HE was shot"."""
    attack, suffer = _frames_by_filler(incident, "attacker"), _frames_by_filler(incident, *_HURT)
    return [f for f in incident.frames if _hits_assailant(f, attack, suffer, assailants)]


def _frames_by_filler(incident: Incident, *roles: str) -> dict[int, set[int]]:
    """By the identity of whoever fills some roles, the frames in which he does."""
    found = defaultdict[int, set[int]](set)
    for frame in incident.frames:
        for argument in frame.fillers(*roles):
            found[id(argument.value)].add(id(frame))
    return found


def _hits_assailant(
    frame: Frame, attack: Mapping[int, Set[int]], suffer: Mapping[int, Set[int]], assailants: Words
) -> bool:
    hurt, doers = frame.fillers(*_HURT), [a.value for a in frame.fillers("attacker")]

    def in_another(value: object, frames: Mapping[int, Set[int]]) -> bool:
        return bool(frames.get(id(value), frozenset()) - {id(frame)})

    mutual = any(in_another(doer, suffer) for doer in doers)  # two who hit each other
    forces = bool(doers) and all(isinstance(doer, EntityDraft) and is_regular(doer) for doer in doers)
    suspects = assailants | _STEERING if forces else assailants
    known = bool(doers) and not mutual
    return bool(hurt) and all(lemma(a.at) in suspects or (known and in_another(a.value, attack)) for a in hurt)


def _attacks(frame: Frame, defenders: list[Argument]) -> bool:
    """Whether somebody besides the defenders attacks in a frame."""
    return any(all(a.value is not d.value for d in defenders) for a in frame.fillers("attacker"))


def _is_clash(frame: Frame) -> bool:
    """Whether a frame tells of two sides, and not of who struck whom."""
    return frame.cls == _CLASH or any(_is_between(a.at) for a in frame.fillers("attacker"))


def _is_between(token: Token) -> bool:
    while token.dep_ == "conj":
        token = token.head
    return bool(token.dep_ == "pobj" and token.head.lower_ == "between")
