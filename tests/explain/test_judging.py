"""People's judgements on the command line: kg judge, kg review."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from commands import KG, Run
from pyoxigraph import DefaultGraph, Quad
from serving import BASE

from kg.query import lookup
from kg.resolve import read_judgements
from kg.store import Graph


def members(kg: Run, slug: str, data: Path) -> list[str]:
    return [m["reference"] for m in json.loads(kg("why", slug, "--data", data, "-f", "json").out)["members"]]


def test_a_judgement_changes_the_graph_and_another_changes_it_back(kg: Run, own: Path) -> None:
    before = kg("export", "before.nq", "--data", own).code, Path("before.nq").read_bytes()
    first, second = members(kg, "hamas", own)[:2]
    parted = kg("judge", first, second, "different", "--note", "a test", "--data", own)
    assert parted.code == 0
    assert f"{first} and {second} are different" in parted.out
    assert "Not one." in kg("why", first, second, "--data", own).out

    assert kg("judge", first, second, "unsure", "--data", own).code == 0
    assert "One." in kg("why", first, second, "--data", own).out
    assert (kg("export", "after.nq", "--data", own).code, Path("after.nq").read_bytes()) == before
    assert [said.judgement for said in read_judgements(own)] == ["different", "unsure"]


def test_a_claim_that_is_judged_wrong_is_gone_until_that_is_taken_back(kg: Run, own: Path) -> None:
    with Graph.snapshot(own, base=BASE) as graph:
        before = believed(graph)
        claims = [one for id_ in graph.article_ids() for one in lookup.article(graph, id_).claims]
        told = Counter((one.subject.iri, one.predicate, one.value) for one in claims)
        claim = next(
            one.iri
            for one in claims
            if one.predicate == "attacker" and one.believed and told[one.subject.iri, one.predicate, one.value] == 1
        )
    answer = kg("judge", "claim", claim, "wrong", "--cause", "party", "--by", "ada", "--data", own)
    assert answer.code == 0
    with Graph.snapshot(own, base=BASE) as graph:
        assert believed(graph) != before
    told = kg("why", claim, "--no-reading", "--data", own).out
    assert "is wrong, by ada" in told
    assert ": party" in told
    assert json.loads(kg("why", claim, "--no-reading", "--data", own, "-f", "json").out)["judgements"][0]["by"] == "ada"
    assert kg("judge", "claim", claim, "unsure", "--data", own).code == 0
    with Graph.snapshot(own, base=BASE) as graph:
        assert believed(graph) == before
    assert kg("judge", "claim", claim, "same", "--data", own).code == 2


def test_a_place_is_another_one_until_that_is_taken_back(kg: Run, own: Path) -> None:
    assert "is Kirkuk, IQ" in kg("judge", "place", "kerman", "94787", "--data", own).out
    assert (kg("why", "kirkuk", "--data", own).code, kg("why", "kerman", "--data", own).code) == (0, 2)
    assert kg("judge", "place", "kirkuk", "withdrawn", "--data", own).code == 0
    assert (kg("why", "kirkuk", "--data", own).code, kg("why", "kerman", "--data", own).code) == (2, 0)
    for slug, id_ in (("kerman", "no-such-id"), ("hamas", "94787")):
        assert kg("judge", "place", slug, id_, "--data", own).code == 2


def believed(graph: Graph) -> set[Quad]:
    return {quad for quad in graph.quads() if quad.graph_name == DefaultGraph()}


def test_two_slugs_become_one_and_stay_so_when_articles_come_and_go(kg: Run, own: Path) -> None:
    assert kg("judge", "hamas", "hezbollah", "same", "--data", own).code == 0
    assert kg("why", "hezbollah", "--data", own).code == 2
    articles = json.loads(kg("why", "hamas", "--data", own, "-f", "json").out)["members"]
    (own.parent / "more.txt").write_text("date 2024-02-01\nHamas fired rockets at Israel on Thursday.\n")
    assert kg("add", own.parent / "more.txt", "--data", own).code == 0
    assert len(members(kg, "hamas", own)) == len(articles) + 1


def test_judgements_that_cannot_be_are_refused_and_not_kept(
    kg: Run, own: Path, incident: Callable[[str, str], str]
) -> None:
    for left, right in (("hamas", "hamas"), ("hamas", incident("2024-01-28", "jordan")), ("hamas", "nobody")):
        assert kg("judge", left, right, "same", "--data", own).code == 2
    first, second, third = members(kg, "hamas", own)[:3]
    for left, right in ((first, second), (second, third)):
        assert kg("judge", left, right, "same", "--later", "--data", own).code == 0
    refused = kg("judge", first, third, "different", "--data", own)
    assert refused.code == 2
    assert "contradict each other" in refused.err
    assert len(read_judgements(own)) == 2


def test_a_broken_judgement_is_named_by_its_line(kg: Run, own: Path) -> None:
    (own / "judgements.jsonl").write_text("{}\n")
    answer = kg("review", "--data", own)
    assert answer.code == 2
    assert re.search(r"judgements\.jsonl, line 1 is no judgement", answer.err)


def test_in_a_pipe_review_writes_the_uncertain_pairs(kg: Run, own: Path) -> None:
    pairs = [json.loads(line) for line in kg("review", "--data", own).out.splitlines()]
    assert pairs
    assert all(0.2 < pair["score"] < 0.8 for pair in pairs)
    assert all(reason["what"] and reason["weight"] for pair in pairs for reason in pair["reasons"])
    assert len(kg("review", "--limit", "1", "--data", own).out.splitlines()) == 1
    kinds = [kg("review", "--kind", kind, "--data", own).out.splitlines() for kind in ("entities", "incidents")]
    assert sum(map(len, kinds)) == len(pairs)
    assert kg("review", "--kind", "places", "--data", own).code == 2

    asked = pairs[0]
    assert kg("judge", asked["left"]["reference"], asked["right"]["reference"], "unsure", "--data", own).code == 0
    assert len(kg("review", "--data", own).out.splitlines()) == len(pairs) - 1


def test_on_a_terminal_review_asks_and_keeps_each_answer(own: Path) -> None:
    keyboard, screen = pty.openpty()
    os.write(keyboard, b"u\nwhat?\nu\nq\n")
    program = [*KG, "review", "--data", own, "--by", "ada"]
    with subprocess.Popen(program, stdin=screen, stdout=screen, stderr=screen) as running:
        os.close(screen)
        shown = b""
        try:
            while part := os.read(keyboard, 65536):
                shown += part
        except OSError:  # the program has closed its terminal
            pass
    os.close(keyboard)
    assert running.returncode == 0
    assert b"[s]ame, [d]ifferent, [u]nsure, [q]uit" in shown
    assert b"Kept 2 judgements" in shown
    assert [(said.judgement, said.by) for said in read_judgements(own)] == [("unsure", "ada"), ("unsure", "ada")]
