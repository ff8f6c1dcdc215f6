"""Component `sitrep_speech`: whose words a stretch of text gives, and how surely they are said.

A speech is what a reporting verb, "according to" or "as X put it" attributes to a source. A claim belongs to the
innermost speech around it; outside all of them the article speaks in its own voice.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.attribution.quotations import carried_on
from kg.extract.attribution.sources import Sources
from kg.extract.drafts import Speech
from kg.extract.participants import Fillers
from kg.extract.text.syntax import agents, children, conjuncts, is_passive, lemma, subjects
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.model import Factuality


@Language.factory(
    "sitrep_speech",
    default_config={"actors": "", "lexicon": "", "places": ""},
    requires=["doc._.mentions", "doc._.entities"],
    assigns=["doc._.speeches", "doc._.mentions", "doc._.entities"],
)
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Speeches:  # noqa: ARG001 - spaCy passes all, this step needs one
    """Build the component from the lexicon's folder."""
    return Speeches(load_lexicon(Path(lexicon)))


class Speeches:
    """Writes `doc._.speeches`, innermost first; adds unnamed sources to `doc._.mentions` and `doc._.entities`."""

    def __init__(self, lexicon: Lexicon) -> None:
        reporting: dict[Factuality, list[str]] = lexicon.attribution["reporting"]
        self._verbs: dict[str, Factuality] = {}
        for factuality in ("Asserted", "Denied", "Hedged", "Hypothetical"):
            for verb in reporting[factuality]:
                self._verbs.setdefault(verb, factuality)
        self._according = lexicon.words("attribution", "according")
        self._blame = lexicon.attribution["blame"]
        self._citing = lexicon.words("attribution", "citing")
        self._lexicon = lexicon
        self._events = frozenset(lexicon.nouns)
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")

    def __call__(self, doc: Doc) -> Doc:
        """Collect speeches of every sentence, and what goes on from one sentence to the next."""
        sources = Sources(self._lexicon, Fillers(doc, self._lexicon))
        speeches = [s for token in doc for s in self._speeches(token, sources)]
        speeches += carried_on(doc, speeches)
        doc._.speeches = sorted(speeches, key=lambda s: (s.end - s.start, s.start))
        return doc

    def _speeches(self, token: Token, sources: Sources) -> Iterator[Speech]:
        if token.lower_ in self._according and token.dep_ == "prep":
            governor = token.head
            for source in [t for to in (token, *children(token, "prep")) for t in children(to, "pobj")]:
                yield from _speech(source, governor.left_edge.i, governor.right_edge.i + 1, "Asserted", sources)
        if token.pos_ != "VERB":
            return
        factuality = self._verbs.get(lemma(token))
        if factuality is None and lemma(token) not in self._blame:
            return
        if factuality == "Hedged" and _is_guess(token):
            return
        speakers = self._cited(token) or (agents(token) if is_passive(token) else subjects(token))
        if token.dep_ == "advcl" and any(t.lower_ == "as" for t in children(token, "mark", "advmod", "prep")):
            head = token.head
            for source in speakers:
                yield from _speech(source, head.left_edge.i, head.right_edge.i + 1, "Asserted", sources)
            return
        for start, end in self._content(token):
            if not speakers:
                yield Speech(None, "", start, end, factuality or "Asserted")
            for source in speakers:
                if not start <= source.i < end:
                    yield from _speech(source, start, end, factuality or "Asserted", sources)

    def _cited(self, verb: Token) -> list[Token]:
        """Whom a medium names for what it reports: "state radio said, quoting the police"."""
        return [
            t
            for clause in children(verb, "advcl", "prep", "conj")
            if lemma(clause) in self._citing
            for o in children(clause, "dobj", "pobj")
            for t in conjuncts(o)
        ]

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
            elif (
                prep.lower_ == "without"
            ):  # "claimed without evidence that", where the parser hangs the clause on the noun
                for noun in children(prep, "pobj"):
                    yield from map(_phrase, children(noun, "acl"))
        if verb.dep_ == "parataxis":
            yield _phrase(verb.head)
        elif verb.dep_ == "conj" and not claimed and _is_tagged_on(verb):
            yield verb.head.left_edge.i, verb.left_edge.i

    def _is_claimed(self, noun: Token) -> bool:
        return lemma(noun) in self._events or lemma(noun) in self._credit


def _speech(noun: Token, start: int, end: int, factuality: Factuality, sources: Sources) -> Iterator[Speech]:
    source = sources.of(noun)
    if source is not None:
        hedged = source.impersonal and factuality == "Asserted"
        yield Speech(source.entity, source.words, start, end, "Hedged" if hedged else factuality)


def _phrase(head: Token) -> tuple[int, int]:
    return head.left_edge.i, head.right_edge.i + 1


def _is_guess(verb: Token) -> bool:
    """Whether it only tells what somebody may be ("gunmen believed to be rebels")."""
    told = any(lemma(t) in ("be", "belong") for t in children(verb, "xcomp"))
    return told and not any(children(verb, "aux", "auxpass", "dobj"))


def _is_tagged_on(verb: Token) -> bool:
    """Whether it says who said what stands before, without an "and" ("Four were hurt, the governor wrote")."""
    alone = not any(children(verb, "ccomp", "xcomp", "dobj")) and verb.doc[verb.left_edge.i - 1].text == ","
    return alone and any(children(verb, "nsubj")) and not any(children(verb.head, "cc"))
