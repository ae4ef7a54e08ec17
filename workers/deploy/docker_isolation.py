"""After every deploy: what an application reaches from inside its own container."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from typing import Any

from infra.apps.database_probe import ways_across
from infra.apps.databases import AppDatabases
from infra.docker import containers
from infra.docker.daemon import Daemon
from workers.deploy.docker_place import Place, name_of
from workers.deploy.kubernetes import inside
from workers.deploy.state import Desired

PROGRAM = inspect.getsource(inside)
METADATA = "169.254.169.254"
MACHINE = "host.docker.internal"


async def probe_isolation(daemon: Daemon, databases: AppDatabases, place: Place, neighbours: list[Desired],
                          guarded: Mapping[str, int]) -> dict[str, str]:  # fmt: skip
    """What each check found: `reached` and `refused` are as they should be, `open` is not."""
    network = "shared with the machine" if place.ground.shared else "its own"
    ways = json.dumps(await _ways(daemon, databases, place, neighbours, guarded))
    found = {"container": "read-only, no root, no capabilities", "network": network}
    done = await containers.execute(daemon, place.name, ["python", "-I", "-c", PROGRAM], {"PROBE": ways})
    if done.code != 0 or not done.lines:
        return {**found, "own database": f"unknown: the probe failed {' '.join(done.lines[-1:])}".strip()}
    return found | dict(json.loads(done.lines[-1]))


async def _ways(daemon: Daemon, databases: AppDatabases, place: Place, neighbours: list[Desired],
                guarded: Mapping[str, int]) -> dict[str, Any]:  # fmt: skip
    bases = await ways_across(databases, place.desired.app_id)
    machine = "127.0.0.1" if place.ground.shared else MACHINE
    closed: dict[str, list[Any]] = {"metadata address": [METADATA, 80]}
    closed |= {check: [machine, port] for check, port in guarded.items()}
    if neighbours:
        closed["another application's port"] = [machine, neighbours[0].port]
        if not place.ground.shared and (address := await _address(daemon, neighbours[0])):
            closed["another application's container"] = [address, containers.PORT]
    files = {"Docker's socket": "/var/run/docker.sock"}
    return {"closed": closed, "doors": {}, "databases": bases, "files": files}


async def _address(daemon: Daemon, neighbour: Desired) -> str | None:
    found = await containers.inspect(daemon, name_of(neighbour.app_id))
    if found is None:
        return None
    networks = found["NetworkSettings"]["Networks"].values()
    return next((network["IPAddress"] for network in networks if network["IPAddress"]), None)
