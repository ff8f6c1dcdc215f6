"""Canned queries: questions that researchers ask again and again, kept as `.rq` files with typed parameters."""

from kg.query.canned.load import load_questions, read_questions
from kg.query.canned.parameter import Parameter
from kg.query.canned.question import Question

__all__ = ["Parameter", "Question", "load_questions", "read_questions"]
