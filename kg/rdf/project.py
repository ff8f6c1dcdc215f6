"""What one article says, as quads of its named graph: a pure function of its facts and of who is who in them.

The article adds its direct triples to the default graph, too (`vocab.DIRECT`): one a fact, between canonical entities
and events. Denied and hypothetical claims make none.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from kg.knowledge.conflicts import Conflict, conflicts
from kg.knowledge.incident_names import incident_words
from kg.model import PAGE_END, Article, Canonical, Claim, Facts, Ref, Span
from kg.rdf import facts_json, iris, literals
from kg.rdf.cumulative import conflict_of_toll, sums_up
from kg.rdf.iris import Iris, kg
from kg.vocab import COUNTS, LITERALS, ROLES, SUPERPROPERTY, is_a, superclasses

_Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
"""Subject, predicate and object."""


def record_quads(facts: Facts, base: Iris) -> list[Quad]:
    """The article itself, its language and its facts as JSON: enough to make all else again."""
    graph = base.article(facts.article.id)
    return [
        *article_record(facts.article, facts.extractor, base),
        Quad(graph, iris.LANGUAGE, literals.text(facts.language), graph),
        Quad(graph, kg("facts"), literals.json_text(facts_json.dumps(facts)), graph),
    ]


def article_record(article: Article, extractor: str, base: Iris) -> list[Quad]:
    """The article's text and metadata, and the version of the extractor that read it."""
    graph = base.article(article.id)
    given: tuple[tuple[NamedNode, str | None, Callable[[str], NamedNode | Literal]], ...] = (
        (iris.TYPE, "Article", kg),
        (iris.IDENTIFIER, article.id, literals.text),
        (iris.HEADLINE, article.title, literals.text),
        (iris.PUBLISHED, article.date.isoformat() if article.date else None, literals.date),
        (iris.URL, article.url, literals.address),
        (iris.PUBLISHER, article.publisher, literals.text),
        (iris.BODY, article.text, literals.text),
        (kg("extractor"), extractor, literals.text),
    )
    return [Quad(graph, predicate, form(value), graph) for predicate, value, form in given if value is not None]


def article_quads(
    facts: Facts,
    canonical: Mapping[Ref, Canonical],
    base: Iris,
    copy_of: str | None = None,
    record: Iterable[Quad] | None = None,
) -> list[Quad]:
    """The quads of the article's named graph.

    Args:
        facts: the article's.
        canonical: whom its entities and events turned out to be.
        base: the instances' IRIs.
        copy_of: the id of the article that it is a near duplicate of.
        record: what `record_quads` made of these facts, where that is at hand.

    Raises:
        ValueError: a claim or mention is of an entity or event that `canonical` lacks, or is none of the vocabulary's.
    """
    told = _ArticleProjection(facts, canonical, base)
    graph = told.graph
    quads = record_quads(facts, base) if record is None else [*record]
    if copy_of is not None:
        quads.append(Quad(graph, kg("copyOf"), base.article(copy_of), graph))
    said = chain(_mentions(told), _claims(told), _direct(told), _withheld(told))
    quads += (Quad(subject, predicate, value, graph) for subject, predicate, value in said)
    return quads


class _ArticleProjection:
    """One article's facts, seen through a resolution."""

    def __init__(self, facts: Facts, canonical: Mapping[Ref, Canonical], base: Iris) -> None:
        self.facts = facts
        self.base = base
        self.graph = base.article(facts.article.id)
        self._canonical = canonical
        self._nodes: dict[str, NamedNode] = {}
        self.events = {event.id: event for event in facts.events}
        self.named = {entity.id for entity in facts.entities if entity.named or entity.actor}
        self._many = {event.id for event in facts.events if event.recurring}
        self._page_ends = [found.start() for found in re.finditer(PAGE_END, facts.article.text)]

    def who(self, local: str) -> Canonical:
        ref = Ref(self.facts.article.id, local)
        try:
            return self._canonical[ref]
        except KeyError:
            raise ValueError(f"Article {ref.article!r} speaks of {local!r}, which was never resolved") from None

    def node(self, local: str) -> NamedNode:
        if local not in self._nodes:
            slug = self.who(local).slug
            self._nodes[local] = self.base.event(slug) if local in self.events else self.base.entity(slug)
        return self._nodes[local]

    def page(self, span: Span) -> int | None:
        """The page that words of the body begin on, from 1; None where the text has no pages."""
        return bisect(self._page_ends, span.start) + 1 if self._page_ends else None

    def conflict(self, claim: Claim) -> Conflict | None:
        """The conflict that a cumulative toll is of, where that is plain."""
        id_ = conflict_of_toll(self.facts, claim) if self.is_cumulative(claim) else None
        return conflicts().get(id_) if id_ is not None else None

    def is_cumulative(self, claim: Claim) -> bool:
        """Whether it sums up many incidents: then it is a claim about none."""
        return sums_up(claim, self._many)

    def object(self, claim: Claim) -> NamedNode | Literal:
        value = claim.object
        if claim.predicate in COUNTS and isinstance(value, int):
            return literals.integer(value)
        if isinstance(value, str):
            if claim.predicate == "date":
                return literals.date(value)
            if claim.predicate not in LITERALS:
                return self.node(value)
            if claim.predicate not in COUNTS:
                return literals.text(value)
        raise ValueError(f"Article {self.facts.article.id!r} claims a {claim.predicate} of {value!r}")


def _mentions(told: _ArticleProjection) -> Iterator[_Statement]:
    for mention in told.facts.mentions:
        node = told.base.mention(told.facts.article.id, mention.span, headline=bool(mention.headline))
        yield (node, iris.TYPE, kg("Mention"))
        yield (node, kg("refersTo"), told.node(mention.refers_to))
        yield (node, kg("surface"), literals.text(mention.surface))
        yield from _where(node, mention.span, headline=bool(mention.headline))


def _claims(told: _ArticleProjection) -> Iterator[_Statement]:
    # One statement is one claim, however often and however surely it was read in the same words.
    distinct: dict[str, Claim] = {}
    for claim in told.facts.claims:
        digest = claim.digest(told.facts.article.id)
        if digest not in distinct or claim.confidence > distinct[digest].confidence:
            distinct[digest] = claim
    run = told.base.run(told.facts.extractor)
    for digest, claim in distinct.items():
        node = told.base.claim(digest)
        yield (node, iris.TYPE, kg("Claim"))
        war = told.conflict(claim)
        yield (node, iris.SUBJECT, told.base.conflict(war.id) if war is not None else told.node(claim.subject))
        if war is not None:  # of which no incident need be in the default graph
            yield (told.base.conflict(war.id), iris.TYPE, kg("Conflict"))
            yield (told.base.conflict(war.id), iris.LABEL, literals.text(war.name))
        yield (node, iris.PREDICATE, kg(claim.predicate))
        yield (node, iris.OBJECT, told.object(claim))
        yield (node, kg("factuality"), kg(claim.factuality))
        yield (node, kg("confidence"), literals.decimal(claim.confidence, places=4))
        yield (node, kg("quote"), literals.text(claim.quote))
        yield from _where(node, claim.span, headline=bool(claim.headline))
        if not claim.headline and (page := told.page(claim.span)) is not None:
            yield (node, kg("page"), literals.integer(page))
        yield (node, kg("reportedIn"), told.graph)
        yield (node, iris.GENERATED_BY, run)
        if claim.doubted or (war is None and told.is_cumulative(claim)):
            yield (node, kg("believed"), literals.boolean(False))
        if claim.generic and claim.judged is None:
            yield (node, kg("generic"), literals.boolean(True))
        if claim.judged is not None:
            yield (node, kg("judgement"), literals.text(claim.judged))
        if claim.inferred:
            yield (node, kg("inferred"), literals.boolean(True))
        if claim.bound is not None:
            yield (node, kg("bound"), kg(claim.bound))
        if claim.source in told.named:
            yield (node, kg("attributedTo"), told.node(claim.source))
        if claim.source_text is not None:
            yield (node, kg("sourceText"), literals.text(claim.source_text))


def _where(node: NamedNode, span: Span, *, headline: bool) -> Iterator[_Statement]:
    """Where words stand, in the body or in the headline."""
    start, end = ("headlineStart", "headlineEnd") if headline else ("start", "end")
    yield (node, kg(start), literals.integer(span.start))
    yield (node, kg(end), literals.integer(span.end))


def _withheld(told: _ArticleProjection) -> Iterator[_Statement]:
    """What incidents are called that only their article tells of; the default graph has no word on them."""
    for event in told.facts.events:
        if event.withheld:
            for cls in superclasses(event.cls):
                yield (told.node(event.id), iris.TYPE, kg(cls))
            yield (told.node(event.id), iris.LABEL, literals.text(event.label))


def _direct(told: _ArticleProjection) -> Iterator[_Statement]:
    believed = [claim for claim in told.facts.claims if claim.believed]
    of_event: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in believed:
        subject, object_ = told.node(claim.subject), told.object(claim)
        if claim.predicate in ROLES:
            of_event[claim.subject].append(claim)
            if told.is_cumulative(claim):
                continue  # of a conflict, which has claims and no triples
            if claim.predicate in COUNTS and incident_words().is_vague(claim.quote):
                continue  # "dozens" are no 24
            yield (subject, kg(claim.predicate), object_)
        elif claim.predicate not in SUPERPROPERTY:
            raise ValueError(
                f"Article {told.facts.article.id!r} claims {claim.predicate!r}, which is no property of the vocabulary"
            )
        elif subject != object_:  # no relation holds between a thing and itself: there two of its names met
            for predicate in _with_superproperties(claim.predicate):
                yield (subject, kg(predicate), object_)
    for event, roles in of_event.items():
        if event in told.events and is_a(told.events[event].cls, "Attack"):
            yield from _attack(told, roles)


def _attack(told: _ArticleProjection, roles: list[Claim]) -> Iterator[_Statement]:
    """Who attacked whom and who killed whom, by the roles that one article gives in one attack."""
    attackers = {told.node(str(claim.object)) for claim in roles if claim.predicate == "attacker"}
    targets = {told.node(str(claim.object)) for claim in roles if claim.predicate == "target"}
    victims = {
        told.node(str(claim.object))
        for claim in roles
        if claim.predicate == "victim" and is_a(told.who(str(claim.object)).cls, "Person")
    }
    killed = [int(claim.object) for claim in roles if claim.predicate == "killedCount"]
    wounded = [int(claim.object) for claim in roles if claim.predicate == "woundedCount"]
    # A victim may be hurt only: the counts tell where there are any.
    deadly = any(killed) if killed else not any(wounded)
    for attacker in attackers:
        for target in targets - {attacker}:
            yield (attacker, kg("attacked"), target)
        for victim in victims - {attacker} if deadly else ():
            yield (attacker, kg("killed"), victim)


def _with_superproperties(predicate: str) -> Iterator[str]:
    at: str | None = predicate
    while at is not None:
        yield at
        at = SUPERPROPERTY[at]
