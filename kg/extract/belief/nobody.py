"""Fillers that are nobody and nowhere in particular: "attackers", "four others", "the area".

A claim of one may be read rightly and tells nothing that the incident does not tell already.
"""

from __future__ import annotations

from kg.extract.drafts import ClaimDraft, EntityDraft
from kg.knowledge.incident_names import IncidentWords
from kg.knowledge.names import fold


def says_nothing(claim: ClaimDraft, words: IncidentWords) -> bool:
    """Whether an end of a claim has no name, and no word that tells what it is."""
    return any(isinstance(end, EntityDraft) and _is_nobody(end, words) for end in (claim.subject, claim.object))


def _is_nobody(entity: EntityDraft, words: IncidentWords) -> bool:
    if entity.names or entity.actor or entity.place:
        return False
    said = fold(entity.label).split()
    return all(word in words.nothing or word.isdigit() for word in said)
