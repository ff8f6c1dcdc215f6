"""Bodies that only a role gives away: "the eastern NOC" of a spokesman, "Lagos State police" of a chief."""

from __future__ import annotations

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.mentions.portfolios import Portfolios
from kg.extract.participants import Fillers
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_SHORTEST = 3  # letters of an acronym
_LONGEST = 2  # words between a town and its service's noun
_PLURALS = ("NNS", "NNPS")
_RANKS = frozenset("deputy assistant vice chief senior acting city".split())
LEVELS = frozenset("provincial regional state local municipal district county federal".split())
_NO_NAMES = frozenset("DATE TIME PERCENT MONEY ORDINAL CARDINAL GPE LOC EVENT LAW LANGUAGE PRODUCT".split())


class Unheard:
    """Makes entities for names of bodies that nothing else found; a claim takes them into the document."""

    def __init__(self, doc: Doc, actors: ActorList, lexicon: Lexicon, fillers: Fillers) -> None:
        self._actors, self._fillers, self._nominals = actors, fillers, lexicon.nominals
        self._services: dict[str, str] = lexicon.relations["local_services"]
        self._portfolios = Portfolios(lexicon).words_in(doc)
        self._irregulars = lexicon.sets["irregulars"]
        people = lexicon.nouns_for("Person")
        self._posts = people | lexicon.words("relations", "positions", "leads")
        self._plurals = {
            m.span.text.lower(): m.entity for m in doc._.mentions if m.actor and m.span[-1].tag_ in _PLURALS
        }
        self._found: dict[str, EntityDraft] = {}
        bodies = [(n, e) for e in reversed(doc._.entities) if is_a(e.cls, "Organization") for n in e.names]
        self._names = {name.rpartition(" ")[0]: e for name, e in bodies if self._is_generic(name)} | dict(bodies)

    def _is_generic(self, name: str) -> bool:
        """Whether a name's last word only says that it is a body: "X Group"."""
        return " " in name and self._nominals.get(name.rpartition(" ")[2].lower()) == "Organization"

    def body(self, token: Token) -> EntityDraft | None:
        """The body that a role's noun has for its owner: "the eastern NOC", "the Gao fire department"."""
        if token.pos_ == "NOUN":
            return self._local(token)
        if token.pos_ != "PROPN" or token.i in self._portfolios or token.ent_type_ in _NO_NAMES:
            return None
        doc, start = token.doc, token.i
        while start > token.sent.start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head.i in (token.i, start):
            start -= 1
        span = doc[start : token.i + 1]
        if any(self._fillers.mention(t) is not None or t.i in self._portfolios for t in span):
            return None
        if lemma(token) in self._posts:
            return None  # "the secretary-general's envoy"
        return self._entity(span, "Organization")

    def beside(self, token: Token) -> EntityDraft | None:
        """The body right before a role: "AKE analyst", "the Lagos State police chief"."""
        if token.i in self._portfolios:
            return None
        if lemma(token) in self._irregulars and token.i > token.sent.start:  # "Chechen rebel commanders"
            return self._plurals.get(f"{token.nbor(-1).lower_} {token.lower_}s") or self._rebels(token)
        if token.text.isupper() and len(token.text) >= _SHORTEST and self._fillers.mention(token) is None:
            return (
                None if token.ent_type_ in _NO_NAMES else self._entity(token.doc[token.i : token.i + 1], "Organization")
            )
        cls = self._nominals.get(lemma(token))
        if cls is not None and is_a(cls, "Organization") and token.pos_ == "PROPN" and token.text.istitle():
            start = token.i  # "the Joint Task Force commander"
            while start > token.sent.start and _is_capital(token.doc[start - 1]):
                start -= 1
            span = token.doc[start : token.i + 1]
            if (town := self._local(token)) is not None:
                return town  # "Quetta Police Chief X"
            free = all(self._fillers.mention(t) is None for t in span)
            told = any(
                t.lower_ not in LEVELS | _RANKS for t in span[:-1]
            )  # "Deputy Police", "State Police" are no names
            return self._entity(span, cls) if free and told else None
        return self._local(token) if token.pos_ == "NOUN" else None

    def _rebels(self, noun: Token) -> EntityDraft | None:
        """Whom only their leader's title names: "Chechen separatist leader X" leads Chechen separatists."""
        people = self._fillers.mention(noun.nbor(-1))
        if people is None or people.cls not in ("State", "Group") or people.span.end != noun.i:
            return None
        span = noun.doc[people.span.start : noun.i + 1]
        name = f"{span.text}s"
        actor = self._actors.named(name)
        known = next((e for e in noun.doc._.entities if actor is not None and e.actor == actor.id), None)
        known = known or self._found.get(name)
        if known is None:
            cls = actor.cls if actor is not None else "ArmedGroup"
            mention = MentionDraft(span, noun, "nominal", cls, actor.id if actor is not None else None)
            known = EntityDraft(
                cls, [mention], [name], mention.actor, country=actor.country if actor else people.country
            )
            mention.entity = self._found[name] = known
        return known

    def town(self, token: Token) -> EntityDraft | None:
        """A town's service farther from a role: "Lagos POLICE bomb squad head"."""
        service = token.pos_ in ("NOUN", "PROPN") and lemma(token) in self._services
        return self._local(token) if service and self._fillers.mention(token) is None else None

    def _local(self, noun: Token) -> EntityDraft | None:
        """A town's body by the town's name: "Lagos police", "the Gao fire department"."""
        cls = self._nominals.get(lemma(noun)) or self._services.get(lemma(noun))
        start = noun.i
        while start > noun.sent.start and _is_field(noun.doc[start - 1]) and noun.i - start < _LONGEST:
            start -= 1
        place = self._fillers.mention(noun.doc[start - 1]) if start > noun.sent.start else None
        if cls is None or not is_a(cls, "Organization") or place is None:
            return None
        if place.kind != "name" or place.cls != "Place" or place.span.end != start:
            return None
        levels = all(t.lower_ in LEVELS for t in noun.doc[start : noun.i])
        if not levels and lemma(noun) not in self._services:
            return None  # "Gao rebel group"
        return self._entity(noun.doc[place.span.start : noun.i + 1], cls)

    def _entity(self, span: Span, cls: str) -> EntityDraft:
        known = self._names.get(span.text) or self._found.get(span.text)
        if known is None:
            mention = MentionDraft(span, span.root, "name", cls)
            known = mention.entity = self._found[span.text] = EntityDraft(cls, [mention], [span.text])
        return known


def _is_field(word: Token) -> bool:
    """Whether a word between a place and its body says what it is for, or of what level: "PROVINCIAL government"."""
    return bool(word.pos_ == "NOUN" or word.lower_ in LEVELS)


def _is_capital(word: Token) -> bool:
    return bool(word.pos_ == "PROPN" and word.text.istitle() and not word.ent_type_)
