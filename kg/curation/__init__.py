"""Curation: people's judgements of a graph, made, listed, taken back and brought in, in the terminal and over HTTP.

`explaining` is where a judgement of a pair begins; `record` is all that was said.
"""

from kg.curation.explaining import explaining
from kg.curation.history import RecordEntry, checked, read_sent, record, unknown, withdrawal
from kg.curation.places import judge_place

__all__ = ["RecordEntry", "checked", "explaining", "judge_place", "read_sent", "record", "unknown", "withdrawal"]
