"""From `.rq` files to questions, and from a broken file to a sentence that names the file and the line."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.errors import QueryError, ResourceError, UnknownQuery
from kg.query.canned.parameter import Parameter
from kg.query.canned.question import LIMIT, Question, closest
from kg.sparql.binding import PLACE
from kg.store import Graph

MOST_ROWS = 10_000
_BASE = "https://sitrep.invalid/"


class Questions(dict[str, Question]):
    """The canned queries by name."""

    def __missing__(self, name: str) -> Question:
        raise UnknownQuery(f"There is no query {name!r}.{closest(name, list(self))}")


class _Header(BaseModel):
    """The header of a canned query: its `#+` lines."""

    model_config = ConfigDict(extra="forbid")

    title: str
    description: str
    params: dict[str, dict[str, object]] = Field(default_factory=dict)


def load_questions(*folders: Path) -> Questions:
    """The canned queries in some folders; where two files have one name, the later folder's counts.

    Raises:
        ResourceError: a file is broken; the message names it, the line and the reason.
    """
    questions, errors = read_questions(*folders)
    if errors:
        raise errors[0]
    return questions


def read_questions(*folders: Path) -> tuple[Questions, list[ResourceError]]:
    """The canned queries that can be read, and what is wrong with the others."""
    questions, errors = Questions(), list[ResourceError]()
    with Graph.memory(base=_BASE) as empty:
        for folder in folders:
            if not folder.is_dir():
                errors.append(ResourceError(f"{folder}: there is no such folder of queries."))
            for file in sorted(folder.glob("*.rq")):
                try:
                    questions[file.stem] = _read(file, empty)
                except ResourceError as error:
                    errors.append(error)
    return questions, errors


def _read(file: Path, empty: Graph) -> Question:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"{file}: cannot be read ({error}).") from error
    header, body = _parts(file, text)
    params = {name: _parameter(file, text, name, declared) for name, declared in header.params.items()}
    if limit := LIMIT.search(body):
        params.setdefault("limit", _limit(int(limit[1])))
    _check_places(file, text, params)
    try:
        empty.query(text)
    except QueryError as error:
        # The header's lines are comments to SPARQL, so the parser's line is the file's.
        at = re.search(r"(\d+):\d+", str(error))
        raise _broken(file, int(at[1]) if at else 1, f"is not valid SPARQL: {error}") from error
    return Question(file.stem, header.title, " ".join(header.description.split()), params, text)


def _parts(file: Path, text: str) -> tuple[_Header, str]:
    lines = text.splitlines()
    # Other lines stay as blank ones, so that a line of the YAML is the same line of the file.
    marked = [line[2:].removeprefix(" ") if line.startswith("#+") else "" for line in lines]
    try:
        return _Header.model_validate(yaml.safe_load("\n".join(marked)) or {}), text
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _broken(file, line, f"the header is not valid YAML: {error.problem}") from error
    except ValidationError as error:
        raise _broken(file, 1, f"the header is wrong: {_reasons(error)}") from error


def _parameter(file: Path, text: str, name: str, declared: dict[str, object]) -> Parameter:
    try:
        return Parameter.model_validate({"name": name, **declared})
    except ValidationError as error:
        line = _line_of(text, rf"#\+\s+{re.escape(str(name))}\s*:")
        raise _broken(file, line, f"the parameter {name!r} is wrong: {_reasons(error)}") from error


def _limit(default: int) -> Parameter:
    return Parameter(
        name="limit", type="integer", description="at most so many rows", default=str(default), minimum=1,
        maximum=max(MOST_ROWS, default),
    )  # fmt: skip


def _check_places(file: Path, text: str, params: dict[str, Parameter]) -> None:
    places = {match[1] for match in PLACE.finditer(text)}
    for name in params:
        if name not in places and not (name == "limit" and LIMIT.search(text)):
            line = _line_of(text, rf"#\+\s+{re.escape(name)}\s*:")
            raise _broken(file, line, f"the parameter {name!r} has no `VALUES ?{name} {{ UNDEF }}` in the query")
    for name in places - set(params):
        line = _line_of(text, rf"VALUES\s+\?{name}\b")
        raise _broken(
            file, line, f"`VALUES ?{name} {{ UNDEF }}` waits for a parameter that the header does not declare"
        )


def _line_of(text: str, pattern: str) -> int:
    found = re.search(pattern, text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _reasons(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'it'}: {e['msg']}" for e in error.errors())


def _broken(file: Path, line: int, reason: str) -> ResourceError:
    return ResourceError(f"{file}, line {line}: {reason}.")
