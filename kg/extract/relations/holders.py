"""Who holds a role: the names that stand beside its noun, in whatever form the text gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.participants import Fillers
from kg.extract.relations.names import enumerated, name_from
from kg.extract.relations.owners import Owner
from kg.extract.relations.titles import Title
from kg.extract.text.beside import names_after_phrase
from kg.extract.text.syntax import (
    SUBJECTS,
    after,
    agents,
    children,
    conjuncts,
    is_passive,
    lemma,
    subjects,
)
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon, Words
from kg.vocab import is_a

_PERSONAL = ("leads", "memberOf", "spokespersonFor")
_LONGEST_PHRASE = 8  # tokens before a role in its noun phrase
_POSTED = ("for", "to", "in", "on")  # what goes before the place or the field of a post
_SET_OFF = frozenset((",", "(", "-", "–", "—"))  # between a name and who its bearer is
_INSIDE = ("det", "amod", "compound", "poss", "case")

Fits = Callable[[EntityDraft], bool]
"""Whether an entity may hold a role at all: a person a post, an organisation a branch."""


class Holders:
    """Finds holders of roles of one document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers = fillers
        self._honorifics: Words = lexicon.sets["honorifics"] | lexicon.words("relations", "ranks")
        self._sitting = lexicon.words("relations", "sitting")
        self._posts = lexicon.words("relations", "posts")
        self._naming = lexicon.words("relations", "naming")
        self._succeeding = lexicon.words("relations", "succeeding")
        self._heading = lexicon.words("relations", "positions", "leads") - self._honorifics | lexicon.words(
            "relations", "heads_of_state"
        )
        self._including = lexicon.words("relations", "including")
        self._people = lexicon.nouns_for("Person")
        self._known_as = lexicon.words("relations", "also_known")
        self._strangers = lexicon.words("relations", "strangers")

    def of(self, role: Title, owners: Sequence[Owner], fits: Fits) -> list[EntityDraft]:
        """The named entities that hold a role: by the surest construction that names anybody."""
        noun = role.noun
        apart = (
            self._listed(noun, owners),
            self._posted(role),
            self._included(role),
            self._beside(role),
            self._said(role, owners),
            [noun],
        )
        for tokens in (self._right(role), *(() if self._is_kin(noun) else apart)):
            found = list(dict.fromkeys(e for t in tokens if (e := self._named(t)) is not None and fits(e)))
            if found:
                return found[:1] if self._is_of_one(role) else found
        return []

    @staticmethod
    def _is_of_one(role: Title) -> bool:
        """Whether one person holds it: "X's leader, Y, and its spokesman, Z"."""
        noun = role.noun
        return role.relation in _PERSONAL and noun.tag_ in ("NN", "NNP") and not any(children(noun, "nummod"))

    def _is_kin(self, noun: Token) -> bool:
        """Whether a name across a comma is somebody else's: "the widow of a commander, X", "a commander's widow, X"."""
        other = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
        return noun.dep_ in ("pobj", "poss") and other.pos_ == "NOUN" and lemma(other) in self._strangers

    def _named(self, token: Token) -> EntityDraft | None:
        entity = self._fillers.entity(token, make=False)
        return entity if entity is not None and entity.names else None

    def _right(self, role: Title) -> Iterator[Token]:
        """ "Leader X", "commanders X and Y", "military spokesman Lt. Col. X"."""
        noun, end = role.noun, role.end
        if end >= noun.sent.end:
            return
        doc = noun.doc
        if noun.tag_ in ("NNS", "NNPS"):
            yield from (m.head for m in enumerated(doc, end, self._fillers, self._honorifics))
        mention = name_from(doc, end, self._fillers, self._honorifics)
        if mention is not None:
            yield mention.head

    def _listed(self, noun: Token, owners: Sequence[Owner]) -> Iterator[Token]:
        """After the owner: "the president of Mali X", "two commanders of the brigade, X and Y", "the mayor of A, X"."""
        doc = noun.doc
        plural = noun.tag_ in ("NNS", "NNPS") or any(children(noun, "nummod"))
        for owner in [o for o in owners if o.at.i > noun.i][-1:]:
            mention = self._fillers.mention(owner.at)
            end = max(owner.at.i + 1, mention.span.end if mention is not None else 0)
            while end < noun.sent.end and doc[end].tag_ in ("NN", "NNS") and self._fillers.mention(doc[end]) is None:
                end += 1  # "of the X movement, Y"
            end = self._past_segments(doc, end, noun.sent.end)
            if end < noun.sent.end and doc[end].text == ",":
                end += 1
            found = list(enumerated(doc, end, self._fillers, self._honorifics)) if end < len(doc) else []
            if found and self._is_post(doc[end : found[0].span.start]):  # "the spokesman for UN Secretary-General X"
                end = found[0].span.end
                next_ = enumerated(doc, end + 1, self._fillers, self._honorifics) if doc[end].text == "," else ()
                found = [m for m in next_ if m.cls == "Person" and doc[m.span.end].text == ","]
            yield from (m.head for m in (found if plural else found[:1]))

    def _posted(self, role: Title) -> Iterator[Token]:
        """ "The envoy to Libya X", "the commissioner for peace and security X"."""
        doc, end = role.noun.doc, role.noun.sent.end
        if role.end >= end or doc[role.end].lower_ not in _POSTED:
            return
        for token in doc[role.end + 1 : min(role.end + _LONGEST_PHRASE, end)]:
            mention = self._fillers.mention(token)
            if mention is not None and mention.kind == "name" and mention.cls == "Person" and mention.head.i >= token.i:
                before = doc[token.i - 1]
                if token.i == mention.span.start and before.pos_ in ("PROPN", "NOUN") and not self._is_role(before):
                    yield mention.head
                return
            if token.pos_ not in ("PROPN", "NOUN", "ADJ", "CCONJ", "DET"):
                return

    def _is_post(self, words: Span) -> bool:
        """Whether words before a name give its holder a post of his own."""
        return any(words[n:].text.lower() in self._heading for n in range(len(words)))

    def _is_role(self, word: Token) -> bool:
        return word.lower_.rstrip(".") in self._honorifics or lemma(word) in self._people

    def _included(self, role: Title) -> Iterator[Token]:
        """ "Three leaders of Y, including X and Z", "commanders of Y, among them X"."""
        noun = role.noun
        if noun.tag_ != "NNS":
            return
        doc = noun.doc
        for token in doc[noun.i + 1 : min(noun.right_edge.i + 4, noun.sent.end)]:
            if token.lower_ in self._including:
                at = token.i + 1 + (doc[token.i + 1 : token.i + 2].text.lower() in ("them", "as"))
                yield from (m.head for m in enumerated(doc, at, self._fillers, self._honorifics))
                return

    def _past_segments(self, doc: Doc, at: int, end: int) -> int:
        """After larger bodies, and units and places between commas: "of the Army, X", "9 Brigade, Ikeja, X"."""
        while at + 1 < end and doc[at].lower_ in ("of", "in", "at"):
            start = at + 1 + (doc[at + 1].lower_ == "the")
            mention = self._fillers.mention(doc[start]) if start < end else None
            if mention is None or mention.kind != "name" or mention.span.start > start or mention.span.end >= end:
                break
            if mention.cls == "Person":
                break
            at = mention.span.end
        while at + 2 < end and doc[at].text == ",":
            mention = self._fillers.mention(doc[at + 1])
            if mention is None or mention.kind != "name" or mention.span.start != at + 1 or mention.span.end >= end:
                break
            if not (is_a(mention.cls, "Place") or mention.cls in ("MilitaryForce", "Organization")):
                break
            if doc[mention.span.end].text != ",":
                break
            at = mention.span.end
        return at

    def _beside(self, role: Title) -> Iterator[Token]:
        """ "X, leader of Y", "the leader, X", "X is leader", "X was named as leader", "X held the post of leader"."""
        noun = role.noun
        if noun.dep_ == "poss":
            return  # "X, the leader's envoy"
        plural = noun.tag_ in ("NNS", "NNPS")
        if noun.dep_ == "appos" and (over := self._named(noun.head)) is not None and over.cls == "Person":
            if plural and noun.head.dep_ != "conj" and not any(children(noun.head, "conj")):
                return  # "according to the mayor, X, Y FIGHTERS did it": no one man is several
            yield noun.head  # "X, leader of Y, ..."
        yield from (t for a in children(noun, "appos") for t in (conjuncts(a) if plural else [a]))
        if noun.i + 2 < noun.sent.end and noun.nbor(1).text == ",":
            mention = name_from(noun.doc, noun.i + 2, self._fillers, self._honorifics)
            if mention is not None and not _begins_clause(noun, mention):
                yield mention.head
        yield from names_after_phrase(noun)
        head = noun.head
        if noun.dep_ in ("appos", "compound", "nmod", "amod") and head.pos_ in ("PROPN", "NOUN"):
            if noun.tag_ == "NNS" and head.dep_ == "conj":
                yield from (t for t in conjuncts(head.head) if t.i < noun.i)  # "X and Y, allies of Z"
            yield head
        if noun.dep_ == "conj" and head.dep_ == "appos":
            yield head.head  # "X, envoy of Y and head of Z"
        yield from self._before_comma(role)

    def _before_comma(self, role: Title) -> Iterator[Token]:
        """ "X, 45, the leader of Y", wherever the parser hung it."""
        noun, doc = role.noun, role.noun.doc
        one = _one_of(noun)
        outer = noun.dep_ == "pobj" and noun.head.i < role.start  # not the one in "second in command"
        if noun.dep_ in SUBJECTS or (outer and one is None):
            return
        start = one.i if one is not None else role.start
        at = min(start, noun.left_edge.i if start - _LONGEST_PHRASE <= noun.left_edge.i < start else start) - 1
        while (
            at > noun.sent.start
            and doc[at].text not in _SET_OFF
            and doc[at].dep_ in ("det", "amod", "compound", "poss", "case")
        ):
            at -= 1
        if at > noun.sent.start + 1 and doc[at].text == "," and doc[at - 1].pos_ == "NUM" and doc[at - 2].text == ",":
            at -= 2
        if at <= noun.sent.start or doc[at].text not in _SET_OFF:
            return
        before = doc[at - 1]
        mention = self._fillers.mention(before)
        if mention is not None and mention.kind == "name" and mention.span.end == at:
            if one is not None and noun.tag_ == "NNS" and mention.head.dep_ == "conj" and one.lower_ == "among":
                yield from (t for t in conjuncts(mention.head.head) if t.i < at)  # "X and Y, among the leaders of Z"
            yield mention.head

    def _said(self, role: Title, owners: Sequence[Owner]) -> Iterator[Token]:
        """By a verb: "X is the leader", "X was named as leader", "a member of Y identified as X"."""
        noun = role.noun
        if noun.dep_ in ("compound", "nmod") and any(noun.i < o.at.i <= noun.head.i for o in owners):
            noun = noun.head  # "appointed GOC 81 Division"
        head = noun.head
        if noun.dep_ in ("attr", "oprd"):
            yield from self._held_by(head)
        if noun.dep_ == "dobj" and lemma(head) in self._naming and head.tag_ == "VBN":
            yield from self._held_by(head)  # "was moved and appointed Commander, 1st Brigade"
        if noun.dep_ == "dobj" and lemma(head) in self._posts:
            yield from subjects(head)  # "X became leader" where the parser sees an object
        if noun.dep_ == "pobj" and head.lower_ == "as" and head.head.dep_ == "pobj":
            yield from self._held_by(head.head.head.head)  # "posted X to the brigade as commander"
        elif noun.dep_ == "pobj" and head.lower_ == "as" and head.head.pos_ in ("VERB", "NOUN"):
            yield from self._held_by(head.head)
            yield from (after(head.head, ("of",)) if head.head.pos_ == "NOUN" else ())  # "the posting of X as GOC"
        if noun.dep_ == "pobj":
            yield from self._in_place(noun)
        if noun.dep_ in ("nsubj", "nsubjpass") and lemma(head) == "be":
            yield from (t for a in children(head, "attr") for t in conjuncts(a))
        hung = [noun, *(o.at for o in owners if o.at.i > noun.i)]
        for verb in [head, *(c for t in hung for c in children(t, "acl", "relcl"))]:
            about = verb.head in hung or noun.dep_ in ("nsubjpass", "dobj")
            if about and verb.pos_ == "VERB" and lemma(verb) in self._known_as:
                yield from after(verb, ("as",))
                yield from children(verb, "oprd")

    def _in_place(self, noun: Token) -> Iterator[Token]:
        """ "He sits at the HEAD of X", "held the post of HEAD", "a number of leaders, X"."""
        head = noun.head
        if head.lower_ == "at" and lemma(head.head) in self._sitting:
            yield from subjects(head.head)
        if head.lower_ != "of":
            return
        if lemma(head.head) in self._posts:
            yield from subjects(head.head.head)
        if head.head.dep_ == "nummod" or lemma(head.head) == "number":
            yield from children(head.head, "appos")

    def _held_by(self, verb: Token) -> list[Token]:
        """Who comes to hold what a verb names: its subject; whom it names to a post; who comes after another."""
        if lemma(verb) in self._succeeding:
            return agents(verb) if is_passive(verb) else subjects(verb)
        named = [t for o in children(verb, "dobj") for t in conjuncts(o)]
        if lemma(verb) in self._naming and not named:  # "named X as commander", where the parser sees a predicate
            people = [t for t in children(verb, "oprd") if (e := self._named(t)) is not None and e.cls == "Person"]
            if people:
                return people
        if named and not is_passive(verb) and (lemma(verb) in self._naming or verb.pos_ == "NOUN"):
            return named
        return subjects(verb)


def _begins_clause(noun: Token, name: MentionDraft) -> bool:
    """ "In a letter to X's president, Y asked for it": the name is the subject of what follows, and no president."""
    closed = name.span.end < len(noun.doc) and noun.doc[name.span.end].text == ","
    return noun.dep_ == "pobj" and name.head.dep_ in SUBJECTS and not closed


def _one_of(noun: Token) -> Token | None:
    """Where "one of the leaders" or "among the leaders" begins."""
    preposition = noun.head
    if noun.dep_ != "pobj" or noun.tag_ not in ("NNS", "NNPS"):
        return None
    if preposition.lower_ == "among":
        return preposition
    number: Token = preposition.head
    return number if preposition.lower_ == "of" and number.lower_ == "one" else None
