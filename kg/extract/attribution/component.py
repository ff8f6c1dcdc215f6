"""Component `sitrep_speech`: whose words a stretch of text gives, and how surely they are said.

A speech is what a reporting verb, "according to" or "as X put it" attributes to a source. A claim belongs to the
innermost speech around it; outside all of them the article speaks in its own voice.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.drafts import Speech
from kg.extract.participants import Fillers
from kg.extract.text.syntax import agents, children, conjuncts, is_passive, lemma, subjects
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.model import Factuality
from kg.vocab import is_a

_MODIFIERS = ("compound", "nmod", "amod")
_SPEAKERS = ("Person", "Group", "Organization", "State")


@Language.factory("sitrep_speech", default_config={"actors": "", "lexicon": "", "places": ""})
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Speeches:  # noqa: ARG001 - spaCy passes all, this step needs one
    """Build the component from the lexicon's folder."""
    return Speeches(load_lexicon(Path(lexicon)))


class Speeches:
    """Writes `doc._.speeches`, innermost first."""

    def __init__(self, lexicon: Lexicon) -> None:
        reporting: dict[Factuality, list[str]] = lexicon.attribution["reporting"]
        self._verbs: dict[str, Factuality] = {}
        for factuality in ("Asserted", "Denied", "Hedged", "Hypothetical"):
            for verb in reporting[factuality]:
                self._verbs.setdefault(verb, factuality)
        self._according = lexicon.words("attribution", "according")
        self._blame = lexicon.attribution["blame"]
        self._lexicon = lexicon
        self._events = frozenset(lexicon.nouns)
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")

    def __call__(self, doc: Doc) -> Doc:
        """Collect speeches of every sentence."""
        fillers = Fillers(doc, self._lexicon)
        speeches = [s for token in doc for s in self._speeches(token, fillers)]
        doc._.speeches = sorted(speeches, key=lambda s: (s.end - s.start, s.start))
        return doc

    def _speeches(self, token: Token, fillers: Fillers) -> Iterator[Speech]:
        if token.lower_ in self._according and token.dep_ == "prep":
            for source in [t for to in (token, *children(token, "prep")) for t in children(to, "pobj")]:
                governor = token.head
                yield from self._speech(source, governor.left_edge.i, governor.right_edge.i + 1, "Asserted", fillers)
        if token.pos_ != "VERB":
            return
        factuality = self._verbs.get(lemma(token))
        if factuality is None and lemma(token) not in self._blame:
            return
        sources = agents(token) if is_passive(token) else subjects(token)
        if token.dep_ == "advcl" and any(t.lower_ == "as" for t in children(token, "mark", "advmod", "prep")):
            head = token.head
            for source in sources:
                yield from self._speech(source, head.left_edge.i, head.right_edge.i + 1, "Asserted", fillers)
            return
        for start, end in self._content(token):
            if not sources:
                yield Speech(None, "", start, end, factuality or "Asserted")
            for source in sources:
                if not start <= source.i < end:
                    yield from self._speech(source, start, end, factuality or "Asserted", fillers)

    def _content(self, verb: Token) -> Iterator[tuple[int, int]]:
        """What is said: a clause, a quoted noun phrase, or what something is called."""
        # Whoever claims or denies an attack tells nothing of where it was.
        claimed = lemma(verb) in self._claims and any(self._is_claimed(t) for t in children(verb, "dobj"))
        if not claimed:
            yield from map(_phrase, children(verb, "ccomp", "xcomp", "dobj", "parataxis", "oprd"))
        for prep in children(verb, "prep"):
            if prep.lower_ in ("as", "of", "for", "about", "against", "to") and (
                prep.lower_ == "as" or lemma(verb) in self._blame or (prep.lower_ == "to" and lemma(verb) == "allude")
            ):
                yield from map(_phrase, children(prep, "pobj", "pcomp"))
        if verb.dep_ == "parataxis":
            yield _phrase(verb.head)
        elif verb.dep_ == "conj" and not claimed and _is_tagged_on(verb):
            yield verb.head.left_edge.i, verb.left_edge.i

    def _is_claimed(self, noun: Token) -> bool:
        return lemma(noun) in self._events or lemma(noun) in self._credit

    def _speech(
        self, source: Token, start: int, end: int, factuality: Factuality, fillers: Fillers
    ) -> Iterator[Speech]:
        source = _speaker(source, fillers)
        if any(t.lower_ == "no" for t in children(source, "det")):
            return  # "no group claimed it"
        entity = fillers.entity(source)
        if entity is not None and not any(is_a(entity.cls, c) for c in _SPEAKERS):
            return
        if entity is None and (source.pos_ == "PRON" or lemma(source) in self._events):
            return  # "the strike recalled ..." quotes nobody
        words = fillers.words(source)
        if entity is not None and not entity.names:  # "a Hezbollah source" speaks for Hezbollah
            owners = (o for o, at in fillers.affiliations(source) if at.dep_ in _MODIFIERS and o.names)
            entity = next(owners, entity)
        yield Speech(entity, words, start, end, factuality)


def _phrase(head: Token) -> tuple[int, int]:
    return head.left_edge.i, head.right_edge.i + 1


def _is_tagged_on(verb: Token) -> bool:
    """Whether it says who said what stands before, without an "and" ("Four were hurt, the governor wrote")."""
    alone = not any(children(verb, "ccomp", "xcomp", "dobj")) and verb.doc[verb.left_edge.i - 1].text == ","
    return alone and any(children(verb, "nsubj")) and not any(children(verb.head, "cc"))


def _speaker(source: Token, fillers: Fillers) -> Token:
    """Who speaks, where the parser took what stands before for the subject ("15 at a school, officials said").

    A name in apposition speaks for what has none ("its armed wing, the Y, said").
    """
    entity = fillers.entity(source, make=False)
    if entity is not None and (entity.names or source.pos_ != "NUM"):
        return source
    for beside in [t for a in children(source, "appos", "conj") for t in conjuncts(a)]:
        other = fillers.entity(beside, make=False)
        if other is not None and any(is_a(other.cls, c) for c in _SPEAKERS):
            return beside
    return source
