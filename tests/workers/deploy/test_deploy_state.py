"""Where applications are placed on this machine."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

from workers.deploy.state import Apps


def test_two_ids_that_begin_alike_have_two_host_names(tmp_path: Path) -> None:
    apps = Apps(tmp_path)
    ids = [UUID(f"1a2b{number:04x}-0000-4000-8000-000000000000") for number in range(3)]
    hosts = [apps.placed(app_id, uuid4(), "clinic").host for app_id in ids]
    assert hosts[0] == "clinic-1a2b.localhost"
    assert len(set(hosts)) == len(hosts)
    assert apps.placed(ids[1], uuid4(), "renamed").host == hosts[1]
    assert all(len(host.split(".")[0]) <= 63 for host in hosts)
