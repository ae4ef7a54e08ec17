"""The chart as Helm renders it: what it makes, what it refuses, and what nothing in it may do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from infra.bus.handlers import group_of
from infra.settings import Settings
from schemas.events import Stage
from tests.helm.conftest import CHART, Helm, Rendered

SCHEMAS = Path(__file__).parent / "schemas"


def of_kind(objects: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in objects if one["kind"] == kind}


def pods(objects: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The pod of each Deployment and Job, by the process in it."""
    made = [one["spec"]["template"] for one in objects if one["kind"] in ("Deployment", "Job")]
    return {pod["metadata"]["labels"]["app.kubernetes.io/component"]: pod for pod in made}


@pytest.mark.parametrize("values", ["minimal", "aws"])
def test_helm_finds_nothing_wrong_with_it(helm: Helm, values: str) -> None:
    done = helm("lint", "--strict", str(CHART), "--values", str(CHART / f"values-{values}.yaml"))
    assert done.returncode == 0, done.stdout


def test_every_stage_has_a_deployment_and_the_gateway_too(rendered: Rendered) -> None:
    found = of_kind(rendered(), "Deployment")
    assert found.keys() == {"fusion-gateway", *(f"fusion-{stage}" for stage in Stage)}
    for stage in Stage:
        (container,) = found[f"fusion-{stage}"]["spec"]["template"]["spec"]["containers"]
        assert container["args"] == ["worker", stage]


@pytest.mark.parametrize("values", ["minimal", "aws"])
def test_no_process_has_more_rights_than_restricted_pods_may(rendered: Rendered, values: str) -> None:
    for name, pod in pods(rendered(values)).items():
        (container,) = pod["spec"]["containers"]
        assert pod["spec"]["securityContext"]["runAsNonRoot"], name
        assert pod["spec"]["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}
        }, name  # fmt: skip
        assert container["resources"].keys() == {"requests", "limits"}, name


def given(objects: list[dict[str, Any]], secret: str) -> set[str]:
    """The processes that are given something of a Secret."""
    return {
        name
        for name, pod in pods(objects).items()
        for variable in pod["spec"]["containers"][0]["env"]
        if variable.get("valueFrom", {}).get("secretKeyRef", {}).get("name") == secret
    }


def test_only_the_deploy_stage_speaks_to_the_cluster(rendered: Rendered) -> None:
    objects = rendered()
    with_token = {name for name, pod in pods(objects).items() if pod["spec"]["automountServiceAccountToken"]}
    assert with_token == {"deploy"}
    (binding,) = of_kind(objects, "ClusterRoleBinding").values()
    assert binding["subjects"] == [{"kind": "ServiceAccount", "name": "fusion-deploy", "namespace": "fusion"}]


def test_only_those_who_need_them_can_make_databases_and_trials_may_have_a_server_of_their_own(
    rendered: Rendered,
) -> None:
    assert given(rendered(), "fusion-applications") == {"image", "deploy"}
    apart = rendered(applications__trialSecret="trials")
    assert (given(apart, "fusion-applications"), given(apart, "trials")) == ({"deploy"}, {"image"})


def test_a_stage_has_the_further_containers_that_it_is_given(rendered: Rendered) -> None:
    found = pods(rendered(**{"workers__image__sidecars[0]__name": "proxy"}))
    with_proxy = {name for name, pod in found.items() if [one["name"] for one in pod["spec"]["containers"]][1:]}
    assert with_proxy == {"image"}


def test_rights_name_no_wildcard_and_secrets_are_for_applications_namespaces_alone(rendered: Rendered) -> None:
    roles = of_kind(rendered(), "ClusterRole")
    for role in roles.values():
        for rule in role["rules"]:
            assert "*" not in (*rule["apiGroups"], *rule["resources"], *rule["verbs"])
    assert all("secrets" not in rule["resources"] for rule in roles["fusion-deploy"]["rules"])


def test_no_secret_stands_in_the_settings(rendered: Rendered) -> None:
    text = json.dumps(list(of_kind(rendered(), "ConfigMap").values()))
    assert "change-me" not in text


def test_every_setting_is_one_of_fusions(rendered: Rendered) -> None:
    known = {f"FUSION_{name.upper()}" for name in Settings.model_fields}
    for values in ("minimal", "aws"):
        settings = of_kind(rendered(values), "ConfigMap")["fusion"]["data"]
        assert settings.keys() <= known


def test_everything_is_denied_and_each_door_leads_somewhere(rendered: Rendered) -> None:
    policies = of_kind(rendered(), "NetworkPolicy")
    denied = policies["fusion-deny-all"]["spec"]
    assert (denied["policyTypes"], "ingress" in denied, "egress" in denied) == (["Ingress", "Egress"], False, False)
    to_cluster = policies["fusion-to-api-server"]["spec"]["podSelector"]["matchExpressions"]
    assert to_cluster == [{"key": "app.kubernetes.io/component", "operator": "In", "values": ["deploy"]}]


def test_stages_are_scaled_on_what_waits_in_their_own_topic(rendered: Rendered) -> None:
    scaled = of_kind(rendered("aws"), "ScaledObject")
    for stage in Stage:
        (trigger,) = scaled[f"fusion-{stage}"]["spec"]["triggers"]
        assert trigger["metadata"]["consumerGroup"] == group_of(stage)
        assert trigger["metadata"]["topic"] == f"fusion.{stage}.v1"


@pytest.mark.parametrize("kind", ["ScaledObject", "ServiceMonitor"])
def test_kinds_that_not_every_cluster_knows_are_well_formed(rendered: Rendered, kind: str) -> None:
    schema = json.loads((SCHEMAS / f"{kind}.json").read_text())
    for one in of_kind(rendered("aws"), kind).values():
        jsonschema.validate(one, schema)


def test_a_model_server_is_asked_where_there_is_one(rendered: Rendered) -> None:
    objects = rendered(vllm__enabled="true")
    settings = of_kind(objects, "ConfigMap")["fusion"]["data"]
    assert settings["FUSION_AI_URL"] == "http://fusion-vllm:8000/v1"
    assert "fusion-to-model" in of_kind(objects, "NetworkPolicy")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "where is Kafka? Name its bootstrap servers"),
        ({"kafka.bootstrapServers": "k:9092"}, "processes on several nodes share a bucket. Name one"),
        ({"kafka.bootstrapServers": "k:9092", "artifacts.bucket": "a"}, "give a long random value and keep it"),
        ({"kafka.servers": "k:9092"}, "additional properties 'servers' not allowed"),
        ({"applications.namespacePrefix": "kube-"}, "value must be 'fusion-app-'"),
    ],
)
def test_what_is_missing_or_wrong_is_said(helm: Helm, values: dict[str, str], sentence: str) -> None:
    settings = [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
    done = helm("template", "fusion", str(CHART), "--kube-version", "1.34", *settings)
    assert done.returncode != 0
    assert sentence in done.stderr
