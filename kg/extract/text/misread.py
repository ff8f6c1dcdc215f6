"""What the parser takes for something else: verbs for participles, passives for actives, objects for adverbs."""

from __future__ import annotations

from kg.extract.text.syntax import children, is_passive
from kg.extract.tokens import Token


def is_active_participle(verb: Token) -> bool:
    """ "The bombing of a stadium KILLED 29": what acts on somebody is no passive participle, wherever it was hung."""
    participle = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and any(children(verb, "dobj"))
    return participle and not any(children(verb, "agent", "nsubj", "aux", "mark"))


def lacks_auxiliary(verb: Token) -> bool:
    """ "One was killed and a student WOUNDED": passive, as the verb is that it is coordinated with."""
    bare = verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and any(children(verb, "nsubj"))
    return bare and not any(children(verb, "aux", "auxpass", "dobj")) and is_passive(verb.head)


def lost_objects(verb: Token) -> list[Token]:
    """ "Killed nine and wounded SIX more": the number that was hung on "more"."""
    more = (t for t in children(verb, "advmod") if t.lower_ == "more" and t.i > verb.i)
    return [n for t in more for n in t.lefts if n.pos_ == "NUM" and n.i > verb.i][:1]
