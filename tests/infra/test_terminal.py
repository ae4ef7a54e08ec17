"""The terminal: every part's commands in one place, and one readable line for what goes wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from infra.terminal import terminal

FUSION = Path(sys.executable).with_name("fusion")


def fusion(*args: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {"FUSION_HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run([FUSION, *args], env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("command", ["up", "doctor", "topics", "setup", "worker", "design"])
def test_every_parts_commands_stand_side_by_side(command: str) -> None:
    shown = CliRunner().invoke(terminal([]), ["--help"])
    assert command in shown.stdout


def test_only_what_a_command_needs_is_loaded() -> None:
    code = "import sys, infra.terminal as t; t.terminal(['worker']); print('gateway.commands' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_an_error_on_purpose_is_one_line_and_a_failure(home: Path) -> None:
    done = fusion("topics", "apply", home=home)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is it running?" in done.stderr


def test_a_directory_without_permission_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a directory")
    done = fusion("topics", "apply", home=tmp_path / "home")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_the_doctor_prints_json_for_programs(home: Path) -> None:
    done = fusion("doctor", "--json", home=home)
    assert '"name": "PostgreSQL"' in done.stdout
