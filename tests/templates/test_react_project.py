"""The generated client proves itself: types, lint, its own tests, and a build that a phone can load."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
from pathlib import Path

import pytest

from infra.apps.golden import golden_base
from infra.node import node_directory
from infra.trees import write
from templates.engine import TargetLibrary
from tests.golden.printing import names, spec_of

REACT = TargetLibrary.discover().get("frontend", "react")

FIRST_LOAD = 400_000
"""Bytes, compressed, that a browser may have to load before it shows the first page."""


def project(name: str, place: Path, home: Path) -> Path:
    """The client of a golden spec, its packages linked from the golden base."""
    write(REACT.render(spec_of(name)), place)
    packages = golden_base("node", REACT.golden_files(), home) / "node_modules"
    (place / "node_modules").mkdir()
    for package in packages.iterdir():
        (place / "node_modules" / package.name).symlink_to(package)
    return place


def run(place: Path, command: tuple[str, ...], **environment: str) -> None:
    """Run a command of the target. Fails the test with what it wrote."""
    program = [str(node_directory() / "node") if command[0] == "node" else command[0], *command[1:]]
    done = subprocess.run(
        program, cwd=place, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_the_generated_client_passes_its_own_checks(name: str, tmp_path: Path, home: Path) -> None:
    place = project(name, tmp_path / name, home)
    for command in REACT.check.commands:
        run(place, command)


@pytest.mark.slow
@pytest.mark.parametrize("base", ["/", "/react/"])
def test_the_build_is_small_and_knows_where_it_is_served(base: str, tmp_path: Path, home: Path) -> None:
    place = project("hostile", tmp_path / "hostile", home)
    assert REACT.build is not None
    run(place, REACT.build.command, BASE_PATH=base)
    page = (place / REACT.build.output / "index.html").read_text()
    loaded = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert loaded
    assert all(path.startswith(f"{base}assets/") for path in loaded)
    files = [(place / REACT.build.output / path.removeprefix(base)).read_bytes() for path in loaded]
    assert sum(len(gzip.compress(file)) for file in files) <= FIRST_LOAD
