"""A cluster to deploy to, and an end for all that was deployed there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import NODE
from tests.cluster.testbed import Site, Testbed, site


@pytest.fixture(scope="session")
def where() -> Site:
    found = site()
    if isinstance(found, str):
        pytest.exit(f"The tests on a cluster could not run: {found}.", returncode=1)
    return found


@pytest.fixture(autouse=True)
async def fitting(request: pytest.FixtureRequest, where: Site) -> None:
    """Pretended nodes run no containers, and real ones are too slow for many: each test says which it wants."""
    cluster = Cluster(where.kubeconfig)
    nodes = await cluster.all(NODE)
    await cluster.close()
    pretended = all(node["metadata"]["labels"].get("type") == "kwok" for node in nodes)
    if pretended != bool(request.node.get_closest_marker("pretended")):
        pytest.skip("the nodes of this cluster are " + ("pretended" if pretended else "real"))


@pytest.fixture
async def bed(where: Site, home: Path, platform_database: str) -> AsyncIterator[Testbed]:
    bed = Testbed(where, home, platform_database)
    try:
        yield bed
    finally:
        await bed.clear()
