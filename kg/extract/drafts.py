"""What the components write on a document while they read it, before it is frozen into Facts.

`doc._.times` and `offsets` (see `kg.extract.times`), `mentions`, `entities`, `speeches`, `frames`, `links`, `incidents`
and `claims` hold these drafts; `doc._.published` holds the article's date; `doc._.recased`: its capitals are guessed.

Each component declares what it reads and writes on the document (`requires` and `assigns` of its factory, which
`nlp.analyze_pipes()` prints), and its docstring tells it in words. A component changes drafts of its own only; where it
knows better than one before it, it puts a new draft in the old one's place. Two things reach across: coreference fills
`MentionDraft.entity`, and whoever needs an unnamed party adds one (`adopt`). From incidents on, drafts are frozen.

Before all of them, `kg.extract.text.reading` lays the article out: `doc._.headline` (a span, or None) are the tokens of
the headline, where one is read before the body; `doc._.dateline` is where and when the report was filed; and
`doc._.sections` are the parts that have a day or a place of their own. `doc._.reading` leads back to the original text.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from spacy import tokens as spacy

from kg.extract.bonds import UNBOUND, Bond
from kg.extract.tokens import Doc, Span, Token
from kg.model import Bound, Factuality, MentionKind
from kg.vocab import is_a, superclasses

_RECENT = dt.timedelta(days=60)


@dataclass(slots=True, eq=False)
class MentionDraft:
    """One stretch of text that refers to something; `head` is its syntactic head, and coreference fills `entity`."""

    span: Span
    head: Token
    kind: MentionKind
    cls: str
    actor: str | None = None
    place: str | None = None
    country: str | None = None
    within: str | None = None  # of a place without an entry of its own: the entry of what the text says it lies in
    adjective: bool = False  # a demonym such as "Israeli": an actor only where a role asks for one
    naming: bool = True  # whether its words are a name of what it refers to; "Washington" is none of the state's
    plural: bool = False
    entity: EntityDraft | None = None


@dataclass(slots=True, eq=False)
class EntityDraft:
    """What several mentions of one article refer to."""

    cls: str
    mentions: list[MentionDraft] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    actor: str | None = None
    place: str | None = None
    country: str | None = None
    within: str | None = None

    @property
    def label(self) -> str:
        """The fullest name, or the words of its first mention."""
        if self.names:
            return max(self.names, key=lambda n: (len(n.split()), len(n)))
        return str(self.mentions[0].span.text)


@dataclass(frozen=True, slots=True, eq=False)
class Dateline:
    """Where and when a report was filed: context for what it tells, and no part of any sentence.

    Attributes:
        place: the tokens of its place ("Gao, Mali"), if it names one; with a full stop, they are a paragraph.
    """

    place: Span | None
    day: dt.date | None

    def holds(self, span: Span) -> bool:
        """Whether a stretch of the document stands in it."""
        return self.place is not None and self.place.start <= span.start and span.end <= self.place.end


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A part of an article with its own day or place: an update, an item of a chronology, a report of a round-up.

    Attributes:
        start, end: its tokens, the heading too.
        day: the day that its heading gives, in a year that is known.
        place: the tokens of the place that its dateline names.
        heading: the tokens of its heading, if it has one.
        told: whether the heading gives the day or subject of what is told ("June 30: A car ..."), not when it is told.
        date: the lexical form of the day that is told of, be it of no year that is known ("--06-30").
    """

    start: int
    end: int
    day: dt.date | None = None
    place: Span | None = None
    heading: Span | None = None
    told: bool = False
    date: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """One source's words, by the verb or noun `at`; nobody answers for `hearsay`; `own` is the article's in between."""

    source: EntityDraft | None
    words: str
    start: int
    end: int
    factuality: Factuality = "Asserted"
    hearsay: bool = False
    at: int = -1
    own: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """One filler of an event's role, and where the text says so.

    `value` is an entity, a number or a literal; `at` is the token that the claim hangs on. `inferred` is what the
    incident's own clauses do not say, and the text around them does.
    """

    role: str
    value: EntityDraft | int | str
    at: Token
    span: Span
    bound: Bound | None = None
    factuality: Factuality | None = None
    source: EntityDraft | None = None
    source_words: str | None = None
    confidence: float = 0.8
    inferred: bool = False


@dataclass(slots=True, eq=False)
class Frame:
    """One trigger and its arguments; only the component that makes a frame changes it.

    Attributes:
        concrete: whether it tells of one happening by itself, as "offensive" does not.
        definite: whether it speaks of a happening as known ("the attack").
        answered: whether it is only told as the reason for another ("in response to the death of three soldiers").
        bond: how surely it belongs to its incident.
        split: where the first of several counts stands, each of which has an incident of its own.
    """

    trigger: Token
    span: Span
    cls: str
    harm: str | None = None
    arguments: list[Argument] = field(default_factory=list)
    recurring: bool = False
    concrete: bool = True
    definite: bool = False
    answered: bool = False
    day: str | None = None
    factuality: Factuality = "Asserted"
    bond: Bond = UNBOUND
    split: int | None = None

    def fillers(self, *roles: str) -> list[Argument]:
        """Arguments in one of these roles."""
        return [a for a in self.arguments if a.role in roles]


@dataclass(frozen=True, slots=True, eq=False)
class Incident:
    """Frames that tell of the same happening, and the id of the known incident that it was linked to."""

    frames: tuple[Frame, ...]
    known: str | None = None

    @property
    def arguments(self) -> list[Argument]:
        """All arguments of all frames."""
        return [a for f in self.frames for a in f.arguments]

    def fillers(self, *roles: str) -> list[Argument]:
        """Arguments in one of these roles."""
        return [a for a in self.arguments if a.role in roles]

    @property
    def recurring(self) -> bool:
        """Whether it sums up many attacks: of a plural among other words, what it says of one incident is not that."""
        return all(f.recurring for f in self.frames)

    def with_argument(self, argument: Argument, of: int = 0) -> Incident:
        """The incident with one argument more, for the frame of that number."""
        told = replace(self.frames[of], arguments=[*self.frames[of].arguments, argument])
        return replace(self, frames=(*self.frames[:of], told, *self.frames[of + 1 :]))


@dataclass(frozen=True, slots=True, eq=False)
class ClaimDraft:
    """One statement between drafts, before attribution is looked up.

    Attributes:
        confidence: what the rule says that read it; `probability` is what the belief model makes of its `features`.
        inferred: as of the argument that it was made of.
        empty: whether it speaks of nobody in particular: then it is not believed, however surely it was read.
    """

    subject: EntityDraft | Incident
    predicate: str
    object: EntityDraft | int | str
    at: Token
    span: Span
    factuality: Factuality | None = None
    bound: Bound | None = None
    source: EntityDraft | None = None
    source_words: str | None = None
    confidence: float = 0.8
    inferred: bool = False
    probability: float | None = None
    empty: bool = False
    features: frozenset[str] = frozenset()


def register() -> None:
    """Declare the extensions; safe to call again."""
    lists = "times offsets mentions entities speeches frames links incidents claims sections".split()
    defaults: dict[str, object] = {name: [] for name in lists} | {"recased": False}
    defaults |= dict.fromkeys("published headline dateline reading plain".split())
    for name, default in defaults.items():
        if not spacy.Doc.has_extension(name):
            spacy.Doc.set_extension(name, default=default)


def adopt(doc: Doc, entity: EntityDraft) -> None:
    """Add a party that no name or description has made an entity yet, with its mentions."""
    doc._.entities.append(entity)
    doc._.mentions.extend(entity.mentions)


def published(doc: Doc) -> dt.date | None:
    """The article's date, if it has one."""
    date: dt.date | None = doc._.published
    return date


def section_at(token: Token) -> Section | None:
    """The section that a token stands in, if it stands in one."""
    sections: list[Section] = token.doc._.sections
    at = bisect_right(sections, token.i, key=lambda s: s.start) - 1
    return sections[at] if at >= 0 and token.i < sections[at].end else None


def day_of_telling(token: Token) -> dt.date | None:
    """The day that "today" means where a token stands: its section's; else, and for items of late, the article's."""
    section, told = section_at(token), published(token.doc)
    if section is None or section.day is None:
        return told
    return told if section.told and told is not None and abs(told - section.day) < _RECENT else section.day


def named_in(part: Span) -> tuple[Span, ...]:
    """The model's entities within a part of a document."""
    every = part.doc.ents
    first = bisect_left(every, part.start, key=lambda e: e.start)
    return every[first : bisect_right(every, part.end, key=lambda e: e.end)]


def name_over(part: Span) -> Span | None:
    """The model's entity that a part of a document lies in."""
    every = part.doc.ents
    at = bisect_right(every, part.start, key=lambda e: e.start) - 1
    return every[at] if at >= 0 and part.end <= every[at].end else None


def mention_at(doc: Doc) -> dict[int, MentionDraft]:
    """Token index -> the mention it belongs to: that it heads, else the name that it is part of."""
    found: dict[int, MentionDraft] = {}
    for mention in doc._.mentions:
        if mention.kind == "name":
            for token in mention.span:
                found.setdefault(token.i, mention)
    for mention in doc._.mentions:
        found[mention.head.i] = mention
    return found


def sharper(a: str, b: str) -> str:
    """The more exact of two event classes; of two that exclude each other, the first unless it is plain kg:Attack."""
    if is_a(b, a) or a == "Attack":
        return b
    return a if len(superclasses(a)) >= len(superclasses(b)) or is_a(a, b) else b
