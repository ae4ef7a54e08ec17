"""What the operator's settings say of the cluster: where applications are reached, and what they may reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from schemas.errors import Permanent

_DOOR = re.compile(r"(?P<name>[a-z0-9-]+)=(?P<where>[^\s,]+):(?P<port>\d{1,5})")


@dataclass(frozen=True)
class Door:
    """A way out that the operator opens: to a range of addresses, or to a namespace, at one TCP port."""

    name: str
    where: str
    port: int

    @property
    def address(self) -> str | None:
        """One address to knock at, where the door leads to addresses."""
        return None if self.where.startswith("namespace/") else self.where.split("/")[0]

    @property
    def peer(self) -> dict[str, object]:
        """The door as a NetworkPolicy names it."""
        if self.where.startswith("namespace/"):
            name = self.where.removeprefix("namespace/")
            return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}
        bits = 128 if ":" in self.where else 32
        return {"ipBlock": {"cidr": self.where if "/" in self.where else f"{self.where}/{bits}"}}


def doors(text: str) -> tuple[Door, ...]:
    """`mail=10.0.0.5:587,idp=namespace/keycloak:8443`. Raises Permanent where it cannot be read."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        read = _DOOR.fullmatch(part)
        if read is None:
            raise Permanent(f"{part!r} is no door: write name=ADDRESS[/BITS]:PORT or name=namespace/NAME:PORT.")
        found.append(Door(read["name"], read["where"], int(read["port"])))
    return tuple(found)


@dataclass(frozen=True)
class Resources:
    """What one pod asks for, and what it gets at most."""

    cpu: str = "50m"
    memory: str = "160Mi"
    most_cpu: str = "1"
    most_memory: str = "512Mi"


@dataclass(frozen=True)
class Ground:
    """One cluster as applications meet it.

    `installation` tells this Fusion's namespaces from another's. `domain`: an application answers at
    `<its host>.<domain>`. `database` is the door to PostgreSQL; `further` ones stand open beside it. `role` is the
    ClusterRole that is bound to `account` (namespace/name) inside each namespace; None where we have it anyway.
    """

    installation: str
    domain: str
    database: Door
    further: tuple[Door, ...] = ()
    exposure: Literal["none", "ingress", "gateway"] = "ingress"
    ingress_class: str | None = None
    ingress_namespace: str = "ingress"
    gateway: str = ""
    tls: bool = True
    tls_issuer: str = ""
    tls_secret: str = ""
    dns_namespace: str = "kube-system"
    replicas: int = 1
    most_replicas: int = 1
    resources: Resources = Resources()
    uploads: str = ""
    uploads_class: str | None = None
    uploads_access: str = "ReadWriteMany"
    role: str | None = None
    account: str | None = None
    pull_secret: str | None = None

    @property
    def pods(self) -> int:
        """How many pods may be there at once: all replicas of two versions, a migration, two probes."""
        return 2 * max(self.replicas, self.most_replicas) + 3

    def url(self, host: str) -> str:
        return f"{'https' if self.tls else 'http'}://{self.fqdn(host)}"

    def fqdn(self, host: str) -> str:
        return f"{host}.{self.domain}"
