"""Who says what a reporting verb says: by the verb's subject, or by whom a medium quotes."""

from __future__ import annotations

from kg.extract.text.syntax import agents, children, conjuncts, is_passive, lemma, objects, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_CHAIN = 4  # verbs from one that shares its subject up to who tells of them all


class Speakers:
    """Finds the words for who speaks; whom they stand for is for `Sources` to tell."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._citing = lexicon.words("attribution", "citing")
        self._verbs = lexicon.telling

    def of(self, verb: Token) -> list[Token]:
        """Whose words a verb gives, best reading first; nobody for "it is believed"."""
        quoted = self.quoting(verb)
        if quoted is not None:
            return subjects(quoted) if is_passive(quoted) else objects(quoted)
        if cited := self.cited(verb):
            return cited
        passive = is_passive(verb) and not any(children(verb, "nsubj"))  # "a doctor told X by telephone"
        return agents(verb) if passive else who_tells(verb, self._verbs)

    def quoting(self, verb: Token) -> Token | None:
        """The verb that quotes somebody "as SAYING"; None for any other."""
        above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb.head
        governs = verb.dep_ in ("pcomp", "xcomp", "advcl") and verb.tag_ == "VBG"
        return above if governs and lemma(above) in self._citing else None

    def cited(self, verb: Token) -> list[Token]:
        """Whom a medium names for what it reports: "state radio said, quoting the police"."""
        clauses = [c for c in children(verb, "advcl", "prep", "conj") if lemma(c) in self._citing and c.tag_ == "VBG"]
        return [t for c in clauses for o in children(c, "dobj", "pobj") for t in conjuncts(o)]

    def behind(self, medium: Token) -> list[Token]:
        """Whom a medium is said to cite: "according to X, which cited a DOCTOR", "reports quoting POLICE"."""
        clauses = [c for c in children(medium, "relcl", "acl", "xcomp") if lemma(c) in self._citing]
        return [t for c in clauses if not is_passive(c) for t in objects(c)] or [medium]


def who_tells(verb: Token, telling: frozenset[str]) -> list[Token]:
    """The subject of a verb that reports or blames.

    "X said six people were killed and BLAMED Y": those killed blame nobody.
    """
    said, outer = verb.head, verb.head.head
    if verb.dep_ == "conj" and verb.tag_ == outer.tag_ == "VBG" and said.dep_ == "ccomp" and said.tag_ != "VBG":
        return subjects(outer)  # "with their spokesman SAYING that they had no men there and ACCUSING Y"
    at = verb
    for _ in range(_CHAIN):
        if at.dep_ != "conj" or any(children(at, "nsubj", "nsubjpass")) or is_passive(at):
            break
        at = at.head
    if at is not verb and is_passive(at) and at.dep_ == "ccomp" and lemma(at.head) in telling:
        return subjects(at.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.dep_ == "dobj" and verb.nbor(-1).text == ",":
        return subjects(verb.head.head)  # "X claimed responsibility, SAYING that ..."
    return subjects(verb)
