"""Curation: people's judgements of a graph, made, listed, taken back and brought in, in the terminal and over HTTP.

`explaining` is where a judgement of a pair begins; `record` is all that was said.
"""

from kg.curation.explaining import explaining
from kg.curation.history import RecordEntry, checked, read_sent, record, unknown, withdrawal

__all__ = ["RecordEntry", "checked", "explaining", "read_sent", "record", "unknown", "withdrawal"]
