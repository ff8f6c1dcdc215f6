"""How an article means its counts, where the words around them say that they are not all."""

from __future__ import annotations

import dataclasses

import pytest
from factories import make_claim, make_facts

from kg.knowledge.incident_names import incident_words
from kg.model import Article, Event, Span
from kg.resolve.events.statements import RoleStatement, counted_kind, statements_of


def count_told(text: str, words: str, predicate: str = "killedCount") -> RoleStatement:
    """What an article states by its count in some words."""
    at = text.index(words)
    claim = dataclasses.replace(
        make_claim("v1", predicate, 9, bound="Exactly"), span=Span(at, at + len(words)), quote=words
    )
    (said,) = statements_of(make_facts(Article("a", text), (), [Event("v1", "Bombing", "bomb")], [claim]))["v1"]
    return said


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The blast killed nine people. Rain fell so far.", "Exactly"),
        ("So far nine people have been pulled out dead, the mayor said.", "AtLeast"),
        ("In a first statement the ministry had nine people dead.", "AtLeast"),
        ("The blast killed nine people. The governor warned that the death toll could rise.", "AtLeast"),
        ("The blast killed nine people. Doctors say the number of victims is expected to climb.", "AtLeast"),
        ("The blast killed nine people. The number of visitors fell, and prices could rise.", "Exactly"),
    ],
)
def test_a_count_that_may_grow_is_what_is_known_by_then(text: str, bound: str) -> None:
    assert count_told(text, "nine people").bound == bound


@pytest.mark.parametrize(
    ("text", "predicate", "kind"),
    [
        ("A bomber assassinated the minister and killed another nine people.", "killedCount", "another"),
        ("A bomb killed nine people.", "killedCount", ""),
        ("A bomb killed two and wounded another nine people.", "woundedCount", ""),  # besides the dead
    ],
)
def test_others_are_not_all(text: str, predicate: str, kind: str) -> None:
    words = count_told(text, "nine people", predicate).words
    assert counted_kind(words, incident_words(), wounded=predicate == "woundedCount") == kind
