"""With the chart's own service account and no other right: deploying works, and ends where applications' places end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from infra.kubernetes.cluster import Cluster
from infra.kubernetes.kinds import Object
from schemas.errors import FusionError
from tests.cluster.testbed import Site, Testbed, kubectl

CHART = Path(__file__).parents[2] / "helm" / "fusion"
NAMESPACE, NAME = "fusion-rights", "rights"
RIGHTS = ("accounts", "rights", "admission")

pytestmark = [pytest.mark.proof, pytest.mark.cluster, pytest.mark.short]


@pytest.fixture
def account(where: Site, tmp_path: Path) -> Iterator[tuple[str, str, Path]]:
    """Role and account as the chart makes them, and a kubeconfig that is the account's."""
    helm = shutil.which("helm", path=f"{Path.home() / 'go' / 'bin'}:{os.environ['PATH']}")
    if helm is None:
        pytest.skip("there is no helm here to print the chart with")
    show = [part for name in RIGHTS for part in ("--show-only", f"templates/{name}.yaml")]
    options = ["--kube-version", "1.34", "--values", str(CHART / "values-minimal.yaml"), *show]
    done = subprocess.run([helm, "template", NAME, CHART, "--namespace", NAMESPACE, *options],
                          capture_output=True, text=True, check=True)  # fmt: skip
    kubectl(where, "create", "namespace", NAMESPACE)
    kubectl(where, "apply", "--namespace", NAMESPACE, "-f", "-", given=done.stdout)
    accounts = kubectl(where, "get", "serviceaccounts", "-n", NAMESPACE, "-o", "name").split()
    name = next(one.removeprefix("serviceaccount/") for one in accounts if one.endswith("deploy"))
    roles = kubectl(where, "get", "clusterroles", "-o", "name").split()
    role = next(one.partition("/")[2] for one in roles if NAME in one and one.endswith("application"))
    try:
        yield role, name, _signed_in(where, name, tmp_path / "kubeconfig")
    finally:
        kubectl(where, "delete", "--namespace", NAMESPACE, "--ignore-not-found", "-f", "-", given=done.stdout)
        kubectl(where, "delete", "namespace", NAMESPACE)


def _signed_in(where: Site, account: str, path: Path) -> Path:
    config = json.loads(kubectl(where, "config", "view", "--raw", "-o", "json"))
    config["users"][0]["user"] = {"token": kubectl(where, "create", "token", account, "-n", NAMESPACE).strip()}
    path.write_text(json.dumps(config))
    return path


async def test_the_charts_account_deploys_changes_and_retires(bed: Testbed, account: tuple[str, str, Path]) -> None:
    role, name, kubeconfig = account
    theirs, bed.cluster = bed.cluster, Cluster(kubeconfig)
    engine, first = bed.engine(role=role, account=f"{NAMESPACE}/{name}"), await bed.release()
    try:
        assert (await engine.deploy(first)).isolation["own database"] == "reached"
        await engine.deploy(await bed.release(of=first, version="2", build_no=2))
        await engine.retire(first.app_id)
    finally:
        await bed.cluster.close()
        bed.cluster = theirs


@pytest.mark.parametrize("namespace", ["default", "kube-system", "somebody-elses"])
async def test_elsewhere_it_may_do_nothing(account: tuple[str, str, Path], namespace: str) -> None:
    cluster = Cluster(account[2])
    binding = {
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
        "metadata": {"name": "mine", "namespace": namespace},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
        "subjects": [{"kind": "ServiceAccount", "name": account[1], "namespace": NAMESPACE}],
    }  # fmt: skip
    place = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace, "labels": {"mine": "yes"}}}
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "mine", "namespace": namespace}}
    try:
        for manifest in (binding, place, secret):
            with pytest.raises(FusionError, match=r"forbidden|denied|not found"):
                await cluster.apply(manifest, dry_run=True)
    finally:
        await cluster.close()


async def test_even_where_applications_are_it_takes_no_other_right(where: Site, account: tuple[str, str, Path]) -> None:
    role, name, kubeconfig = account
    place = f"fusion-app-{uuid4().hex}"
    cluster = Cluster(kubeconfig)
    try:
        await _refused(cluster, _namespace(place, "baseline"), "enforces restricted pod security")
        await cluster.apply(_namespace(place, "restricted"))
        await cluster.apply(_binding(place, role, name))
        for other, subject in (("cluster-admin", name), ("admin", name), (role, "default")):
            await _refused(cluster, _binding(place, other, subject), "forbidden|denied")
        await _refused(cluster, _namespace("kube-mine", "restricted"), "begin with")
    finally:
        await cluster.close()
        kubectl(where, "delete", "namespace", place, "--ignore-not-found", "--wait=false")


async def _refused(cluster: Cluster, manifest: Object, why: str) -> None:
    with pytest.raises(FusionError, match=why):
        await cluster.apply(manifest, dry_run=True)


def _namespace(name: str, security: str) -> Object:
    labels = {"pod-security.kubernetes.io/enforce": security}
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}


def _binding(namespace: str, role: str, account: str) -> Object:
    return {
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
        "metadata": {"name": f"{role}-{account}", "namespace": namespace},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": role},
        "subjects": [{"kind": "ServiceAccount", "name": account, "namespace": NAMESPACE}],
    }  # fmt: skip
