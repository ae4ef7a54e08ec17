"""What needs no token: probes, documents for programs, Studio's pages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gateway.bench import Bench


async def test_probes_and_documents_are_open(bench: Bench) -> None:
    bench.client.headers.pop("authorization")
    assert (await bench.client.get("/healthz", headers={"host": "10.1.2.3:8000"})).json()["status"] == "ok"
    ready = await bench.client.get("/readyz")
    assert (ready.status_code, ready.json()["checks"]["database"]) == (200, "ok")
    assert "createApp" in (await bench.client.get("/openapi.json")).text
    assert "fusion.prompt.v1" in (await bench.client.get("/asyncapi.json")).text


async def test_requests_are_counted_by_route(bench: Bench) -> None:
    await bench.client.get("/api/v1/apps/" + "0" * 32)
    text = (await bench.client.get("/metrics")).text
    assert 'route="get_app",status="404"' in text
    assert "fusion_outbox_waiting 0.0" in text


def test_the_interface_is_printed_without_any_server() -> None:
    done = subprocess.run([sys.executable, "-m", "gateway.openapi"], capture_output=True, text=True, check=True)
    document = json.loads(done.stdout)
    operations = [route["operationId"] for path in document["paths"].values() for route in path.values()]
    assert len(operations) == len(set(operations))
    for name in ("Build", "LogLine", "Problem", "AppSpec"):
        assert name in document["components"]["schemas"]


@pytest.fixture
def built(bench: Bench, tmp_path: Path) -> None:
    """Studio has been built."""
    dist = tmp_path / "studio" / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<title>Studio</title>")
    (dist / "assets" / "index-1a2b.js").write_text("1")
    (tmp_path / "studio" / "secret").write_text("secret")
    bench.app.state.studio = dist


@pytest.mark.usefixtures("built")
async def test_every_path_that_is_no_file_is_a_page_of_studio(bench: Bench) -> None:
    for path in ("/", "/apps/1", "/ops"):
        assert "<title>Studio" in (await bench.client.get(path)).text
    script = await bench.client.get("/assets/index-1a2b.js")
    assert (script.text, "immutable" in script.headers["cache-control"]) == ("1", True)
    assert (await bench.client.get("/assets/gone.js")).status_code == 404


@pytest.mark.usefixtures("built")
async def test_no_file_outside_of_studio_is_served(bench: Bench) -> None:
    for path in ("/../secret", "/%2e%2e/secret", "/..%2fsecret", "//etc/passwd", "/assets/..%2f..%2fsecret", "/%00"):
        assert "secret" not in (await bench.client.get(path)).text


async def test_a_studio_that_is_not_built_says_what_to_do(bench: Bench, tmp_path: Path) -> None:
    bench.app.state.studio = tmp_path
    page = await bench.client.get("/")
    assert (page.status_code, "make setup" in page.text) == (200, True)
