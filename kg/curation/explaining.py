"""The explainer of a graph as it was last published, with all judgements so far."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from kg.errors import JudgementRefused
from kg.explain import Decision, Explainer
from kg.pipeline.update import facts_of, open_resolution
from kg.resolve.clustering.judgements import place
from kg.resolve.context import load_context
from kg.settings import Settings


@contextmanager
def explaining(
    settings: Settings, *, mending: bool = False, patience: float = 0, told: Callable[[str], None] = lambda _: None
) -> Iterator[Explainer]:
    """The explainer of the last published state.

    Args:
        settings: where the graph and the lists are.
        mending: whether the joins are told without judgements where these contradict each other, so that one of them
            can be taken back.
        patience: seconds to wait for a run that is about to publish.
        told: hears for what this waits.

    Raises:
        JudgementError: people's judgements cannot be read, or contradict each other and are not to be mended.
        NoGraph: nothing was published yet.
    """
    context = load_context(settings)
    opened = partial(open_resolution, settings.data, settings.base, patience=patience, told=told)
    with ExitStack() as stack:
        try:
            graph, resolver = stack.enter_context(opened(context))
        except JudgementRefused:
            if not mending:
                raise
            graph, resolver = stack.enter_context(opened(dataclasses.replace(context, judgements=())))
        facts = facts_of(graph, context.claims)
        decision = Decision(resolver, context.gazetteer)
        decision.verdicts = place(context.judgements, facts)
        yield Explainer(facts, decision)
