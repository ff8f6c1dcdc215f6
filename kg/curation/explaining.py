"""The explainer of a graph as it was last published, with all judgements so far."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from kg.errors import JudgementError
from kg.explain import Decision, Explainer
from kg.pipeline.update import facts_of, open_resolution
from kg.resolve.context import load_context
from kg.settings import Settings


@contextmanager
def explaining(
    settings: Settings, *, mending: bool = False, patience: float = 0, told: Callable[[str], None] = lambda _: None
) -> Iterator[Explainer]:
    """The explainer of the last published state.

    Args:
        settings: where the graph and the lists are.
        mending: whether contradicting judgements are left aside, so that one can be taken back.
        patience: seconds to wait for a run that is about to publish.
        told: hears for what this waits.

    Raises:
        JudgementError: people's judgements cannot be read, or contradict each other and are not to be mended.
        NoGraph: nothing was published yet.
    """
    context = load_context(settings)
    with ExitStack() as stack:
        try:
            graph, resolver = stack.enter_context(
                open_resolution(settings.data, settings.base, context, patience=patience, told=told)
            )
        except JudgementError:
            if not mending:
                raise
            context = dataclasses.replace(context, judgements=())
            graph, resolver = stack.enter_context(
                open_resolution(settings.data, settings.base, context, patience=patience, told=told)
            )
        yield Explainer(facts_of(graph, context.claims), Decision(resolver, context.gazetteer))
