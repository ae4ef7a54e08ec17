"""What runs: the application's pods, and how it is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from infra.kubernetes.kinds import Object
from workers.deploy.kubernetes.ground import Ground
from workers.deploy.kubernetes.objects import APP, PULL, UPLOADS, made
from workers.deploy.kubernetes.place import Place
from workers.deploy.kubernetes.policies import PORT
from workers.deploy.state import Served

USER = 10001
"""Nobody in particular; the images are made for it."""

COMPONENT = "app.kubernetes.io/component"
BUILD = "fusion/build-no"
DRAIN = 5
"""Seconds that a pod goes on serving while those who send requests learn that it is leaving."""

PROGRESS = 90
"""Seconds without progress after which a rollout has failed."""


def environment(place: Place, ground: Ground) -> dict[str, str]:
    """What the application needs to know that is no secret."""
    return {
        "APP_ID": str(place.app_id),
        "APP_URL": ground.url(place.host),
        "ALLOWED_HOSTS": ground.fqdn(place.host),
        "COOKIE_PREFIX": f"app{place.app_id.hex[:8]}_",
        "FORWARDED_ALLOW_IPS": "*",  # only the ingress controller gets through to it
        "HOME": "/tmp",  # noqa: S108  # the pod's own
        "HOST": "0.0.0.0",  # noqa: S104  # of the pod
        "LANG": "C.UTF-8",
        "LOG_LEVEL": "INFO",
        "MEDIA_ROOT": "/media",
        "PORT": str(PORT),
        "PYTHONUNBUFFERED": "1",
    }


def pod(place: Place, ground: Ground, served: Served, secret: str, component: str,
        command: Sequence[str] = (), extra: Mapping[str, str] | None = None) -> Object:  # fmt: skip
    """A pod's template: one container of the application's image, confined as `restricted` demands and more."""
    env = {**environment(place, ground), **(extra or {})}
    each = ground.resources
    container: Object = {
        "name": APP,
        "image": served.image.address,
        "imagePullPolicy": "IfNotPresent",
        "env": [{"name": name, "value": value} for name, value in sorted(env.items())],
        "envFrom": [{"secretRef": {"name": secret}}],
        "resources": {
            "requests": {"cpu": each.cpu, "memory": each.memory},
            "limits": {"cpu": each.most_cpu, "memory": each.most_memory},
        },
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        },
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}, {"name": UPLOADS, "mountPath": "/media"}],  # noqa: S108
    }
    container |= {"command": list(command)} if command else {}
    spec: Object = {
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "serviceAccountName": APP,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": USER,
            "runAsGroup": USER,
            "fsGroup": USER,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "terminationGracePeriodSeconds": 30,
        "containers": [container],
        "volumes": [{"name": "tmp", "emptyDir": {"sizeLimit": "256Mi"}}, _uploads(ground)],
    }
    spec |= {"imagePullSecrets": [{"name": PULL}]} if ground.pull_secret else {}
    return {"metadata": {"labels": {**place.labels, COMPONENT: component}}, "spec": spec}


def deployment(place: Place, ground: Ground, served: Served, secret: str, health: str) -> Object:
    """New pods stand ready before old ones go; no request is lost on the way."""
    template = pod(place, ground, served, secret, APP)
    template["metadata"]["labels"][BUILD] = str(served.build_no)
    (container,) = template["spec"]["containers"]
    host = ground.fqdn(place.host)
    container["ports"] = [{"name": "http", "containerPort": PORT, "protocol": "TCP"}]
    container["lifecycle"] = {"preStop": {"sleep": {"seconds": DRAIN}}}
    container |= {
        "startupProbe": _probe(host, health, periodSeconds=1, failureThreshold=60),
        "livenessProbe": _probe(host, health, periodSeconds=10, failureThreshold=3),
        "readinessProbe": _probe(host, "/readyz", periodSeconds=2, failureThreshold=2),
    }
    template["spec"]["topologySpreadConstraints"] = [
        {
            "maxSkew": 1,
            "topologyKey": key,
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": {"matchLabels": selector(place.app_id)},
        }
        for key in ("topology.kubernetes.io/zone", "kubernetes.io/hostname")
    ]
    spec: Object = {
        "selector": {"matchLabels": selector(place.app_id)},
        "template": template,
        "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}},
        "progressDeadlineSeconds": PROGRESS,
        "revisionHistoryLimit": 2,
    }
    spec |= {"replicas": ground.replicas} if ground.most_replicas <= ground.replicas else {}
    whole = made(place, "Deployment", "apps/v1", APP, spec=spec)
    whole["metadata"]["labels"] = {**place.labels, COMPONENT: APP}
    return whole


def selector(app_id: UUID) -> dict[str, str]:
    return {"fusion/app-id": str(app_id), COMPONENT: APP}


def service(place: Place) -> Object:
    spec = {
        "type": "ClusterIP",
        "selector": selector(place.app_id),
        "ports": [{"name": "http", "port": 80, "targetPort": PORT, "protocol": "TCP"}],
    }
    return made(place, "Service", "v1", APP, spec=spec)


def _probe(host: str, path: str, **timing: int) -> Object:
    headers = [{"name": "Host", "value": host}]
    return {
        "httpGet": {"path": path, "port": PORT, "scheme": "HTTP", "httpHeaders": headers},
        "timeoutSeconds": 5,
        **timing,
    }


def _uploads(ground: Ground) -> Object:
    if ground.uploads:
        return {"name": UPLOADS, "persistentVolumeClaim": {"claimName": UPLOADS}}
    return {"name": UPLOADS, "emptyDir": {"sizeLimit": "256Mi"}}
