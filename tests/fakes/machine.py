"""A machine for the engines' tests: its home, its databases, and the sandbox that it has."""

from __future__ import annotations

from pathlib import Path

from infra.apps.bundles import Runtime
from infra.apps.databases import AppDatabases
from infra.apps.sandbox import Sandbox, best_sandbox
from infra.artifacts.directory import DirectoryArtifacts
from infra.docker.containers import HOST
from infra.docker.daemon import Daemon
from infra.docker.golden import GoldenImages
from infra.registry import OciRegistry
from tests.fakes.docker_bed import BASE_IMAGE, DockerBed
from workers.deploy.docker import DockerEngine as DockerDeployEngine
from workers.deploy.docker_place import Ground
from workers.deploy.process import ProcessEngine
from workers.image.bundle import BundleEngine
from workers.image.docker import DockerEngine
from workers.image.trial import Trial

SECRET = "the platform's secret"


class Machine:
    """What is made here, a later one with the same home and database finds again, as after a restart."""

    def __init__(self, home: Path, database: str, sandbox: Sandbox | None = None) -> None:
        self.home = home
        self.artifacts = DirectoryArtifacts(home / "artifacts")
        self.databases = AppDatabases(database, SECRET)
        self.runtime = Runtime(home, SECRET, sandbox or best_sandbox())

    def image_engine(self) -> BundleEngine:
        return BundleEngine(self.artifacts, self.databases, self.runtime)

    def docker_deploy_engine(self, bed: DockerBed) -> DockerDeployEngine:
        ground = Ground(installation=self.home.name, network=HOST)
        return DockerDeployEngine(
            Daemon(bed.host),
            OciRegistry(bed.registry),
            self.artifacts,
            self.databases,
            ground,
            home=self.home,
            secret=SECRET,
        )

    def docker_image_engine(self, bed: DockerBed) -> DockerEngine:
        daemon, registry = Daemon(bed.host), OciRegistry(bed.registry)
        golden = GoldenImages(daemon, registry, BASE_IMAGE, network=HOST)
        trial = Trial(daemon, self.databases, HOST)
        return DockerEngine(
            self.artifacts, daemon, registry, golden, trial, home=self.home, sandbox=self.runtime.sandbox
        )

    def deploy_engine(self) -> ProcessEngine:
        return ProcessEngine(self.artifacts, self.databases, self.runtime)
