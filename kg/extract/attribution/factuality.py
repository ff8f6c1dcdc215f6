"""How surely something is said: negation, conditions, plans and hedges, in its own clause and in those above it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.text.misread import is_before_noun
from kg.extract.text.syntax import SUBJECTS, children, lemma, verb_lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality

_STRENGTH: dict[Factuality, int] = {"Asserted": 0, "Hedged": 1, "Hypothetical": 2, "Denied": 3}
_FARTHEST = 12  # steps up the tree
_GOVERNED = ("xcomp", "ccomp", "dobj", "oprd")
_LOOSE = ("conj", "advcl", "parataxis")
_KNOWN = frozenset(("the", "those", "these"))
_ANSWERED = ("for", "over", "behind")
_OUTSIDE = ("because", "after", "following", "despite", "since", "amid", "due")  # what they govern is a fact


class Stance:
    """Reads factuality off the syntax."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = (
            "hedges",
            "negations",
            "hypothetical",
            "future",
            "doubt",
            "conditions",
            "ranks",
            "postponing",
            "preparing",
            "allegations",
            "achieving",
            "destined",
        )
        self._words = {name: lexicon.words("attribution", name) for name in lists}
        self._blame = lexicon.words("attribution", "accusing")
        self._suspicion = self._blame & frozenset(lexicon.attribution["reporting"]["Hedged"])
        self._answering = lexicon.words("attribution", "accountable") | frozenset(lexicon.attribution["blame"])
        self._exonerating = lexicon.words("attribution", "exonerating")
        self._proof = lexicon.words("attribution", "proof")
        self._repelling = lexicon.words("attribution", "repelling")
        self._withdrawals = {
            name: lexicon.words("attribution", "withdrawals", name)
            for name in ("verbs", "revisions", "wrong", "earlier")
        }
        reporting = lexicon.attribution["reporting"]
        doubts: tuple[Factuality, ...] = ("Denied", "Hedged", "Hypothetical")
        self._verbs: dict[str, Factuality] = {verb: f for f in reversed(doubts) for verb in reporting[f]}
        self._telling = frozenset(reporting["Asserted"])
        self._refusing = lexicon.words("attribution", "refusing")
        self._confirming = lexicon.words("attribution", "confirming")

    def of(self, token: Token) -> Factuality:
        """The strongest doubt that stands over a token, up to where its clause hangs only loosely on the next."""
        if _is_asked(token):
            return "Hypothetical"
        found: Factuality = "Asserted"
        at, below = token, None
        for _ in range(_FARTHEST):
            found = max(found, self.local(at, below), key=_STRENGTH.__getitem__)
            if below is not None and self._untold(at, below) is not None:
                break  # "refused to confirm that X did it" says no more of it
            hangs = at.dep_ == "advcl" and lemma(at.head) not in self._words["achieving"]
            loose = at.pos_ == "VERB" and (hangs or (below is not None and at.dep_ in _LOOSE))
            if at.dep_ == "conj" and at.tag_ == "VB" and self._put_off(at.head):
                return max(found, "Hypothetical", key=_STRENGTH.__getitem__)  # "would halt and START a withdrawal"
            if loose and _is_outcome(at) and self._hedged(at.head):
                return max(found, "Hedged", key=_STRENGTH.__getitem__)  # "allegedly bombed the village, KILLING six"
            if loose or at.dep_ in ("ROOT", "relcl"):
                break
            if at.dep_ == "acl" and at.head.dep_ in SUBJECTS and any(t.lower_ in _KNOWN for t in at.head.lefts):
                break  # "THE 14 killed at Tula are not counted": they were killed
            if at.dep_ == "prep" and at.lower_ in _OUTSIDE:
                break  # "could not go there because of attacks": those took place
            if at.lower_ == "with" and at.i > at.sent.start and at.nbor(-1).text == ",":
                break  # "it did not stop there, with two bombers KILLING nine in the next village"
            set_off = any(t.text == ";" for t in at.doc[at.i : at.head.i])  # "X blamed Y; it denied the attack"
            if at.dep_ == "ccomp" and at.i < at.head.i and (set_off or lemma(at.head) not in self._verbs):
                break  # "X killed Y; Z did not comment": what follows doubts nothing
            below, at = at, at.head
        return found

    def local(self, token: Token, below: Token | None = None) -> Factuality:
        """By a token's own modifiers, and by what it says of the one below it."""
        if below is not None and (untold := self._untold(token, below)) is not None:
            return untold
        if self._negated(token) or (below is None and _does_none(token)):
            return "Denied"
        if self._put_off(token):
            return "Hypothetical"
        if self._hedged(token):
            return "Hedged"
        return "Hypothetical" if self._intended(token) else self._governs(token, below)

    def is_hedged(self, token: Token) -> bool:
        """Whether a hedge stands over a token, whatever else is said of it: "it APPEARS that nobody was hurt"."""
        below: Token | None = None
        for at in (token, *token.ancestors):
            if self._hedged(at) or self._governs(at, below) == "Hedged":
                return True
            below = at
        return False

    def _untold(self, verb: Token, below: Token) -> Factuality | None:
        """What a verb leaves of what somebody does NOT say: "would not say how it was hit", "has not confirmed it"."""
        word = lemma(verb)
        if below.dep_ not in _GOVERNED:
            return None
        if word not in self._telling and self._verbs.get(word) != "Denied":
            return None
        nobody = any(_is_nobody(t) for t in children(verb, "nsubj", "nsubjpass"))
        refused = verb.dep_ == "xcomp" and lemma(verb.head) in self._refusing
        if not (nobody or refused or any(c.dep_ == "neg" for c in verb.children)):
            return None
        if word in self._confirming or word not in self._telling:
            return "Hedged"
        if below.dep_ != "ccomp":
            return None
        asked = next((t for t in below.subtree if t.tag_ in ("WRB", "WP", "WDT") and t.i <= below.i), None)
        return "Asserted" if asked is not None and asked.i == below.left_edge.i else "Hypothetical"

    def is_answered(self, noun: Token) -> bool:
        """Whether somebody is held to answer for a deed, which there was then: "responsible for A BLAST"."""
        above = noun.head
        if noun.dep_ != "pobj" or above.lower_ not in _ANSWERED:
            return False
        return above.lower_ == "behind" or lemma(above.head) in self._answering or above.head.lower_ in self._answering

    def withdrawn(self, number: Token) -> bool:
        """Whether a count is taken back: "an earlier toll of 103 was withdrawn", "revised from 103", "was wrong"."""
        told = self._withdrawals
        at, earlier = number, False
        for _ in range(_FARTHEST):
            earlier = earlier or any(t.lower_ in told["earlier"] for t in children(at, "amod"))
            verb = at.head
            passive = at.dep_ == "nsubjpass"
            if at.dep_ in ("dobj", "nsubjpass") and (
                lemma(verb) in told["verbs"] or (lemma(verb) in told["revisions"] and earlier and not passive)
            ):
                return True
            if at.dep_ == "prep" and at.lower_ == "from" and lemma(verb) in told["revisions"]:
                return True
            if at.dep_ == "nsubj" and any(t.lower_ in told["wrong"] for t in children(verb, "acomp", "oprd")):
                return True
            if at.dep_ == "ROOT" or at.pos_ == "VERB":
                return False
            at = verb
        return False

    def _negated(self, token: Token) -> bool:
        negations = self._words["negations"]
        return any(
            c.dep_ == "neg" or (c.dep_ in ("det", "advmod", "preconj") and c.lower_ in negations)
            for c in token.children
        )

    def _put_off(self, token: Token) -> bool:
        """ "Will attack", "may attack", "if they attack", "planned attacks"; what may have been is told of the past."""
        past = any(c.lower_ == "have" for c in children(token, "aux"))
        if token.dep_ == "dobj" and {lemma(token.head), verb_lemma(token.head)} & self._repelling:
            return False  # "repelled an attempted attack"
        ahead = self._words["future"] | (self._words["doubt"] if token.tag_ == "VB" else frozenset())
        for child in token.children:
            auxiliary = child.dep_ in ("aux", "auxpass") and token.pos_ == "VERB" and not past
            if (
                (auxiliary and child.lower_ in ahead)
                or (child.dep_ == "mark" and child.lower_ in self._words["conditions"])
                or (child.dep_ in ("amod", "advmod", "det") and child.lower_ in self._words["hypothetical"])
            ):
                return True
        return False

    def _hedged(self, token: Token) -> bool:
        return any(
            (c.dep_ == "aux" and c.lower_ in self._words["doubt"])
            or (c.dep_ in ("advmod", "amod", "compound", "acomp") and c.lower_ in self._words["hedges"])
            or (c.lower_ == "without" and any(lemma(t) in self._proof for t in children(c, "pobj")))
            for c in (*token.children, *_agentive(token))
        )

    def _intended(self, verb: Token) -> bool:
        """An infinitive of purpose ("to deter attacks"), unless it tells what happened.

        That is so of "the first to be killed", "used drones to strike" and "took the chance to attack".
        """
        if verb.pos_ != "VERB" or verb.dep_ not in ("advcl", "acl", "relcl"):
            return False
        if not any(c.lower_ == "to" for c in children(verb, "aux")):
            return False
        means = verb.head.head if verb.dep_ == "acl" and verb.head.dep_ == "dobj" else verb.head
        while means.dep_ in ("conj", "xcomp") and means.head.pos_ == "VERB":  # the parser's "drones and GUIDED bombs"
            means = means.head
        if lemma(means) in self._words["achieving"] and means.tag_ in ("VBD", "VBN"):
            return False
        lefts = [w for t in verb.head.lefts for w in (t, *t.children)] if verb.dep_ != "advcl" else []
        return not any(w.tag_ in ("JJS", "RBS") or w.lower_ in self._words["ranks"] for w in lefts)

    def _governs(self, token: Token, below: Token | None) -> Factuality:
        """What a governing word does to what it governs: "denied ...", "plans ...", "the threat of ..."."""
        if below is None:
            return "Asserted"
        word = verb_lemma(token) if token.pos_ == "VERB" else lemma(token)  # "called in a strike" calls for none
        if token.pos_ == "VERB" and below.dep_ in _GOVERNED:
            if word in self._words["negations"]:
                return "Denied"
            stance = self._verbs.get(word)
            put_off = word in self._words["postponing"] or (word in self._words["preparing"] and _is_new(below))
            exists = stance == "Hypothetical" and below.dep_ == "dobj" and not put_off
            if stance is not None and not exists:
                return stance
        if token.lower_ in self._words["hedges"] and (token.pos_ == "ADJ" or is_before_noun(token)):
            return "Hedged"
        if token.pos_ == "VERB" and below.lower_ == "for" and word in self._words["destined"]:
            return "Hypothetical"  # "a bomb that was meant for an attack"
        if token.pos_ == "VERB" and below.dep_ == "prep" and word in self._exonerating:
            return "Denied"
        if token.pos_ == "VERB" and below.lower_ == "for" and below.dep_ == "prep" and word in self._words["preparing"]:
            return "Hypothetical"  # "intended for an attack"
        accused = token.pos_ == "VERB" and below.dep_ == "prep" and word in self._blame
        if accused and (word in self._suspicion or any(children(below, "pcomp"))):
            return "Hedged"  # "is suspected of the bombing", "accused it of killing"
        if token.pos_ == "NOUN" and word in self._words["allegations"] and below.dep_ == "acl":
            return "Hedged"  # "allegations that rebels had killed"
        governed = token.pos_ == "NOUN" or (token.pos_ == "VERB" and below.dep_ in _GOVERNED and below.dep_ != "oprd")
        return "Hypothetical" if governed and word in self._words["hypothetical"] else "Asserted"


def _is_nobody(noun: Token) -> bool:
    """ "No one", "none of them", "no group"."""
    return noun.lower_ in ("nobody", "none", "neither") or any(t.lower_ == "no" for t in children(noun, "det"))


def _agentive(doer: Token) -> Iterator[Token]:
    """What hangs on the "by" before whoever did it: "were shot, APPARENTLY by rebels"."""
    return iter(doer.head.children) if doer.dep_ == "pobj" and doer.head.dep_ == "agent" else iter(())


def _is_outcome(verb: Token) -> bool:
    """Whether a participle only tells what came of the verb before it."""
    after_it = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i
    return after_it and not any(children(verb, *SUBJECTS, "mark", "aux"))


def _does_none(verb: Token) -> bool:
    """ "Bombed no town"."""
    return verb.pos_ == "VERB" and any(d.lower_ == "no" for o in children(verb, "dobj") for d in children(o, "det"))


def _is_new(noun: Token) -> bool:
    """ "Preparing AN attack" tells of none that took place; of "the attack" it may."""
    determiner = next(children(noun, "det", "poss"), None)
    return determiner is None or determiner.lower_ in ("a", "an", "another", "any", "some")


def _is_asked(token: Token) -> bool:
    """Whether it stands in a question with the verb first ("Did they bomb it?")."""
    sentence = token.sent
    if not any(t.text == "?" for t in sentence[-2:]):
        return False
    root = sentence.root
    subject = next(children(root, "nsubj", "nsubjpass"), None)
    return subject is not None and any(t.i < subject.i for t in children(root, "aux", "auxpass"))
