"""What a text itself calls a name: "X village", "the towns of X and Y", "the newspaper X", "X, a spokesman"."""

from __future__ import annotations

import re

from kg.extract.drafts import MentionDraft
from kg.extract.mentions.overlooked import is_called_otherwise
from kg.extract.mentions.units import is_numbered
from kg.extract.text.syntax import children, lemma
from kg.extract.tokens import Span, Token
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon, Words

BROADCASTING = ("radio", "television", "tv", "news")
BROADCASTERS = ("station", "channel", "agency", "network", "service")
# ", 17 km north of Y", ", about five miles from Y"
_DISTANCE = re.compile(
    r",? (?:some |about |around |roughly |nearly |just |barely )?[\w.-]+ ?(?:km|kms|kilomet(?:er|re)s?|miles?)"
    r" (?:(?:to the )?(?:north|south|east|west)\w*(?:-\w+)? of|from|away from|outside|off|inland)\b"
)
_LONGEST_DISTANCE = 9  # tokens
_LONGEST_ROLE = 10  # words of "the special envoy for X" before a name
_BODIES = ("ArmedGroup", "Organization")
_NO_ROLE = ("VERB", "AUX", "PUNCT", "PRON", "SCONJ")


class Calling:
    """Tells a name's class by the noun that goes with it."""

    def __init__(self, lexicon: Lexicon, places: Gazetteer) -> None:
        self._lexicon, self._places = lexicon, places
        self._settlements = lexicon.sets["settlements"]
        self._sieges: Words = lexicon.words("events", "sieges")
        self._peoples: Words = lexicon.words("relations", "peoples")
        self._outlets: Words = lexicon.words("relations", "outlets")
        self._speakers: Words = lexicon.words("relations", "positions", "spokespersonFor") | {"minister", "constable"}
        self._titles = frozenset().union(*(lexicon.words("relations", "positions", p) for p in _POSITIONS))

    def of(self, mention: MentionDraft) -> str | None:
        """The class that the text gives a name; None where it gives none."""
        span = mention.span
        if mention.cls == "MilitaryForce" and is_numbered(span):
            return "MilitaryForce"
        if self._is_people(span) or self._is_of_settlement(span):
            return "Group"
        if self._is_settlement(span) or _is_where(span):
            return "Place"
        if self._is_outlet(span):
            return "MediaOrganization"
        if (body := self._body_of(span)) is not None:
            return body
        if self._has_fighters(span):
            return "ArmedGroup"
        return "Person" if len(span) > 1 and self._is_person(span) else None

    def _has_fighters(self, span: Span) -> bool:
        """ "X rebels": of what is no people and no man's name, those who fight for it."""
        noun = span.root.head
        beside = span.root.dep_ in ("compound", "nmod") and noun.i == span.end and noun.tag_ == "NNS"
        named = all(t.ent_type_ in ("ORG", "") or t.is_upper for t in span) and not self._places.named(span.text)
        return beside and named and noun.text.islower() and lemma(noun) in self._lexicon.sets["irregulars"]

    def _body_of(self, span: Span) -> str | None:
        """ "A faction that calls itself X", "X is the group which": no man's name, whatever it looks like."""
        root, verb = span.root, span.root.head
        if root.dep_ in ("oprd", "attr", "dobj") and verb.pos_ == "VERB":
            itself = any(t.lower_ in ("itself", "themselves") for t in children(verb, "dobj", "nsubj", "dative"))
            return "Organization" if itself else None
        told = children(verb, "attr") if root.dep_ == "nsubj" and verb.lemma_ == "be" else ()
        classes = (self._lexicon.nominals.get(lemma(t)) for t in told if t.pos_ == "NOUN")
        return next((cls for cls in classes if cls in _BODIES), None)

    def _is_people(self, span: Span) -> bool:
        """ "The X tribe", "the X nomadic community"."""
        root, noun = span.root, span.root.head
        beside = root.dep_ in ("compound", "nmod", "amod") and span.end <= noun.i <= span.end + 2
        return beside and noun.text.islower() and lemma(noun) in self._peoples

    def _is_of_settlement(self, span: Span) -> bool:
        """ "The Chechen village of Y": tells whose it is."""
        beside = (
            span.root.ent_type_ == "NORP"
            and span.root.dep_ in ("compound", "nmod", "amod")
            and span.root.head.i == span.end
        )
        return beside and self._settles(span.root.head) and is_called_otherwise(span.root.head)

    def _is_settlement(self, span: Span) -> bool:
        doc, root = span.doc, span.root
        if len(span) > 1 and self._settles(span[-1]):
            return not is_called_otherwise(span[-1])
        if any(t.ent_type_ == "NORP" or t.pos_ == "ADJ" for t in span):
            return False  # "Sunni villages"
        first = root
        while first.dep_ == "conj" and first.head.pos_ in ("PROPN", "ADJ", "NOUN") and not self._settles(first):
            first = first.head
        if first.dep_ in ("compound", "nmod", "amod") and first.head.i > root.i and self._settles(first.head):
            return first.head.tag_ == "NNS" or (first is root and first.head.i == span.end)
        if first.dep_ == "pobj" and first.head.lower_ == "of" and self._settles(first.head.head):
            return first is root or first.head.head.tag_ == "NNS"  # "the mayor of the city of A, X, and a boy"
        before = doc[span.start - 1] if span.start > span.sent.start else None
        if before is not None and self._settles(before) and root.dep_ in ("appos", "pobj", "dobj", "nsubj"):
            return True
        if root.dep_ == "dobj" and lemma(root.head) in self._sieges and root.head.i == span.start - 1:
            return True  # "overran X"
        return bool(_DISTANCE.match(doc[span.end : span.end + _LONGEST_DISTANCE].text))

    def _settles(self, noun: Token) -> bool:
        return noun.text.islower() and noun.pos_ == "NOUN" and lemma(noun) in self._settlements

    def _is_outlet(self, span: Span) -> bool:
        """ "The newspaper X", "the local radio station, X", "the X news agency"."""
        following = span.doc[span.end : span.end + 2]
        if len(following) > 1 and following[0].lower_ in BROADCASTING and following[1].text.islower():
            return lemma(following[1]) in BROADCASTERS and span.root.head in (*following, following[1].head)
        at = span.start - 1
        comma = at > span.sent.start and span.doc[at].text == ","
        at -= comma
        if at <= span.sent.start or not span.doc[at].text.islower():
            return False
        noun = span.doc[at]
        if comma and (span.root.dep_ != "appos" or any(t.pos_ == "PROPN" for t in noun.lefts)):
            return False  # "the news agency X, Y said"
        if lemma(noun) in BROADCASTERS:
            return noun.nbor(-1).lower_ in BROADCASTING
        return lemma(noun) in self._outlets and span.root.head in (noun, noun.head)

    def _is_person(self, span: Span) -> bool:
        """ "X, police spokesman for Y, said"; "the special envoy for Y, X, said"."""
        if self._places.named(span.text) or any(t.text.isupper() and len(t) > 2 for t in span):
            return False
        if any(t.lower_ in self._lexicon.nominals for t in span):
            return False
        doc, end = span.doc, span.end
        before = doc[span.start - 1] if span.start > span.sent.start else None
        if before is not None and before.lower_ in self._speakers and before.tag_ in ("NN", "NNP"):
            return True  # "spokesman X"
        comma = end < len(doc) and doc[end].text == ","
        beside = (t for t in children(span.root, "appos") if t.i > end and t.tag_ == "NN" and t.text.islower())
        if comma and any(lemma(t) in self._titles for t in beside):
            return True
        return (comma or (end < len(doc) and doc[end].pos_ == "VERB")) and self._after_role(span)

    def _after_role(self, span: Span) -> bool:
        doc, at = span.doc, span.start - 1
        if at <= span.sent.start or doc[at].text != ",":
            return False
        for token in reversed(doc[max(span.sent.start, at - _LONGEST_ROLE) : at]):
            if token.pos_ == "NOUN" and token.tag_ == "NN" and lemma(token) in self._titles:
                return True
            if token.pos_ in _NO_ROLE:
                return False
        return False


def _is_where(span: Span) -> bool:
    """ "X, where 40 people died"."""
    following = span.doc[span.end : span.end + 2]
    return len(following) > 1 and following[0].text == "," and following[1].lower_ == "where"


_POSITIONS = ("leads", "memberOf", "spokespersonFor")
