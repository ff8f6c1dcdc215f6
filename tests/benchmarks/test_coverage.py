"""What is read of each kind of event that PLOVER and ACLED count, and what is read where there is none."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from coverage_of_kinds import GOLD, HALVES, Coverage, measure
from rdflib import SKOS, Graph, URIRef

from kg.extract import Extractor
from kg.resources import resource
from kg.vocab import ROLES, SUPERCLASS

FLOORS = {"develop": (0.90, 0.80), "held out": (0.78, 0.70)}  # classes, roles; measured: 0.95 and 0.86, 0.87 and 0.80
CONFLICT = {"ACCUSE", "REJECT", "THREATEN", "REQUEST", "PROTEST", "SANCTION", "MOBILIZE", "COERCE"}


@pytest.fixture(scope="module", params=HALVES)
def half(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return dict(yaml.safe_load(GOLD.read_text("utf-8")))


@pytest.fixture(scope="module")
def coverage(extractor: Extractor, half: str) -> Coverage:
    return measure(extractor, half)


def test_classes_and_roles_are_read_of_all_kinds_together(coverage: Coverage, half: str) -> None:
    for data_set in ("ACLED", "PLOVER"):
        total = coverage.total(data_set)
        classes, roles = FLOORS[half]
        assert total.classes / total.sentences >= classes - 0.05 * (data_set == "PLOVER")
        assert total.roles_read / total.roles >= roles - 0.05 * (data_set == "PLOVER")


def test_some_of_every_kind_is_read(coverage: Coverage) -> None:
    assert [kind for kind, score in coverage.scores.items() if not score.classes] == []


def test_where_nothing_happened_next_to_nothing_is_read(coverage: Coverage) -> None:
    assert coverage.nothing == 20
    assert len(coverage.alarms) <= 1


def test_the_sentences_cover_plovers_conflict_categories_and_acleds_sub_event_types(gold: dict[str, Any]) -> None:
    codes = Graph().parse(resource("ontology", "codes.ttl"))
    acled = URIRef("https://w3id.org/sitrep/codes/acled")
    leaves = {
        str(codes.value(c, SKOS.notation))
        for c in codes.subjects(SKOS.inScheme, acled)
        if (c, SKOS.broader, None) in codes
    }
    for half in HALVES:
        assert set(gold[half]["ACLED"]) == leaves
        assert set(gold[half]["PLOVER"]) == CONFLICT
        assert all(len(sentences) >= 3 for types in ("ACLED", "PLOVER") for sentences in gold[half][types].values())


def test_the_sentences_name_only_classes_and_roles_of_the_vocabulary(gold: dict[str, Any]) -> None:
    for half in HALVES:
        for types in ("ACLED", "PLOVER"):
            for sentence in (each for kind in gold[half][types].values() for each in kind):
                assert sentence.keys() <= {"text", "class", *ROLES}
                classes = sentence["class"]
                assert set(classes if isinstance(classes, list) else [classes]) <= SUPERCLASS.keys()


def test_no_sentence_is_in_both_halves(gold: dict[str, Any]) -> None:
    texts = [
        text
        for half in HALVES
        for types in ("ACLED", "PLOVER")
        for kind in gold[half][types].values()
        for text in (sentence["text"] for sentence in kind)
    ]
    texts += [text for half in HALVES for text in gold[half]["nothing"]]
    assert len(texts) == len(set(texts)) == 6 * 25 + 6 * 8 + 40
