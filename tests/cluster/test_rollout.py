"""On a real API server and kubelet: what is deployed is admitted, rolls, comes back by itself, and goes for good."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace

import asyncpg
import pytest

from infra.kubernetes.kinds import DEPLOYMENT, NAMESPACE, QUOTA, name_of
from schemas.errors import Permanent, Superseded, Temporary
from tests.cluster.testbed import INSIDE, Testbed
from workers.deploy.engine import Retired
from workers.deploy.kubernetes.place import namespace_of

pytestmark = [pytest.mark.proof, pytest.mark.cluster]

ASKING = """
import json, sys, time, urllib.request
url, host, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
seen, lost, end = {}, 0, time.monotonic() + seconds
while time.monotonic() < end:
    try:
        request = urllib.request.Request(url, headers={"Host": host})
        with urllib.request.urlopen(request, timeout=5) as answer:
            version = json.load(answer)
            seen[version] = seen.get(version, 0) + 1
    except OSError:
        lost += 1
    time.sleep(0.02)
print(json.dumps({"seen": seen, "lost": lost}))
"""
"""Asks for a page again and again; tells how often which version answered, and how often none did."""


@pytest.mark.short
async def test_what_is_deployed_twice_is_admitted_without_a_warning_and_changes_nothing(bed: Testbed) -> None:
    engine, release = bed.engine(), await bed.release()
    deployed = await engine.deploy(release)
    assert deployed.url == f"http://dogs-{release.app_id.hex[:12]}.apps.test"
    assert bed.cluster.warned == []
    (quota,) = await bed.cluster.all(QUOTA, namespace_of(release.app_id))
    assert int(quota["status"]["used"]["pods"]) >= 1
    before = await bed.versions(release.app_id)
    again = await engine.deploy(release)
    assert await bed.versions(release.app_id) == before
    assert again.drift == ()
    assert bed.visit(release, "/migrations") == "1"


@pytest.mark.short
async def test_nothing_privileged_is_let_in(bed: Testbed) -> None:
    release = await bed.release()
    await bed.engine().deploy(release)
    pod = {
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "root", "namespace": namespace_of(release.app_id)},
        "spec": {"containers": [{"name": "root", "image": "any", "securityContext": {"privileged": True}}]},
    }  # fmt: skip
    with pytest.raises(Temporary, match="violates PodSecurity"):
        await bed.cluster.apply(pod, dry_run=True)


async def test_a_changed_build_rolls_and_no_request_is_lost(bed: Testbed) -> None:
    engine, first = bed.engine(replicas=2), await bed.release()
    await engine.deploy(first)
    bed.visit(first, "/notes", "POST", "fed the dog")
    host = f"dogs-{first.app_id.hex[:12]}.apps.test"
    page = f"http://{bed.address(first)}/version"
    asking = await asyncio.create_subprocess_exec(
        *INSIDE, sys.executable, "-c", ASKING, page, host, "45", stdout=asyncio.subprocess.PIPE
    )
    await engine.deploy(await bed.release(of=first, version="2", build_no=2))
    said = json.loads((await asking.communicate())[0])
    assert said["lost"] == 0, said
    assert set(said["seen"]) == {"1", "2"}, said
    assert bed.visit(first, "/notes") == '["fed the dog"]'
    with pytest.raises(Superseded):
        await engine.deploy(first)


@pytest.mark.short
@pytest.mark.parametrize(("broken", "told"), [("boot", "«colour» is missing"), ("migrate", "«colour» cannot be added")])
async def test_a_broken_build_comes_back_by_itself(bed: Testbed, broken: str, told: str) -> None:
    engine, first = bed.engine(), await bed.release()
    await engine.deploy(first)
    with pytest.raises(Permanent, match=told):
        await engine.deploy(await bed.release(of=first, version="2", broken=broken, build_no=2))
    assert bed.visit(first, "/version") == '"1"'
    assert await engine.health(first.app_id) is None


async def test_a_first_build_that_is_broken_leaves_nothing_that_looks_live(bed: Testbed) -> None:
    engine, first = bed.engine(), await bed.release(broken="boot")
    with pytest.raises(Permanent, match="does not come up"):
        await engine.deploy(first)
    assert await bed.cluster.all(DEPLOYMENT, namespace_of(first.app_id)) == []
    assert await engine.health(first.app_id) == "it is not deployed"


async def test_an_image_that_is_not_there_is_said_so(bed: Testbed) -> None:
    release = await bed.release()
    gone = release.image.model_copy(update={"address": release.image.address[:-8] + "00000000"})
    with pytest.raises((Permanent, Temporary), match=r"ImagePull|pull"):
        await bed.engine().deploy(replace(release, image=gone))


async def test_where_a_quota_is_used_up_nothing_goes_half_way(bed: Testbed) -> None:
    engine, first = bed.engine(), await bed.release()
    await engine.deploy(first)
    bed.kubectl("create", "quota", "tight", "--hard=pods=1", of=first)
    with pytest.raises((Permanent, Temporary), match="exceeded quota"):
        await engine.deploy(await bed.release(of=first, version="2", build_no=2))
    assert bed.visit(first, "/version") == '"1"'


@pytest.mark.short
async def test_a_namespace_of_somebody_else_is_never_touched(bed: Testbed) -> None:
    release = await bed.release()
    name = namespace_of(release.app_id)
    bed.kubectl("create", "namespace", name)
    before = await bed.cluster.read(NAMESPACE, name)
    with pytest.raises(Permanent, match="not made by this Fusion"):
        await bed.engine().deploy(release)
    await bed.engine().retire(release.app_id)
    assert await bed.cluster.read(NAMESPACE, name) == before


@pytest.mark.short
async def test_retired_nothing_is_left(bed: Testbed) -> None:
    engine, release = bed.engine(), await bed.release()
    await engine.deploy(release)
    await engine.retire(release.app_id)
    await engine.retire(release.app_id)
    assert namespace_of(release.app_id) not in [name_of(one) for one in await bed.cluster.all(NAMESPACE)]
    admin = await asyncpg.connect(bed.databases.admin_url)
    left = "SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1)"
    assert await admin.fetch(left, bed.databases.name(release.app_id)) == []
    await admin.close()
    with pytest.raises(Retired):
        await engine.deploy(release)
