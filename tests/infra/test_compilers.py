"""Where a compiler or a formatter is not on this machine, one line says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from infra.formatter import formatted
from schemas.errors import Permanent

REPOSITORY = Path(__file__).parent.parent.parent
ASK = """
from infra.node import node_directory
from schemas.errors import Permanent
try:
    print(node_directory())
except Permanent as error:
    print(error)
"""


def test_a_missing_formatter_is_named() -> None:
    with pytest.raises(Permanent, match=r"^The formatter 'no-such-tool' is not installed: .*\.$"):
        formatted({"a.py": b"a = 1\n"}, ["*.py"], [["no-such-tool", "."]])


def test_a_missing_node_is_one_line_with_what_to_do() -> None:
    env = {"PATH": "/nowhere", "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, "-S", "-c", ASK], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "Node is not installed here: run `make setup`.\n"
