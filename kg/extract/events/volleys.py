"""What was fired, where a pronoun or a word for many stands for it: "it was fired by X", "a volley of rockets"."""

from __future__ import annotations

from kg.extract.events.arguments import Arguments
from kg.extract.text.syntax import after, agents, objects
from kg.extract.tokens import Token

_TAKING_UP = {"it": "it", "they": "many", "them": "many"}  # how a pronoun takes up what was fired


def meant(verb: Token, done_to: list[Token], arguments: Arguments) -> Token | None:
    """ "A shell hit the yard. IT was fired by X", "the army said X had fired THEM": the weapon last told of."""
    number = _TAKING_UP.get(done_to[0].lower_) if len(done_to) == 1 else None
    told = verb.dep_ in ("ccomp", "conj") and bool(objects(verb))
    if number is None or not (agents(verb) or told):
        return None
    before = verb.doc[max(0, verb.sent.start - 1)].sent.start
    told_of = (t for t in reversed(verb.doc[before : done_to[0].i]) if arguments.weapon(t))
    return next((t for t in told_of if number == "it" or t.tag_ in ("NNS", "NNPS")), None)


def inner(volley: Token, arguments: Arguments) -> Token:
    """ "A volley of ROCKETS", "dozens of SHELLS"."""
    if arguments.weapon(volley):
        return volley
    return next((t for t in after(volley, ("of",)) if arguments.weapon(t)), volley)
