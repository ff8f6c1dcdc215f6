"""People's judgements of claims, and how a claim is found again in another extractor's reading.

A claim that was judged wrong or useless is not believed, one that was judged right is, however surely it was read: so
people's word outranks the machine's here as it does on pairs. The last judgement counts; unsure takes one back.

A mark names a claim by its IRI's digest, and by what it says: article, property, value, the words and where they stand.
Another reading may number its findings otherwise, which changes the digest, or cut the words otherwise. What says
another value is another claim, though, even of the same words: nobody judged it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any, Final, Literal, get_args

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked

from kg.knowledge.names import fold
from kg.model import Claim, ClaimVerdict, Facts
from kg.resolve.clustering.places import PlaceJudgement, placed
from kg.vocab import LITERALS

ClaimWord = Literal[ClaimVerdict, "unsure"]
CLAIM_WORDS: Final[tuple[ClaimWord, ...]] = get_args(ClaimWord)
_NEAR: Final = 200  # code points that the words may have moved
_SHARED: Final = 0.5  # of the words of the shorter quote
_WORD: Final = re.compile(r"\w+")


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class ClaimMark:
    """A claim of one article.

    Attributes:
        id: the digest in its IRI.
        predicate: a property of the vocabulary, by local name.
        value: the number, date or words; of an entity its name.
        subject: the entity's name; None where the claim is of an incident.
        quote: the words, which start at `start` and end before `end`, in code points.
        headline: True where they stand in the headline.
    """

    id: str
    article: str
    predicate: str
    value: str
    quote: str
    start: int
    end: int
    subject: str | None = None
    headline: Literal[True] | None = None


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class ClaimJudgement:
    """One person's word on one claim.

    Attributes:
        claim: which.
        judgement: right, wrong, useless (right, but nobody wants to know it); unsure takes back what was said.
        cause: what went wrong, in a word or two.
        by, at, note: who says so, when (ISO 8601), and why.
    """

    claim: ClaimMark
    judgement: ClaimWord
    by: str = ""
    at: str = ""
    cause: str = ""
    note: str = ""

    def __str__(self) -> str:
        """As `kg judge` and `kg why` name it."""
        why = "; ".join(part for part in (self.cause, self.note) if part)
        who = " ".join(part for part in (f"by {self.by}" if self.by else "", self.at[:10]) if part)
        said = f"{self.claim.predicate} {self.claim.value!r} in {self.claim.article} is {self.judgement}"
        return said + (f", {who}" if who else "") + (f": {why}" if why else "")


def mark(claim: Claim, facts: Facts) -> ClaimMark:
    """How to name a claim of an article in a judgement."""
    labels = {entity.id: entity.label for entity in facts.entities}
    value = str(claim.object)
    return ClaimMark(
        claim.digest(facts.article.id),
        facts.article.id,
        claim.predicate,
        value if claim.predicate in LITERALS else labels.get(value, value),
        claim.quote,
        claim.span.start,
        claim.span.end,
        labels.get(claim.subject),
        claim.headline,
    )


def find(marked: ClaimMark, facts: Facts) -> list[int]:
    """The places, among an article's claims, of those that are meant: several where they say the same in one voice."""
    names = _names(facts)
    ranked = {
        n: _likeness(marked, claim, facts)
        for n, claim in enumerate(facts.claims)
        if claim.predicate == marked.predicate
        and claim.headline == marked.headline
        and _is_called(claim.object, marked.value, names, literal=claim.predicate in LITERALS)
        and (claim.subject in names) == (marked.subject is not None)
        and (marked.subject is None or _is_called(claim.subject, marked.subject, names))
    }
    best = max((rank for rank in ranked.values() if rank is not None), default=None)
    return [] if best is None else [n for n, rank in ranked.items() if rank == best]


def _names(facts: Facts) -> dict[str, set[str]]:
    """What each entity is called in its article, folded."""
    names = {entity.id: {fold(name) for name in (entity.label, *entity.names)} for entity in facts.entities}
    for mention in facts.mentions:
        if mention.refers_to in names:
            names[mention.refers_to].add(fold(mention.surface))
    return names


def _is_called(value: str | int, said: str, names: Mapping[str, set[str]], *, literal: bool = False) -> bool:
    return str(value) == said if literal else fold(said) in names.get(str(value), {str(value)})


def _likeness(marked: ClaimMark, claim: Claim, facts: Facts) -> tuple[bool, bool, int, float] | None:
    """How well a claim's words are those that are meant; None if they are others."""
    ours, theirs = set(_WORD.findall(fold(marked.quote))), set(_WORD.findall(fold(claim.quote)))
    shared = len(ours & theirs)
    away = max(claim.span.start - marked.end, marked.start - claim.span.end, 0)
    if ours != theirs and (away > _NEAR or shared < _SHARED * min(len(ours), len(theirs)) or not shared):
        return None
    same = (claim.span.start, claim.span.end) == (marked.start, marked.end)
    return claim.digest(facts.article.id) == marked.id, same, -away, shared / max(len(ours | theirs), 1)


@dataclass(frozen=True, slots=True)
class ClaimVerdicts:
    """Judgements on what single articles say: on claims, and on the places that are meant.

    Attributes:
        said: on claims, by article's id, oldest first.
        places: on places, likewise.
    """

    said: Mapping[str, tuple[ClaimJudgement, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[PlaceJudgement, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, judgements: Iterable[ClaimJudgement | PlaceJudgement]) -> ClaimVerdicts:
        """All of these, oldest first."""
        said, places = defaultdict[str, list[ClaimJudgement]](list), defaultdict[str, list[PlaceJudgement]](list)
        for one in judgements:
            if isinstance(one, ClaimJudgement):
                said[one.claim.article].append(one)
            else:
                places[one.place.article].append(one)
        return cls(
            {article: tuple(those) for article, those in sorted(said.items())},
            {article: tuple(those) for article, those in sorted(places.items())},
        )

    def over(self, facts: Facts) -> Facts:
        """An article's facts with what people said of them; an incident of which nothing is left is withheld."""
        facts = placed(facts, self.places.get(facts.article.id, ()))
        if facts.article.id not in self.said:
            return facts
        verdicts: dict[int, ClaimVerdict] = {}
        touched = set[str]()
        for one in self.said[facts.article.id]:
            for n in find(one.claim, facts):
                touched.add(facts.claims[n].subject)
                if one.judgement == "unsure":
                    verdicts.pop(n, None)
                else:
                    verdicts[n] = one.judgement
        if not verdicts:
            return facts
        claims = tuple(replace(claim, judged=verdicts.get(n)) for n, claim in enumerate(facts.claims))
        told = {claim.subject for claim in claims if claim.believed}
        events = tuple(
            replace(event, withheld=event.id not in told) if event.id in touched else event for event in facts.events
        )
        return replace(facts, claims=claims, events=events)

    def history(self, facts: Facts, digest: str) -> tuple[ClaimJudgement, ...]:
        """All that was said of the claim with this digest, oldest first."""
        article = facts.article.id
        return tuple(
            one
            for one in self.said.get(article, ())
            if any(facts.claims[n].digest(article) == digest for n in find(one.claim, facts))
        )

    def noted(self) -> dict[str, str]:
        """What a register remembers: a digest of the judgements on what each article says."""
        told = defaultdict[str, list[dict[str, Any]]](list)
        for article, claims in self.said.items():
            told[article] += map(asdict, claims)
        for article, places in self.places.items():
            told[article] += map(asdict, places)
        return {article: sha256(json.dumps(all_).encode()).hexdigest()[:16] for article, all_ in told.items()}
