"""Vetoes: claims that another claim of the same incident makes doubtful, however surely each was read alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.extract.drafts import ClaimDraft, EntityDraft, Incident
from kg.extract.incidents.days import TELLING
from kg.extract.text.numbers import is_vague
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Words
from kg.vocab import COUNTS, is_a

_OBSERVERS = ("Organization", "MediaOrganization")
_OWNING = frozenset(("compound", "poss", "amod", "nmod"))
_AGAINST = frozenset(("on", "against", "at"))
_HARMED = ("target", "victim")
_BOTH_SIDES = ("ArmedClash", "SuicideBombing")  # whose attackers are hit too


def self_attackers(claims: Iterable[ClaimDraft], assailants: Words) -> Iterator[ClaimDraft]:
    """Claims that somebody attacked himself: what he suffered and what he did are two incidents that were joined.

    He is known to have suffered, and a false accusation is worse than a missing one. Whoever comes to harm as "the
    gunman", by one of the nouns for assailants, may well have attacked.
    """
    attackers: dict[tuple[int, int], list[ClaimDraft]] = defaultdict(list)
    harmed: set[tuple[int, int]] = set()
    both_hit: dict[int, bool] = {}
    for claim in claims:
        if not isinstance(claim.subject, Incident) or not isinstance(claim.object, EntityDraft):
            continue
        if id(claim.subject) not in both_hit:
            classes = {frame.cls for frame in claim.subject.frames}
            both_hit[id(claim.subject)] = any(is_a(own, cls) for own in classes for cls in _BOTH_SIDES)
        if both_hit[id(claim.subject)]:
            continue
        pair = id(claim.subject), id(claim.object)
        if claim.predicate == "attacker":
            attackers[pair].append(claim)
        elif claim.predicate in _HARMED and lemma(claim.at) not in assailants:
            harmed.add(pair)
    for pair, accusations in attackers.items():
        if pair in harmed:
            yield from accusations


def vague_counts(claims: Iterable[ClaimDraft]) -> Iterator[ClaimDraft]:
    """Counts of which the text gives only the order ("dozens", "scores"): the number is ours."""
    return (c for c in claims if c.predicate in COUNTS and c.bound == "AtLeast" and any(map(is_vague, c.span)))


def days_of_telling(claims: Iterable[ClaimDraft]) -> Iterator[ClaimDraft]:
    """Days on which an incident was told of ("officials said on Monday"), for want of that on which it happened."""
    return (c for c in claims if c.predicate == "date" and c.inferred and c.confidence <= TELLING)


def adjectives_harmed(doc: Doc) -> Iterator[ClaimDraft]:
    """Claims that a state is hit, or is where it happened, by an adjective that tells whose people were."""
    adjectives = {m.head.i for m in doc._.mentions if m.adjective}
    roles = (*_HARMED, "place")
    return (c for c in doc._.claims if c.predicate in roles and c.at.i in adjectives and not c.inferred)


def quoted_observers(doc: Doc) -> Iterator[ClaimDraft]:
    """Claims that make a party of somebody unarmed whom the article quotes: attackers, and organisations as targets.

    Who counts the dead, condemns the deed or describes the fire is close to the trigger in the sentence, and no party.
    Whoever claims the deed himself is believed.
    """
    quoted = {id(speech.source) for speech in doc._.speeches if speech.source is not None}
    for claim in doc._.claims:
        filler = claim.object
        if not isinstance(filler, EntityDraft) or id(filler) not in quoted or claim.source is filler:
            continue
        unarmed = filler.cls in _OBSERVERS
        person = filler.cls == "Person" and claim.factuality != "Hedged"  # whom others suspect may well be heard
        if (claim.predicate == "attacker" and (unarmed or person)) or (
            claim.predicate == "target" and unarmed and not _is_hit(claim.at, filler)
        ):
            yield claim


def _is_hit(word: Token, owner: EntityDraft) -> bool:
    """ "UN camp", "attack on UN": whose things are hit, and what an attack is on, is a target, quoted or not."""
    if word.dep_ == "pobj":
        return word.head.lower_ in _AGAINST
    return word.dep_ in _OWNING and not any(m.span.start <= word.head.i < m.span.end for m in owner.mentions)
