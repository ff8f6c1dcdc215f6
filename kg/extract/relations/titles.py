"""Nouns for a position: "leader", "number two", "secretary-general", "researcher"; and whether it is still held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.text.syntax import children, lemma, verb_lemma
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon

_LONGEST = 5  # tokens of a title: "second-in-command"
_NOUNS = ("NOUN", "PROPN", "NUM", "ADJ")
_ENDS = frozenset(("until", "till"))
_MEN = frozenset(("man", "woman"))
_AGENTS = ("er", "or", "ist", "ian", "man", "woman", "ary")  # ends of nouns for people, known or not: "theoretician"


@dataclass(frozen=True, slots=True)
class Title:
    """A position's noun.

    Attributes:
        noun: its last word.
        words: in lower case, as the lexicon has them.
        relation: what it makes of its holder.
        start: the index of its first token.
        listed: whether the lexicon names it as a position; others are nouns for people of any kind.
    """

    noun: Token
    words: str
    relation: str
    start: int
    listed: bool = True

    @property
    def end(self) -> int:
        """The index after its last token ("number two" hangs on "number")."""
        last: int = self.noun.i
        return max(last, self.start + len(self.words.split()) - 1) + 1


class Titles:
    """Knows positions, and who says "former"."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._relation: dict[str, str] = {}
        for relation, titles in lexicon.relations["positions"].items():
            for title in titles:
                self._relation.setdefault(title, relation)
        parted = (title.replace("-", " ") for title in self._relation)  # as the tokenizer may part them
        self._last = frozenset(t.rpartition(" ")[2] for t in (*self._relation, *parted))
        self._people = lexicon.nouns_for("Person")
        self._chiefs = lexicon.words("relations", "ranks_of_chiefs")
        self._strangers = lexicon.words("relations", "strangers")
        self._former = lexicon.words("relations", "former")
        self._leaving = lexicon.words("relations", "leaving")

    def at(self, noun: Token) -> Title | None:
        """The longest title that ends with a token."""
        if noun.pos_ not in (*_NOUNS, "VERB"):
            return None
        doc = noun.doc
        following = doc[noun.i + 1 : noun.i + 2].text.lower()
        if noun.lower_ == "chief" and following in self._chiefs:
            return None  # "Air Chief Marshal", "Chief Superintendent"
        ends = [word for word in (lemma(noun), noun.lower_) if word in self._last]
        for start in range(max(noun.sent.start, noun.i - _LONGEST + 1), noun.i + 1) if ends else ():
            before = doc[start : noun.i].text_with_ws.lower() if start < noun.i else ""
            for last in ends:
                relation = self._relation.get(before + last)
                if relation is not None and (noun.pos_ in _NOUNS or start < noun.i):
                    return Title(_anchor(noun), before + last, relation, start)
        word = lemma(noun)
        if word in _MEN and noun.i > noun.sent.start and noun.nbor(-1).pos_ == "PROPN":  # "IRA man X"
            return Title(noun, word, "memberOf", noun.i)
        people = word in self._people or (noun.tag_ == "NN" and word.endswith(_AGENTS) and _is_beside_a_name(noun))
        if noun.pos_ == "NOUN" and people and word not in self._strangers:
            return Title(noun, word, "memberOf", noun.i, listed=False)
        return None

    def of(self, doc: Doc) -> list[Title]:
        """Every title of a document, the longest where they overlap."""
        found = [title for token in doc if (title := self.at(token)) is not None]
        inside = {i for t in found for i in range(t.start, t.noun.i) if t.noun.i > t.start}
        return [t for t in found if t.noun.i not in inside and not _qualifies(t.noun)]

    def is_over(self, title: Title) -> bool:
        """Whether the text says that the position is no longer held: "former", "ex-", "until 2019", "sacked as"."""
        noun = title.noun
        if title.start > noun.sent.start and noun.doc[title.start - 1].lower_ in self._former:
            return True
        if any(t.lower_ in self._former for t in (*_before(title), *_before_article(title))):
            return True
        if noun.dep_ == "attr":
            return self.ended(noun.head)
        if noun.dep_ == "pobj" and noun.head.lower_ in ("as", "from", "of"):
            verb = noun.head.head
            return verb.pos_ == "VERB" and self.ended(verb)
        return noun.dep_ == "dobj" and self.ended(noun.head)

    def ended(self, verb: Token) -> bool:
        """Whether a verb, or what stands beside it, says that something is over: "resigned", "led X until 2019"."""
        if verb_lemma(verb) in self._leaving or lemma(verb) in self._leaving:
            return True
        return any(t.lower_ in self._former or t.lower_ in _ENDS for t in children(verb, "advmod", "prep", "mark"))


def _qualifies(word: Token) -> bool:
    """Whether a word only says which of several posts it is: "chief negotiator"."""
    return bool(word.dep_ == "amod" and word.head.i > word.i and word.head.pos_ == "NOUN")


def _is_beside_a_name(noun: Token) -> bool:
    """Whether a name stands in apposition: "the group's theoretician, X", "X, theoretician of the group"."""
    beside = list(children(noun, "appos"))
    beside += [noun.head] if noun.dep_ in ("appos", "compound") else []
    return any(t.pos_ == "PROPN" for t in beside)


def _before_article(title: Title) -> Iterator[Token]:
    """The word before an article: "X, THEN a vice-president of Y"."""
    at = title.start - 1
    if at > title.noun.sent.start and title.noun.doc[at].lower_ in ("a", "an", "the"):
        yield title.noun.doc[at - 1]


def _anchor(noun: Token) -> Token:
    """The noun that a title's phrase hangs on: "number" in "number two"."""
    return noun.head if noun.pos_ == "NUM" and noun.dep_ == "nummod" and noun.head.i == noun.i - 1 else noun


def _before(title: Title) -> Iterator[Token]:
    """The words of the noun phrase before a title, from right to left."""
    doc, noun = title.noun.doc, title.noun
    first = max(noun.sent.start, noun.left_edge.i, title.start - 12)
    at = title.start - 1
    while at >= noun.sent.start and (at >= first or doc[at].text == "-" or doc[at].dep_ in ("amod", "compound")):
        yield doc[at]
        at -= 1
