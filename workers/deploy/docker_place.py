"""An application's place on a Docker daemon: its container, its volume, and the network that is its own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from uuid import UUID

from infra.apps.databases import AppDatabases
from infra.apps.health import Door
from infra.apps.keys import keys_of
from infra.docker.containers import HOST, PORT, Container, Limits
from workers.deploy.state import Desired, Served

APPLICATION = "dev.fusion.application"
INSTALLATION = "dev.fusion.installation"
HEALTH = "dev.fusion.health"
MADE_AS = "dev.fusion.made-as"
"""Labels: whose it is, which Fusion's, where it answers, and the digest of how it was made."""

MEDIA = "/media"


@dataclass(frozen=True)
class Ground:
    """One daemon as applications meet it.

    `installation` tells this Fusion's containers from another's. `network` is HOST where the daemon can give no
    network of its own; then an application shares the machine's, and the probe says what it reaches there.
    """

    installation: str
    network: str | None = None
    limits: Limits = field(default_factory=Limits)
    address: str = "127.0.0.1"

    @property
    def shared(self) -> bool:
        return self.network == HOST


@dataclass(frozen=True)
class Place:
    """Where one release of an application runs."""

    desired: Desired
    served: Served
    health: str
    ground: Ground
    database_url: str
    secret: str

    @property
    def name(self) -> str:
        return name_of(self.desired.app_id)

    @property
    def url(self) -> str:
        return f"http://{self.desired.host}:{self.desired.port}"

    @property
    def door(self) -> Door:
        return Door(self.desired.host, self.desired.port, self.ground.address)

    @property
    def labels(self) -> dict[str, str]:
        return {APPLICATION: str(self.desired.app_id), INSTALLATION: self.ground.installation}

    @property
    def container(self) -> Container:
        """The one that serves. Its label tells whether one that runs is still made as this one would be."""
        made = self._container(self.name, self.desired.port)
        digest = hashlib.sha256(json.dumps(made.config, sort_keys=True).encode()).hexdigest()
        return replace(made, labels={**made.labels, HEALTH: self.health, MADE_AS: digest}, lasting=True)

    def candidate(self, port: int) -> Container:
        """The same release at another port, to see it answer before it takes over."""
        return replace(self._container(f"{self.name}-candidate", port), lasting=False)

    def migration(self, command: list[str], timeout: str) -> Container:
        made = self._container(f"{self.name}-migration", self.desired.port)
        environment = {**made.environment, "PGOPTIONS": f"-c statement_timeout={timeout}"}
        return replace(made, command=command, environment=environment, port=None)

    def _container(self, name: str, port: int) -> Container:
        return Container(
            name=name, image=self.served.image.address, environment=self._environment(port), labels=self.labels,
            network=self.ground.network or self.name, port=port, limits=self.ground.limits,
            volumes={f"{self.name}-media": MEDIA}, published_on="127.0.0.1",
        )  # fmt: skip

    def _environment(self, port: int) -> dict[str, str]:
        own = self.desired
        return {
            "APP_ID": str(own.app_id),
            "APP_URL": self.url,
            "ALLOWED_HOSTS": own.host,
            "COOKIE_PREFIX": f"app{own.app_id.hex[:8]}_",
            "DATABASE_URL": self.database_url,
            "HOME": "/tmp",  # noqa: S108  # the container's own
            "HOST": "127.0.0.1" if self.ground.shared else "0.0.0.0",  # noqa: S104  # of the container's own network
            "LANG": "C.UTF-8",
            "LOG_LEVEL": "INFO",
            "MEDIA_ROOT": MEDIA,
            "PORT": str(port if self.ground.shared else PORT),
            **keys_of(self.secret, own.app_id),
        }


def name_of(app_id: UUID) -> str:
    """The name of an application's container, and of its network."""
    return f"fusion-app-{app_id.hex}"


def place_of(desired: Desired, served: Served, health: str, ground: Ground, databases: AppDatabases,
             secret: str) -> Place:  # fmt: skip
    return Place(desired, served, health, ground, databases.url(desired.app_id, served.login), secret)
