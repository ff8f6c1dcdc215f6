"""From a read document to Facts: drafts frozen, spaCy left behind."""

from __future__ import annotations

from collections import defaultdict

from kg.extract.drafts import ClaimDraft, EntityDraft, Incident, sharper
from kg.extract.text.reading import SourceMap
from kg.extract.tokens import Doc, Span
from kg.model import Article, Claim, Entity, Event, Facts, Mention, MentionKind
from kg.model import Span as Offsets
from kg.vocab import COUNTS, is_a

_FULL = 10  # characters of a date that names a day of a year


def freeze(doc: Doc, article: Article, extractor: str, least: float) -> tuple[Facts, list[ClaimDraft]]:
    """All that the components found, as one immutable value, and for each of its claims the draft that it was made of.

    Args:
        doc: as the components leave it.
        article: what it was made of.
        extractor: the version of all that read it.
        least: the probability from which a claim is believed; from 0 on, all that was read is.
    """
    reading: SourceMap = doc._.reading
    claims: list[ClaimDraft] = [c for c in doc._.claims if c.object is not c.subject]
    parties = _parties(claims)
    kept: list[EntityDraft] = doc._.entities
    ids = {id(e): f"e{n}" for n, e in enumerate(kept, 1)}
    events = {id(i): f"v{n}" for n, i in enumerate(doc._.incidents, 1)}

    def local(end: EntityDraft | Incident) -> str:
        return events[id(end)] if isinstance(end, Incident) else ids[id(end)]

    told = _told_apart(claims, least)
    frozen = dict[tuple[object, ...], tuple[Claim, ClaimDraft]]()
    for claim in claims:
        confidence = _probability(claim)
        statement = Claim(
            subject=local(claim.subject),
            predicate=claim.predicate,
            object=local(claim.object) if isinstance(claim.object, EntityDraft) else claim.object,
            span=(span := reading.source(claim.span)),
            quote=_text(article, headline=(headline := reading.in_headline(claim.span)))[span.start : span.end],
            factuality=claim.factuality or "Asserted",
            bound=claim.bound,
            source=local(claim.source) if claim.source is not None else None,
            source_text=claim.source_words,
            confidence=confidence,
            sure=confidence >= least and (isinstance(claim.subject, EntityDraft) or id(claim.subject) in told),
            headline=headline or None,
            inferred=claim.inferred or None,
            generic=(claim.empty and least > 0) or None,
        )
        frozen.setdefault(_said(statement), (statement, claim))
    facts = Facts(
        article,
        tuple(_entity(e, ids[id(e)], party=id(e) in parties) for e in kept),
        tuple(_event(i, events[id(i)], withheld=id(i) not in told) for i in doc._.incidents),
        tuple(sorted(_mentions(doc, article, ids, events), key=_in_order)),
        tuple(claim for claim, _ in frozen.values()),
        extractor,
    )
    return facts, [draft for _, draft in frozen.values()]


def _parties(claims: list[ClaimDraft]) -> set[int]:
    """Whoever claims speak of, save for political events: who is arrested is a body as much as people."""
    return {
        id(end)
        for claim in claims
        if not isinstance(claim.subject, Incident) or is_a(claim.subject.frames[0].cls, "Attack")
        for end in (claim.subject, claim.object, claim.source)
        if isinstance(end, EntityDraft)
    }


def _probability(claim: ClaimDraft) -> float:
    return claim.confidence if claim.probability is None else claim.probability


def _told_apart(claims: list[ClaimDraft], least: float) -> set[int]:
    """The incidents that something believed tells from others: a day, a toll, or a party or place with a name.

    What any number of incidents share is not enough alone: who did it, the country, the month, how many died. Of an
    attack on its own, one thing only is too little, whatever it is, and so are two that others share.
    """
    told: defaultdict[int, set[str]] = defaultdict(set)
    supported: defaultdict[int, set[str]] = defaultdict(set)
    single: set[int] = set()
    for claim in claims:
        believed = _is_sure(claim, least) and (claim.factuality or "Asserted") in ("Asserted", "Hedged")
        if believed and isinstance(claim.subject, Incident) and (not claim.inferred or _is_exact(claim)):
            (supported if claim.inferred else told)[id(claim.subject)].add(_detail(claim))
            if not claim.subject.recurring and is_a(claim.subject.frames[0].cls, "Attack"):
                single.add(id(claim.subject))
    found: set[int] = set()
    for incident, details in told.items():
        every = details | supported[incident]
        own = bool(every & {"whom", "town", "day"})
        few = 1
        if incident in single:
            own, few = False, 1 if own or every & {"toll", "somebody"} else 2
        if details - {"somebody"} and (own or len(every) > few or not least):
            found.add(incident)
    return found


def _detail(claim: ClaimDraft) -> str:
    """The kind of thing that a claim tells of its incident."""
    if claim.predicate in COUNTS:
        return "toll"
    if not isinstance(claim.object, EntityDraft):
        if claim.predicate == "weapon":
            return "somebody"
        return "day" if _is_exact(claim) else "time"
    if not (claim.object.names or claim.object.actor):
        return "somebody"
    if claim.predicate == "place":
        return "country" if claim.object.cls == "State" else "town"
    return "who" if claim.predicate in ("attacker", "actor") else "whom"


def _is_exact(claim: ClaimDraft) -> bool:
    """Whether it gives a day, or a place that is no whole country."""
    if isinstance(claim.object, EntityDraft):
        return claim.object.cls != "State"
    return len(str(claim.object)) == _FULL or str(claim.object).startswith("--")


def _is_sure(claim: ClaimDraft, least: float) -> bool:
    """Whether a claim is read surely enough, and speaks of somebody in particular."""
    return _probability(claim) >= least and not (claim.empty and least)


def _in_order(mention: Mention) -> tuple[bool, Offsets, str, MentionKind]:
    """The headline's mentions first, then as the text goes."""
    return (not mention.headline, mention.span, mention.refers_to, mention.kind)


def _said(claim: Claim) -> tuple[object, ...]:
    """What makes two claims of one article the same, found on two ways."""
    said = (claim.subject, claim.predicate, claim.object, claim.factuality, claim.bound)
    return (*said, claim.source, claim.source_text, claim.span, claim.headline)


def _entity(draft: EntityDraft, local: str, *, party: bool) -> Entity:
    cls = "Group" if party and _are_people(draft) else draft.cls
    names = sorted(draft.names, key=lambda n: (n != draft.label, n))
    return Entity(local, cls, draft.label, tuple(names), draft.actor, draft.place, draft.country, _within(draft))


def _within(draft: EntityDraft) -> str | None:
    """What a place lies in that has no entry of its own."""
    return draft.within if draft.place is None and is_a(draft.cls, "Place") else None


def _are_people(draft: EntityDraft) -> bool:
    """Whether an unnamed organisation is people: "militias" are, "the government" and "a militia" stay one body."""
    unnamed = is_a(draft.cls, "Organization") and not draft.names and not draft.actor
    return unnamed and (draft.mentions[0].plural or not draft.label.islower())


def _event(incident: Incident, local: str, *, withheld: bool) -> Event:
    main = incident.frames[0]
    cls = main.cls
    for frame in incident.frames[1:]:
        cls = sharper(cls, frame.cls)
    return Event(local, cls, main.span.text, incident.recurring, withheld, incident.known)


def _mentions(doc: Doc, article: Article, ids: dict[int, str], events: dict[int, str]) -> set[Mention]:
    """Where the article speaks of its entities and events, in its own letters; pronouns are left out."""
    said: list[tuple[Span, str, MentionKind]] = [
        (m.span, ids[id(e)], m.kind) for e in doc._.entities for m in e.mentions if m.kind != "pronoun"
    ]
    said += [(f.span, events[id(i)], "trigger") for i in doc._.incidents for f in i.frames]
    reading: SourceMap = doc._.reading

    def mention(span: Span, refers_to: str, kind: MentionKind) -> Mention:
        at, headline = reading.source(span), reading.in_headline(span)
        return Mention(at, _text(article, headline=headline)[at.start : at.end], refers_to, kind, headline or None)

    return {mention(*each) for each in said}


def _text(article: Article, *, headline: bool) -> str:
    """What offsets count in."""
    return (article.title or "") if headline else article.text
