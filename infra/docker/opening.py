"""The daemon, the registry and the golden base images that the settings name. Connects to nothing yet."""

from __future__ import annotations

import os
from pathlib import Path

from infra.docker.containers import HOST
from infra.docker.daemon import LOCAL, Daemon
from infra.docker.golden import GoldenImages
from infra.registry import Credentials, OciRegistry, Registry
from infra.settings import Settings
from schemas.errors import Permanent


def daemon_of(settings: Settings) -> Daemon:
    """FUSION_DOCKER_HOST, else what Docker's own DOCKER_HOST and DOCKER_CERT_PATH say, else this machine's."""
    host = settings.docker_host or os.environ.get("DOCKER_HOST", LOCAL)
    certificates = settings.docker_certificates
    if certificates is None and os.environ.get("DOCKER_TLS_VERIFY") and (path := os.environ.get("DOCKER_CERT_PATH")):
        certificates = Path(path)
    return Daemon(host, certificates)


def registry_of(settings: Settings) -> Registry:
    """The registry. Raises Permanent where none is named."""
    if settings.image_engine == "ecr":
        from infra.ecr import EcrRegistry  # boto3 costs 15 MB, which only its users shall pay

        return EcrRegistry.at(settings.registry, settings.registry_region)
    if settings.registry is None:
        raise Permanent("Images need a registry: name it with FUSION_REGISTRY, as host[:port][/prefix].")
    return OciRegistry(settings.registry, credentials_of(settings))


def credentials_of(settings: Settings) -> Credentials | None:
    if settings.registry_user is None:
        return None
    if settings.registry_password is None:
        raise Permanent("FUSION_REGISTRY_USER is set: set FUSION_REGISTRY_PASSWORD too.")
    return Credentials(settings.registry_user, settings.registry_password.get_secret_value())


def golden_of(settings: Settings) -> GoldenImages:
    return GoldenImages(daemon_of(settings), registry_of(settings), settings.base_image, network_of(settings))


def network_of(settings: Settings) -> str | None:
    """The network that all containers share, where each cannot have its own."""
    return HOST if settings.docker_network == "host" else None
