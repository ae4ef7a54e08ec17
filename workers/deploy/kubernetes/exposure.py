"""How the world reaches an application, and how many of it stand ready: by the operator's settings."""

from __future__ import annotations

from infra.kubernetes.kinds import Object
from workers.deploy.kubernetes.ground import Ground
from workers.deploy.kubernetes.objects import APP, made
from workers.deploy.kubernetes.place import Place
from workers.deploy.kubernetes.workload import selector

BUSY = 70
"""Percent of the CPU asked for above which another pod is started."""


def exposure(place: Place, ground: Ground) -> Object | None:
    """An Ingress, or a Gateway API route, or neither."""
    if ground.exposure == "ingress":
        return _ingress(place, ground)
    return _route(place, ground) if ground.exposure == "gateway" else None


def _ingress(place: Place, ground: Ground) -> Object:
    backend = {"service": {"name": APP, "port": {"name": "http"}}}
    host = ground.fqdn(place.host)
    spec: Object = {
        "rules": [{"host": host, "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend}]}}]
    }
    spec |= {"ingressClassName": ground.ingress_class} if ground.ingress_class else {}
    spec |= {"tls": [{"hosts": [host], "secretName": ground.tls_secret or "tls"}]} if ground.tls else {}
    ingress = made(place, "Ingress", "networking.k8s.io/v1", APP, spec=spec)
    if ground.tls and ground.tls_issuer:
        ingress["metadata"]["annotations"] = {"cert-manager.io/cluster-issuer": ground.tls_issuer}
    return ingress


def _route(place: Place, ground: Ground) -> Object:
    """The gateway itself ends TLS, for every host below the domain."""
    namespace, name = ground.gateway.split("/")
    spec = {
        "parentRefs": [{"namespace": namespace, "name": name}],
        "hostnames": [ground.fqdn(place.host)],
        "rules": [{"backendRefs": [{"name": APP, "port": 80}]}],
    }
    return made(place, "HTTPRoute", "gateway.networking.k8s.io/v1", APP, spec=spec)


def budget(place: Place, ground: Ground) -> Object | None:
    """Where there is more than one, nobody who empties a node takes them all at once."""
    if max(ground.replicas, ground.most_replicas) < 2:
        return None
    spec = {"maxUnavailable": 1, "selector": {"matchLabels": selector(place.app_id)}}
    return made(place, "PodDisruptionBudget", "policy/v1", APP, spec=spec)


def scaler(place: Place, ground: Ground) -> Object | None:
    if ground.most_replicas <= ground.replicas:
        return None
    target = {"type": "Utilization", "averageUtilization": BUSY}
    spec = {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": APP},
        "minReplicas": ground.replicas,
        "maxReplicas": ground.most_replicas,
        "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": target}}],
    }
    return made(place, "HorizontalPodAutoscaler", "autoscaling/v2", APP, spec=spec)
