"""What a report takes for granted inside somebody's words: the deed that is answered, avenged or blamed on somebody.

"The ministry said it would answer the attack on X, which killed nine": that it will answer is the ministry's word; that
there was an attack, and that nine died, the article says itself. A quotation is the speaker's, all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.drafts import Speech
from kg.extract.text.quotes import quoted_tokens
from kg.extract.text.syntax import children, lemma, possessors, verb_lemma
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon

_KNOWN = frozenset("the this that these those".split())
_PAST = ("VBD", "VBN")
_SINCE = ("after", "since", "because", "when", "where")  # what they open has happened, whatever hangs on it
_ANSWERED = ("for", "over", "behind")  # "responsible for an attack": there was one


class Presupposed:
    """Finds the stretches of speeches that are the article's own words."""

    def __init__(self, lexicon: Lexicon) -> None:
        reporting = lexicon.attribution["reporting"]
        asserted = frozenset(reporting["Asserted"])
        self._unsure = frozenset(v for f in ("Hedged", "Hypothetical") for v in reporting[f]) - asserted
        self._blame = frozenset(lexicon.attribution["blame"])
        self._ahead = lexicon.words("attribution", "future") | lexicon.words("attribution", "doubt")
        self._doing = lexicon.words("events", "light_verbs") | lexicon.words("attribution", "preparing") | {"do"}
        self._events = frozenset(lexicon.nouns)

    def within(self, doc: Doc, speeches: Iterable[Speech]) -> Iterator[Speech]:
        """A speech of nobody's for each stretch that the article says itself."""
        quoted = quoted_tokens(doc)
        seen: set[int] = set()
        for speech in speeches:
            for token in doc[speech.start : speech.end] if speech.at >= 0 else ():
                if token.i not in seen and token.i not in quoted and self._is_granted(token, doc[speech.at], speech):
                    seen.add(token.i)
                    start, end = max(speech.start, token.left_edge.i), min(speech.end, token.right_edge.i + 1)
                    yield Speech(None, "", start, end, at=token.i, own=True)

    def _is_granted(self, token: Token, verb: Token, speech: Speech) -> bool:
        unsure = lemma(verb) in self._blame or lemma(verb) in self._unsure
        if _is_past_clause(token):
            return (unsure and verb.is_ancestor(token)) or self._is_put_off(token, speech)
        if token.dep_ not in ("pobj", "dobj") or token.pos_ != "NOUN" or lemma(token) not in self._events:
            return False
        above = token.head
        if unsure and token.dep_ == "pobj" and above.lower_ in _ANSWERED:
            return True
        known = any(possessors(token)) or any(t.lower_ in _KNOWN for t in children(token, "det"))
        if not known or above.lower_ == "by" or {lemma(above), verb_lemma(above)} & self._doing:
            return False
        return (unsure and verb.is_ancestor(token)) or self._is_put_off(token, speech)

    def _is_put_off(self, token: Token, speech: Speech) -> bool:
        """Whether it hangs on what is only meant to come: "would avenge the ...", "in order to find those who ..."."""
        at = token.head
        while speech.start <= at.i < speech.end:
            helped = {t.lower_ for t in children(at, "aux")}
            if _is_past_clause(token) and token.dep_ == "relcl" and any(children(at, "neg")):
                return True  # "they did not fire the rocket that killed nine"
            if at.tag_ == "VB" and helped & {*self._ahead, "to"}:
                return True
            if at.dep_ == "ROOT" or at.tag_ in _PAST:
                return False
            at = at.head
        return False


def _is_past_clause(verb: Token) -> bool:
    """A relative clause, or one of time or cause, that tells what happened."""
    if verb.dep_ not in ("relcl", "advcl") or verb.pos_ != "VERB":
        return False
    had = any(t.lower_ in ("had", "was", "were") for t in children(verb, "aux", "auxpass"))
    finite = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and had)
    opened = verb.dep_ == "relcl" or any(t.lower_ in _SINCE for t in children(verb, "mark", "advmod"))
    return finite and opened
