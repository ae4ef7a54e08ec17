"""The way back: an earlier version is asked for by its number, and becomes the next version when it is reached."""

from __future__ import annotations

from typing import Any

import httpx

from schemas.events import AppDeployed, BuildKind, RollbackRequested
from tests.gateway.bench import Bench


async def two_versions(bench: Bench) -> str:
    """An application at its second version."""
    first = await bench.create()
    await bench.deploy(first["id"])
    await deployed(bench, first["app_id"], "Practice", text="Rename clinic to practice", base_version=1)
    return str(first["app_id"])


async def deployed(bench: Bench, app_id: str, label: str, **wish: Any) -> None:
    build = (await ask(bench, app_id, **wish)).json()
    await bench.flow()
    await bench.deploy(build["id"], label)


async def ask(bench: Bench, app_id: str, **wish: Any) -> httpx.Response:
    return await bench.client.post(f"/api/v1/apps/{app_id}/builds", json=wish)


async def test_an_earlier_version_enters_at_the_deploy_stage_with_the_one_to_leave(bench: Bench) -> None:
    app_id = await two_versions(bench)
    answer = await ask(bench, app_id, rollback_to=1, base_version=2)
    assert answer.status_code == 202, answer.text
    assert answer.json()["kind"] == BuildKind.ROLLBACK
    await bench.flow()
    asked = bench.last(answer.json()["id"])
    assert isinstance(asked, RollbackRequested)
    assert (asked.leave.build_no, asked.reach.build_no, asked.build.build_no) == (2, 1, 3)


async def test_reached_it_is_the_next_version_with_the_model_and_source_of_then(bench: Bench) -> None:
    app_id = await two_versions(bench)
    before = (await bench.client.get(f"/api/v1/apps/{app_id}/spec")).json()["spec"]
    build = (await ask(bench, app_id, rollback_to=1, base_version=2)).json()
    await bench.flow()
    asked = bench.last(build["id"])
    assert isinstance(asked, RollbackRequested)
    reach = asked.reach
    await bench.say(
        AppDeployed(build=asked.build, url="http://app.localhost:8101/3", spec=reach.spec,
                    backend_tree=reach.backend_tree, image=reach.image),
        "fusion/deploy",
    )  # fmt: skip
    await bench.flow()
    app = (await bench.client.get(f"/api/v1/apps/{app_id}")).json()
    assert (app["version"], app["label"]) == (3, "Clinic")
    after = (await bench.client.get(f"/api/v1/apps/{app_id}/spec")).json()["spec"]
    assert (before["app"]["label"], after["app"]["label"]) == ("Practice", "Clinic")


async def test_what_runs_already_or_never_ran_is_no_way_back(bench: Bench) -> None:
    app_id = await two_versions(bench)
    for wanted, status in ((2, 409), (7, 404)):
        assert (await ask(bench, app_id, rollback_to=wanted, base_version=2)).status_code == status
    assert (await ask(bench, app_id, rollback_to=1, base_version=1)).status_code == 409
    assert (await ask(bench, app_id, rollback_to=1, text="and more", base_version=2)).status_code == 422
