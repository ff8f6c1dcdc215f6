"""The tutorial: its commands work as they stand, and say what it prints."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from commands import Run

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_its_commands_answer_what_it_prints(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = ""
    _, *blocks = BLOCK.findall(TUTORIAL.read_text("utf-8"))  # the first one installs
    for kind, text in blocks:
        if kind == "text":
            for line in text.splitlines():
                assert line in said
            continue
        commands = [line for line in text.splitlines() if line.startswith("kg ")]
        files = "\n".join(line for line in text.splitlines() if not line.startswith("kg "))
        subprocess.run(["bash", "-euc", files], check=True)
        for command in commands:
            answer = kg(*shlex.split(command)[1:])
            assert answer.code == 0, answer.err
            said = answer.out.replace("\r\n", "\n")
