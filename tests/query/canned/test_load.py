"""Reading `.rq` files: what is right, and where exactly what is wrong stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResourceError, UnknownQuery
from kg.query.canned import load_questions, read_questions

GOOD = """\
#+ title: Names
#+ description: >-
#+   What goes by
#+   which name.
#+ params:
#+   thing: {type: entity, description: "what", example: "Hamas"}
#+   since: {type: date, description: "when", default: 2024-01-31}

SELECT ?thing ?name WHERE {
  VALUES ?thing { UNDEF }
  VALUES ?since { UNDEF }
  ?thing rdfs:label ?name
}
LIMIT 20 #limit
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "names.rq").write_text(GOOD)
    return tmp_path


def test_a_good_file(folder: Path) -> None:
    question = load_questions(folder)["names"]
    assert (question.title, question.description) == ("Names", "What goes by which name.")
    assert list(question.params) == ["thing", "since", "limit"]
    assert question.params["since"].default == "2024-01-31"
    assert (question.params["limit"].default, question.params["limit"].maximum) == ("20", 10_000)


@pytest.mark.parametrize(
    ("find", "put", "line", "reason"),
    [
        ("?thing rdfs:label ?name", "?thing rdfs:label", 13, "is not valid SPARQL"),
        ("  VALUES ?thing { UNDEF }\n", "", 6, "the parameter 'thing' has no `VALUES ?thing { UNDEF }`"),
        ("#+   thing:", "#+   other:", 6, "the parameter 'other' has no"),
        ("type: entity", "type: person", 6, "the parameter 'thing' is wrong: type: Input should be"),
        ("default: 2024-01-31", "default: soon", 7, "it must be a date"),
        ("?since { UNDEF }", "?since { UNDEF }\n  VALUES ?until { UNDEF }", 12, "waits for a parameter"),
        ("#+ params:", "#+ params: [", 7, "the header is not valid YAML"),
        ("#+ title: Names", "#+ titel: Names", 1, "the header is wrong: title: Field required; titel: Extra inputs"),
        ("SELECT", "DROP ALL ; SELECT", 9, "is not valid SPARQL"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line(find: str, put: str, line: int, reason: str, folder: Path) -> None:
    (folder / "names.rq").write_text(GOOD.replace(find, put, 1))
    with pytest.raises(ResourceError) as error:
        load_questions(folder)
    assert str(error.value).startswith(f"{folder / 'names.rq'}, line {line}: ")
    assert reason in str(error.value)


def test_a_broken_file_takes_no_other_down(folder: Path) -> None:
    (folder / "broken.rq").write_text("SELECT")
    (folder / "binary.rq").write_bytes(b"\xff\xfe\x00")
    questions, errors = read_questions(folder)
    assert list(questions) == ["names"]
    assert [str(e).partition(".rq")[0][-6:] for e in errors] == ["binary", "broken"]


def test_a_later_folder_counts_more(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    (own / "names.rq").write_text(GOOD.replace("title: Names", "title: My names"))
    assert load_questions(folder, own)["names"].title == "My names"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="there is no such folder"):
        load_questions(tmp_path / "nowhere")


def test_an_unknown_query_is_answered_with_a_close_one(folder: Path) -> None:
    with pytest.raises(UnknownQuery, match=r"no query 'nams'. Did you mean 'names'?"):
        load_questions(folder)["nams"]
