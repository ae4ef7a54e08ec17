"""An application of eight entities, as the pipeline would hand it to the image stage, and engines on a real daemon."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from schemas.spec import AppSpec
from schemas.validation import parse
from templates.engine import TargetLibrary
from tests.fakes.docker_bed import DockerBed
from tests.fakes.machine import Machine
from workers.deploy.docker import DockerEngine
from workers.image.engine import Source, Sources
from workers.printing import printed

THINGS = ("author", "book", "branch", "copy", "loan", "member", "publisher", "reservation")


@pytest.fixture
def machine(home: Path, platform_database: str) -> Machine:
    return Machine(home, platform_database)


@pytest.fixture
async def engine(machine: Machine, docker_bed: DockerBed) -> AsyncIterator[DockerEngine]:
    """A deploy engine; what it deployed is retired afterwards."""
    engine = machine.docker_deploy_engine(docker_bed)
    yield engine
    for desired in engine.apps.all():
        await engine.retire(desired.app_id)


def library(label: str = "Library") -> AppSpec:
    """A library: eight entities of five fields each, every one after the first belonging to the one before."""
    entities: list[dict[str, Any]] = []
    for name in THINGS:
        fields = [{"name": "name", "type": "string", "required": True}, {"name": "notes", "type": "text"},
                  {"name": "since", "type": "date"}, {"name": "amount", "type": "integer"},
                  {"name": "active", "type": "boolean"}]  # fmt: skip
        entities.append({"name": name, "fields": fields})
    relations = [{"source": part, "target": whole} for whole, part in pairwise(THINGS)]
    return parse({"app": {"label": label}, "entities": entities, "relations": relations})


def sources_of(spec: AppSpec) -> Sources:
    """What the back end and front end stages print for a spec."""
    targets = TargetLibrary.discover()
    trees = printed(spec, targets)
    return Sources(
        uuid4(),
        Source(targets.get("backend", spec.targets.backend), trees["backend"]),
        tuple(Source(targets.get("frontend", name), trees[name]) for name in spec.targets.frontends),
    )
