"""The walls around an application: nothing comes in and nothing goes out, but by these doors."""

from __future__ import annotations

from infra.kubernetes.kinds import Object
from workers.deploy.kubernetes.ground import Door, Ground
from workers.deploy.kubernetes.objects import made
from workers.deploy.kubernetes.place import Place

PORT = 8000
"""Where an application listens in its pod."""


def policies(place: Place, ground: Ground, database: tuple[Door, ...]) -> list[Object]:
    """Default deny both ways, and the doors. `database`: where PostgreSQL is."""
    return [
        _policy(place, "deny-all", policyTypes=["Ingress", "Egress"]),
        *_way_in(place, ground),
        _way_out(place, "to-dns", _dns(ground)),
        *(_way_out(place, f"to-{door.name}", _door(door)) for door in (*database, *ground.further)),
    ]


def _policy(place: Place, name: str, **spec: object) -> Object:
    return made(place, "NetworkPolicy", "networking.k8s.io/v1", name, spec={"podSelector": {}, **spec})


def _way_in(place: Place, ground: Ground) -> list[Object]:
    if ground.exposure == "none":
        return []
    rule = {
        "from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": ground.ingress_namespace}}}],
        "ports": [{"protocol": "TCP", "port": PORT}],
    }
    return [_policy(place, "from-ingress", policyTypes=["Ingress"], ingress=[rule])]


def _way_out(place: Place, name: str, rule: Object) -> Object:
    return _policy(place, name, policyTypes=["Egress"], egress=[rule])


def _dns(ground: Ground) -> Object:
    peer = {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": ground.dns_namespace}},
        "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
    }
    return {"to": [peer], "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}]}


def _door(door: Door) -> Object:
    return {"to": [door.peer], "ports": [{"protocol": "TCP", "port": door.port}]}
