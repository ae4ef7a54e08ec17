"""What is written for a cluster, without one: walls, doors, what covers what, what a pod's trouble means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from infra.kubernetes.kinds import Object
from schemas.errors import Permanent, Superseded, Temporary
from schemas.events import ImageRef
from workers.deploy.engine import Release
from workers.deploy.kubernetes.exposure import budget, exposure, scaler
from workers.deploy.kubernetes.ground import Door, Ground, doors
from workers.deploy.kubernetes.objects import quota, secret
from workers.deploy.kubernetes.place import Place, first_place, namespace, place_in
from workers.deploy.kubernetes.policies import policies
from workers.deploy.kubernetes.standing import adopted, covers, foreign
from workers.deploy.kubernetes.trouble import passes, trouble_of
from workers.deploy.kubernetes.watch import state_of
from workers.deploy.kubernetes.workload import deployment
from workers.deploy.state import Served
from workers.deploy.watching import State

IMAGE = ImageRef(engine="oci", address="registry.test/app@sha256:00", sha256="0" * 64, size=1)
DATABASE = Door("database", "10.0.0.5", 5432)
GROUND = Ground(installation="abc", domain="apps.test", database=DATABASE)


@pytest.fixture
def place() -> Place:
    return first_place(Release(uuid4(), uuid4(), "lost-dogs", 1, IMAGE))


def test_a_namespace_tells_all_that_is_to_be_known_of_its_place(place: Place) -> None:
    served = place.fenced(Release(place.app_id, place.workspace_id, "dogs", 7, IMAGE)).serving(
        Served(build_no=7, image=IMAGE, login=3)
    )
    assert place_in(namespace(served, GROUND), place.app_id, "abc") == served


def test_an_older_build_is_superseded(place: Place) -> None:
    with pytest.raises(Superseded, match="Build 7 was there before build 6"):
        replace(place, fence=7).fenced(Release(place.app_id, place.workspace_id, "dogs", 6, IMAGE))


@pytest.mark.parametrize("labels", [{}, {"fusion/installation": "another"}, {"fusion/app-id": str(uuid4())}])
def test_a_namespace_of_somebody_else_is_refused(place: Place, labels: dict[str, str]) -> None:
    found = namespace(place, GROUND)
    found["metadata"]["labels"] = {**found["metadata"]["labels"], **labels} if labels else {}
    with pytest.raises(Permanent, match="not made by this Fusion"):
        place_in(found, place.app_id, "abc")


def test_a_namespace_on_its_way_out_is_waited_for(place: Place) -> None:
    found = namespace(place, GROUND)
    found["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z"
    with pytest.raises(Temporary):
        place_in(found, place.app_id, "abc")


def test_there_are_walls_and_three_doors(place: Place) -> None:
    found = {policy["metadata"]["name"]: policy["spec"] for policy in policies(place, GROUND, (DATABASE,))}
    assert found.keys() == {"deny-all", "from-ingress", "to-dns", "to-database"}
    assert found["deny-all"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert found["to-database"]["egress"] == [
        {"to": [{"ipBlock": {"cidr": "10.0.0.5/32"}}], "ports": [{"protocol": "TCP", "port": 5432}]}
    ]
    (rule,) = found["from-ingress"]["ingress"]
    assert rule["from"] == [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ingress"}}}]


def test_further_doors_stand_where_the_operator_says() -> None:
    mail, idp = doors("mail=10.0.0.6:587, idp=namespace/keycloak:8443")
    assert mail.peer == {"ipBlock": {"cidr": "10.0.0.6/32"}}
    assert idp.peer == {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "keycloak"}}}
    assert doors("v6=fd00::1:25")[0].peer == {"ipBlock": {"cidr": "fd00::1/128"}}
    with pytest.raises(Permanent, match="is no door"):
        doors("anywhere")


def test_a_secret_is_called_by_its_content(place: Place) -> None:
    one, same, other = (secret(place, {"KEY": value}) for value in ("a", "a", "b"))
    assert one == same
    assert one["metadata"]["name"] != other["metadata"]["name"]


def test_a_quota_has_room_for_two_versions_side_by_side(place: Place) -> None:
    hard = quota(place, replace(GROUND, replicas=2, most_replicas=5))["spec"]["hard"]
    assert (hard["pods"], hard["limits.cpu"], hard["services.nodeports"]) == ("13", "13", "0")


def test_old_pods_go_when_new_ones_are_ready(place: Place) -> None:
    spec = deployment(place, GROUND, Served(build_no=1, image=IMAGE, login=0), "app-x", "/healthz")["spec"]
    assert spec["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert spec["replicas"] == 1
    scaled = replace(GROUND, most_replicas=3)
    assert "replicas" not in deployment(place, scaled, Served(build_no=1, image=IMAGE), "app-x", "/healthz")["spec"]


def test_exposure_budget_and_scaler_are_settings(place: Place) -> None:
    assert exposure(place, replace(GROUND, exposure="none")) is None
    assert (exposure(place, GROUND) or {})["kind"] == "Ingress"
    assert (exposure(place, replace(GROUND, exposure="gateway", gateway="gw/main")) or {})["kind"] == "HTTPRoute"
    assert (budget(place, GROUND), scaler(place, GROUND)) == (None, None)
    assert budget(place, replace(GROUND, replicas=2)) is not None
    assert scaler(place, replace(GROUND, most_replicas=4)) is not None


@pytest.mark.parametrize(
    ("live", "wanted", "same"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({"a": [{"x": 1, "default": 0}]}, {"a": [{"x": 1}]}, True),
        ({"a": [1, 2]}, {"a": [1]}, False),
        ({}, {"a": {}}, True),
        ({"a": {"b": 2}}, {"a": {"b": 1}}, False),
        ({}, {"a": "b"}, False),
    ],
)
def test_what_stands_covers_what_is_wanted(live: Any, wanted: Any, same: bool) -> None:
    assert covers(live, wanted) is same


def test_fields_of_strangers_become_ours_but_not_those_of_the_cluster() -> None:
    def entry(manager: str, fields: Object, **more: str) -> Object:
        return {"manager": manager, "operation": "Update", "fieldsV1": fields, **more}

    ours = {"manager": "fusion", "operation": "Apply", "fieldsV1": {"f:spec": {"f:a": {}}}}
    kubectl = entry("kubectl-edit", {"f:spec": {"f:b": {}}, "f:metadata": {"f:annotations": {}}})
    status = entry("kube-controller-manager", {"f:status": {}}, subresource="status")
    live = {"metadata": {"managedFields": [ours, kubectl, status]}}
    assert foreign(live) == [kubectl]
    assert adopted(live) == [status, {**ours, "fieldsV1": {"f:spec": {"f:a": {}, "f:b": {}}}}]


def pod(**status: Any) -> Object:
    return {"status": {"containerStatuses": [status]}}


def test_what_keeps_a_pod_from_running_is_told() -> None:
    pulling = pod(state={"waiting": {"reason": "ImagePullBackOff", "message": "dial tcp: connection refused"}})
    assert passes(trouble_of([pulling]) or "")
    missing = pod(state={"waiting": {"reason": "ImagePullBackOff", "message": "manifest unknown: not found"}})
    assert not passes(trouble_of([missing]) or "")
    ended = {"terminated": {"exitCode": 3, "reason": "Error"}}
    crashing = pod(restartCount=2, ready=False, state={"waiting": {"reason": "CrashLoopBackOff"}}, lastState=ended)
    assert trouble_of([crashing]) == "it ended by itself 2 times, the last time with exit code 3 (Error)"
    assert trouble_of([pod(restartCount=0, ready=False, state={"running": {}})]) is None


@pytest.mark.parametrize(
    ("wanted", "ready", "state"),
    [(2, 2, State.LIVE), (2, 1, State.DEGRADED), (2, 0, State.CRASHED), (0, 0, State.STOPPED)],
)
def test_how_an_application_is(wanted: int, ready: int, state: State) -> None:
    assert state_of({"spec": {"replicas": wanted}, "status": {"readyReplicas": ready}}, [])[0] is state


def test_a_deployment_that_is_gone_is_an_application_that_stopped() -> None:
    assert state_of(None, []) == (State.STOPPED, "its Deployment is gone")
