"""What one article states of its events' roles, in whose voice: of this follow names, ranges and disputes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from kg.knowledge.actors import ActorList
from kg.knowledge.incident_names import IncidentWords, incident_words
from kg.knowledge.names import fold
from kg.model import Claim, DisputableClaim, Entity, Facts
from kg.vocab import COUNTS, LITERALS, ROLES

_INFLECTED: Final = ("ed", "ly", "ing")  # endings of words that are no names
_BEFORE: Final = 30  # code points before a place in which words tell that it was near it
_NEAR: Final = re.compile(
    r"\b(?:near|outside|off|around|close to|(?:north|south|east|west|(?:north|south)-?(?:east|west)|outskirts) of)"
    r"(?: the)?(?: (?:city|town|village|port|capital)(?: of)?)? $",
    re.IGNORECASE,
)
_OF_THEM: Final = re.compile(r" of (?:the|them|those|its|their)\b")
_BESIDES: Final = re.compile(r"\b(?:an)?other $|\bfurther $", re.IGNORECASE)
_SENTENCE: Final = 200  # code points on either side of a count that its sentence may have
_STOP: Final = re.compile(r"[.!?]\s|\n")
_BELONGS: Final = ("memberOf", "leads", "spokespersonFor", "partOf")


class RoleStatement(NamedTuple):
    """One claim on an event's role, before it is known who is who.

    Attributes:
        value: a literal, or the local id of an entity.
        bound: of a count, how it is meant ("at least" of one that its article expects to grow); else empty.
        source: the local id of whom the article quotes, `source_words` in its words; both empty in its own voice.
        words: of an unnamed filler what it is called; of a count the words that give it.
        wholes: local ids of what the filler is said to be part of.
        near: of a place, whether it is told as near it ("north of Aleppo"), not as in it.
        inferred: whether the account only supports it, and does not say it.
        confidence: the probability that it was read rightly.
    """

    predicate: str
    value: str
    factuality: str
    bound: str = ""
    source: str = ""
    source_words: str = ""
    words: str = ""
    wholes: tuple[str, ...] = ()
    near: bool = False
    inferred: bool = False
    confidence: float = 1.0

    @classmethod
    def of(cls, plain: Sequence[Any]) -> RoleStatement:
        """The statement that JSON holds as a list."""
        fields = dict(zip(cls._fields, plain, strict=True))
        return cls(**{**fields, "wholes": tuple(fields["wholes"])})

    @property
    def believed(self) -> bool:
        """Whether it makes a direct triple."""
        return self.factuality in ("Asserted", "Hedged")


class Filler(NamedTuple):
    """Who plays a part, as far as an incident is recognised by it, and called after it."""

    slug: str
    cls: str
    actor: str | None
    place: str | None
    label: str = ""


def statements_of(facts: Facts) -> dict[str, tuple[RoleStatement, ...]]:
    """What an article states of the roles of each event, by the event's local id, in the order of its claims."""
    local = {entity.id: entity for entity in facts.entities}
    events = {event.id for event in facts.events}
    wholes: defaultdict[str, set[str]] = defaultdict(set)
    for claim in facts.claims:
        if claim.predicate in _BELONGS and claim.believed:
            wholes[claim.subject].add(str(claim.object))
    text = facts.article.text
    rises = bool(_rising().search(text))
    found: defaultdict[str, dict[RoleStatement, float]] = defaultdict(dict)
    for claim in facts.claims:
        if claim.trusted and claim.subject in events and claim.predicate in ROLES:
            said, one = found[claim.subject], _statement(claim, local, wholes, text)
            if claim.predicate in COUNTS and one.bound == "Exactly" and (rises or _is_interim(claim, text)):
                one = one._replace(bound="AtLeast")
            said[one] = max(claim.confidence, said.get(one, 0.0))
    return {event: tuple(one._replace(confidence=sure) for one, sure in said.items()) for event, said in found.items()}


def _statement(claim: Claim, local: Mapping[str, Entity], wholes: Mapping[str, set[str]], text: str) -> RoleStatement:
    value = str(claim.object)
    entity = None if claim.predicate in LITERALS else local.get(value)
    words = claim.quote if claim.predicate in COUNTS else ""
    if words and not claim.headline and (some := _OF_THEM.match(text, claim.span.end)):
        words += some[0]
    if words and not claim.headline and (more := _BESIDES.search(text[: claim.span.start][-_BEFORE:])):
        words = f"{more[0]}{words}"
    if entity is not None and not entity.named and entity.actor is None:
        words = _uncapitalized(entity.label, text)
    return RoleStatement(
        claim.predicate, value, claim.factuality, claim.bound or "", claim.source or "",
        fold(claim.source_text or ""), words, tuple(sorted(wholes.get(value, ()))),
        claim.predicate == "place" and bool(_NEAR.search(text, max(0, claim.span.start - _BEFORE), claim.span.start)),
        bool(claim.inferred),
    )  # fmt: skip


def _is_interim(claim: Claim, text: str) -> bool:
    """Whether the sentence of a count says that it is what is known by then: "67 bodies so far"."""
    if claim.headline:
        return False
    before = text[max(0, claim.span.start - _SENTENCE) : claim.span.start]
    after = text[claim.span.end : claim.span.end + _SENTENCE]
    sentence = f" {fold(f'{_STOP.split(before)[-1]} {claim.quote} {_STOP.split(after)[0]}')} "
    return any(f" {cue} " in sentence for cue in incident_words().interim)


@cache
def _rising() -> re.Pattern[str]:
    """What an article says that expects a toll to grow: "the death toll could rise"."""
    words = incident_words()
    may, grow = ("|".join(sorted(found)) for found in (words.expecting, words.growing))
    return re.compile(
        rf"\b(?:tolls?|numbers?|figures?)\b[^.!?,;\n]{{0,60}}\b(?:{may}) (?:\w+ )?(?:{grow})\b", re.IGNORECASE
    )


def _uncapitalized(words: str, text: str) -> str:
    """Words as within a sentence, where their first has a capital only because one began with it."""
    first, _, rest = words.partition(" ")
    title = incident_words().is_common(first) and rest[:1].isupper()  # "General Abacha's supporters"
    common = first.endswith(_INFLECTED) or incident_words().is_common(first) or f" {first.lower()} " in text
    if not first.istitle() or not common or title:
        return words
    return words[0].lower() + words[1:]


class Standpoint(NamedTuple):
    """Where an account stands: its article, the outlet, the day, and whether it is a copy of another report."""

    article: str
    outlet: str
    day: str
    copy: bool


def disputable(
    said: Iterable[RoleStatement],
    where: Standpoint,
    who: Callable[[str], Filler],
    actors: ActorList,
) -> Iterator[DisputableClaim]:
    """What others may contradict of what an account says, once it is known who is who.

    Args:
        said: by the account.
        where: it stands.
        who: the canonical entity of a local one.
        actors: tells to which state a body of one belongs.
    """
    words = incident_words()
    for one in said:
        if one.predicate == "weapon" or (one.predicate in COUNTS and words.is_vague(one.words)):
            continue  # words for one and the same differ, and "dozens" contradicts no number
        value, wholes, counted, place, cls = one.value, set[str](), "", "", ""
        if one.predicate in COUNTS:
            counted = counted_kind(one.words, words, wounded=one.predicate == "woundedCount")
        elif one.predicate not in LITERALS:
            filler = who(value)
            value, counted, place, cls = filler.slug, one.words, filler.place or "", filler.cls
            wholes = {who(whole).slug for whole in one.wholes} | state_of(filler, actors) | groups_of(filler, actors)
        source = who(one.source).slug if one.source else one.source_words
        yield DisputableClaim(
            where.article, one.predicate, value, one.factuality, one.bound or "Exactly", counted, source,
            where.outlet, where.day, where.copy, tuple(sorted(wholes - {value})), place, one.near, one.inferred, cls,
            _side(who(one.source), where.article, actors) if one.source else "",
        )  # fmt: skip


def _side(source: Filler, article: str, actors: ActorList) -> str:
    """Whose word a source's is: that of the state for whose body he speaks, else his own; empty if he takes no side."""
    if source.cls == "MediaOrganization" or source.slug.startswith(f"{article}-"):
        return ""
    actor = actors.get(source.actor) if source.actor else None
    own = (group for id_ in (actor.groups if actor is not None else ()) if (group := actors.get(id_)) is not None)
    spoken_for = next(own, actor)
    if spoken_for is None and source.cls == "StateBody":
        return ""  # a ministry of nobody knows which state
    if spoken_for is None or spoken_for.body is None or spoken_for.country is None:
        return source.slug
    state = actors.state(spoken_for.country)
    return state.id if state is not None else source.slug


def counted_kind(quote: str, words: IncidentWords, *, wounded: bool) -> str:
    """The kind of people that a number counts, in its own words; empty where it is of all.

    "At least 22 people were killed" counts all, "three soldiers" soldiers, "two others killed" and "three of the
    victims" some of them.
    """
    known = words.numbers | words.bounds | words.people | (words.others if wounded else frozenset())
    left = [word for word in fold(quote).split() if word.isalpha() and word not in known]
    return " ".join(sorted(word.removesuffix("s") for word in left)) or ("some" if _OF_THEM.search(quote) else "")


def groups_of(filler: Filler, actors: ActorList) -> set[str]:
    """The ids of the groups that an actor leads, speaks for or belongs to, as the list knows."""
    actor = actors.get(filler.actor) if filler.actor else None
    return set() if actor is None else set(actor.groups)


def state_of(filler: Filler, actors: ActorList) -> set[str]:
    """The id of the state of which an actor is a body (its army, its government), as a set of one or none."""
    actor = actors.get(filler.actor) if filler.actor else None
    if actor is None or actor.body is None or actor.country is None:
        return set()
    state = actors.state(actor.country)
    return {state.id} if state is not None else set()
