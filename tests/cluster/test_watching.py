"""After the deployment: what becomes of an application is seen and told."""

from __future__ import annotations

import asyncio

import pytest

from tests.cluster.testbed import Testbed
from workers.deploy.kubernetes.watch import Watch
from workers.deploy.watching import Seen, State

pytestmark = [pytest.mark.proof, pytest.mark.cluster, pytest.mark.short]


async def test_what_becomes_of_an_application_is_told(bed: Testbed) -> None:
    engine, release = bed.engine(), await bed.release()
    await engine.deploy(release)
    told: asyncio.Queue[Seen] = asyncio.Queue()
    watching = asyncio.create_task(Watch(bed.cluster, bed.ground.installation, told.put).run())
    async with asyncio.timeout(120):
        assert (await told.get()).state is State.LIVE
        bed.kubectl("scale", "deployment/app", "--replicas=0", of=release)
        assert (await told.get()).state is State.STOPPED
        bed.kubectl("scale", "deployment/app", "--replicas=1", of=release)
        assert (await told.get()).state is State.CRASHED
        assert (await told.get()).state is State.LIVE
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
