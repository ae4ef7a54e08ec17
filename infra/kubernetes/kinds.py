"""The kinds of objects that Fusion speaks of, and where the API server keeps them."""

from __future__ import annotations

from typing import Any, NamedTuple

Object = dict[str, Any]
"""An object as it stands in JSON."""


class Kind(NamedTuple):
    """`group` is the apiVersion. Objects of a kind that is not `namespaced` belong to the cluster."""

    name: str
    group: str
    plural: str
    namespaced: bool = True

    def path(self, namespace: str | None, name: str = "") -> str:
        """Where one object is kept, or all of a namespace (or, where that is None, of the cluster)."""
        root = "/api/v1" if self.group == "v1" else f"/apis/{self.group}"
        within = f"/namespaces/{namespace}" if self.namespaced and namespace else ""
        return f"{root}{within}/{self.plural}" + (f"/{name}" if name else "")


NAMESPACE = Kind("Namespace", "v1", "namespaces", namespaced=False)
NODE = Kind("Node", "v1", "nodes", namespaced=False)
QUOTA = Kind("ResourceQuota", "v1", "resourcequotas")
LIMITS = Kind("LimitRange", "v1", "limitranges")
ACCOUNT = Kind("ServiceAccount", "v1", "serviceaccounts")
SECRET = Kind("Secret", "v1", "secrets")
SERVICE = Kind("Service", "v1", "services")
CLAIM = Kind("PersistentVolumeClaim", "v1", "persistentvolumeclaims")
POD = Kind("Pod", "v1", "pods")
EVENT = Kind("Event", "v1", "events")
DEPLOYMENT = Kind("Deployment", "apps/v1", "deployments")
REPLICA_SET = Kind("ReplicaSet", "apps/v1", "replicasets")
JOB = Kind("Job", "batch/v1", "jobs")
POLICY = Kind("NetworkPolicy", "networking.k8s.io/v1", "networkpolicies")
INGRESS = Kind("Ingress", "networking.k8s.io/v1", "ingresses")
ROUTE = Kind("HTTPRoute", "gateway.networking.k8s.io/v1", "httproutes")
BINDING = Kind("RoleBinding", "rbac.authorization.k8s.io/v1", "rolebindings")
ROLE = Kind("Role", "rbac.authorization.k8s.io/v1", "roles")
BUDGET = Kind("PodDisruptionBudget", "policy/v1", "poddisruptionbudgets")
SCALER = Kind("HorizontalPodAutoscaler", "autoscaling/v2", "horizontalpodautoscalers")

KINDS = {
    kind.name: kind
    for kind in (
        NAMESPACE, NODE, QUOTA, LIMITS, ACCOUNT, SECRET, SERVICE, CLAIM, POD, EVENT, DEPLOYMENT, REPLICA_SET, JOB,
        POLICY, INGRESS, ROUTE, BINDING, ROLE, BUDGET, SCALER,
    )
}  # fmt: skip


def kind_of(manifest: Object) -> Kind:
    return KINDS[manifest["kind"]]


def name_of(manifest: Object) -> str:
    return str(manifest["metadata"]["name"])


def version_of(manifest: Object) -> str:
    return str(manifest["metadata"]["resourceVersion"])
