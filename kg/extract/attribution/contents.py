"""What is said: the stretches of a sentence that a verb, a noun or "according to" gives as somebody's words."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.text.syntax import children, lemma, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
CONTRAST = ("but", "while", "yet", "although", "though")
_MEDIA = ("in", "on", "via", "through", "during", "at")  # "said in a statement that", "on Twitter that"

Stretch = tuple[int, int]
"""The first token and the one after the last."""


class Contents:
    """Finds what verbs give as somebody's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._blame = lexicon.attribution["blame"]
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")
        self._displaying = lexicon.words("attribution", "displaying")
        self._papers = frozenset(
            w
            for name in ("documents", "impersonal", "accounts", "displays")
            for w in lexicon.words("attribution", name)
        )
        self._addressing = lexicon.words("attribution", "addressing")
        self._judged = lexicon.words("attribution", "accountable") | lexicon.words(
            "attribution", "verdicts", "adjectives"
        )
        self._events = frozenset(lexicon.nouns)
        self._outcomes = frozenset(lexicon.verbs) | lexicon.words("attribution", "results")
        self._clausal = lexicon.words("attribution", "clausal")
        self._telling_of: dict[str, list[str]] = lexicon.attribution["telling_of"]

    def of(self, verb: Token) -> Iterator[Stretch]:
        """A clause, a quoted noun phrase, what something is called, and what came of it ("..., he said, killing")."""
        # Whoever claims or denies an attack tells nothing of where it was.
        if verb.dep_ == "parataxis" and (deed := _after_participle(verb)) is not None:
            yield verb.head.left_edge.i, deed.i
            return
        if lemma(verb) in self._clausal:
            yield from map(phrase, children(verb, "ccomp"))
            yield from (phrase(t) for c in children(verb, "ccomp") for t in _coordinated(c))
            return
        claimed = lemma(verb) in self._claims and any(self._is_claimed(t) for t in children(verb, "dobj"))
        if not claimed:
            told = ("ccomp", "xcomp", "parataxis", "oprd", *(() if self._addresses(verb) else ("dobj",)))
            said = (t for t in children(verb, *told) if not _is_set_off(t, verb))
            yield from map(_accused if lemma(verb) in self._blame else phrase, said)
        if lemma(verb) in self._addressing:  # "told a radio station that": the parser hangs the clause on the station
            yield from (phrase(clause) for heard in children(verb, "dobj") for clause in that_clauses(heard))
        for prep in children(verb, "prep"):
            if prep.lower_ in self._telling_of.get(lemma(verb), ()):
                yield from (phrase(t) for t in children(prep, "pobj", "amod") if _is_new(t))
            elif prep.lower_ in ("as", "of", "for", "about", "against", "to") and (
                prep.lower_ == "as" or lemma(verb) in self._blame or (prep.lower_ == "to" and lemma(verb) == "allude")
            ):
                yield from map(phrase, children(prep, "pobj", "pcomp"))
            elif prep.lower_ == "without" or prep.lower_ in _MEDIA:
                # The parser hangs the clause on the noun: "claimed without evidence that", "said in a statement that".
                yield from (phrase(clause) for noun in children(prep, "pobj") for clause in that_clauses(noun))
        own = any(children(verb, "ccomp", "xcomp")) or (not self._addresses(verb) and any(children(verb, "dobj")))
        if verb.dep_ == "parataxis" and (not own or _is_thrown_in(verb)):
            yield from self._around(verb)
        elif verb.dep_ == "conj" and not claimed and _is_tagged_on(verb):
            yield verb.head.left_edge.i, verb.left_edge.i
        elif any(c.i < verb.i for c in children(verb, "ccomp")):
            yield from self.result(verb)
            yield from map(phrase, _torn_off(verb))

    def _addresses(self, verb: Token) -> bool:
        """Whether a verb's object is no more than whom it speaks to, or what it does: "found the bodies"."""
        if lemma(verb) in self._displaying:  # "the footage showed an attack", but "the minister showed no remorse"
            return not any(lemma(t) in self._papers for t in subjects(verb))
        if any(t.lower_ == "what" for t in children(verb, "dobj")):
            return False  # "what it called the tragic deaths of nine"
        return lemma(verb) in self._addressing and not any(t.lower_ in self._judged for t in verb.subtree)

    def result(self, verb: Token) -> Iterator[Stretch]:
        """ "..., the army said, killing nine": what came of the deed goes on with what is said of it."""
        for clause in children(verb, "advcl"):
            bare = not any(children(clause, "mark", "nsubj", "aux", "auxpass"))
            if clause.tag_ == "VBG" and clause.i > verb.i and bare and lemma(clause) in self._outcomes:
                yield phrase(clause)

    def _around(self, verb: Token) -> Iterator[Stretch]:
        """What stands before or after a clause that is thrown in: "A bomb went off, police said, and ..."."""
        head = verb.head
        end = _before_next(head, verb)
        if head.left_edge.i < verb.left_edge.i:
            yield head.left_edge.i, verb.left_edge.i
            if verb.i < head.i:  # "an ambush in which, IT SAID, it had killed nine"
                yield verb.right_edge.i + 1, end
            yield from self.result(verb)
        else:
            yield verb.right_edge.i + 1, end

    def _is_claimed(self, noun: Token) -> bool:
        return lemma(noun) in self._events or lemma(noun) in self._credit


def _is_new(noun: Token) -> bool:
    """ "Admitted to six dead", "spoke of an attack", not "spoke of the attack"."""
    known = any(t.lower_ in ("the", "this", "that") for t in children(noun, "det"))
    return not known and noun.pos_ in (*NOMINAL, "ADJ")


def _torn_off(verb: Token) -> Iterator[Token]:
    """ "They had, he boasted, KILLED nine": the verb that a clause thrown in parts from its auxiliary."""
    if any(c.i < verb.i and lemma(c) in ("have", "be") for c in children(verb, "ccomp")):
        after = (c for c in children(verb, "conj", "dep") if c.tag_ in ("VBN", "VBD") and c.i > verb.i)
        yield from (c for c in after if not any(children(c, "nsubj", "nsubjpass")) and c.nbor(-1).text == ",")


def _coordinated(verb: Token) -> Iterator[Token]:
    """Further clauses of what is told, which the parser hung on the first: "that A, that B and that C"."""
    for clause in children(verb, "conj", "ccomp"):
        taken = [t for t in children(clause, "dobj") if t.lower_ != "that"]  # "that rebels had killed NINE MONKS"
        if any(t.lower_ == "that" for t in children(clause, "mark", *(("dobj",) if taken else ()))):
            yield clause


def _after_participle(aside: Token) -> Token | None:
    """Of "shells fired, the UN said, from X killed nine": "killed", of which the aside says nothing.

    The parser takes "fired" for the verb of the sentence, and "killed" for one beside it without an "and".
    """
    doc = aside.doc
    comma = aside.left_edge.i if aside.left_edge.text == "," else aside.left_edge.i - 1
    if comma <= aside.sent.start or doc[comma].text != ",":
        return None
    fired = doc[comma - 1]
    shells = next(children(fired, "nsubj"), None)
    if fired.tag_ not in ("VBD", "VBN") or shells is None or shells.i != fired.i - 1:
        return None
    for deed in (*children(fired, "conj", "ccomp", "dep", "advcl"), *children(aside, "ccomp")):
        beside = doc[deed.i - 1].text
        bare = not any(children(deed, "nsubj", "nsubjpass", "mark")) and not any(children(fired, "cc", "dobj"))
        if deed.tag_ == "VBD" and deed.i > aside.i and bare and beside not in (",", "and"):
            return deed
    return None


def _before_next(head: Token, verb: Token) -> int:
    """The end of what a clause that is thrown in tells; not of "IT SAID, they fled, and IT condemned the raid"."""
    speakers = {t.lower_ for t in children(verb, "nsubj") if t.pos_ == "PRON"}
    for clause in children(head, "conj"):
        if clause.i > verb.i and speakers & {t.lower_ for t in children(clause, "nsubj")}:
            return phrase(clause)[0]
    return phrase(head)[1]


def phrase(head: Token) -> Stretch:
    """A word with all that hangs on it."""
    return head.left_edge.i, head.right_edge.i + 1


def _accused(head: Token) -> Stretch:
    """Whom or what somebody blames, without what the article itself says of him after a comma: ", which is ..."."""
    asides = (c.left_edge.i for c in children(head, "relcl") if c.left_edge.i > head.i)
    end = next((at for at in asides if head.doc[at - 1].text == ","), None)
    return (head.left_edge.i, end) if end is not None else phrase(head)


def that_clauses(noun: Token) -> Iterator[Token]:
    """Clauses that tell what a noun says: "a statement THAT ten had died"."""
    for clause in children(noun, "acl", "ccomp", "relcl"):
        if any(m.lower_ == "that" for m in children(clause, "mark")):
            yield clause


def according(preposition: Token) -> Stretch:
    """What "according to X" covers: its clause, and those that the clause goes on from ("hit X and killed two")."""
    at, before = preposition.head, preposition.nbor(-1).text if preposition.i else ""
    if (deed := _after_participle(preposition)) is not None:
        return at.left_edge.i, deed.i
    while at.dep_ != "ROOT":
        head = at.head
        noun = at.pos_ in NOMINAL and at.dep_ not in ("appos", "conj")
        follows = at.dep_ == "conj" and at.pos_ in ("VERB", "AUX") and head.pos_ in ("VERB", "AUX")
        contrast = any(c.lower_ in CONTRAST for c in (*children(head, "cc"), *children(at, "mark")))
        result = at.dep_ == "advcl" and at.tag_ == "VBG" and before == "," and not any(children(at, "mark"))
        through = at.dep_ in ("prep", "agent", "pcomp") and head.pos_ in (*NOMINAL, "VERB", "AUX")
        if not (noun or through or result or (follows and not contrast)):
            break
        at = head
    start, end = phrase(at)
    marks = [i for i in range(start, preposition.i) if preposition.doc[i].text in (";", ":")]
    return (marks[-1] + 1 if marks else start), end  # "jets hit a field: seven were killed, according to X"


def _is_set_off(clause: Token, verb: Token) -> bool:
    """ "X said A; Y said B": A is not Y's."""
    return clause.i < verb.i and any(t.text == ";" for t in verb.doc[clause.i : verb.i])


def _is_thrown_in(verb: Token) -> bool:
    """Whether it stands between commas before the verb of what is said: "Shells, the UN SAID, killed nine"."""
    following: str = verb.nbor(1).text if verb.i < verb.head.i else ""
    return following == ","


def _is_tagged_on(verb: Token) -> bool:
    """Whether it says who said what stands before, without an "and" ("Four were hurt, the governor wrote")."""
    alone = not any(children(verb, "ccomp", "xcomp", "dobj")) and verb.doc[verb.left_edge.i - 1].text == ","
    return alone and any(children(verb, "nsubj")) and not any(children(verb.head, "cc"))
