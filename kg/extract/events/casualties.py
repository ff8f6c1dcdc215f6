"""Who the dead and wounded were, where the text names them apart from the trigger: "X was among the dead"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.drafts import Argument, Frame
from kg.extract.participants import Fillers
from kg.extract.text.beside import names_after_phrase
from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import (
    AROUND,
    after,
    children,
    conjuncts,
    is_passive,
    lemma,
    objects,
    subjects,
)
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon

_INCLUDING = ("including", "among")


class Casualties:
    """Adds victims to the frames of one document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers, frame_for: Callable[[Token], Frame | None]) -> None:
        """`frame_for` finds the trigger that a word belongs with."""
        self._fillers, self._frame_for = fillers, frame_for
        self._people = lexicon.words("events", "casualties")
        self._naming = lexicon.words("events", "identifiers")
        self._listing = lexicon.words("events", "listers")

    def read(self, doc: Doc) -> None:
        """Find everybody who is said to be one of the dead or wounded."""
        for token in doc:
            if token.pos_ not in ("VERB", "AUX"):
                continue
            named = [*self._among(token), *self._among_them(token), *self._identified(token), *self._listed(token)]
            frame = self._frame_for(token) if named else None
            if frame is not None:
                for person in named:
                    self._add(frame, person)

    def _among(self, verb: Token) -> Iterator[Token]:
        """ "X was one of them", "X was among the dead", "among the dead were X and Y", "the dead were X and Y"."""
        if lemma(verb) != "be":
            return
        one = [t for t in children(verb, "attr") if t.lower_ == "one"]
        crowd = [*after(verb, ("among",)), *(t for o in one for t in after(o, ("of",)))]
        if any(self._is_casualty(t) or (one and t.lower_ == "them") for t in crowd):
            yield from subjects(verb) or children(verb, "attr")
        elif any(map(self._is_casualty, subjects(verb))) or any(map(self._is_singled_out, subjects(verb))):
            yield from children(verb, "attr")

    def _identified(self, verb: Token) -> Iterator[Token]:
        """ "The victims were identified as X and Y"."""
        if lemma(verb) not in self._naming:
            return
        whom = subjects(verb) if is_passive(verb) else objects(verb)
        hurt = (t for w in whom for t in (w, *children(w, "amod"), *children(verb, "xcomp")))
        if any(map(self._is_casualty, hurt)):
            yield from (*after(verb, ("as",)), *children(verb, "oprd"))  # "the slain officer was identified as X"
            below = [*children(verb, "xcomp"), *(c for w in whom for c in children(w, "acl"))]
            yield from (t for c in below if c.tag_ == "VBN" for t in after(c, ("as",)))  # hung on "killed"

    def _listed(self, verb: Token) -> Iterator[Token]:
        """ "The dead included X and Y", "named the dead: X and Y"."""
        if lemma(verb) in self._listing and any(map(self._is_casualty, subjects(verb))):
            yield from objects(verb)

    def _is_casualty(self, noun: Token) -> bool:
        """ "The dead", "those killed", "the two soldiers who were wounded"."""
        if lemma(noun) in self._people or noun.lower_ in self._people:
            return True
        return any(t.lower_ in self._people and t.tag_ == "VBN" for t in children(noun, "acl", "relcl"))

    def _is_singled_out(self, one: Token) -> bool:
        """ "The youngest of the dead"."""
        return one.tag_ == "JJS" and any(map(self._is_casualty, after(one, ("of",))))

    def _among_them(self, verb: Token) -> Iterator[Token]:
        """ "Five of the dead are policemen, AMONG THEM X": a name that follows, wherever the parser hung it."""
        if lemma(verb) != "be" or not any(self._is_casualty(t) for s in subjects(verb) for t in after(s, ("of",))):
            return
        for among in (t for t in verb.subtree if t.lower_ in _INCLUDING and t.i > verb.i):
            yield from (t for t in children(among, "pobj") if t.pos_ == "PROPN")

    def _add(self, frame: Frame, token: Token) -> None:
        beside = (t for t in children(token, "appos") if t.pos_ == "PROPN" and t.i > token.i)
        for each in dict.fromkeys((*conjuncts(token), *beside)):
            entity = self._fillers.entity(each)
            known = entity is None or any(a.value is entity for a in frame.fillers("victim", "attacker"))
            if entity is not None and not known and entity.cls in ("Person", "Group"):
                frame.arguments.append(Argument("victim", entity, each, self._fillers.span(each)))


def told_of(one: Token) -> Token:
    """ "X were the ONES who carried it out", "the ONE who shot him was X": X."""
    verb = one.head
    if lemma(one) != "one" or lemma(verb) != "be" or not any(children(one, "relcl")):
        return one
    others = subjects(verb) if one.dep_ == "attr" else children(verb, "attr") if one.dep_ == "nsubj" else ()
    return next(iter(others), one)


def said_of(noun: Token) -> Token:
    """ "X became the second minister TO BE KILLED this year": X, whom the noun is said of."""
    verb = noun.head
    if noun.dep_ != "attr" or lemma(verb) not in ("be", "become") or noun.text.istitle():
        return noun
    return next((t for t in subjects(verb) if t.pos_ == "PROPN"), noun)


def counted_in_total(total: Token) -> Token:
    """ "A TOTAL of 63 settlers were killed": the settlers."""
    inner = after(total, ("of",)) if lemma(total) == "total" else []
    return inner[0] if inner and count_of(inner[0]) is not None else total


def names_beside(people: Token, trigger: Token) -> list[Token]:
    """The names that tell who people are: "two commanders, X and Y", "twelve died in the blast, including X"."""
    many = people.tag_ in ("NNS", "CD") or count_of(people) is not None
    hung = (people, *after(people, ("of",)), trigger, *after(trigger, AROUND)) if many else (people,)
    found = [*children(people, "appos"), *names_after_phrase(people)]
    found += [t for word in hung for t in after(word, _INCLUDING)]
    return [*found, *(name for noun in found for name in children(noun, "appos"))]
