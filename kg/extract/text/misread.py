"""What the parser takes for something else: verbs for participles, passives for actives, objects for adverbs."""

from __future__ import annotations

from kg.extract.text.syntax import children, conjuncts, is_passive, lemma
from kg.extract.tokens import Token

_HANDING = frozenset("supply provide share pass give send sell hand leak receive obtain gather collect need".split())


def is_before_noun(verb: Token) -> bool:
    """Whether a participle only stands before its noun, where the parser sees a clause: "following REPORTED raids"."""
    if verb.tag_ == "VBG" and verb.dep_ == "xcomp" and lemma(verb.head) in _HANDING:  # "supplied TARGETING data"
        return any(t.i == verb.i + 1 for t in children(verb, "dobj"))
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ not in ("pcomp", "advcl", "xcomp"):
        return False
    bare = not any(children(verb, "aux", "auxpass", "nsubj", "nsubjpass", "agent"))
    amid = verb.dep_ == "pcomp" or (
        verb.i > 0 and verb.nbor(-1).lower_ in ("following", "after", "amid", "despite", "over")
    )
    return bare and (amid or verb.dep_ == "xcomp") and any(t.i > verb.i for t in children(verb, "dobj"))


def is_active_participle(verb: Token) -> bool:
    """ "The bombing of a stadium KILLED 29": what acts on somebody is no passive participle, wherever it was hung."""
    participle = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD")
    if not participle or any(children(verb, "agent", "nsubj", "aux", "mark")):
        return False
    return any(children(verb, "dobj")) or bool(lost_objects(verb))


def lacks_auxiliary(verb: Token) -> bool:
    """ "One was killed and a student WOUNDED": passive, as the verb is that it is coordinated with."""
    bare = verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and any(children(verb, "nsubj"))
    return bare and not any(children(verb, "aux", "auxpass", "dobj")) and is_passive(verb.head)


def lost_objects(verb: Token) -> list[Token]:
    """ "Killed nine and wounded SIX more", "an attack that killed NINE PEOPLE left ten hurt": hung elsewhere.

    On "more", or as one more subject on a verb above.
    """
    if any(children(verb, "dobj")):
        return []
    more = (t for t in children(verb, "advmod") if t.lower_ == "more" and t.i > verb.i)
    found = [n for t in more for n in t.lefts if n.pos_ == "NUM" and n.i > verb.i][:1]
    for above in () if found else verb.ancestors:
        stands = [*children(above, "nsubj", "nsubjpass")]
        if len(stands) > 1 and verb.dep_ in ("relcl", "acl"):
            found += [t for s in stands if s.left_edge.i == verb.i + 1 for t in conjuncts(s)]
    return found
