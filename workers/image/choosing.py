"""The image engine that the settings name."""

from __future__ import annotations

from infra.apps.bundles import Runtime
from infra.apps.databases import AppDatabases
from infra.apps.sandbox import best_sandbox
from infra.artifacts.store import Artifacts
from infra.settings import Installation
from workers.image.bundle import BundleEngine
from workers.image.engine import ImageEngine


def engine(settings: Installation, artifacts: Artifacts) -> ImageEngine:
    """The engine; what only one of them needs is loaded for that one."""
    if settings.image_engine in ("docker", "ecr"):
        return _docker(settings, artifacts)
    databases = AppDatabases(settings.database_url, settings.secret)
    runtime = Runtime(settings.home, settings.secret, best_sandbox())
    bundles = BundleEngine(artifacts, databases, runtime)
    return bundles if settings.image_engine == "bundle" else _oci(settings, artifacts, bundles, runtime)


def _docker(settings: Installation, artifacts: Artifacts) -> ImageEngine:
    from infra.docker.opening import daemon_of, golden_of, network_of, registry_of
    from workers.image.docker import DockerEngine
    from workers.image.trial import Trial

    daemon, registry = daemon_of(settings), registry_of(settings)
    databases = AppDatabases(settings.database_url, settings.secret, settings.apps_database_address)
    trial = Trial(daemon, databases, network_of(settings))
    return DockerEngine(
        artifacts, daemon, registry, golden_of(settings), trial, home=settings.home, sandbox=best_sandbox()
    )


def _oci(settings: Installation, artifacts: Artifacts, bundles: ImageEngine, runtime: Runtime) -> ImageEngine:
    from infra.docker.opening import credentials_of
    from infra.oci.registry import Registry
    from schemas.errors import Permanent
    from workers.image.oci import OciEngine

    if settings.registry is None:
        raise Permanent("Images need a registry: name it with FUSION_REGISTRY, as host[:port][/prefix].")
    who = credentials_of(settings)
    registry = Registry(settings.registry, f"{who.user}:{who.password}" if who else None)
    return OciEngine(bundles, artifacts, runtime, registry)
