"""Makes the Docker deploy engine from the operator's settings."""

from __future__ import annotations

import hmac

from infra.apps.databases import AppDatabases
from infra.artifacts.store import Artifacts
from infra.docker.containers import Limits
from infra.docker.opening import daemon_of, network_of, registry_of
from infra.settings import Installation
from workers.deploy.docker import DockerEngine
from workers.deploy.docker_place import Ground


def docker_engine(settings: Installation, artifacts: Artifacts) -> DockerEngine:
    """The engine. It speaks to nobody before it is used."""
    daemon = daemon_of(settings)
    ground = Ground(
        installation=hmac.digest(settings.secret.encode(), b"fusion/installation", "sha256").hex()[:12],
        network=network_of(settings),
        limits=Limits(settings.docker_memory, settings.docker_cpus, settings.docker_processes),
        address=daemon.address,
    )
    broker = settings.kafka_bootstrap_servers.split(",")[0].rpartition(":")[2]
    return DockerEngine(
        daemon,
        registry_of(settings),
        artifacts,
        AppDatabases(settings.database_url, settings.secret, settings.apps_database_address),
        ground,
        home=settings.home,
        secret=settings.secret,
        guarded={"platform's broker": int(broker), "platform's gateway": settings.http_port},
        keep_dumps=settings.dump_retired,
    )
