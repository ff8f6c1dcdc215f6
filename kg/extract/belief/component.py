"""Component `sitrep_belief`: how surely each claim was read, and whether it tells anything (see `docs/belief.md`)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spacy.language import Language

from kg.extract.belief.features import features
from kg.extract.belief.model import BeliefModel, load_model
from kg.extract.belief.nobody import says_nothing
from kg.extract.belief.vetoes import adjectives_harmed, days_of_telling, quoted_observers, self_attackers, vague_counts
from kg.extract.drafts import ClaimDraft
from kg.extract.tokens import Doc, on_plain
from kg.knowledge.incident_names import incident_words
from kg.knowledge.lexicon import Words, load_lexicon

_DOUBTFUL = 0.4  # what a veto leaves of a probability
_EVEN = 0.75  # and what is left to the day of telling: within a day of it, most happened


@Language.factory(
    "sitrep_belief",
    default_config={"lexicon": "", "models": ""},
    requires=["doc._.mentions", "doc._.entities", "doc._.speeches", "doc._.incidents", "doc._.claims"],
    assigns=["doc._.claims"],
)
def make(nlp: Language, name: str, lexicon: str, models: str) -> Belief:  # noqa: ARG001 - spaCy passes all, this step needs two
    """Build the component from the folders; where no model was trained yet, the rules' own confidence stands."""
    words = load_lexicon(Path(lexicon))
    return Belief(load_model(Path(models)), words.words("attribution", "involvement", "perpetrators"))


class Belief:
    """Puts weighed claims in the place of those in `doc._.claims`: each with its features and its probability.

    Reads all that the claims are made of, and changes none of it.
    """

    def __init__(self, model: BeliefModel | None, assailants: Words) -> None:
        self._model, self._assailants = model, assailants

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Weigh every claim."""
        claims, words = doc._.claims, incident_words()
        most = {id(claim): _EVEN for claim in days_of_telling(claims)}
        vetoed = (
            *self_attackers(claims, self._assailants),
            *quoted_observers(doc),
            *vague_counts(claims),
            *adjectives_harmed(doc),
        )
        most |= {id(claim): _DOUBTFUL for claim in vetoed}
        doc._.claims = [
            replace(
                claim,
                features=found,
                probability=min(self._probability(claim, found), most.get(id(claim), 1.0)),
                empty=says_nothing(claim, words),
            )
            for claim, found in zip(doc._.claims, features(doc), strict=True)
        ]

    def reasons(self, claim: ClaimDraft) -> tuple[tuple[tuple[str, float], ...], bool]:
        """What decided on a claim that was weighed: the features that speak loudest, and whether it was vetoed."""
        vetoed = claim.probability != self._probability(claim, claim.features)
        return (tuple(self._model.reasons(claim.features)) if self._model is not None else ()), vetoed

    def _probability(self, claim: ClaimDraft, found: frozenset[str]) -> float:
        return self._model.probability(found) if self._model is not None else claim.confidence
