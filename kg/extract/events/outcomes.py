"""Results: "..., killing nine" tells what came of a deed, which may be another than the verb that it hangs on."""

from __future__ import annotations

from kg.extract.text.syntax import after, children, is_nominal, lemma, objects, subjects, trigger_lemmas
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_LATER = ("after", "following")
_BELOW = ("xcomp", "ccomp", "dobj", "conj", "advcl")


class Outcomes:
    """Tells participles of result from others, and what they came of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._telling = frozenset((*lexicon.telling, *lexicon.attribution["blame"]))
        self._aftermath = lexicon.words("events", "aftermath")
        self._hunting = lexicon.words("events", "hunting")
        self._light = lexicon.words("events", "light_verbs")

    def is_result(self, verb: Token) -> bool:
        """ "..., killing nine": what came of the deed, not what its subject did besides.

        The parser may hang it on the noun before it ("attacked a church in Owo, a town in Ondo, killing nine").
        """
        if (first := _coordinate(verb)) is not None:  # ", wounding six and burning their houses"
            return self.is_result(first)
        before = verb.nbor(-1).text if verb.i > verb.sent.start else ""
        bare = not any(children(verb, "mark", "nsubj", "aux", "auxpass"))
        hangs = verb.dep_ == "advcl" or (verb.dep_ == "acl" and self._deed_above(verb) is not None)
        return hangs and verb.tag_ == "VBG" and bare and before == ","

    def _deed_above(self, result: Token) -> Token | None:
        """The trigger verb that a result came of, whose subject is another than the noun that the result hangs on."""
        deed = next((t for t in result.ancestors if t.pos_ == "VERB"), None)
        over = deed is not None and self._is_trigger(deed) and result.head not in (*subjects(deed), deed)
        return deed if over else None

    def cause_of(self, result: Token) -> Token | None:
        """The trigger that a result came of, where the parser hung it on who tells ("he said a bomb ..., killing").

        Or on who answers it ("X condemned the attack ..., killing") or comes after it ("left after a blast, ...").
        """
        if (first := _coordinate(result)) is not None:
            return self.cause_of(first)
        above = result.head
        if result.dep_ == "acl":
            return self._deed_above(result)
        if above.dep_ == "relcl" and not self._is_trigger(above) and (deed := self._deed_above(above)) is not None:
            return deed  # "soldiers shot at men who fled, killing two"
        if any(w in self._lexicon.verbs for w in trigger_lemmas(above)):
            return None
        if lemma(above) in self._hunting and (deed := self._last_before(above, result)) is not None:
            return deed  # "police hunt a man who laid a bomb that went off, wounding nine"
        if lemma(above) not in self._telling:
            hit = () if lemma(above) in self._light else objects(above)
            later = [t for each in (above, *children(above, "npadvmod")) for t in after(each, _LATER)]
            before = (t for t in (*hit, *(o for h in hit for o in after(h, ("of",))), *later) if t.i < result.i)
            deed = next((t for t in before if is_event(t, self._lexicon)), None)
            answer = next((t for t in above.ancestors if lemma(t) in self._aftermath), None) if deed is None else None
            return (
                deed if answer is None else self._last_before(answer, result)
            )  # "condemned a raid on a camp of X, ..."
        told = [
            *children(above, "ccomp"),
            *([above.head] if above.dep_ == "parataxis" else []),
        ]  # "X hit Y, he said, killing"
        if (deed := next((t for t in told if t.i < above.i and self._is_trigger(t)), None)) is not None:
            return deed
        return self._last_before(above, result)

    def _last_before(self, above: Token, result: Token) -> Token | None:
        """The last trigger between a verb and a result."""
        between = reversed(above.doc[above.i + 1 : result.i] if above.i < result.i else ())
        return next((t for t in between if self._is_trigger(t)), None)

    def _is_trigger(self, token: Token) -> bool:
        if token.pos_ == "VERB":
            return any(w in self._lexicon.verbs for w in trigger_lemmas(token))
        return is_event(token, self._lexicon)

    def is_answered(self, verb: Token) -> bool:
        """ "X condemned SHELLING the town", "Y denounced the raid and LOOTING": another did it than the subject."""
        above = verb.head
        known = any(w in self._lexicon.verbs for w in trigger_lemmas(above))
        return verb.tag_ == "VBG" and verb.dep_ in _BELOW and lemma(above) in self._aftermath and not known


def _coordinate(verb: Token) -> Token | None:
    """The participle that one without a subject of its own is coordinated with."""
    bare = verb.tag_ == "VBG" and verb.dep_ == "conj" and not any(children(verb, "nsubj"))
    return verb.head if bare and verb.head.tag_ == "VBG" else None


def is_event(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is itself a trigger."""
    return is_nominal(token) and (lemma(token) in lexicon.nouns or token.lower_ in lexicon.nouns)
