"""Canned queries: questions that researchers ask again and again, kept as `.rq` files with typed parameters."""

from kg.questions.load import load_questions, read_questions
from kg.questions.parameter import Parameter
from kg.questions.question import Question

__all__ = ["Parameter", "Question", "load_questions", "read_questions"]
