"""Questions about a parse: who is a verb's subject, what follows which preposition, what a clause hangs on.

Every function takes and returns spaCy tokens of one document. Labels are those of spaCy's English pipelines (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.extract.tokens import Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
PARTICLES = frozenset(("up", "down", "off", "out", "dead"))  # where the parser reads an adverb
AROUND = ("in", "at", "near", "outside", "inside", "around", "across", "over", "throughout", "off")  # of places
CLAUSAL = frozenset(("ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "pcomp", "parataxis", "csubj"))
_DONE_TO = ("of", "for", "with", "from", "into", "as")  # of participles: whose object does it ("accused X of shooting")
_PURPOSE = frozenset("use employ need take have seize avail utilize utilise exploit".split())  # done to do it oneself
_EFFORTS = frozenset("use take seize launch mount make".split())  # "took the chance to", "launched an operation to"
_FOUND = frozenset("find report think believe fear presume leave".split())  # "were found shot dead"


def children(token: Token, *labels: str) -> Iterator[Token]:
    """Dependents with one of these labels, left to right."""
    return (child for child in token.children if child.dep_ in labels)


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to its right ("A, B and C"); "between 4 and 6" is one number."""
    found, at = [token], [token]
    while at:
        last = at.pop()
        if last.pos_ == "NUM" and any(t.lower_ == "between" for t in last.lefts):
            continue
        for child in (*children(last, "conj"), *filter(_is_listed, children(last, "appos"))):
            found.append(child)
            at.append(child)
    return found


def _is_listed(noun: Token) -> bool:
    """Whether the parser took a list's second item for an apposition: "an office, two buses and a kiosk"."""
    first, more = noun.head, any(children(noun, "conj"))
    if not more or {first.pos_, noun.pos_} != {"NOUN"} or any(children(noun, "det")):
        return False
    counted = any(children(noun, "nummod")) and any(
        t.dep_ == "nummod" or t.lower_ in ("a", "an", "several") for t in first.lefts
    )
    comma = any(t.dep_ == "cc" and t.nbor(-1).text == "," for t in noun.subtree)
    return counted or (comma and first.tag_ == noun.tag_ == "NNS")


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: "was killed", "killed in a strike", "the men killed"."""
    if any(children(verb, "auxpass", "nsubjpass", "agent")):
        return True
    if verb.tag_ != "VBN":
        return False
    if (verb.dep_ == "acl" and not any(children(verb, "nsubj"))) or (
        verb.dep_ in ("advcl", "oprd", "amod") and not any(children(verb, "dobj", "aux"))
    ):
        return True
    return (
        verb.dep_ == "conj"
        and verb.head.tag_ == "VBN"
        and not any(children(verb, "nsubj", "aux", "dobj"))
        and is_passive(verb.head)
    )


def is_nominal(token: Token) -> bool:
    """Whether a word is a noun, or a gerund in a noun's place ("Fighting in X left nine dead")."""
    gerund = token.tag_ == "VBG" and token.dep_ in (*SUBJECTS, "dobj", "pobj") and token.pos_ == "VERB"
    lost = (
        token.tag_ == "VBG"
        and token.dep_ == "advcl"
        and token.is_sent_start
        and not any(children(token.head, *SUBJECTS))
    )
    gerund = gerund or bool(lost)  # "SHELLING in Avdiivka left six dead"
    return token.pos_ in ("NOUN", "PROPN") or (gerund and not any(children(token, "dobj", "nsubj")))


def is_past_perfect(verb: Token) -> bool:
    """Whether a verb looks back on what was told: "had been killed"."""
    return any(t.lower_ in ("had", "’d", "'d") for t in children(verb, "aux"))


def is_present_perfect(verb: Token) -> bool:
    """Whether a verb sums up what has been: "have died"."""
    return any(t.lower_ in ("have", "has") for t in children(verb, "aux"))


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who a verb is about: its own subject, else the one that its construction lends it.

    Relative pronouns give way to their antecedent, participles to the noun that they modify, controlled and coordinated
    verbs to the subject of the verb above.
    """
    stands = [*children(verb, *SUBJECTS)]
    if len(stands) > 1:  # "fighters WHO officials said were preparing": the pronoun is the subject of what was said
        stands = [s for s in stands if s.lower_ not in RELATIVE and not _is_after_clause(s)] or stands
    # "Rebels opposed to the talks were blamed": the participle taken for the verb of a clause that is the subject.
    stands = [next(children(s, "nsubj"), s) if s.tag_ in ("VBD", "VBN") and s.i < verb.i else s for s in stands]
    own = [t for s in stands for t in conjuncts(s)]
    if own:
        return [antecedent(t) for t in own]
    if depth > 4:
        return []
    head, verbal = verb.head, verb.head.pos_ in ("VERB", "AUX")
    if verb.dep_ == "acl":
        effort = verb.tag_ == "VB" and head.dep_ == "dobj" and lemma(head.head) in _EFFORTS
        return subjects(head.head, depth + 1) if effort else [head]
    if verb.dep_ == "relcl":
        # A relative clause with another subject has lost its object, not its subject.
        return [] if any(children(verb, *SUBJECTS)) else [head]
    if verb.dep_ == "conj" and verbal:
        head = _outer(verb) or head
        return subjects(head, depth + 1) if _is_coordinated(verb) else []
    if (verb.dep_ in ("xcomp", "advcl") or (verb.dep_ == "oprd" and lemma(head) in _FOUND)) and verbal:
        if verb.dep_ == "advcl" and verb.tag_ in ("VBD", "VBZ") and not is_passive(verb):
            return []  # "a day after a bomb in X killed nine": its own subject got lost
        told = [t for o in children(head, "dobj") for t in conjuncts(o)] if verb.dep_ != "advcl" else []
        if told and lemma(head) not in _PURPOSE:
            return told
        return subjects(head, depth + 1)
    if verb.dep_ == "pcomp" and head.head.pos_ == "ADJ" and head.head.dep_ in ("acomp", "oprd", "attr"):
        return subjects(head.head.head, depth + 1)  # "they are committed to defeating it"
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        governor = head.head
        told = objects(governor) if head.lower_ in _DONE_TO else []  # "those they accused of it" too
        return told or subjects(governor, depth + 1)
    return []


def _is_after_clause(noun: Token) -> bool:
    """ "An attack that killed NINE PEOPLE left": the object of the clause before it, taken for one more subject."""
    before = noun.doc[max(noun.left_edge.i - 1, 0)]
    return before.pos_ == "VERB" and before.dep_ in ("relcl", "acl") and before.i > noun.sent.start


def _outer(verb: Token) -> Token | None:
    """ "They aimed at a man who was WALKING by, and FIRED": the verb of the clause around a relative one.

    What somebody was doing goes on; what comes next, the one does who acted before.
    """
    relative = verb.head
    going_on = relative.dep_ == "relcl" and relative.tag_ == "VBG" and any(children(relative, "aux"))
    if not going_on or verb.tag_ != "VBD":
        return None
    above = clause(relative.head)
    return above if above.tag_ == "VBD" and above.i < relative.i else None


def _is_coordinated(verb: Token) -> bool:
    """Whether an "and" or a comma stands between two verbs that the parser coordinates; without, they share nothing."""
    return any(t.dep_ in ("cc", "punct") or t.pos_ == "CCONJ" for t in verb.doc[verb.head.i : verb.i])


def objects(verb: Token) -> list[Token]:
    """What a verb acts on: its direct objects, or the noun whose relative clause lacks one ("the men they killed")."""
    acted_on = [
        o for o in children(verb, "dobj", "dative", "oprd", "xcomp") if o.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
    ]
    if acted_on and acted_on[0].pos_ == "NUM":  # "Kill 12, Abduct 20": the second is no object of the first verb
        acted_on = [o for o in acted_on if o.dep_ != "dobj" or o == acted_on[0]]
    if acted_on and acted_on[0].lower_.endswith(("self", "selves")):  # "killed himself and NINE RECRUITS"
        acted_on += [
            t for t in children(verb, "conj") if t.pos_ in ("NOUN", "NUM") and t.left_edge.nbor(-1).lower_ == "and"
        ]
    own = [t for o in acted_on for t in conjuncts(o)]
    if own:
        return [antecedent(t) for t in own]
    if (taken := _taken_by_teller(verb)) is not None:
        return [taken]
    for between in (p for p in children(verb, "prep") if p.lower_ == "between"):  # "killed between 10 and 15 people"
        number, *counted = [*children(between, "pobj")] or [between]
        if counted and number.pos_ == "NUM":
            return counted
    if verb.dep_ == "relcl" and any(children(verb, "nsubj")) and not is_passive(verb):
        who = next(children(verb, "nsubj"))
        if who.lower_ not in RELATIVE and not any(c.lower_ in RELATIVE and c.dep_ == "pobj" for c in verb.subtree):
            return [verb.head]
    return []


def _taken_by_teller(verb: Token) -> Token | None:
    """ "Rebels killed NINE FARMERS, most of them women, officials said": the object that the parser gave to "said"."""
    teller = verb.head
    if verb.dep_ != "ccomp" or verb.i > teller.i or not any(children(verb, "nsubj")):
        return None
    taken = next((t for t in children(teller, "nsubj") if t.left_edge.i == verb.i + 1), None)
    apart = taken is not None and "," in (t.text for t in verb.doc[taken.i + 1 : teller.i])
    return taken if apart else None


def agents(verb: Token) -> list[Token]:
    """Who a passive verb was done by."""
    found = []
    for by in _prepositions(verb):
        if by.lower_ == "by":
            found += [t for o in (*children(by, "pobj"), *_so_called(by)) for t in conjuncts(o)]
    return found


def _so_called(preposition: Token) -> Iterator[Token]:
    """ "By what the army called DISSIDENTS"."""
    for verb in children(preposition, "pcomp"):
        if any(t.lower_ == "what" for t in children(verb, "dobj", "nsubjpass")):
            yield from children(verb, "oprd", "attr")


def _prepositions(token: Token) -> Iterator[Token]:
    """Those under a token, and those coordinated with them ("BY X and BY Y")."""
    for prep in children(token, "prep", "agent", "dative"):
        yield prep
        yield from (t for t in children(prep, "conj") if t.pos_ == "ADP")


def after(token: Token, prepositions: Collection[str]) -> list[Token]:
    """What follows one of these prepositions under a token ("attack ON x and y")."""
    found = []
    for prep in _prepositions(token):
        name = prep.lower_
        if name in prepositions:
            found += [antecedent(t) for o in children(prep, "pobj") for t in conjuncts(o)]
            if not any(children(prep, "pobj")) and token.dep_ == "relcl" and not any(children(prep, "pcomp", "prep")):
                found.append(token.head)  # a stranded preposition: "the base they fired at"
    return found


def possessors(noun: Token) -> list[Token]:
    """Whose it is: "X's attack"."""
    return [t for p in children(noun, "poss") for t in conjuncts(p)]


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is its own."""
    if token.lower_ in RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ"):
        at = token
        while at.dep_ not in ("relcl", "ROOT"):
            at = at.head
        if at.dep_ == "relcl" and at.head.i < token.i:
            return _past_places(at.head, token)
        if token.lower_ == "whose" and token.head.dep_ == "appos":  # "X, whose leader, Y, fled"
            return token.head.head
    return token


def _past_places(noun: Token, relative: Token) -> Token:
    """Of "an attack in Lima, Peru WHICH killed nine": what was in Peru; "in Peru, which attacked" tells of Peru."""
    bare, at = relative.lower_ in ("which", "that") and relative.nbor(-1) == noun, noun
    while bare and at.ent_type_ in ("GPE", "LOC") and at.dep_ in ("pobj", "appos", "npadvmod", "conj"):
        at = at.head.head if at.dep_ == "pobj" and at.head.lower_ in AROUND else at.head
    return at if at.pos_ in ("NOUN", "PROPN") else noun


def clause(token: Token) -> Token:
    """The verb (or root) whose clause a token stands in."""
    while token.dep_ != "ROOT" and not (token.pos_ in ("VERB", "AUX") and token.dep_ in CLAUSAL):
        token = token.head
    return token


def lemma(token: Token) -> str:
    """The lemma to look up: lower case; a participle used as an adjective gives its verb's form as it stands."""
    return token.lemma_.lower()


def verb_lemma(verb: Token) -> str:
    """A verb's lemma with its particle: "blow up"."""
    beside = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    particle = next(children(verb, "prt"), None) or (
        beside if beside is not None and beside.lower_ in PARTICLES else None
    )
    return f"{lemma(verb)} {particle.lower_}" if particle is not None else lemma(verb)


def trigger_lemmas(verb: Token) -> list[str]:
    """The lemmas to look a trigger up by, most exact first: "beat to death", "burn alive", "open fire"."""
    with_object = [f"{lemma(verb)} {lemma(o)}" for d in children(verb, "dobj") for o in (d, *after(d, ("of",)))]
    with_object += [f"{lemma(verb)} {lemma(c)}" for c in children(verb, "ccomp") if any(children(c, "nsubj"))]
    at = [] if with_object else [f"{lemma(verb)} {p.lower_}" for p in children(verb, "prep")]
    if verb.dep_ == "acl" and verb.tag_ == "VBN":  # "hostages taken by X"
        with_object.append(f"{lemma(verb)} {lemma(verb.head)}")
    own = verb_lemma(verb)
    fatal = [f"{lemma(verb)} to {lemma(t)}" for t in after(verb, ("to",))]  # "hacked to death", "put to the sword"
    alight = any(t.lower_ in ("ablaze", "alight") for t in verb.children) or any(
        t.lower_ == "fire" for t in after(verb, ("on",))
    )
    fatal += [f"{lemma(verb)} ablaze"] if alight else []
    alive = any(t.lower_ == "alive" for each in (verb, *children(verb, "dobj")) for t in each.children)
    fatal += [f"{lemma(verb)} alive"] if alive else []
    return [*fatal, *([own] if own != lemma(verb) else ()), *with_object, *at, lemma(verb)]
