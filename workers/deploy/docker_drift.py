"""What somebody changed by hand on an application's container."""

from __future__ import annotations

from infra.apps.bundles import READY
from infra.docker.containers import Container
from infra.docker.daemon import Record
from workers.deploy.docker_place import MADE_AS


def label(found: Record | None, name: str) -> str:
    """One label of a container; readiness where there is none."""
    return str(found["Config"]["Labels"].get(name, READY)) if found else READY


def drift_of(found: Record | None, wanted: Container) -> tuple[str, ...]:
    """What somebody changed by hand."""
    if found is None:
        return ("container was removed",)
    if not found["State"]["Running"]:
        return ("container was stopped",)
    if label(found, MADE_AS) != wanted.labels[MADE_AS]:
        return ("container was made otherwise",)
    limits = wanted.config["HostConfig"]
    changed = [name for name in ("Memory", "NanoCpus", "PidsLimit") if found["HostConfig"][name] != limits[name]]
    policy = [] if found["HostConfig"]["RestartPolicy"]["Name"] == "unless-stopped" else ["RestartPolicy"]
    return tuple(f"container's {name} was changed" for name in [*changed, *policy])
