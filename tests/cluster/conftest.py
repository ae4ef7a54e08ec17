"""A cluster to deploy to, and an end for all that was deployed there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cluster.testbed import Site, Testbed, site


@pytest.fixture(scope="session")
def where() -> Site:
    found = site()
    if isinstance(found, str):
        pytest.exit(f"The tests on a cluster could not run: {found}.", returncode=1)
    return found


@pytest.fixture
async def bed(where: Site, home: Path, platform_database: str) -> AsyncIterator[Testbed]:
    bed = Testbed(where, home, platform_database)
    try:
        yield bed
    finally:
        await bed.clear()
