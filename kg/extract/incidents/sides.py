"""Who only fought back: sides of a clash that an attack led to."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.drafts import Argument, Frame, Incident


def fought_back(incident: Incident) -> list[Argument]:
    """The attackers of an incident that only its clashes name, where other words say who attacked.

    "Gunmen stormed a college. ... There was an exchange of fire between them and the police": the police stormed none.
    """
    doers = [a.value for f in incident.frames for a in f.fillers("attacker") if not _is_clash(f)]
    clashing = [a for f in incident.frames if _is_clash(f) for a in f.fillers("attacker")]
    return [a for a in clashing if all(a.value is not doer for doer in doers)] if doers else []


def _is_clash(frame: Frame) -> bool:
    """Whether a frame tells of two sides, and not of who struck whom."""
    return frame.cls == "ArmedClash" or any(_is_between(a.at) for a in frame.fillers("attacker"))


def _is_between(token: Token) -> bool:
    while token.dep_ == "conj":
        token = token.head
    return bool(token.dep_ == "pobj" and token.head.lower_ == "between")
