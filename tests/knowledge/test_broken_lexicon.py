"""Who edits the word lists and slips learns which file, and where in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge.lexicon import load_lexicon
from kg.resources import resource

EVENTS = "verbs: []\nnouns: []\nmodifiers: {}\n"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("weapons", "- {lemmas: [bomb]}", r"weapons\.yaml, 1: the lexicon lacks 'class'"),
        ("weapons", "- {class: Bombing, lemmas: bomb}", r"weapons\.yaml, 1, lemmas: must be a list of words"),
        ("weapons", "- bomb", r"weapons\.yaml: must be a list of groups"),
        ("weapons", "- {class: Explosion, lemmas: [bomb]}", r"weapons\.yaml, 1: no such class .*: Explosion"),
        ("events", "- verbs", r"events\.yaml: must hold 'key: value' pairs"),
        ("events", EVENTS + "off: [1]\n", r"events\.yaml: False is no word; .*quotes"),
        ("events", EVENTS.replace("{}", "{drone: DroneStrike}"), r"events\.yaml, modifiers, drone: must hold"),
        (
            "events",
            EVENTS.replace("verbs: []", "verbs: [{class: Attack, lemas: [raid]}]"),
            r"events\.yaml, verbs, 1: unknown key 'lemas'; the keys are class, lemmas",
        ),
    ],
)
def test_a_slip_is_found_where_it_stands(tmp_path: Path, file: str, text: str, message: str) -> None:
    folder = shutil.copytree(resource("data", "lexicon"), tmp_path / "lexicon")
    (folder / f"{file}.yaml").write_text(text)
    with pytest.raises(ResourceError, match=message):
        load_lexicon(folder)


def test_a_list_is_missed_by_whoever_asks_for_it(tmp_path: Path) -> None:
    folder = shutil.copytree(resource("data", "lexicon"), tmp_path / "lexicon")
    (folder / "attribution.yaml").write_text("blame: {hold: [responsible]}\nresponsibility: {verbs: [claim, on]}\n")
    lexicon = load_lexicon(folder)
    with pytest.raises(ResourceError, match=r"attribution\.yaml: the lexicon lacks 'hedges'"):
        lexicon.words("attribution", "hedges")
    with pytest.raises(ResourceError, match=r"attribution\.yaml, responsibility: the lexicon lacks 'nouns'"):
        lexicon.words("attribution", "responsibility", "nouns")
    with pytest.raises(ResourceError, match=r"attribution\.yaml, responsibility, verbs: True is no word"):
        lexicon.words("attribution", "responsibility", "verbs")
