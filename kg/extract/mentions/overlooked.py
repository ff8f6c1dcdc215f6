"""Places that the model overlooks, and what stands beside them gives away."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.drafts import MentionDraft
from kg.extract.mentions.nominals import Nominals
from kg.extract.text.syntax import children, lemma
from kg.extract.times.expressions import MONTH, WEEKDAY
from kg.extract.tokens import Doc, Token
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_TOWN = 20_000  # inhabitants
_COUNTS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY")


class Overlooked:
    """Finds them."""

    def __init__(self, lexicon: Lexicon, places: Gazetteer, nominals: Nominals) -> None:
        self._lexicon, self._places, self._nominals = lexicon, places, nominals

    def of(self, doc: Doc, taken: set[int]) -> Iterator[MentionDraft]:
        """Proper nouns that the model overlooked and their place gives away: "in X", "the town of X", "X district"."""
        for token in doc:
            if token.i not in taken and (body := self._body(token)) is not None:
                yield MentionDraft(doc[token.i : token.i + 1], token, "name", body)
                continue
            proper = token.pos_ == "PROPN" or _has_apostrophe(token)
            if not proper or token.i in taken or not token.text[:1].isupper():
                continue
            if token.lower_ in self._lexicon.sets["common_acronyms"]:
                continue
            if token.ent_type_ not in ("", "PRODUCT") and not self._is_town(token):
                continue
            if self._is_settlement(token) or self._is_scene(token) or (token.dep_ == "pobj" and self._is_where(token)):
                yield MentionDraft(doc[_compound_start(token, taken) : token.i + 1], token, "name", "Place")

    def _is_town(self, name: Token) -> bool:
        """Whether what the model takes for a day or a number is a town of that name: "in Kutum", but not "in May"."""
        beside = (*name.doc[max(name.i - 1, 0) : name.i], *name.doc[name.i + 1 : name.i + 2])
        alone = name.ent_type_ in _COUNTS and not any(t.ent_type_ in _COUNTS for t in beside)
        in_it = name.dep_ == "pobj" and name.head.lower_ in ("in", "of", "near")
        day = MONTH.match(name.lower_) or WEEKDAY.match(name.lower_)
        return alone and in_it and not day and any(p.population >= _TOWN for p in self._places.named(name.text))

    def _body(self, name: Token) -> str | None:
        """The class of a body that a common word names at the start of a sentence: "Hope, a Kenyan charity, said"."""
        if not name.is_sent_start or name.ent_type_ or name.tag_ not in ("NN", "NNP"):
            return None
        for noun in children(name, "appos") if name.doc[name.i + 1].text == "," else ():
            cls = self._nominals.cls(noun)
            if cls is not None and is_a(cls, "Organization") and any(t.lower_ in ("a", "an") for t in noun.lefts):
                return cls
        return None

    def _is_settlement(self, name: Token) -> bool:
        """ "X district", "the neighbouring town of X", "the village X"."""
        settlements, head = self._lexicon.sets["settlements"], name.head
        if name.dep_ in ("compound", "nmod") and name.i == head.i - 1:
            if is_called_otherwise(head):
                return False
            return bool(head.text.islower()) and (lemma(head) in settlements or self._nominals.cls(head) == "Place")
        if name.dep_ == "pobj" and head.lower_ == "of":
            return bool(head.head.text.islower()) and lemma(head.head) in settlements
        beside = name.dep_ == "appos" and name.i == head.i + 1 and head.text.islower()
        return bool(beside) and lemma(head) in settlements

    def _is_scene(self, name: Token) -> bool:
        """ "X, where gunmen killed", "X, a village near Y"."""
        if any(t.lower_ == "where" for verb in children(name, "relcl") for t in children(verb, "advmod")):
            return True
        described = (t for t in children(name, "appos") if t.pos_ == "NOUN" and t.text.islower())
        return any(lemma(t) in self._lexicon.sets["settlements"] for t in described)

    def _is_where(self, name: Token) -> bool:
        """ "In X", "near X"; "from X" and "a raid on X", if the gazetteer has it."""
        word = name.head.lower_
        if word in ("in", "near", "around", "outside"):
            return True
        if word == "on" and lemma(name.head.head) in self._lexicon.nouns:
            return bool(name.tag_ == "NNP")
        return word in ("from", "at", "to") and bool(self._places.named(name.text))


def _has_apostrophe(word: Token) -> bool:
    """Whether a word is spelt as only a name is ("Sana'a"), which the model may take for a number."""
    start, mark, end = word.text.replace("’", "'").partition("'")
    return word.pos_ in ("NUM", "NOUN", "ADJ", "X") and bool(mark) and start.isalpha() and end.isalpha()


def is_called_otherwise(settlement: Token) -> bool:
    """ "The Chechen village OF GOITY": what stands before the noun is whose it is, not what it is called."""
    after = settlement.doc[settlement.i + 1 : settlement.i + 3]
    return len(after) > 1 and after[0].lower_ == "of" and after[1].text[:1].isupper()


def _compound_start(name: Token, taken: set[int]) -> int:
    """Where a name of several words begins, of which this is the last ("Kafr Sousa")."""
    start: int = name.i
    while start and start - 1 not in taken:
        hyphen = start > 1 and name.doc[start - 1].text == "-" and not name.doc[start - 2].whitespace_
        before = start - 2 if hyphen and not name.doc[start - 1].whitespace_ and start - 2 not in taken else start - 1
        if not _is_compound(name.doc[before], name):
            break
        start = before
    return start


def _is_compound(token: Token, noun: Token) -> bool:
    if token.dep_ == "compound" and token.head == noun:
        return True
    return bool(token.pos_ == "PROPN" and token.text[:1].isupper() and not token.ent_type_ and not token.is_sent_start)
