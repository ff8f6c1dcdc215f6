"""Who only fought back: sides of a clash that an attack led to, and whoever brought down the assailants."""

from __future__ import annotations

from kg.extract.drafts import Argument, Frame, Incident
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Words
from kg.vocab import COUNTS


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
    answers = [f for f in incident.frames if _hits_assailant(f, assailants)]
    others = [f for f in incident.frames if f not in answers and not _is_clash(f)]
    defenders = [a for f in answers for a in f.fillers("attacker")]
    if any(f.fillers("victim", *COUNTS) or _attacks(f, defenders) for f in others):
        found += defenders
    return found


def _hits_assailant(frame: Frame, assailants: Words) -> bool:
    """Whether only assailants came to harm by it ("the bomber was shot dead by police")."""
    hurt = frame.fillers("victim", "target")
    return bool(hurt) and all(lemma(a.at) in assailants for a in hurt)


def _attacks(frame: Frame, defenders: list[Argument]) -> bool:
    """Whether somebody besides the defenders attacks in a frame."""
    return any(all(a.value is not d.value for d in defenders) for a in frame.fillers("attacker"))


def _is_clash(frame: Frame) -> bool:
    """Whether a frame tells of two sides, and not of who struck whom."""
    return frame.cls == "ArmedClash" or any(_is_between(a.at) for a in frame.fillers("attacker"))


def _is_between(token: Token) -> bool:
    while token.dep_ == "conj":
        token = token.head
    return bool(token.dep_ == "pobj" and token.head.lower_ == "between")
