"""Resolving: many articles' Facts in; which entities are the same actor, and which events the same incident, out.

The same articles and judgements give the same resolution in any order.
"""

from kg.resolve.decide import Decision, decide, resolve
from kg.resolve.evidence import Evidence, Reason
from kg.resolve.judgements import Judgement, Verdict, append_judgement, read_judgements
from kg.resolve.membership import Kind

__all__ = [
    "Decision",
    "Evidence",
    "Judgement",
    "Kind",
    "Reason",
    "Verdict",
    "append_judgement",
    "decide",
    "read_judgements",
    "resolve",
]
