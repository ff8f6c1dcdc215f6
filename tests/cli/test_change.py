"""`kg build`, `kg add`, `kg retract`: what they say, what they leave, and with which exit code."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import KG, Run

STRIKE = """date 2024-03-05
Israel carried out an airstrike in Damascus on Tuesday. The strike killed at least 3 people, officials said.
"""


def test_build_reads_what_it_can_names_what_it_cannot_and_the_next_version_reads_it_again(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "strike.txt").write_text(STRIKE)
    (news / "empty.txt").write_text("")
    (news / "broken.txt").write_bytes(b"\x00\x01\xff binary")
    first = kg("build", news, "--data", "graph")
    assert first.code == 1
    assert first.out.startswith("1 read, 0 unchanged, 2 failed, in ")
    assert "Next: kg status" in first.out
    assert "2 inputs could not be read" in first.err
    assert "empty.txt: " in first.err
    assert "broken.txt: " in first.err

    assert kg("build", news / "strike.txt", "--data", "graph").out.startswith("0 read, 1 unchanged, in ")

    # The next version opens the graph, and says what to do about its articles.
    assert kg("status", "--data", "graph").err == ""
    monkeypatch.setenv("SITREP_BELIEF", "0.6")
    said = kg("status", "--data", "graph").err
    assert said.startswith("kg: 1 article of this graph was read by another version of kg; to read it again, run: kg ")
    assert "1 are in it as another version of kg read them" in kg("build", "--check", news, "--data", "graph").out
    again = kg(*said.strip().rpartition("run: kg ")[2].split())
    assert again.out.startswith("1 read, 0 unchanged, in ")
    assert again.err == kg("status", "--data", "graph").err == ""


def test_checking_says_what_would_be_read_and_changes_nothing(kg: Run, tmp_path: Path) -> None:
    german = "Bei dem Angriff auf das Wohnhaus sind nach Angaben der Behörden sieben Menschen getötet worden."
    english = "Three people were killed when a rocket hit the market of the town."
    (tmp_path / "wire.csv").write_text(f"bericht,when\n{english},2024-03-05\n{german},bald\n")
    assert "no text; its fields are 'bericht'" in kg("build", "wire.csv", "--check").err
    answer = kg("build", "wire.csv", "--check", "--fields", "text=bericht,date=when")
    assert answer.out.splitlines() == [
        "2 articles can be taken in.",
        "Fields: date from 'when' (2), text from 'bericht' (2).",
        "Without a day of publication: 1 of 2 articles.",
        "In English: 1 article.",
        "In German: 1 article, which would be kept but not read.",
    ]
    assert "row 2: when 'bald' is no date that can be told for sure" in answer.err
    assert answer.code == 0
    assert kg("status").code == 2


def test_an_article_in_another_language_is_kept_marked_counted_and_not_read(kg: Run, tmp_path: Path) -> None:
    french = "Au moins sept personnes ont été tuées mardi lors d'une attaque contre un village, selon les autorités."
    (tmp_path / "attaque.txt").write_text(french)
    built = kg("build", "attaque.txt", "--data", "graph")
    assert "1 article in French is kept, but not read: only English is." in built.out
    status = kg("status", "--data", "graph").out
    assert "not read, being in French: 1 article" in status
    assert "entities               0" in status


def test_where_nothing_can_be_read_nothing_is_done(kg: Run) -> None:
    answer = kg("build", "no-such-file.txt", "--data", "graph")
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("kg: ")
    assert "no-such-file.txt" in answer.err
    assert kg("status", "--data", "graph").code == 2


def test_add_and_retract_change_one_article(kg: Run, own: Path, tmp_path: Path) -> None:
    before = kg("status", "--data", own).out
    (tmp_path / "strike.txt").write_text(STRIKE)
    added = kg("add", "strike.txt", "--data", own)
    assert added.code == 0
    assert "20 articles of this graph were read by another version" in added.err
    assert "Now 21 articles" in added.out
    taken = kg("retract", "strike", "--data", own)
    assert taken.code == 0
    assert taken.out.startswith("Took out 1 article. Now 20 articles")
    after = kg("status", "--data", own).out
    size_before, _, _ = before.partition("last runs")
    size_after, _, runs = after.partition("last runs")
    assert lines_but(size_before, "generation", "on disk") == lines_but(size_after, "generation", "on disk")
    assert [line.split()[3].rstrip(":") for line in runs.splitlines() if line] == ["retract", "add", "build"]


def lines_but(text: str, *heads: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(heads)]


def test_an_unknown_article_is_not_retracted(kg: Run, sample_folder: Path) -> None:
    answer = kg("retract", "nobody-wrote-this", "--data", sample_folder)
    assert answer.code == 2
    assert "There is no article 'nobody-wrote-this'" in answer.err


def test_ctrl_c_ends_a_build_with_one_word(tmp_path: Path) -> None:
    # Who tests in the background has the shell ignore the signal for all that is started.
    hears = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {KG[-1]}"
    command = [*KG[:-1], hears, "build", "-", "--data", tmp_path / "graph"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stderr is not None
    deadline = time.monotonic() + 30  # it has begun when the graph's folder is there, and then waits for its input
    while not (tmp_path / "graph").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130  # while its input is open still
    assert process.communicate()[1] == "kg: stopped\n"
