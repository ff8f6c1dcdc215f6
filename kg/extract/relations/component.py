"""Component `sitrep_relations`: who belongs to, leads, speaks for, is part of, allied with or against whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.attribution.factuality import Stance
from kg.extract.attribution.speech import speech_of
from kg.extract.drafts import ClaimDraft, EntityDraft
from kg.extract.mentions.actor_phrases import actor_phrases
from kg.extract.participants import ACTORS, Fillers
from kg.extract.relations.patterns import Ties
from kg.extract.relations.roles import Positions
from kg.extract.relations.subjects import bearers, other_side
from kg.extract.text.syntax import conjuncts
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.vocab import is_a

Statement = tuple[EntityDraft, str, EntityDraft, Token, Span]
"""Subject, property, object, the token that it hangs on, and the words that say so."""

_LONGEST_QUOTE = 60  # tokens; a longer stretch gives way to the object's own words


@Language.factory("sitrep_relations", default_config={"actors": "", "lexicon": "", "places": ""})
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Relations:  # noqa: ARG001 - spaCy passes all, this step needs two
    """Build the component from the folders of the actor list and the lexicon."""
    return Relations(actor_phrases(Path(actors))[0], load_lexicon(Path(lexicon)))


class Relations:
    """Adds relation claims to `doc._.claims`."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stance = Stance(lexicon)
        self._ties = Ties(lexicon)
        self._positions = Positions(actors, lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Every pattern at every token; what is said twice is claimed where it is said first."""
        fillers = Fillers(doc, self._lexicon)
        claims: dict[tuple[int, str, int], ClaimDraft] = {}
        for statement in [*self._positions.read(doc, fillers), *self._tied(doc, fillers)]:
            subject, predicate, object_, _, _ = statement
            if subject is not object_ and _is_allowed(subject, predicate, object_):
                claims.setdefault((id(subject), predicate, id(object_)), self._claim(doc, statement))
        for person, _, body in [key for key in claims if key[1] in ("leads", "spokespersonFor")]:
            claims.pop((person, "memberOf", body), None)  # a leader is a member anyhow
        doc._.claims = [*doc._.claims, *claims.values()]
        return doc

    def _claim(self, doc: Doc, statement: Statement) -> ClaimDraft:
        subject, predicate, object_, at, span = statement
        stance = self._stance.of(at) if at.pos_ in ("VERB", "AUX", "ADJ") else self._stance.local(at)
        if at.dep_ == "attr":  # "X is no member of Y"
            stance = self._stance.of(at.head)
        if predicate == "opposes" and stance == "Hypothetical":
            stance = "Asserted"  # whoever means to defeat somebody opposes him
        draft = ClaimDraft(subject, predicate, object_, at, span, stance)
        speech = speech_of(doc, at)
        if speech is not None:
            draft.source, draft.source_words = speech.source, speech.words or None
        return draft

    def _tied(self, doc: Doc, fillers: Fillers) -> Iterator[Statement]:
        for token in doc:
            for subject, predicate, object_ in self._ties.at(token):
                for bearer, at in bearers(subject, fillers):
                    for each in conjuncts(object_):
                        other = other_side(each, fillers)
                        if other is None:
                            continue
                        ends = (other, bearer) if predicate.startswith("~") else (bearer, other)
                        yield ends[0], predicate.removeprefix("~"), ends[1], token, _quote(doc, at, token, each)


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
        return is_a(subject.cls, "Organization") and bool(subject.names) and body and known
    return known and all(any(is_a(e.cls, c) for c in ACTORS) for e in (subject, object_))
