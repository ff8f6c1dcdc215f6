"""Whether a toll sums up a war, a year or a campaign: then it is none of the incident told beside it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.text.syntax import after, children, clause, is_present_perfect, lemma, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_SPANS = ("in", "over", "during", "within", "throughout", "for", "across")
_PART_OF = ("earlier", "early", "late", "later")
_WHOLE = ("this", "last", "each", "every", "past", "that", "previous", "preceding")
_YEAR = len("2004")
_FAR_TOO_MANY = 10_000  # for one incident


class Cumulative:
    """Reads it off the adjuncts of the counting word's clauses."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._wars = lexicon.words("events", "wars") - lexicon.words("events", "fights")
        self._fights = lexicon.words("events", "fights")
        self._periods = lexicon.words("events", "periods")
        self._ranks = lexicon.words("attribution", "ranks")
        self._events = frozenset(lexicon.nouns)

    def of(self, word: Token, value: int = 0) -> bool:
        """Whether what is counted with a word came to harm over a longer time, or is too many for one incident."""
        return value >= _FAR_TOO_MANY or (not self._is_ranked(word) and any(map(self._sums_up, _clauses(word))))

    def _is_ranked(self, word: Token) -> bool:
        """ "The second minister to be killed this year": of the year, but one."""
        verb = clause(word)
        infinitive = verb.dep_ in ("relcl", "acl") and any(t.lower_ == "to" for t in children(verb, "aux"))
        return infinitive and any(t.lower_ in self._ranks for t in verb.head.lefts)

    def _sums_up(self, at: Token) -> bool:
        """ "Since the war began", "over twelve years", "this year", "in the conflict", "the war has killed"."""
        if any(self._opens(t) for t in children(at, "prep", "advmod", "mark", "advcl", "npadvmod")):
            return True
        if any(self._is_period(t) for t in (*after(at, _SPANS), *children(at, "npadvmod", "nsubj"))):
            return True
        low = (p for o in children(at, "dobj") for p in o.subtree if p.dep_ == "prep" and p.lower_ in _SPANS)
        if is_present_perfect(at) and any(self._is_period(t) for p in low for t in children(p, "pobj")):
            return True  # "have bombed lines in the delta FOR A DECADE", hung on the delta
        about = [*after(at, ("in", "during", "throughout")), *(subjects(at) if at.pos_ == "VERB" else ())]
        wars = self._wars | self._fights if is_present_perfect(at) else self._wars
        return any(lemma(t) in wars for t in about)

    def _opens(self, token: Token) -> bool:
        """ "Since 2004", "since the war began"; "since Monday", "since the raid", "since it began at dawn" not."""
        if token.dep_ == "advcl":
            since = (t for t in children(token, "mark") if t.lower_ == "since" and not _is_behind_comma(t))
            return any(since) and not _is_of_late(token)
        if token.lower_ != "since" or token.dep_ == "mark":
            return False
        if token.dep_ == "advmod" and not any(token.children):
            return False  # "have since raised the number killed", "the toll has since climbed": since the attack
        start = [*children(token, "pobj", "pcomp")]
        return not any(_is_recent(t) or lemma(t) in self._events for t in start)

    def _is_period(self, noun: Token) -> bool:
        """ "Twelve years", "the past month", "this year"; "last week" tells when one thing was."""
        if lemma(noun) not in self._periods:
            return False
        if noun.tag_ == "NNS":
            ago = any(t.lower_ in ("ago", "earlier", "later", "after", "before") for t in noun.head.children)
            return not ago or noun.dep_ == "pobj"
        which = [t.lower_ for t in children(noun, "det", "amod")]
        if any(t.lower_ in _PART_OF for t in noun.lefts):
            return False  # "EARLIER this year nine were killed in a raid"
        if noun.dep_ == "pobj":
            return any(w in _WHOLE for w in which) and ("last" not in which or "the" in which)
        return any(w in ("this", "each", "every") for w in which)


def _clauses(word: Token) -> Iterator[Token]:
    """The word and the verbs above it, up to the end of what it is told in."""
    yield word
    at = clause(word)
    while True:
        if at != word:
            yield at
        if at.dep_ in ("acl", "relcl", "pcomp"):
            outer = clause(at.head)
        elif at.dep_ in ("xcomp", "ccomp") and at.head.pos_ == "AUX":
            outer = at.head
        elif (deed := _lasting(at)) is not None:
            outer = deed
        else:
            return
        if outer == at:
            return
        at = outer


def _lasting(result: Token) -> Token | None:
    """ "Have attacked villages over the past year, KILLING 300": the verb that tells of more than one deed."""
    while result.dep_ == "conj" and result.tag_ == "VBG":
        result = result.head
    deed = first = result.head
    while first.dep_ == "conj" and first.pos_ == "VERB":
        first = first.head
    return deed if result.dep_ == "advcl" and result.tag_ == "VBG" and is_present_perfect(first) else None


def _is_behind_comma(since: Token) -> bool:
    """ "The toll rose, SINCE five died in hospital": there it gives a reason, and no time."""
    return bool(since.i > 0 and since.nbor(-1).text == ",")


def _is_of_late(verb: Token) -> bool:
    """ "Since the siege began ON SUNDAY", "since the army stormed it AT DAWN"; not "one morning in 2011"."""
    within = [*verb.subtree]
    times = (t for t in within if _is_recent(t) or t.ent_type_ == "TIME")
    return any(times) and not any(t.is_digit and len(t) == _YEAR for t in within)


def _is_recent(token: Token) -> bool:
    """A day of the week, or a word for a day or a part of it."""
    return token.lower_ in _RECENT


_RECENT = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday morning night afternoon evening midnight"
    " dawn weekend then".split()
)
