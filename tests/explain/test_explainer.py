"""Why things are one or not, on the command line: kg why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from commands import Run
from serving import BASE

from kg.store import Graph


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
