"""People's judgements over HTTP: the pairs worth one, made, listed, taken back, carried over, kept through a build."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from serving import Served, serving

from kg.cli.review import explainer
from kg.resolve import read_judgements
from kg.settings import Settings

MORE = {"id": "more", "text": "Hamas fired rockets at Israel on Thursday, killing two soldiers.", "date": "2024-02-01"}


@pytest.fixture(scope="module")
def served(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = Path(shutil.copytree(sample_folder, tmp_path_factory.mktemp("judging") / "graph"))
    with serving(folder) as server:
        yield server


def said(served: Served, **body: str) -> Any:
    answer = served.client.post("/judgements", json={"by": "ada"} | body)
    assert answer.is_success, answer.text
    return answer.json()


def judged(served: Served, **asked: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = served.client.get("/judgements", params=asked).json()["items"]
    return items


def test_the_queue_has_the_order_of_the_terminal_and_shrinks_with_each_answer(served: Served) -> None:
    with explainer(Settings(data=served.folder)) as told:
        wanted = [(pair.left.reference, pair.right.reference) for pair in map(told.pair, told.doubts())]
    queue = served.client.get("/review").json()
    assert [(pair["left"]["reference"], pair["right"]["reference"]) for pair in queue["items"]] == wanted
    first = queue["items"][0]
    quote = first["left"]["quote"]
    assert quote["sentence"][quote["start"] : quote["end"]]
    assert served.client.get(first["left"]["href"]).is_success
    assert all(reason["what"] for reason in first["reasons"])
    kinds = [
        len(served.client.get("/review", params={"kind": one}).json()["items"]) for one in ("entities", "incidents")
    ]
    assert sum(kinds) == len(wanted)

    sides = {"left": first["left"]["reference"], "right": first["right"]["reference"]}
    done = said(served, **sides, judgement="different", note="two men")
    assert done["one"] is False
    assert done["left"]["slug"] != done["right"]["slug"]
    after = served.client.get("/review", params={"limit": len(wanted)}).json()
    assert sides["left"] not in {
        pair["left"]["reference"] for pair in after["items"] if pair["right"] == first["right"]
    }
    assert len(after["items"]) < len(wanted)

    # Taken back, it is asked again.
    [made] = done["made"]
    back = served.client.post(f"/judgements/{made['id']}/withdrawal", json={"by": "ben"})
    assert (back.status_code, back.json()["takes_back"]) == (200, True)
    assert served.client.get("/review").json() == queue
    assert [(one["by"], one["judgement"], one["counts"]) for one in judged(served)[:2]] == [
        ("ben", "withdrawn", False), ("ada", "different", False)
    ]  # fmt: skip
    assert served.client.post(f"/judgements/{made['id']}/withdrawal", json={"by": "ben"}).status_code == 409
    assert served.client.post("/judgements/none/withdrawal", json={"by": "ben"}).status_code == 404


def test_two_things_become_one_and_a_join_is_parted_and_both_outlast_a_build(
    served: Served, kg: Run, tmp_path: Path, incident: Callable[[str, str], str]
) -> None:
    compared = served.client.get("/comparison", params={"left": "hamas", "right": "hezbollah"}).json()
    assert (compared["one"], len(compared["items"])) == (False, 1)
    assert said(served, left="hamas", right="hezbollah", judgement="same")["one"] is True
    assert served.client.get("/entities/hezbollah").status_code == 404
    joins = served.client.get("/joins", params={"of": "hamas"}).json()
    assert [one["score"] for one in joins["items"]] == sorted(one["score"] for one in joins["items"])
    assert len(joins["said"]) == 1
    made = judged(served)[0]
    assert {one["name"] for one in made["pair"]} == {"Hamas", "Hezbollah"}

    apart = served.client.get("/joins", params={"of": "israel"}).json()["items"][0]
    sides = {"left": apart["left"]["reference"], "right": apart["right"]["reference"]}
    assert said(served, **sides, judgement="different")["one"] is False
    two_kinds = {"left": "hamas", "right": incident("2024-01-04", "baghdad"), "judgement": "same", "by": "ada"}
    refused = served.client.post("/judgements", json=two_kinds)
    assert (refused.status_code, "cannot be one" in refused.json()["detail"]) == (409, True)

    # Where Kerman is written, another place is meant: so people say.
    kirkuk = served.client.get("/gazetteer", params={"q": "kirkuk"}).json()["items"][0]
    moved = served.client.post(
        "/judgements/places", json={"place": "kerman", "instead": kirkuk["id"], "by": "ada"}
    ).json()
    assert len(moved["made"]) == len({one["place"]["article"] for one in moved["made"]}) > 1
    assert served.client.get(moved["now"]["href"]).json()["lat"] == pytest.approx(kirkuk["lat"], abs=0.01)
    for wrong, status in (({"place": "kerman", "instead": "no id"}, 404), ({"place": "israel"}, 409)):
        assert served.client.post("/judgements/places", json=wrong | {"by": "ada"}).status_code == status

    # Everything is read and joined anew, with an article more.
    (tmp_path / "more.txt").write_text(f"date 2024-02-01\n{MORE['text']}\n")
    root = Path(__file__).resolve().parents[2]
    built = kg("build", root / "data" / "articles", tmp_path / "more.txt", "--data", served.folder)
    assert built.code == 0, built.err
    assert served.client.get("/comparison", params={"left": "hamas", "right": "hamas"}).json()["one"] is True
    assert served.client.get("/entities/hezbollah").status_code == 404
    assert served.client.get("/comparison", params=sides).json()["one"] is False
    assert served.client.get(moved["now"]["href"]).json()["lat"] == pytest.approx(kirkuk["lat"], abs=0.01)
    for one in moved["made"]:
        assert served.client.post(f"/judgements/{one['id']}/withdrawal", json={"by": "ben"}).is_success
    assert served.client.get("/entities/kerman").is_success


def test_two_who_judge_at_once_lose_nothing(served: Served) -> None:
    before = len(judged(served, limit="1000"))
    pairs = served.client.get("/review").json()["items"][:4]

    def answer(n: int) -> int:
        pair = pairs[n % len(pairs)]
        word = {"left": pair["left"]["reference"], "right": pair["right"]["reference"], "judgement": "unsure"}
        return served.client.post("/judgements", json=word | {"by": ("ada", "ben")[n % 2], "note": str(n)}).status_code

    with ThreadPoolExecutor(2) as two:
        assert set(two.map(answer, range(8))) == {200}
    after = judged(served, limit="1000")
    assert sorted(int(one["note"]) for one in after[: len(after) - before]) == list(range(8))
    assert {one["by"] for one in judged(served, by="ben")} == {"ben"}


def test_judgements_are_carried_over_to_another_graph(served: Served, own: Path, kg: Run, tmp_path: Path) -> None:
    lines = served.client.get("/export/judgements.jsonl")
    assert lines.content == (served.folder / "judgements.jsonl").read_bytes()
    kind = {"Content-Type": "application/jsonl"}
    again = served.client.post("/judgements", content=lines.content, headers=kind)
    assert again.json() == {"new": 0, "known": len(lines.text.splitlines())}
    broken = served.client.post("/judgements", content=b"{}\n", headers=kind)
    assert (broken.status_code, "Line 1 is no judgement" in broken.json()["detail"]) == (422, True)
    (tmp_path / "said.jsonl").write_bytes(lines.content)
    assert kg("judge", "--sheet", tmp_path / "said.jsonl", "--data", own).code == 0
    assert read_judgements(own) == read_judgements(served.folder)


def test_who_does_not_know_the_token_sees_and_says_nothing(served: Served) -> None:
    nobody = {"Authorization": ""}
    for address in (
        "/review",
        "/joins?of=hamas",
        "/comparison?left=a&right=b",
        "/judgements",
        "/export/judgements.jsonl",
    ):
        assert served.client.get(address, headers=nobody).status_code == 401
    for address in ("/judgements", "/judgements/a/withdrawal", "/readings"):
        assert served.client.post(address, json={}, headers=nobody).status_code == 401


def test_an_article_is_shown_as_it_would_be_read_and_nothing_is_kept(served: Served) -> None:
    later = MORE | {"id": "later"}
    state = served.client.get("/sparql", params={"query": "ASK {}"}).headers["Graph-Generation"]
    answer = served.client.post("/readings", json=later)
    [item] = answer.json()["items"]
    assert (item["reason"], item["known"]) == (None, False)
    page = item["page"]
    assert page["text"] == later["text"]
    assert ("killedCount", "2") in {(one["predicate"], one["value"]) for one in page["claims"]}
    assert {"Hamas", "Israel"} <= {one["label"] for one in page["mentions"]}
    [wrong] = served.client.post("/readings", json={"id": "empty", "text": " "}).json()["items"]
    assert (wrong["page"], "no text" in wrong["reason"]) == (None, True)
    many = "\n".join(f'{{"id": "n{n}", "text": "Nothing."}}' for n in range(21))
    kind = {"Content-Type": "application/jsonl"}
    assert served.client.post("/readings", content=many, headers=kind).status_code == 413
    assert served.client.get("/sparql", params={"query": "ASK {}"}).headers["Graph-Generation"] == state
    served.client.post("/articles", json=later)
    kept = served.client.get("/articles/later").json()
    assert [one["quote"] for one in kept["claims"]] == [one["quote"] for one in page["claims"]]
