"""The cluster that these tests run on, and an engine that deploys to it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from infra.apps.databases import AppDatabases
from infra.artifacts.directory import DirectoryArtifacts
from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import (
    ACCOUNT,
    DEPLOYMENT,
    INGRESS,
    JOB,
    LIMITS,
    NAMESPACE,
    POLICY,
    REPLICA_SET,
    SECRET,
    SERVICE,
    name_of,
    version_of,
)
from infra.oci.registry import Registry
from tests.fakes import machine
from tests.fakes.applications import bundle, target
from tests.fakes.machine import Machine
from workers.deploy.engine import Release
from workers.deploy.kubernetes.engine import KubernetesEngine
from workers.deploy.kubernetes.ground import Door, Ground
from workers.deploy.kubernetes.place import APP_ID, namespace_of
from workers.image.oci import OciEngine

SHARED = Path(__file__).parents[3] / "shared" / "cluster"
"""A cluster that can be brought up here, where somebody keeps one beside this repository."""

NODE = "10.200.0.2"
"""Its node, at which its pods reach what was forwarded to them."""

INSIDE = ("nsenter", "--net=/var/run/netns/fusion-cluster")
"""Runs a command where the node is."""

KUBECTL = Path(os.environ.get("FUSION_CLUSTER_HOME", Path.home() / ".cache" / "fusion-cluster")) / "bin"


@dataclass(frozen=True)
class Site:
    """A cluster: how it is reached, and at which address its pods reach the host's PostgreSQL."""

    kubeconfig: Path
    registry: str
    database_host: str
    ours: bool


def site(mode: str = os.environ.get("CLUSTER_MODE", "node")) -> Site | str:
    """The cluster that KUBECONFIG names, else the one beside this repository; else why there is none."""
    if named := os.environ.get("KUBECONFIG"):
        registry = os.environ.get("CLUSTER_REGISTRY", "127.0.0.1:5000")
        return Site(
            Path(named),
            f"{registry}/tests",
            os.environ.get("CLUSTER_DATABASE_HOST", NODE),
            Path(named).is_relative_to(KUBECTL.parent),
        )
    if not (SHARED / "up.sh").exists():
        return "KUBECONFIG names no cluster, and there is none beside this repository"
    up = subprocess.run([SHARED / "up.sh", mode], capture_output=True, text=True, check=False)
    if up.returncode != 0:
        return f"the cluster beside this repository does not come up: {up.stderr.strip() or up.stdout[-300:]}"
    return Site(Path(up.stdout.strip().splitlines()[-1].partition("=")[2]), "127.0.0.1:5000/tests", NODE, True)


def forward(port: int) -> None:
    """Let the pods reach a port of this host, where the cluster is the one beside this repository."""
    subprocess.run([SHARED / "up.sh", "--forward", f"{port}:{port}"], check=True, capture_output=True)


class Testbed:
    """An engine on a site, and what releases for it are made of."""

    __test__ = False

    def __init__(self, where: Site, home: Path, database: str) -> None:
        port = urlsplit(database).port or 5432
        if where.ours:
            forward(port)
        self.where = where
        self.cluster = Cluster(where.kubeconfig)
        self.machine = Machine(home, database)
        self.databases = AppDatabases(database, machine.SECRET, f"{where.database_host}:{port}")
        self.ground = Ground(
            installation=uuid4().hex[:12], domain="apps.test", database=Door("database", where.database_host, port),
            ingress_namespace="ingress", tls=False,
        )  # fmt: skip
        self.images = OciEngine(
            self.machine.image_engine(), self.artifacts, self.machine.runtime, Registry(where.registry)
        )
        self.deployed: list[UUID] = []

    @property
    def artifacts(self) -> DirectoryArtifacts:
        return self.machine.artifacts

    def engine(self, **ground: Any) -> KubernetesEngine:
        return KubernetesEngine(
            self.cluster, self.artifacts, self.databases, replace(self.ground, **ground), machine.SECRET
        )

    async def release(self, *, version: str = "1", broken: str = "", build_no: int = 1,
                      of: Release | None = None) -> Release:  # fmt: skip
        """A release of the small application, as an image in the registry."""
        app_id = of.app_id if of else uuid4()
        packed = await bundle(self.artifacts, version=version, broken=broken)
        image = await self.images.pack(packed, app_id)
        self.deployed.append(app_id)
        workspace = of.workspace_id if of else uuid4()
        return Release(app_id, workspace, "dogs", build_no, image, target("backend", "small").run)

    async def clear(self) -> None:
        """Take away what was deployed, without waiting for the last pod to end."""
        for app_id in dict.fromkeys(self.deployed):
            await self.cluster.delete(NAMESPACE, namespace_of(app_id))
            await self.databases.drop(app_id)
        await self.cluster.close()

    async def versions(self, app_id: UUID) -> dict[str, str]:
        """The resourceVersion of everything in an application's namespace that was made for it.

        But for the quota's, with which the cluster counts the probe's pod in and out.
        """
        found: dict[str, str] = {}
        for kind in (LIMITS, ACCOUNT, SECRET, SERVICE, POLICY, INGRESS, DEPLOYMENT, JOB, REPLICA_SET):
            things = await self.cluster.all(kind, namespace_of(app_id))
            mine = [thing for thing in things if APP_ID in thing["metadata"].get("labels", {}) or kind is REPLICA_SET]
            found |= {f"{kind.name} {name_of(thing)}": version_of(thing) for thing in mine}
        place = await self.cluster.read(NAMESPACE, namespace_of(app_id))
        assert place is not None
        return found | {"Namespace": version_of(place)}

    def visit(self, release: Release, path: str, method: str = "GET", content: str = "") -> str:
        """A page of an application, asked for from the node, which policies let through to its pods."""
        address = self.address(release)
        host = f"dogs-{release.app_id.hex[:12]}.apps.test"
        curl = ["curl", "-sS", "--max-time", "10", "-H", f"Host: {host}", "-X", method, f"http://{address}{path}"]
        done = subprocess.run([*INSIDE, *curl, *(["-d", content] if content else [])],
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def address(self, release: Release) -> str:
        """Its service's, in the cluster."""
        return self.kubectl("get", "service", "app", "-o", "jsonpath={.spec.clusterIP}", of=release)

    def kubectl(self, *args: str, of: Release | None = None) -> str:
        """What an operator types."""
        return kubectl(self.where, *(["--namespace", namespace_of(of.app_id)] if of else []), *args)


def kubectl(where: Site, *args: str, given: str | None = None) -> str:
    """What an operator types; `given` is what comes in by a pipe."""
    program = shutil.which("kubectl", path=f"{KUBECTL}:{os.environ['PATH']}")
    assert program, "there is no kubectl"
    done = subprocess.run([program, "--kubeconfig", str(where.kubeconfig), *args], input=given,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
