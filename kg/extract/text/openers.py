"""Component `sitrep_openers`: plurals that open a sentence ("Guerrillas killed ..."), often taken for names."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

from kg.knowledge.lexicon import Lexicon, load_lexicon


@Language.factory("sitrep_openers", default_config={"lexicon": ""})
def make(nlp: Language, name: str, lexicon: str) -> Openers:  # noqa: ARG001 - spaCy passes all, this step needs two
    """Build the component from the folder of the lexicon and the pipeline's lemmatizer."""
    return Openers(load_lexicon(Path(lexicon)), nlp.get_pipe("lemmatizer"))


class Openers:
    """Makes common nouns of such words where the lexicon knows their singular; part of a longer name they stay."""

    def __init__(self, lexicon: Lexicon, lemmatizer: Lemmatizer) -> None:
        self._known = frozenset((*lexicon.nominals, *lexicon.weapons, *lexicon.nouns))
        self._lemmatizer = lemmatizer

    def __call__(self, doc: Doc) -> Doc:
        """Change tags and lemmas, after the model has given them."""
        for token, following in pairwise(doc):
            if token.is_sent_start and token.pos_ == "PROPN" and token.text.istitle() and not following.is_title:
                self._make_common(token)
        return doc

    def _make_common(self, token: Token) -> None:
        taken_for = token.tag_, token.pos_, token.morph, token.lemma_
        token.tag_, token.pos_ = "NNS", "NOUN"
        token.set_morph("Number=Plur")
        token.lemma_ = self._lemmatizer.lemmatize(token)[0].lower()
        if token.lemma_ == token.lower_ or token.lemma_ not in self._known:
            token.tag_, token.pos_, morph, token.lemma_ = taken_for
            token.set_morph(morph)
