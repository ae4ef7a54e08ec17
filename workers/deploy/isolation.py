"""After every deploy: what an application reaches with its own credentials, from inside its own sandbox."""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from infra.apps.bundles import Runtime, Site
from infra.apps.database_probe import probe_database
from infra.apps.databases import AppDatabases
from infra.apps.sandbox import interpreter
from infra.processes import run
from workers.deploy import probe
from workers.deploy.state import Apps

PROBE = inspect.getsource(probe)
"""Handed over as text, so that the sandbox need not show the platform's own files."""

LIMIT = timedelta(seconds=20)


async def probe_isolation(
    runtime: Runtime, databases: AppDatabases, apps: Apps, site: Site, golden: Path, guarded: Mapping[str, int]
) -> dict[str, str]:
    """What each check found: `reached` and `refused` are as it should be, `open` is not."""
    others = await databases.others(site.app_id)
    found = {"sandbox": runtime.sandbox.name}
    found |= await probe_database(site.database_url, databases.admin_url, others)
    ways = _ways(runtime, apps, site)
    ways["ports"] |= guarded
    return found | await _from_inside(runtime, site, golden, ways)


async def _from_inside(runtime: Runtime, site: Site, golden: Path, ways: dict[str, Any]) -> dict[str, str]:
    args = (interpreter(), "-I", "-S", "-c", PROBE, json.dumps(ways))
    done = await run(runtime.command(site, args, golden, die_with_parent=True), LIMIT)
    if done.code != 0 or not done.lines:
        return {"files": f"unknown: {' '.join(done.lines[-1:])}"}
    return dict(json.loads(done.lines[-1]))


def _ways(runtime: Runtime, apps: Apps, site: Site) -> dict[str, Any]:
    files = {
        "platform's directory": runtime.home,
        "platform's secret": runtime.home / "secret",
        "other applications' directories": apps.root,
        "platform's processes": Path(f"/proc/{os.getpid()}/environ"),
    }
    ports = {}
    if other := next((desired for desired in apps.all() if desired.app_id != site.app_id), None):
        files["another application's files"] = apps.directory(other.app_id).root / "desired.json"
        ports["another application's port"] = other.port
    return {"files": {check: str(path) for check, path in files.items()}, "ports": ports}
