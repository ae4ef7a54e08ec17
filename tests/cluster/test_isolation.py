"""Two applications on one real node: neither reaches the other, and the probe that says so can say otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infra.kubernetes.kinds import DEPLOYMENT, NAMESPACE, POLICY, name_of
from tests.cluster.testbed import Testbed
from workers.deploy.engine import Release
from workers.deploy.kubernetes.ground import Door
from workers.deploy.kubernetes.place import namespace_of, place_in
from workers.deploy.kubernetes.probe import probed

pytestmark = [pytest.mark.proof, pytest.mark.cluster, pytest.mark.short]

BY_POLICY = ("another application's service", "another application's pod", "cluster's API")


async def probe(bed: Testbed, release: Release) -> dict[str, str]:
    """What the probe finds now, with nothing put right before."""
    namespace = await bed.cluster.read(NAMESPACE, namespace_of(release.app_id))
    assert namespace is not None
    place = place_in(namespace, release.app_id, bed.ground.installation)
    assert place.served is not None
    deployment = await bed.cluster.read(DEPLOYMENT, "app", place.namespace)
    assert deployment is not None
    secret = deployment["spec"]["template"]["spec"]["containers"][0]["envFrom"][0]["secretRef"]["name"]
    return await probed(bed.cluster, bed.databases, bed.ground, place, place.served, secret)


async def test_with_its_walls_an_application_is_alone_and_without_them_the_probe_says_so(bed: Testbed) -> None:
    engine, one, other = bed.engine(), await bed.release(), await bed.release()
    await engine.deploy(other)
    isolation = (await engine.deploy(one)).isolation
    assert isolation.pop("own database") == "reached"
    assert {*BY_POLICY, "another application's database"} <= isolation.keys()
    assert set(isolation.values()) == {"refused"}, isolation

    for release in (one, other):
        bed.kubectl("delete", "networkpolicy", "--all", of=release)
    found = await probe(bed, one)
    assert {found[check] for check in BY_POLICY} == {"open"}, found
    assert found["another application's database"] == "refused"

    again = [await engine.deploy(release) for release in (other, one)][1]
    assert again.isolation.pop("own database") == "reached"
    assert set(again.isolation.values()) == {"refused"}, again.isolation
    assert "NetworkPolicy deny-all was missing and is as it was again" in again.drift


async def test_what_was_changed_by_hand_is_put_right_and_told(bed: Testbed) -> None:
    engine, release = bed.engine(), await bed.release()
    await engine.deploy(release)
    bed.kubectl("patch", "networkpolicy", "deny-all", "--type=merge", "-p", '{"spec": {"egress": [{}]}}', of=release)
    bed.kubectl("set", "env", "deployment/app", "LOG_LEVEL=DEBUG", "MINE=1", of=release)
    bed.kubectl("create", "rolebinding", "mine", "--clusterrole=admin", "--user=mallory", of=release)
    wide = {
        "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
        "metadata": {"name": "wide", "namespace": namespace_of(release.app_id)},
        "spec": {"podSelector": {}, "policyTypes": ["Egress"], "egress": [{}]},
    }  # fmt: skip
    await bed.cluster.apply(wide)
    deployed = await engine.deploy(release)
    assert {line.split(" ")[1] for line in deployed.drift} == {"deny-all", "app", "mine", "wide"}, deployed.drift
    assert "egress" not in (await bed.cluster.read(POLICY, "deny-all", namespace_of(release.app_id)) or {})["spec"]
    deployment = await bed.cluster.read(DEPLOYMENT, "app", namespace_of(release.app_id))
    assert deployment is not None
    env = {one["name"]: one.get("value") for one in deployment["spec"]["template"]["spec"]["containers"][0]["env"]}
    assert env["LOG_LEVEL"] == "INFO"
    assert "MINE" not in env
    names = [name_of(thing) for thing in await bed.cluster.all(POLICY, namespace_of(release.app_id))]
    assert "wide" not in names
    assert (await engine.deploy(release)).drift == ()


async def test_a_door_that_the_operator_opens_is_knocked_at_and_listed(bed: Testbed) -> None:
    database = bed.ground.database
    doors = (Door("mail", database.where, database.port), Door("nowhere", database.where, 9))
    isolation = (await bed.engine(further=doors).deploy(await bed.release())).isolation
    assert (isolation["door mail"], isolation["door nowhere"]) == ("reached", "closed")


async def test_the_platforms_own_door_is_no_other(bed: Testbed) -> None:
    """With the door to the database led elsewhere, the probe does not find its own database."""
    release = await bed.release()
    await bed.engine().deploy(release)
    closed = replace(bed.ground.database, where="10.255.255.1")
    deployed = await bed.engine(database=closed).deploy(release)
    assert deployed.isolation["own database"].startswith("unknown")
