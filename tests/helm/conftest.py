"""Helm itself, and the chart as it renders it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cluster.testbed import Site, site

CHART = Path(__file__).parents[2] / "helm" / "fusion"
GO = Path.home() / "go" / "bin"

Helm = Callable[..., subprocess.CompletedProcess[str]]
Rendered = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def helm() -> Helm:
    """Runs Helm. Where there is none, the tests are skipped, and say how to get it."""
    found = os.environ.get("HELM") or shutil.which("helm", path=f"{os.environ['PATH']}:{GO}")
    if found is None:
        pytest.skip("Helm is not installed: go install helm.sh/helm/v3/cmd/helm@v3.19.0")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([found, *arguments], capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def where() -> Site:
    """A cluster; without one the run ends, and says so."""
    found = site()
    if isinstance(found, str):
        pytest.exit(f"The chart could not be tried on a cluster: {found}.", returncode=1)
    return found


@pytest.fixture
def rendered(helm: Helm) -> Rendered:
    """The chart's objects with the values of a file, and others that are set."""

    def render(values: str = "minimal", **others: str) -> list[dict[str, Any]]:
        settings = [part for name, value in others.items() for part in ("--set", f"{name.replace('__', '.')}={value}")]
        done = helm("template", "fusion", str(CHART), "--namespace", "fusion", "--kube-version", "1.34",
                    "--values", str(CHART / f"values-{values}.yaml"), *settings)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [part for part in yaml.safe_load_all(done.stdout) if part]

    return render
