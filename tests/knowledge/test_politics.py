"""The lexicon of events that are no attacks says what is wrong with it, and where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge.lexicon import load_lexicon
from kg.knowledge.politics import load_politics
from kg.settings import Settings
from kg.vocab import SUPERCLASS, is_a

SHIPPED = Settings().lexicon


def test_every_kind_of_event_beside_attacks_has_verbs_or_nouns() -> None:
    politics = load_politics(SHIPPED)
    read = {act.cls for table in (politics.verbs, politics.nouns) for acts in table.values() for act in acts}
    assert read == {cls for cls in SUPERCLASS if is_a(cls, "Event") and not is_a(cls, "Attack") and cls != "Event"}


def test_no_verb_that_always_tells_of_an_attack_tells_of_something_else() -> None:
    lexicon, politics = load_lexicon(SHIPPED), load_politics(SHIPPED)
    always = {
        lemma
        for lemma, trigger in lexicon.verbs.items()
        if not (trigger.needs_cause or trigger.needs_weapon or trigger.needs_people)
    }
    assert politics.verbs.keys() & always <= {"shoot down", "bring down", "down"}  # of drones that is no attack


def test_a_lemma_may_have_several_readings_in_the_order_of_the_file() -> None:
    assert [act.cls for act in load_politics(SHIPPED).verbs["seize"]] == ["Capture", "Coercion", "Interception"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{class: Threat, subject: actor", "{class: Menace, subject: actor", "no such class"),
        ("{class: Threat, subject: actor", "{class: Bombing, subject: actor", "Bombing"),
        ("{class: Threat, subject: actor", "{class: Threat, subject: villain", "no such role: 'villain'"),
        ("{class: Threat, subject: actor", "{class: Threat, verbs: [x], subject: actor", "unknown key 'verbs'"),
        ("  Threat: {needs", "  Treat: {needs", "no such class"),
        ("light: [", "lights: [", "light"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "lexicon")
    file = folder / "politics.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ResourceError, match=message) as caught:
        load_politics(folder)
    assert "politics.yaml" in str(caught.value)
