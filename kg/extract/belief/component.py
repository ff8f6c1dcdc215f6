"""Component `sitrep_belief`: how surely each claim was read, as a probability (see `docs/belief.md`)."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.belief.features import features
from kg.extract.belief.model import BeliefModel, load_model
from kg.extract.belief.vetoes import quoted_observers, self_attackers

_DOUBTFUL = 0.4  # what a veto leaves of a probability


@Language.factory("sitrep_belief", default_config={"models": ""})
def make(nlp: Language, name: str, models: str) -> Belief:  # noqa: ARG001 - spaCy passes both, this step needs neither
    """Build the component from the folder of models; where none was trained yet, the rules' own confidence stands."""
    return Belief(load_model(Path(models)))


class Belief:
    """Writes the features and the probability of each of `doc._.claims`."""

    def __init__(self, model: BeliefModel | None) -> None:
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        """Weigh every claim."""
        for claim, found in zip(doc._.claims, features(doc), strict=True):
            claim.features = found
            claim.probability = self._model.probability(found) if self._model is not None else claim.confidence
        for claim in (*self_attackers(doc._.claims), *quoted_observers(doc)):
            claim.probability = min(claim.probability or 0.0, _DOUBTFUL)
        return doc
