"""schemathesis, all its checks, against a generated application of ten entities, signed in as each role."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.templates.project import DJANGO, Project, development, project
from tests.templates.serving import Served, served
from workers.generation import generate
from workers.printing import read_spec

HERE = Path(__file__).parent
ROLES = ("owner", "doctor", "nurse", "guest")
LEFT_OUT = r"^/api/(signout|signin|users|invitations|me)/|^/api/schema/"
"""What would end the session, or what is asked of nobody's rows; accounts have tests of their own."""

SETTINGS = """
from config.settings import *  # noqa: F403

# The tool sends one cookie alone, so the token against forged requests stands in the session.
CSRF_USE_SESSIONS = True
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}  # noqa: F405
"""

CONFIGURATION = """
[auth.openapi.cookieAuth]
api_key = "{session}"

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 429]

[checks.positive_data_acceptance]
expected-statuses = ["2xx", 400, 401, 403, 404, 409, 412, 413, 429]
"""


@pytest.fixture
async def hospital(tmp_path: Path, home: Path, postgres: str) -> AsyncIterator[tuple[Project, Served]]:
    """The application, answering, with some rows in each list."""
    tree = generate(DJANGO, read_spec(HERE / "hospital.json"))
    made = await project(tree, tmp_path / "hospital", development(home), postgres)
    (made.root / "proving.py").write_text(SETTINGS)
    made.manage("migrate", "--noinput")
    made.manage("seed", "--number", "6")
    made.manage("spectacular", "--file", str(tmp_path / "openapi.yaml"))
    with served(made, DJANGO_SETTINGS_MODULE="proving") as answering:
        yield made, answering


@pytest.mark.proof
@pytest.mark.parametrize(
    ("role", "examples", "phases"),
    [
        pytest.param("nurse", 2, "coverage,fuzzing", marks=pytest.mark.short, id="short"),
        *(pytest.param(role, 30, "examples,coverage,fuzzing,stateful", id=role) for role in ROLES),
    ],
)
async def test_answers_as_it_describes_itself(
    hospital: tuple[Project, Served], role: str, examples: int, phases: str, tmp_path: Path
) -> None:
    _made, answering = hospital
    person = answering.people[role]
    configuration = tmp_path / "schemathesis.toml"
    configuration.write_text(CONFIGURATION.format(session=person.session))
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(configuration),
        "run", str(tmp_path / "openapi.yaml"), "--url", answering.url, "-H", f"X-CSRFToken: {person.token}",
        "--checks", "all", "-n", str(examples), "--phases", phases, "--exclude-path-regex", LEFT_OUT,
        "--suppress-health-check", "all", "--no-color", "--warnings", "off", "--seed", "1", "--continue-on-failure",
    ]  # fmt: skip
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "schemathesis_hooks.py")}
    done = _run(command, tmp_path, environment)
    assert done.returncode == 0, done.stdout[-12_000:] + done.stderr[-2_000:] + answering.log.read_text()[-2_000:]


def _run(command: list[str], place: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
