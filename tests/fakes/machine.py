"""A machine for the engines' tests: its home, its databases, and the sandbox that it has."""

from __future__ import annotations

from pathlib import Path

from infra.apps.bundles import Runtime
from infra.apps.databases import AppDatabases
from infra.apps.sandbox import Sandbox, best_sandbox
from infra.artifacts.directory import DirectoryArtifacts
from workers.deploy.process import ProcessEngine
from workers.image.bundle import BundleEngine

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

    def deploy_engine(self) -> ProcessEngine:
        return ProcessEngine(self.artifacts, self.databases, self.runtime)
