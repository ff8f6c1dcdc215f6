"""Why things are one or not, on the command line: kg why, kg review, kg judge."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import KG, Run
from factories import ACTORS, GAZETTEER, make_facts, named
from pyoxigraph import DefaultGraph, Quad

from kg.explain import Explainer, decide
from kg.explain.reading import with_accounts
from kg.extract import Extractor
from kg.knowledge.names import same_person
from kg.model import Article, Facts, Span
from kg.query import lookup
from kg.query.lookup.sentences import sentence
from kg.resolve import read_judgements
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"


# Evidence


def article(id_: str, *names: str, publisher: str | None = None, **more: str) -> Facts:
    return make_facts(
        Article(id_, "Someone spoke.", publisher=publisher),
        [named(f"e{n}", more.get("cls", "Person"), name, **_but(more, "cls")) for n, name in enumerate(names, start=1)],
    )


def _but(more: dict[str, str], key: str) -> dict[str, str]:
    return {name: value for name, value in more.items() if name != key}


def explainer(*facts: Facts) -> Explainer:
    return Explainer({told.article.id: told for told in facts}.get, decide(facts, ACTORS, GAZETTEER))


FORCE, GROUP = "MilitaryForce", "ArmedGroup"


@pytest.mark.parametrize(
    ("left", "right", "one", "reason"),
    [
        (article("1", "Yahya Rasoul"), article("2", "Yehia Rasool"), True, "names agree across spellings"),
        (article("1", "Mushtaq al-Saidi"), article("2", "Mushtaq al-Saadi"), False, "family names nearly alike"),
        (article("1", "Rasoul"), article("2", "Yahya Rasoul"), False, "same family name"),
        (article("1", "Y. Rasoul"), article("2", "Yahya Rasoul"), False, "same family name and initial"),
        (article("1", "Asad"), article("2", "Asad", cls="Facility"), False, "one is a person"),
        (article("1", "BLA", cls=FORCE), article("2", "Baloch Liberation Army", cls=GROUP), False, "an acronym"),
        (article("1", "Fatah", actor="iraq"), article("2", "Fatah", actor="nujaba"), False, "two actors in the list"),
        (article("1", "A", cls="Place", country="IQ"), article("2", "A", cls="Place", country="SY"), True, "country"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_speaks_for_and_against_is_told(left: Facts, right: Facts, one: bool, reason: str) -> None:
    [pair] = explainer(left, right).compare(f"1#{left.entities[0].label}", f"2#{right.entities[0].label}").pairs
    assert pair.joined is one
    assert reason in "; ".join(said.what for said in pair.reasons)
    assert (pair.score >= 0.5) is one


def test_a_family_name_joins_the_one_known_person_who_bears_it() -> None:
    known, bare = article("1", "Yahya Rasoul", actor="nujaba"), article("2", "Rasoul")
    assert explainer(known, bare).compare("1#Yahya Rasoul", "2#Rasoul").one
    assert not explainer(known, bare, article("3", "Hassan Rasoul")).compare("1#Yahya Rasoul", "2#Rasoul").one


def test_a_bare_title_is_one_body_within_an_outlet_alone() -> None:
    titled = [article(str(n), "Armed Forces", cls="MilitaryForce", publisher=p) for n, p in enumerate("aab")]
    actors = type(ACTORS)([*ACTORS, _body("iraq-military", "Iraqi Armed Forces", "IQ")])
    told = Explainer({one.article.id: one for one in titled}.get, decide(titled, actors, GAZETTEER))
    assert told.compare("0#Armed Forces", "1#Armed Forces").one
    assert not told.compare("0#Armed Forces", "2#Armed Forces").one


def _body(id_: str, name: str, country: str):  # type: ignore[no-untyped-def]
    from kg.knowledge import Actor

    return Actor(id_, name, "MilitaryForce", ("Iraq Armed Forces",), country, body="military")


def test_persian_and_arabic_spellings_are_one_name() -> None:
    assert same_person("Ghassem Soleimani", "Qassem Soleimani")
    assert not same_person("Gassan Soleimani", "Qassem Soleimani")


# Sentences


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("He left. The U.S. Central Command said so. All slept.", "said", "The U.S. Central Command said so."),
        ("He left.\n\n“Two died,” said Gen. Omar Ali. All slept.", "died", "“Two died,” said Gen. Omar Ali."),
        ("A headline\nTwo died in Homs", "died", "Two died in Homs"),
        ("One. Two. Three.", "One. Two", "One. Two."),
        ("x", "x", "x"),
    ],
)
def test_the_sentence_around_some_words(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    span = sentence(text, Span(start, start + len(words)))
    assert text[span.start : span.end] == whole


# kg why


def test_why_tells_of_an_entity_down_to_the_sentences(kg: Run, sample_folder: Path) -> None:
    told = kg("why", "hamas", "--data", sample_folder)
    assert told.code == 0
    assert told.out.startswith("Hamas (ArmedGroup, hamas, actor hamas)")
    assert "[Hamas]" in told.out
    assert "same actor in the list: hamas" in told.out

    by_iri = json.loads(kg("why", f"{BASE}entity/hamas", "--data", sample_folder, "--format", "json").out)
    assert by_iri["slug"] == "hamas"
    assert len(by_iri["joins"]) == len(by_iri["members"]) - 1
    for member in by_iri["members"]:
        quote = member["quote"]
        assert quote["sentence"][quote["start"] : quote["end"]]


def test_why_tells_of_an_incident_by_its_accounts(
    kg: Run, sample_folder: Path, incident: Callable[[str, str], str]
) -> None:
    told = json.loads(kg("why", incident("2024-01-28", "jordan"), "--data", sample_folder, "--format", "json").out)
    assert told["kind"] == "incidents"
    assert len({member["article"] for member in told["members"]}) > 1
    assert "same day" in {reason["what"] for join in told["joins"] for reason in join["reasons"]}


def test_why_tells_which_figures_made_one_incident_of_two_tellings(extractor: Extractor) -> None:
    text = "A car bomb killed nine people in Baidoa on Sunday.\n\nThe blast tore through a market, police said."
    told = extractor.reasons(Article("a", text, date=dt.date(2016, 2, 29)))
    ((joined,),) = told.incidents.values()
    assert (joined.after, joined.after_at) == ("blast", text.index("blast"))
    assert any("definite" in figure for figure, _ in joined.weights)
    incident = explainer(told.facts).whole(f"a#{joined.before_at}")
    (member,) = with_accounts(incident.members, lambda _: told.facts.article, extractor)
    assert member.accounts == (joined,)


def test_why_tells_of_a_claim_by_iri_or_hash(kg: Run, sample_folder: Path) -> None:
    with Graph.snapshot(sample_folder, base=BASE) as graph:
        rows = graph.query("SELECT ?c WHERE { GRAPH ?g { ?c a kg:Claim ; kg:sourceText ?text } } ORDER BY ?c LIMIT 1")
        iri = next(iter(rows))["c"].value  # type: ignore[union-attr,arg-type]
    told = json.loads(kg("why", iri, "--no-reading", "--data", sample_folder, "-f", "json").out)
    claim, quote = told["claim"], told["quote"]
    assert claim["quote"] == quote["sentence"][quote["start"] : quote["end"]]
    assert told["extractor"]
    assert told["reasons"] is None
    text = kg("why", iri.rpartition("/")[2], "--data", sample_folder).out
    assert f"said by {claim['source_text']}" in text
    assert f"at {claim['start']}-{claim['end']}: " in text
    assert re.search(r"so sure because .*\n    [+-]\d\.\d\d  \S", text)


def test_why_two_are_not_one(kg: Run, sample_folder: Path) -> None:
    told = kg("why", "hezbollah", "kataib-hezbollah", "--data", sample_folder)
    assert told.out.startswith("Not one.")
    assert "never  against: two actors in the list: hezbollah, kataib-hezbollah" in told.out


def test_what_there_is_none_of_is_said_so(kg: Run, sample_folder: Path) -> None:
    for id_ in ("nobody", "0123456789abcdef0123", f"{BASE}claim/0123456789abcdef0123"):
        answer = kg("why", id_, "--data", sample_folder)
        assert answer.code == 2
        assert "There is no " in answer.err


# kg judge, kg review


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
