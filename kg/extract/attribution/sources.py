"""Whom a report quotes: from the noun in a source's place to who stands behind it.

A spokesman speaks for his body, a document for its author, and a pronoun for whoever was quoted last. Reports, findings
and evidence that nobody signs are no source; what they say is only said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, children, conjuncts, lemma, possessors, subjects
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

SPEAKERS = ("Person", "Group", "Organization", "State")
_SEATS = ("Facility",)  # "the embassy said": nobody that has a node, and words all the same
_MODIFIERS = ("compound", "nmod", "amod")
_NEAR = 80  # tokens from a pronoun back to the speech whose source it takes up
_BODIES = ("Organization", "State")
_NOUNS = ("NN", "NNS", "NNPS")
_MANY, _ONE = ("Group", *_BODIES), ("Person",)
_PRONOUNS = {
    "it": _BODIES,
    **dict.fromkeys(("they", "them", "these", "those"), _MANY),
    **dict.fromkeys(("he", "she", "him", "her"), _ONE),
}
_GOVERNMENT = "-government"
_DEFINITE = frozenset("the this that its their his her same".split())


class QuotedSource(NamedTuple):
    """Who says something: the entity if there is one, its words, and whether nobody answers for it."""

    entity: EntityDraft | None
    words: str
    impersonal: bool = False


class Sources:
    """Finds who is quoted in one document; call it in text order, since a pronoun takes up the last one quoted."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers = fillers
        self._events = frozenset(lexicon.nouns)
        self._documents = lexicon.words("attribution", "documents")
        self._statements = lexicon.words("attribution", "statements")
        self._impersonal = lexicon.words("attribution", "impersonal")
        self._deputies = lexicon.words("attribution", "deputies")
        self._hedges = lexicon.words("attribution", "hedges")
        self._voicing = lexicon.words("attribution", "voicing")
        self._media = lexicon.words("attribution", "outlets")
        self._last: tuple[int, EntityDraft] | None = None
        self._nameless: tuple[Token, QuotedSource] | None = None  # quoted after it, and nobody that has a node
        self._bodies: dict[str, EntityDraft] = {}  # by the last word of their names
        self._signed: dict[str, EntityDraft] = {}  # authors of documents spoken of, by the noun for them

    def of(self, noun: Token) -> QuotedSource | None:
        """Who speaks; None for what cannot ("the strike recalled ...", "no group claimed it")."""
        noun = self._speaker(noun)
        if any(t.lower_ == "no" for t in children(noun, "det")):
            return None
        told = self._pronoun(noun) or self._document(noun)
        found = told or self._party(noun)
        if found is not None and found.entity is None and told is None and noun.tag_ in _NOUNS:
            self._nameless = noun, found
        if found is not None and found.entity is not None:
            self._last, self._nameless = (noun.i, found.entity), None
            if any(is_a(found.entity.cls, c) for c in _BODIES):
                name: str = found.entity.label.split()[-1] if found.entity.names else noun.text
                self._bodies[name.casefold()] = found.entity
        return found

    def sign(self, document: Token, author: EntityDraft) -> None:
        """Note whose a document is, for when it is spoken of again."""
        self._signed[lemma(document)] = author

    def misread(self, verb: Token) -> list[Token]:
        """A name that the parser took for an auxiliary ("IS said"), or hung elsewhere ("speaking in X, Y, Z, said")."""
        found = [t for t in verb.lefts if t.dep_ in ("aux", "auxpass") and self._fillers.mention(t) is not None]
        at = verb.i - (2 if verb.i > verb.sent.start + 1 and verb.nbor(-1).text == "," else 1)
        if not found and verb.tag_ in ("VBD", "VBZ", "VBP") and at > verb.sent.start:
            mention = self._fillers.mention(verb.doc[at])
            found = [mention.head] if mention is not None and mention.kind == "name" else []
        return found or ([] if subjects(verb) else self._after_place(verb))

    def _after_place(self, verb: Token) -> list[Token]:
        """ "Near Bamenda, Col. X said": the speaker whom the parser took for another name of the place."""
        before = verb.doc[verb.sent.start : verb.i]
        for token in (t for t in reversed(before) if t.dep_ == "appos" and t.head.i < t.i):
            between = verb.doc[token.right_edge.i + 1 : verb.i].text.strip()
            mention, place = self._fillers.mention(token), self._fillers.mention(token.head)
            person = mention is not None and mention.cls in ("Person", "Group")
            somewhere = token.head.ent_type_ in ("GPE", "LOC", "FAC") or (
                place is not None and is_a(place.cls, "Place")
            )
            if between in ("", ",") and person and somewhere:
                return [token]
        return []

    def person(self, noun: Token) -> QuotedSource | None:
        """Who speaks, if a noun stands for people; a pronoun, if it is known for whom."""
        if noun.pos_ == "PRON":
            meant = self._fillers.entity(noun, make=False)
            return QuotedSource(meant, meant.label) if meant is not None and meant.cls == "Person" else None
        return self._party(noun) if self._fillers.is_people(noun) else None

    def called(self, noun: Token) -> str:
        """What a source is called."""
        return self._fillers.words(noun)

    def _party(self, noun: Token) -> QuotedSource | None:
        entity = self._fillers.entity(noun)
        if entity is not None and not self._is_named_here(noun, entity):
            entity = None
        if entity is not None and any(is_a(entity.cls, c) for c in _SEATS):
            return QuotedSource(None, self._fillers.words(noun))
        if entity is not None and not any(is_a(entity.cls, c) for c in SPEAKERS):
            return None
        if entity is None and (noun.pos_ == "PRON" or lemma(noun) in self._events):
            return None
        words = self._fillers.words(noun)
        if entity is None or not entity.names or lemma(noun) in self._media:
            entity = self._so_called(noun) or entity  # "the X news AGENCY, which the group Y owns"
        if entity is not None and not entity.names:
            entity = next(self._principals(noun), entity)
            if not entity.names and any(t.lower_ == "the" for t in children(noun, "det")):
                bare = not any(children(noun, *_MODIFIERS, "poss"))
                entity = self._bodies.get(noun.lower_, entity) if bare else entity  # "The ministry added"
                entity = self._state_behind(entity, noun.doc) or entity
        return QuotedSource(entity, words)

    @staticmethod
    def _state_behind(body: EntityDraft, doc: Doc) -> EntityDraft | None:
        """Of "the government" of an article that names no more than its state: that state."""
        if body.actor is None or not body.actor.endswith(_GOVERNMENT) or any(m.kind == "name" for m in body.mentions):
            return None
        states: list[EntityDraft] = doc._.entities
        return next((e for e in states if e.cls == "State" and e.country == body.country and e.names), None)

    def _is_named_here(self, noun: Token, entity: EntityDraft) -> bool:
        """Whether the words for a source name the entity, and not those after a comma ("by the data, X forces")."""
        if self._fillers.mention(noun) is not None:
            return True
        within = {t.i for t in noun.subtree}
        return any(m.head.i in within for m in entity.mentions)

    def _so_called(self, noun: Token) -> EntityDraft | None:
        """The body that a plain noun has its name before: "the X militant GROUP", "X TELEVISION"."""
        mentions = [self._fillers.mention(t) for t in children(noun, *_MODIFIERS, "appos")]
        named = [m.entity for m in mentions if m is not None and m.kind == "name" and m.cls != "State"]
        bodies = (e for e in named if e is not None and e.names and is_a(e.cls, "Organization"))
        return next(bodies, None) if noun.pos_ in ("NOUN", "PROPN") else None

    def _principals(self, noun: Token) -> Iterator[EntityDraft]:
        """Whom an unnamed person speaks for: "a Hezbollah source", "the army's spokesman", "a spokesman for it"."""
        deputy = lemma(noun) in self._deputies
        for owner, at in self._fillers.affiliations(noun):
            if owner.names and (deputy or at.dep_ in _MODIFIERS):
                yield owner
        for at in after(noun, ("for", "of", "from")) if deputy else ():
            body = self._fillers.entity(at, make=False)
            if body is not None and any(is_a(body.cls, c) for c in _BODIES):
                yield body if body.names or body.actor else self._bodies.get(at.lower_, body)

    def author(self, document: Token) -> QuotedSource | None:
        """Who is named as a document's author: "a statement by X", "X's report", "X released a statement"."""
        media = lemma(document) in self._impersonal
        aired = [t for t in after(document, ("on", "in")) if self._is_medium(t)]
        beside = [*after(document, ("by", "from", "of")), *aired]
        beside += [*possessors(document), *children(document, *_MODIFIERS)]
        signed = (c for c in children(document, "acl") if not any(children(c, "mark", "nsubj", "nsubjpass")))
        beside += [t for clause in signed for t in after(clause, ("by", "to"))]  # not "a sign that it was done by X"
        above = document.head.head if document.dep_ == "pobj" and document.head.lower_ == "in" else document.head
        voiced = lemma(above) in self._voicing and not any(children(above, "mark"))  # not "if X presents evidence"
        if above.pos_ == "VERB" and voiced and document.dep_ in ("pobj", "dobj"):
            beside += subjects(above)
        for token in beside:
            entity = self._fillers.entity(token, make=False)
            if token in aired and (entity is None or not entity.names):
                return QuotedSource(None, self._fillers.words(token))
            if entity is None or not any(is_a(entity.cls, c) for c in SPEAKERS):
                continue
            if media and entity.cls == "State" and token.dep_ in _MODIFIERS:
                continue  # "Russian media reports" are not the state's
            self.sign(document, entity)
            return QuotedSource(entity, self._fillers.words(document))
        return None

    def _is_medium(self, noun: Token) -> bool:
        """ "A report on X television"."""
        entity = self._fillers.entity(noun, make=False)
        named = entity is not None and is_a(entity.cls, "MediaOrganization")
        return named or lemma(noun) in self._media

    def _document(self, noun: Token) -> QuotedSource | None:
        """A document speaks for its author; what nobody is named for is the article's own guess."""
        word = lemma(noun)
        if word not in self._documents and word not in self._impersonal:
            return None
        if (found := self.author(noun)) is not None:
            return found
        definite = noun.tag_ == "NN" and any(t.lower_ in _DEFINITE for t in children(noun, "det", "poss", "amod"))
        written = definite and word in self._documents
        author = (self._signed.get(word) or self._just_quoted(noun)) if definite else None
        doubtful = any(t.lower_ in self._hedges for t in children(noun, "amod"))  # "unverified footage"
        impersonal = doubtful or (word in self._impersonal and not written)
        return QuotedSource(author, self._fillers.words(noun), impersonal)

    def _just_quoted(self, document: Token) -> EntityDraft | None:
        """Whose "the statement" is where no statement was spoken of before: that of the body quoted last."""
        if lemma(document) not in self._statements or self._last is None:
            return None
        at, entity = self._last
        body = any(is_a(entity.cls, c) for c in _BODIES) and entity.cls != "MediaOrganization"
        return entity if body and document.i - at <= _NEAR else None

    def _pronoun(self, pronoun: Token) -> QuotedSource | None:
        """ "It said" is who was quoted last, if that is a body; "he said", if it is a person.

        Media are not "they", and a person is nobody that only what he says speaks of ("X shot each man, he said").
        """
        classes = _PRONOUNS.get(pronoun.lower_)
        if classes is None:
            return None
        if (nameless := self._quoted_without_name(pronoun, classes)) is not None:
            return nameless
        at, entity = self._last if self._last is not None else (pronoun.i, None)
        fits = entity is not None and pronoun.i - at <= _NEAR and any(is_a(entity.cls, c) for c in classes)
        if entity is not None and fits and not (classes is _MANY and entity.cls == "MediaOrganization"):
            return QuotedSource(entity, entity.label)
        if pronoun.dep_ == "pobj" and classes is _MANY:  # "according to them": those whom the last sentence is about
            return self._spoken_of(pronoun)
        meant = self._fillers.entity(pronoun, make=False)
        if classes is _MANY and any(t.lower_ == "what" for t in children(pronoun.head, "dobj")):
            return self._subject(pronoun.sent.root, before=pronoun)  # "they voiced sorrow at what THEY called"
        if meant is None or meant.names or any(m.head.i < pronoun.sent.start for m in meant.mentions):
            return None
        return QuotedSource(None, "")

    def _quoted_without_name(self, pronoun: Token, classes: tuple[str, ...]) -> QuotedSource | None:
        """Those quoted last, if they have no node: "residents", "the assistant", unless it is known who "he" is."""
        if self._nameless is None or classes is _BODIES:
            return None
        noun, source = self._nameless
        alike = classes is (_ONE if noun.tag_ == "NN" else _MANY)
        if not alike or pronoun.i - noun.i > _NEAR or not self._fillers.is_people(noun):
            return None
        meant = self._fillers.entity(pronoun, make=False) if classes is _ONE else None
        known = meant is not None and meant.cls == "Person" and bool(meant.names)
        return QuotedSource(meant, meant.label) if meant is not None and known else source

    def _spoken_of(self, pronoun: Token) -> QuotedSource | None:
        """Those whom the sentence before is about."""
        if pronoun.sent.start == 0:
            return None
        return self._subject(pronoun.doc[pronoun.sent.start - 1].sent.root, before=pronoun)

    def _subject(self, root: Token, before: Token) -> QuotedSource | None:
        """Those whom a sentence is about, and speaks of before a word."""
        for noun in (t for t in subjects(root) if t.i < before.i):
            entity = self._fillers.entity(noun, make=False)
            if noun.tag_ in _NOUNS[1:] and (entity is None or any(is_a(entity.cls, c) for c in _MANY)):
                return QuotedSource(entity, self._fillers.words(noun))
        return None

    def _speaker(self, source: Token) -> Token:
        """Who speaks, where the parser took what stands before for the subject ("15 at a school, officials said").

        A name in apposition speaks for what has none ("its armed wing, the Y, said").
        """
        entity = self._fillers.entity(source, make=False)
        place = source.pos_ == "PROPN" and any(c.pos_ == "NOUN" for c in children(source, "appos"))
        seat = entity is not None and place and (is_a(entity.cls, "Place") or entity.cls == "State")
        if entity is not None and (entity.names or source.pos_ != "NUM") and not seat:
            return source  # of "in the capital X, a police officer said", the officer
        for beside in [t for a in children(source, "appos", "conj") for t in conjuncts(a)]:
            other = self._fillers.entity(beside, make=False)
            if other is not None and any(is_a(other.cls, c) for c in SPEAKERS):
                return beside
        return source
