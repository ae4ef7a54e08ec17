"""Every object of the chart, put to a real API server, which admits it without changing anything."""

from __future__ import annotations

import pytest
import yaml

from tests.cluster.testbed import Site, kubectl
from tests.helm.conftest import Rendered

pytestmark = [pytest.mark.proof, pytest.mark.cluster, pytest.mark.short]

ABSENT = frozenset({"ScaledObject", "ServiceMonitor"})
"""Kinds that a cluster knows only with KEDA and Prometheus; test_chart.py puts them to their schemas."""

EVERYTHING = {
    "gateway.ingress.enabled": "true",
    "gateway.ingress.tlsSecret": "certificate",
    "disruptionBudgets": "true",
    "monitoring.serviceMonitor": "true",
    "monitoring.dashboards": "true",
    "scaling.by": "cpu",
    "vllm.enabled": "true",
    "vllm.loraModules.fusion-lora": "/cache/lora",
    "priorityClassName": "system-cluster-critical",
}


@pytest.mark.parametrize(
    ("values", "others"), [("minimal", {}), ("minimal", EVERYTHING), ("aws", {})], ids=["minimal", "everything", "aws"]
)
def test_every_object_is_admitted(where: Site, rendered: Rendered, values: str, others: dict[str, str]) -> None:
    objects = [one for one in rendered(values, **others) if one["kind"] not in ABSENT]
    said = kubectl(where, "apply", "--server-side", "--dry-run=server", "--validate=strict", "--namespace=default",
                   "--filename=-", given=yaml.safe_dump_all(objects))  # fmt: skip
    assert len(said.splitlines()) == len(objects)
