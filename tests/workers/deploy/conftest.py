"""A machine on which applications run, and an end for each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.machine import Machine


@pytest.fixture
async def machine(home: Path, platform_database: str) -> AsyncIterator[Machine]:
    machine = Machine(home, platform_database)
    yield machine
    engine = machine.deploy_engine()
    for desired in engine.apps.all():
        await engine.retire(desired.app_id)
