"""The writer: a job in; its published result out, from one process that holds the store only while it writes.

    done = await writer.call(jobs.update, text, …)
    done.value         what `jobs.update(session, text)` returned
    done.generation    the published state of the graph that has what it wrote

This package is imported by the writer process too, so it stays light.
"""

from __future__ import annotations

from api.writer.writer import Writer, WriteResult

__all__ = ["WriteResult", "Writer"]
