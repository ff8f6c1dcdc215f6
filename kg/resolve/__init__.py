"""Resolving: many articles' Facts in; which entities are the same actor, and which events the same incident, out.

The same articles and judgements give the same resolution in any order.
"""

from kg.resolve.clustering.claims import CLAIM_WORDS, ClaimJudgement, ClaimVerdicts, ClaimWord
from kg.resolve.clustering.evidence import Evidence, Reason
from kg.resolve.clustering.judgements import (
    VERDICTS,
    AnyJudgement,
    Judgement,
    Verdict,
    append_judgements,
    read_claim_verdicts,
    read_judgements,
)
from kg.resolve.clustering.places import MeantPlace, PlaceJudgement, PlaceWord
from kg.resolve.register.membership import PLURALS, Kind
from kg.resolve.resolution import resolve

__all__ = [
    "CLAIM_WORDS",
    "PLURALS",
    "VERDICTS",
    "AnyJudgement",
    "ClaimJudgement",
    "ClaimVerdicts",
    "ClaimWord",
    "Evidence",
    "Judgement",
    "Kind",
    "MeantPlace",
    "PlaceJudgement",
    "PlaceWord",
    "Reason",
    "Verdict",
    "append_judgements",
    "read_claim_verdicts",
    "read_judgements",
    "resolve",
]
