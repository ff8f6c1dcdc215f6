"""Canned queries: `.rq` files with typed parameters, and a user's values, in; SPARQL out."""

from kg.query.canned.load import load_questions, read_questions
from kg.query.canned.parameter import Parameter
from kg.query.canned.question import Question

__all__ = ["Parameter", "Question", "load_questions", "read_questions"]
