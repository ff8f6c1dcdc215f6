"""Observability: what happens in; events to logs and numbers to Prometheus out.

A module says `log = logger(__name__)` and `log.info("what happened", how_many=3)`; who starts a program says
`configure_logs`. A library that nobody configured stays silent below warnings, as logging's own rules have it.
"""

from kg.observe.logs import configure_logs, logger

__all__ = ["configure_logs", "logger"]
