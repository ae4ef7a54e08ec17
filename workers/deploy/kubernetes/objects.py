"""What stands in every application's namespace before anything runs there: limits, identity, secrets, storage."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from infra.kubernetes.kinds import Object
from workers.deploy.kubernetes.ground import Ground
from workers.deploy.kubernetes.place import Place

APP = "app"
"""The name of everything of which an application has one."""

PULL = "registry"
UPLOADS = "uploads"


def made(place: Place, kind: str, group: str, name: str, **parts: Any) -> Object:
    """An object of the application's."""
    metadata = {"name": name, "namespace": place.namespace, "labels": place.labels}
    return {"apiVersion": group, "kind": kind, "metadata": metadata, **parts}


def quota(place: Place, ground: Ground) -> Object:
    pods, each = ground.pods, ground.resources
    hard = {
        "pods": str(pods),
        "limits.cpu": f"{pods * _milli(each.most_cpu)}m",
        "limits.memory": f"{pods * _mebi(each.most_memory)}Mi",
        "persistentvolumeclaims": "1" if ground.uploads else "0",
        "services": "2",
        "services.nodeports": "0",
        "services.loadbalancers": "0",
        "secrets": "10",
        "configmaps": "5",
    }
    return made(place, "ResourceQuota", "v1", APP, spec={"hard": {name: _plain(value) for name, value in hard.items()}})


def limits(place: Place, ground: Ground) -> Object:
    """What a container gets that says nothing, and the most that one may ask for."""
    each = ground.resources
    most = {"cpu": each.most_cpu, "memory": each.most_memory}
    limit = {
        "type": "Container",
        "default": most,
        "defaultRequest": {"cpu": each.cpu, "memory": each.memory},
        "max": most,
    }
    return made(place, "LimitRange", "v1", APP, spec={"limits": [limit]})


def account(place: Place) -> Object:
    return made(place, "ServiceAccount", "v1", APP, automountServiceAccountToken=False)


def binding(place: Place, ground: Ground) -> Object | None:
    """Fusion's own rights in this namespace, where it does not have them in the whole cluster."""
    if ground.role is None or ground.account is None:
        return None
    namespace, name = ground.account.split("/")
    return made(
        place, "RoleBinding", "rbac.authorization.k8s.io/v1", "fusion",
        roleRef={"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": ground.role},
        subjects=[{"kind": "ServiceAccount", "name": name, "namespace": namespace}],
    )  # fmt: skip


def secret(place: Place, values: Mapping[str, str]) -> Object:
    """What the application must know and nobody else. Named by its content: one version's is never another's."""
    data = {name: base64.b64encode(value.encode()).decode() for name, value in sorted(values.items())}
    digest = hashlib.sha256(json.dumps(data).encode()).hexdigest()[:12]
    return made(place, "Secret", "v1", f"{APP}-{digest}", type="Opaque", immutable=True, data=data)


def pull_secret(place: Place, ground: Ground) -> Object | None:
    """The registry's credentials, where it asks for any."""
    if ground.pull_secret is None:
        return None
    data = {".dockerconfigjson": base64.b64encode(ground.pull_secret.encode()).decode()}
    return made(place, "Secret", "v1", PULL, type="kubernetes.io/dockerconfigjson", data=data)


def claim(place: Place, ground: Ground) -> Object | None:
    """A volume for what people upload, where the operator gives one."""
    if not ground.uploads:
        return None
    spec: Object = {
        "accessModes": [ground.uploads_access],
        "resources": {"requests": {"storage": ground.uploads}},
    }
    spec |= {"storageClassName": ground.uploads_class} if ground.uploads_class else {}
    return made(place, "PersistentVolumeClaim", "v1", UPLOADS, spec=spec)


def _milli(cpu: str) -> int:
    return int(cpu[:-1]) if cpu.endswith("m") else round(float(cpu) * 1000)


def _mebi(memory: str) -> int:
    return int(memory[:-2]) * (1024 if memory.endswith("Gi") else 1)


def _plain(quantity: str) -> str:
    """As the API server writes it: 4000m is 4, 2048Mi is 2Gi."""
    if quantity.endswith("000m"):
        return quantity[:-4]
    if quantity.endswith("Mi") and int(quantity[:-2]) % 1024 == 0:
        return f"{int(quantity[:-2]) // 1024}Gi"
    return quantity
