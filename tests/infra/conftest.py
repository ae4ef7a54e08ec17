"""What the tests of the bus have in common: a broker in memory, and one with workers on Kafka."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from infra.artifacts.directory import DirectoryArtifacts
from tests.chain.memory import MemoryBroker
from tests.infra.bus_bench import Bench


@pytest.fixture
def broker(tmp_path: Path) -> MemoryBroker:
    return MemoryBroker(DirectoryArtifacts(tmp_path))


@pytest.fixture
async def bench(kafka: str, home: Path) -> AsyncIterator[Bench]:
    async with Bench.open(kafka, home) as opened:
        yield opened
