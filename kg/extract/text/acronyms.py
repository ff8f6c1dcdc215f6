"""Component `sitrep_acronyms`: acronyms that are also words ("IS"), which the model then takes for these."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.knowledge.lexicon import load_lexicon


@Language.factory("sitrep_acronyms", default_config={"lexicon": ""})
def make(nlp: Language, name: str, lexicon: str) -> Acronyms:  # noqa: ARG001 - spaCy passes all, this step needs one
    """Build the component from the folder of the lexicon."""
    return Acronyms(load_lexicon(Path(lexicon)).layout["acronyms"])


class Acronyms:
    """Gives such a token the norm of another acronym, by which the model knows words; its text stays."""

    def __init__(self, read_as: Mapping[str, str]) -> None:
        self._read_as = read_as

    def __call__(self, doc: Doc) -> Doc:
        """Change norms, before the model reads them."""
        for token in doc:
            norm = self._read_as.get(token.text)
            if norm is not None and not _is_shouted(token):
                token.norm_ = norm
        return doc


def _is_shouted(token: Token) -> bool:
    """Whether the words beside it are in capitals as well ("WHAT IS NEXT")."""
    beside = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    words = [t for t in beside if t.is_alpha]
    return bool(words) and all(t.is_upper for t in words)
