"""Containerfile and compose.yaml name files, extras, commands and settings that there are, and give no rights away."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import typer
import yaml

from kg.cli.main import app
from kg.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TEXT = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ")
STEPS = [tuple(line.split(None, 1)) for line in TEXT.splitlines() if line.strip() and not line.startswith("#")]
SERVICES = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


def said(instruction: str) -> list[str]:
    return [rest for name, rest in STEPS if name == instruction]


def test_it_copies_all_that_the_wheel_is_made_of_and_ignores_none_of_it() -> None:
    copied = {part for line in said("COPY") if not line.startswith("--from") for part in line.split()[:-1]}
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    files = {PROJECT["project"]["readme"], *PROJECT["project"]["license-files"], "pyproject.toml", "constraints.txt"}
    assert copied == {*wheel["packages"], *wheel["force-include"], *files}
    assert all((ROOT / name).exists() for name in copied)
    ignore = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert ignore[0] == "*"
    assert {name[1:] for name in ignore if name.startswith("!")} == copied


def test_versions_are_pinned_and_extras_are_ours() -> None:
    [base, extras] = said("ARG")
    assert re.search(r":\d+\.\d+-", base), "the base image has a version"
    assert set(extras.partition("=")[2].strip("[]").split(",")) <= PROJECT["project"]["optional-dependencies"].keys()
    assert "--no-cache-dir --constraint constraints.txt" in next(line for line in said("RUN") if "pip" in line)


def test_it_ends_as_nobody_and_runs_a_command_of_ours() -> None:
    commands = typer.main.get_command(app).commands
    assert all(number.isdecimal() and int(number) > 0 for number in said("USER")[-1].split(":"))
    assert json.loads(said("ENTRYPOINT")[0]) == ["kg"]
    assert json.loads(said("CMD")[0])[0] in commands
    for service in SERVICES.values():
        assert service["command"][0] in commands


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == said("USER")[-1]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_settings_that_they_name_are_settings() -> None:
    named = {*re.findall(r"SITREP_(\w+)", TEXT + (ROOT / "compose.yaml").read_text("utf-8"))}
    assert {name.lower() for name in named} <= Settings.model_fields.keys()


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_TOKEN", "")  # what compose makes of a variable that its user left out
    assert Settings().token is None
