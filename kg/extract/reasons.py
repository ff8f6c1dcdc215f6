"""Why an article is read as it is: the features by which the learned models decided, for whoever asks.

Nothing of this is kept: to tell it, the article is read once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.language import Language

from kg.extract.belief.component import Belief
from kg.extract.drafts import ClaimDraft, Frame
from kg.extract.incidents.component import Incidents
from kg.extract.text.reading import SourceMap
from kg.extract.tokens import Doc
from kg.model import Facts

Weights = tuple[tuple[str, float], ...]
"""Names of features with what each adds to the log odds, the loudest first."""


@dataclass(frozen=True, slots=True)
class JoinedAccounts:
    """Two tellings of an article that are taken for one incident.

    Attributes:
        before, after: the words that tell of it.
        before_at, after_at: where these begin in the article's text; None in its headline.
        probability: how likely they are of one.
    """

    before: str
    before_at: int | None
    after: str
    after_at: int | None
    probability: float
    weights: Weights

    @property
    def ends(self) -> tuple[tuple[str, int | None], tuple[str, int | None]]:
        """The words of both tellings, each with where they begin; the earlier first."""
        return (self.before, self.before_at), (self.after, self.after_at)


@dataclass(frozen=True, slots=True)
class ClaimReasons:
    """What decided how surely a claim was read.

    Attributes:
        vetoed: whether another claim makes it doubtful, whatever its features say.
    """

    weights: Weights
    vetoed: bool


@dataclass(frozen=True, slots=True)
class ReadingReasons:
    """An article's facts, and what decided on them.

    Attributes:
        claims: by the claim's digest.
        incidents: by the event's local id: one less than the accounts that it was made of.
    """

    facts: Facts
    claims: Mapping[str, ClaimReasons]
    incidents: Mapping[str, tuple[JoinedAccounts, ...]]


def reasons(nlp: Language, doc: Doc, facts: Facts, drafts: list[ClaimDraft]) -> ReadingReasons:
    """What decided on an article.

    Args:
        nlp: the pipeline that read it.
        doc: as that left it.
        facts: what was made of it, and of which draft each claim.
        drafts: likewise.
    """
    parts = dict(nlp.pipeline)
    belief, incidents = parts["sitrep_belief"], parts["sitrep_incidents"]
    assert isinstance(belief, Belief)
    assert isinstance(incidents, Incidents)
    digests = (claim.digest(facts.article.id) for claim in facts.claims)
    claims = {
        digest: ClaimReasons(*belief.reasons(draft))
        for digest, draft in zip(digests, drafts, strict=True)
        if draft.probability is not None
    }
    home = {f.trigger.i: f"v{n}" for n, i in enumerate(doc._.incidents, start=1) for f in i.frames}
    joined: dict[str, list[JoinedAccounts]] = {}
    for before, after, probability, weights in incidents.joins(doc):
        local = home.get(after.trigger.i)
        if local is not None:
            pair = (*_words(doc, before), *_words(doc, after))
            joined.setdefault(local, []).append(JoinedAccounts(*pair, probability, weights))
    return ReadingReasons(facts, claims, {local: tuple(pairs) for local, pairs in joined.items()})


def _words(doc: Doc, frame: Frame) -> tuple[str, int | None]:
    reading: SourceMap = doc._.reading
    return frame.span.text, None if reading.in_headline(frame.span) else reading.source(frame.span).start
