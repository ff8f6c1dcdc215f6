"""Component `sitrep_relations`: who belongs to, leads, speaks for, is part of, allied with or against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from kg.extract.attribution.factuality import Stance
from kg.extract.attribution.speech import is_description, speech_of
from kg.extract.drafts import ClaimDraft, EntityDraft, adopt
from kg.extract.events.doers import Doers
from kg.extract.participants import ACTORS, Fillers
from kg.extract.relations.companions import Companions
from kg.extract.relations.holders import Holders
from kg.extract.relations.owners import Owners
from kg.extract.relations.patterns import HYPHENS, Ties
from kg.extract.relations.positions import Positions
from kg.extract.relations.subjects import bearers, other_side
from kg.extract.relations.titles import Titles
from kg.extract.relations.wholes import Wholes
from kg.extract.text.quotes import quoted_tokens
from kg.extract.text.syntax import conjuncts, lemma
from kg.extract.tokens import Doc, Span, Token, on_plain
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.lists import actors_in
from kg.vocab import is_a

Statement = tuple[EntityDraft, str, EntityDraft, Token, Span]
"""Subject, property, object, the token that it hangs on, and the words that say so."""

_FOLLOWERS = ("ArmedGroup", "Person", "Group", "PoliticalParty", "Organization")
_STATES = ("State", "StateBody", "MilitaryForce", "Person")
_MOST = 0.6  # of the mentions of states, for an article to be about one
_HIGHEST = 6  # steps up the tree to an accusation
_LONGEST_QUOTE = 60  # tokens; a longer stretch gives way to the object's own words


@Language.factory(
    "sitrep_relations",
    default_config={"actors": "", "lexicon": "", "places": ""},
    requires=["doc._.mentions", "doc._.entities", "doc._.speeches"],
    assigns=["doc._.claims", "doc._.mentions", "doc._.entities"],
)
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Relations:  # noqa: ARG001 - spaCy passes all, this step needs two
    """Build the component from the folders of the actor list and the lexicon."""
    return Relations(actors_in(Path(actors)), load_lexicon(Path(lexicon)))


class Relations:
    """Adds relation claims to `doc._.claims`; adds bodies that only a role names to `doc._.mentions` and `entities`."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors, self._lexicon = actors, lexicon
        self._stance = Stance(lexicon)
        self._doers = Doers(lexicon)
        self._charging = lexicon.words("relations", "charging")
        self._ties = Ties(lexicon)
        self._positions = Positions(actors, lexicon)
        self._companions = Companions(lexicon, Titles(lexicon))
        self._wholes = Wholes(actors, lexicon)

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Every pattern at every token; what is said twice is claimed where it is said first."""
        fillers = Fillers(doc, self._lexicon)
        owners, holders = Owners(doc, self._actors, self._lexicon, fillers), Holders(self._lexicon, fillers)
        claims: dict[tuple[int, str, int], ClaimDraft] = {}
        parts = (
            (*part[:4], _quote(doc, part[4], part[3])) for part in self._wholes.read(doc, owners, holders, fillers)
        )
        beside = ((*each, _quote(doc, each[3])) for each in self._companions.read(doc, owners, holders, fillers))
        statements = [*self._positions.read(doc, owners, holders, fillers), *parts, *beside, *self._tied(doc, fillers)]
        known, quoted = {id(e) for e in doc._.entities}, quoted_tokens(doc)
        for statement in statements:
            subject, predicate, object_, _, _ = statement
            if subject is not object_ and _is_allowed(subject, predicate, object_):
                claims.setdefault((id(subject), predicate, id(object_)), self._claim(doc, statement, quoted))
                if id(object_) not in known:  # a body that only its role has named
                    known.add(id(object_))
                    adopt(doc, object_)
        for person, _, body in [key for key in claims if key[1] in ("leads", "spokespersonFor")]:
            claims.pop((person, "memberOf", body), None)  # a leader is a member anyhow
            claims.pop((body, "alignedWith", person), None)  # and "troops loyal to him" are his
        doc._.claims = [*doc._.claims, *claims.values()]

    def _claim(self, doc: Doc, statement: Statement, quoted: frozenset[int]) -> ClaimDraft:
        subject, predicate, object_, at, span = statement
        over = at.pos_ in ("VERB", "AUX", "ADJ") and not _is_aside(at)
        stance = self._stance.of(at) if over else self._stance.local(at)
        if at.dep_ in ("attr", "dobj") and at.head.pos_ in (
            "VERB",
            "AUX",
        ):  # "X is no member of Y"
            stance = self._stance.of(at.head)
        if stance == "Asserted" and self._is_charged(at):
            stance = "Hedged"  # "accused of having ties to X"
        if predicate == "opposes" and stance == "Hypothetical" and at.sent[-1].text != "?":
            stance = "Asserted"  # whoever means to defeat somebody opposes him
        speech = speech_of(doc, at)
        source, words = (speech.source, speech.words or None) if speech is not None else (None, None)
        identified = at.dep_ == "appos" and subject.cls == "Person"  # "killed X, a leader of Y"
        if speech is not None and is_description(at) and at.i not in quoted and not identified:
            source, words = None, None  # who somebody is that is spoken of, the article says itself
        if source is subject and at.pos_ not in ("VERB", "AUX"):  # "Minister X said": his office is the outlet's word
            source, words = None, None
        return ClaimDraft(subject, predicate, object_, at, span, stance, source=source, source_words=words)

    def _is_charged(self, at: Token) -> bool:
        """Whether words only tell what somebody is accused of."""
        for _ in range(_HIGHEST):
            if at.dep_ in ("ROOT", "relcl", "conj", "advcl"):
                return False
            below, at = at, at.head
            if at.pos_ == "VERB" and lemma(at) in self._charging:
                return below.dep_ in ("prep", "xcomp", "ccomp", "oprd", "pcomp")
        return False

    @staticmethod
    def _own_state(word: Token, tied: Token) -> EntityDraft | None:
        """ "A Syrian STATE-aligned paper", "GOVERNMENT-backed militias": the state named before, else the article's."""
        if word.lower_ not in ("state", "government") or word.nbor(1).text not in HYPHENS:
            return None
        states = [m for m in word.doc._.mentions if m.cls == "State" and m.entity is not None]
        beside = [m for m in states if m.adjective and m.head.head in (tied, tied.head) and m.head.i < word.i]
        spoken = Counter(m.country for m in states)
        country, times = [*spoken.most_common(1), ("", 0)][0]
        about = [m for m in states if m.country == country] if times > _MOST * spoken.total() else []
        return next((m.entity for m in (*beside, *about)), None)

    def _tied(self, doc: Doc, fillers: Fillers) -> Iterator[Statement]:
        for token in doc:
            for subject, predicate, object_ in self._ties.at(token):
                if token.pos_ == "PROPN" and _is_inside(token, fillers):
                    continue  # the "of" of "the Armed Forces of X" is a part of the name
                for bearer, at in bearers(subject, fillers):
                    for each in [object_] if token.text in HYPHENS else conjuncts(object_):
                        other = self._own_state(each, subject) or other_side(each, fillers)
                        if other is None:
                            continue
                        ends = (other, bearer) if predicate.startswith("~") else (bearer, other)
                        name = predicate.removeprefix("~")
                        if name == "opposes" and _is_within(token, other):
                            continue  # "the coalition against X" as one name
                        if bearer.cls == "Group" and not bearer.names and token.pos_ == "ADJ" and other.cls == "State":
                            continue  # "30 people were killed in X, close to Y"
                        if name == "backedBy":
                            ends = ends[0], self._doers.behind(ends[1], token)
                        if _is_speaker(at, bearer, doc) and name in ("alignedWith", "backedBy"):
                            continue
                        if (
                            name != predicate
                            and name == "backedBy"
                            and _follows(bearer, at, fillers)
                            and other.cls in _STATES
                        ):
                            ends, name = (bearer, other), "alignedWith"  # "a militia that supports the government"
                        yield ends[0], name, ends[1], token, _quote(doc, at, token, each)


def _is_aside(at: Token) -> bool:
    """Whether it only tells who somebody is: a "not" in the sentence does not deny that ("no word on X, tied to Y")."""
    if at.dep_ == "acl" and at.tag_ in ("VBN", "VBG"):
        return True
    while at.dep_ not in ("ROOT", "ccomp", "xcomp", "advcl", "conj", "relcl"):
        if at.dep_ == "appos":
            return True
        at = at.head
    return False


def _follows(bearer: EntityDraft, at: Token, fillers: Fillers) -> bool:
    """Whether somebody takes a side by helping; so does "X, an alliance of MILITIAS that support Y"."""
    inner = fillers.mention(at)
    return bearer.cls in _FOLLOWERS or (inner is not None and inner.cls in _FOLLOWERS)


def _is_within(token: Token, entity: EntityDraft) -> bool:
    return any(m.span.start <= token.i < m.span.end for m in entity.mentions)


def _is_inside(token: Token, fillers: Fillers) -> bool:
    """Whether the name that a token belongs to goes on behind it."""
    mention = fillers.mention(token)
    return mention is not None and token.i < mention.span.end - 1


def _is_speaker(at: Token, bearer: EntityDraft, doc: Doc) -> bool:
    """Whether "it" was taken for the one who only tells of somebody's ties: "the UN says it has links with X"."""
    if at.pos_ != "PRON" or bearer.cls in ("ArmedGroup", "PoliticalParty", "State"):
        return False
    speech = speech_of(doc, at)
    return speech is not None and speech.source is bearer


def _quote(doc: Doc, *tokens: Token) -> Span:
    """From the first to the last of the tokens."""
    first, last = min(t.i for t in tokens), max(t.i for t in tokens)
    if last - first >= _LONGEST_QUOTE:
        first, last = tokens[-1].left_edge.i, tokens[-1].i
    return doc[first : last + 1]


def _is_allowed(subject: EntityDraft, predicate: str, object_: EntityDraft) -> bool:
    """Whether the classes fit the property's domain and range, and the object is somebody in particular."""
    body = is_a(object_.cls, "Organization") or object_.cls == "State"
    known = bool(object_.names or object_.actor)
    if predicate in ("memberOf", "leads", "spokespersonFor"):
        return subject.cls == "Person" and body
    if predicate == "partOf":
        return is_a(subject.cls, "Organization") and body and known
    return known and all(any(is_a(e.cls, c) for c in ACTORS) for e in (subject, object_))
