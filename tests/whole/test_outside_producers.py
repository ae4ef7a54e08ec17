"""Programs that know nothing of Fusion but its topics."""

from __future__ import annotations

import asyncio
import json
import sys

import pytest

from tests.whole.applications import get
from tests.whole.platform import REPOSITORY, Platform, Watch, header


@pytest.fixture(scope="module")
def open_platform(platform: Platform) -> Platform:
    """The platform once more, with its first workspace open to unsigned events."""
    with platform.http() as http:
        workspace = http.get("/session").raise_for_status().json()["workspace_id"]
    platform.stop()
    platform.env["FUSION_OUTSIDE_WORKSPACE"] = workspace
    platform.start()
    return platform


@pytest.mark.proof
@pytest.mark.short
@pytest.mark.parametrize(
    "program",
    [
        ("request_app.py", "hire-by-text", "We hire out tools. Each tool has a name and a daily rate."),
        ("build_spec.py", "hire-by-spec"),
    ],
    ids=["a sentence to fusion.prompt.v1", "a spec to fusion.backend.v1"],
)
async def test_an_event_of_a_foreign_program_ends_in_a_live_application(
    open_platform: Platform, program: tuple[str, ...]
) -> None:
    script, *arguments = program
    source = (REPOSITORY / "docs" / "examples" / script).read_text()
    assert "fusion" not in "".join(line for line in source.splitlines() if line.startswith(("import", "from")))
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(REPOSITORY / "docs" / "examples" / script), open_platform.kafka, *arguments,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    build_id = output.decode().strip()
    async with Watch.on(open_platform.kafka, "fusion.deployed.v1", "fusion.ended.v1") as ends:
        end = await ends.first(lambda record: json.loads(record.value)["build"]["build_id"] == build_id, 90)
    assert header(end, "ce_type") == "AppDeployed", end.value
    assert get(json.loads(end.value)["url"], "/readyz") == 200
    assert open_platform.build(build_id)["state"] == "deployed"
