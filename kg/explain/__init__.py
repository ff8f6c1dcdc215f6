"""Explanations: the register of a resolution in; reasons for each join and non-join, down to the sentences, out.

Also which pairs are worth a person's judgement. `kg why`, `kg review`,
`kg judge` and the assistants' tool `why` need it: other readers do not.
"""

from kg.explain.decision import Decision, decide
from kg.explain.explainer import Explainer
from kg.explain.values import Comparison, Explanation, Member, Pair

__all__ = ["Comparison", "Decision", "Explainer", "Explanation", "Member", "Pair", "decide"]
