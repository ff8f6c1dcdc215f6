"""The word lists that ship can be read, and hold together; a broken one says what is wrong."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.resources import resource
from kg.vocab import ROLES, SUPERCLASS, is_a

SHIPPED = resource("data", "lexicon")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(SHIPPED)


def test_every_trigger_is_an_attack_and_every_argument_a_role(lexicon: Lexicon) -> None:
    for word, trigger in {**lexicon.verbs, **lexicon.nouns}.items():
        assert is_a(trigger.cls, "Attack"), word
        arguments = (trigger.subject, trigger.object, trigger.of, trigger.possessive, trigger.at, trigger.together)
        assert {*arguments, None} <= {*ROLES, None}, word
        assert trigger.harm in (None, "killed", "wounded"), word


@pytest.mark.parametrize("cls", sorted(c for c in SUPERCLASS if is_a(c, "Attack")))
def test_every_class_of_attack_can_be_told_by_some_word(lexicon: Lexicon, cls: str) -> None:
    triggers = {t.cls for t in (*lexicon.verbs.values(), *lexicon.nouns.values(), *lexicon.modifiers.values())}
    assert cls in triggers | set(lexicon.weapons.values())


def test_words_are_looked_up_by_lemma(lexicon: Lexicon) -> None:
    kill = lexicon.verbs["kill"]
    assert (kill.cls, kill.subject, kill.object, kill.harm) == ("Attack", "attacker", "victim", "killed")
    assert lexicon.verbs["assassinate"].cls == "Assassination"
    assert lexicon.nouns["airstrike"].of == "target"
    assert lexicon.weapons["drone"] == "DroneStrike"
    assert lexicon.weapons["scuds"] == "RocketAttack"
    assert "scuds" in lexicon.makes
    assert lexicon.nominals["soldier"] == "Person"
    assert lexicon.nominals["hospital"] == "Facility"


def test_a_list_is_a_set(lexicon: Lexicon) -> None:
    assert {"dead", "killed"} <= lexicon.words("events", "killed_words")
    assert "leader" in lexicon.words("relations", "positions", "leads")


def test_the_shipped_lexicon_is_read_once() -> None:
    assert load_lexicon(SHIPPED) is load_lexicon(SHIPPED)


def _remove(folder: Path) -> None:
    (folder / "weapons.yaml").unlink()


def _garble(folder: Path) -> None:
    (folder / "weapons.yaml").write_text("- {class: Bombing, lemmas: [bomb")


def _misname(folder: Path) -> None:
    (folder / "weapons.yaml").write_text("- {class: Explosion, lemmas: [bomb]}\n")


def _empty(folder: Path) -> None:
    (folder / "events.yaml").write_text("verbs: []\n")


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (_remove, r"weapons\.yaml: cannot be read .*SITREP_LEXICON"),
        (_garble, r"weapons\.yaml: is not YAML"),
        (_misname, "no such class in the vocabulary: Explosion"),
        (_empty, "the lexicon lacks 'nouns'"),
    ],
)
def test_a_broken_lexicon_says_what_is_wrong(tmp_path: Path, break_it: Callable[[Path], None], message: str) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "lexicon")
    break_it(folder)
    with pytest.raises(ResourceError, match=message):
        load_lexicon(folder)


def test_no_list_of_a_file_is_named_twice() -> None:
    for file in sorted(Path("data/lexicon").glob("*.yaml")):
        names = [line.split(":")[0] for line in file.read_text().splitlines() if line[:1].isalpha()]
        assert [name for name, times in Counter(names).items() if times > 1] == [], file
