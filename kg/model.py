"""The values that flow through the pipeline: Article -> Facts -> Resolution -> quads.

Everything here is immutable, hashable and picklable, knows nothing of RDF or spaCy, and compares by value.
Offsets count Unicode code points from the start of `Article.text`; an end is exclusive.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final, Literal, NamedTuple

Factuality = Literal["Asserted", "Hedged", "Denied", "Hypothetical"]
Bound = Literal["Exactly", "AtLeast", "AtMost", "About"]
MentionKind = Literal["name", "nominal", "pronoun", "trigger"]
ClaimVerdict = Literal["right", "wrong", "useless"]
PAGE_END: Final = "\f"
"""What ends each page but the last in the text of an article that has pages: a form feed."""

_DIGEST_LENGTH: Final = 20  # hex digits: 80 bits, so that a billion claims collide with a chance of one in two million


@dataclass(frozen=True, slots=True)
class Article:
    """One news report, as its source gives it.

    Attributes:
        id: the file's stem, or the id that the source gives; unique in a graph.
        text: the body, exactly as read: every offset counts from its start.
        date: the day of publication, None where the source does not say.
    """

    id: str
    text: str
    title: str | None = None
    date: dt.date | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: [start, end) in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of text that refers to an entity or an event of the same article.

    Attributes:
        refers_to: the local id of the entity or event.
        kind: name ("Hamas"), nominal ("two soldiers"), pronoun ("they") or trigger ("airstrike", for events).
        headline: True where it stands in the headline: then span and surface are of `article.title`.
    """

    span: Span
    surface: str
    refers_to: str
    kind: MentionKind
    headline: Literal[True] | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A participant, organisation or place, as one article knows it.

    Attributes:
        id: local to the article ("e3").
        cls: a class of the vocabulary below kg:Person, kg:Organization, kg:Group, kg:State or kg:Place, by local name.
        label: the fullest name that the article uses; for an unnamed one, its words ("a security official").
        names: every proper name that the article uses for it, label first; empty for an unnamed one.
        actor: its key in the actor list (`data/actors`), None if it is not known there.
        place: its GeoNames id as text, None if the gazetteer does not know it.
        country: ISO 3166 alpha-2 code of the state that it is or belongs to, where the article makes that plain.
        within: of a place that the gazetteer does not know: the id there of what the article says it lies in.
        read: place, country and within as the extractor read them, where people said that another place is meant.
    """

    id: str
    cls: str
    label: str
    names: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    country: str | None = None
    within: str | None = None
    read: tuple[str | None, str | None, str | None] | None = None

    @property
    def as_read(self) -> Entity:
        """The entity without what people said of it."""
        if self.read is None:
            return self
        place, country, within = self.read
        return replace(self, place=place, country=country, within=within, read=None)

    @property
    def named(self) -> bool:
        """Whether the article gives it a name: only then can it join with entities of other articles."""
        return bool(self.names)


@dataclass(frozen=True, slots=True)
class Event:
    """An incident, as one article tells it.

    Attributes:
        id: local to the article ("v1").
        cls: a class of the vocabulary at or below kg:Event, by local name.
        label: the words of its main trigger ("drone attack").
        recurring: whether it sums up many ("more than a hundred attacks since October"): such a one stands for no
            single day and joins no incident.
        withheld: whether nothing believed tells it from others (no named party, no place, date or toll): it stays in
            its article's graph.
        known: the id of the known incident that it was linked to.
    """

    id: str
    cls: str
    label: str
    recurring: bool = False
    withheld: bool = False
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, as one article makes it.

    Attributes:
        subject: the local id of an entity or event.
        predicate: a property of the vocabulary, by local name.
        object: the local id of an entity; an int for counts; for kg:date a lexical form ("2024-01-04", "2024-01",
            "2024", "--02-07"); for kg:weapon the weapon's words.
        span, quote: the words that say so, and where they stand; `quote == article.text[span.start:span.end]`.
        factuality: the stance of the article, or of the source that it quotes.
        bound: for counts, how the number is meant.
        source: the local id of whom the article quotes for it; None where the article says it in its own voice.
        source_text: the quoted source's words.
        confidence: 0 to 1, the probability that the extractor read this rightly (not that it is true).
        sure: whether that is enough for the claim to be believed.
        headline: True where its words stand in the headline: then span and quote are of `article.title`.
        inferred: True of a day or place that the incident's own clauses do not give, and the text around them does.
        generic: True where it speaks of nobody in particular ("attackers", "four others"): it is believed and makes no
            direct triple.
        judged: what a person said of the reading, None where nobody did; no part of what the extractor read.
    """

    subject: str
    predicate: str
    object: str | int
    span: Span
    quote: str
    factuality: Factuality = "Asserted"
    bound: Bound | None = None
    source: str | None = None
    source_text: str | None = None
    confidence: float = 1.0
    sure: bool = True
    headline: Literal[True] | None = None
    inferred: Literal[True] | None = None
    generic: Literal[True] | None = None
    judged: ClaimVerdict | None = None

    @property
    def doubted(self) -> bool:
        """Whether the reading is not sure enough: people's word counts before the extractor's."""
        return not self.sure if self.judged is None else self.judged != "right"

    @property
    def trusted(self) -> bool:
        """Whether it is read surely, and says something that counts."""
        return not self.doubted and not (self.generic and self.judged is None)

    @property
    def believed(self) -> bool:
        """Whether it makes a direct triple: what is denied, only imagined or doubtfully read does not."""
        return self.trusted and self.factuality in ("Asserted", "Hedged")

    def digest(self, article: str) -> str:
        """Names it by what its article says, given by id: that outlives every change of who is who."""
        said = (
            article, self.subject, self.predicate, self.object, self.span.start, self.span.end,
            self.source, self.source_text, self.factuality, self.bound, *(["headline"] if self.headline else ()),
        )  # fmt: skip
        return sha256(json.dumps(said).encode()).hexdigest()[:_DIGEST_LENGTH]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was read in one article, and the version of the extractor that read it.

    Attributes:
        language: ISO 639 code of the language that the article is in; of one that is not read there is nothing else.
    """

    article: Article
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    extractor: str
    language: str = "en"


class DisputableClaim(NamedTuple):
    """A claim of one account that another account may contradict, between canonical entities.

    Attributes:
        property: the role's local name.
        value: a literal as text, or a slug.
        counted: of a count, whose number it is, in its words; empty where it is of all. Of an entity without a name
            what it is called.
        source: whom the article quotes, as a slug or in its words; empty in its own voice.
        side: of the source: the state for whose body it speaks, else itself; empty of one without a name, and
            of an agency that only reports.
        outlet, day: of the article; empty where not known.
        copy: whether the article copies another.
        wholes: slugs of what the value is part of, or a member of.
        place: of a place, its id in the gazetteer; empty where that does not know it.
        near: of a place, whether it is told as near it, not as in it.
        inferred: whether the account only supports it, and does not say it: then it contradicts nothing.
        cls: the class of a value that is a slug.
    """

    article: str
    property: str
    value: str
    factuality: str = "Asserted"
    bound: str = "Exactly"
    counted: str = ""
    source: str = ""
    outlet: str = ""
    day: str = ""
    copy: bool = False
    wholes: tuple[str, ...] = ()
    place: str = ""
    near: bool = False
    inferred: bool = False
    cls: str = ""
    side: str = ""


class Ref(NamedTuple):
    """An entity or event of one article, seen from outside it."""

    article: str
    local: str


@dataclass(frozen=True, slots=True)
class Canonical:
    """One actor, place or incident, as which several articles' entities or events were resolved.

    Attributes:
        slug: the last part of its IRI, unique among entities (or among events).
        cls: the class that its members agree on.
        label: the preferred name.
        names: every name seen for it, label included, sorted.
        actor, place: its key in the actor list, its GeoNames id.
        members: the article-local entities (or events) that it stands for, sorted.
        conflict: of an incident, the id of the war that it is part of.
    """

    slug: str
    cls: str
    label: str
    names: tuple[str, ...]
    members: tuple[Ref, ...]
    actor: str | None = None
    place: str | None = None
    conflict: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which article-local entities and events are the same, over a set of articles.

    Attributes:
        entities, events: the canonical ones, sorted by slug.
        copies: article id -> id of the article that it copies (the earliest of the near duplicates).
    """

    entities: tuple[Canonical, ...]
    events: tuple[Canonical, ...]
    copies: Mapping[str, str]

    def by_ref(self) -> dict[Ref, Canonical]:
        """Every member's canonical entity or event."""
        return {ref: c for c in (*self.entities, *self.events) for ref in c.members}
