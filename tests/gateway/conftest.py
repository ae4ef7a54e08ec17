"""The gateway on its bench, on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.gateway.bench import Bench


@pytest.fixture
async def bench(platform_database: str, tmp_path: Path) -> AsyncIterator[Bench]:
    async with Bench.open(platform_database, tmp_path) as bench:
        yield bench
