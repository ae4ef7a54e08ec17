"""Makes the engine from the operator's settings."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from infra.apps.databases import AppDatabases
from infra.artifacts.store import Artifacts
from infra.kubernetes.cluster import Cluster
from infra.settings import Installation
from schemas.errors import Permanent
from workers.deploy.kubernetes.engine import KubernetesEngine
from workers.deploy.kubernetes.ground import Door, Ground, Resources, doors


def kubernetes_engine(settings: Installation, artifacts: Artifacts) -> KubernetesEngine:
    """The engine. It speaks to nobody before it is used."""
    databases = AppDatabases(settings.database_url, settings.secret, settings.apps_database_address)
    cluster = Cluster(settings.kubeconfig)
    return KubernetesEngine(
        cluster, artifacts, databases, ground_of(settings), settings.secret, keep_dumps=settings.dump_retired
    )


def ground_of(settings: Installation) -> Ground:
    """The cluster as the settings describe it. Raises Permanent where they contradict themselves."""
    if settings.kubernetes_exposure == "gateway" and "/" not in settings.kubernetes_gateway:
        raise Permanent("FUSION_KUBERNETES_GATEWAY must name the Gateway as namespace/name.")
    if (settings.kubernetes_role is None) != (settings.kubernetes_account is None):
        raise Permanent("FUSION_KUBERNETES_ROLE and FUSION_KUBERNETES_ACCOUNT belong together: set both, or neither.")
    secret = settings.kubernetes_pull_secret
    return Ground(
        installation=hmac.digest(settings.secret.encode(), b"fusion/installation", "sha256").hex()[:12],
        domain=settings.apps_domain,
        database=_database(settings),
        further=doors(settings.apps_doors),
        exposure=settings.kubernetes_exposure,
        ingress_class=settings.kubernetes_ingress_class,
        ingress_namespace=settings.kubernetes_ingress_namespace,
        gateway=settings.kubernetes_gateway,
        tls=settings.kubernetes_tls,
        tls_issuer=settings.kubernetes_tls_issuer,
        tls_secret=settings.kubernetes_tls_secret,
        dns_namespace=settings.kubernetes_dns_namespace,
        replicas=settings.kubernetes_replicas,
        most_replicas=settings.kubernetes_max_replicas,
        resources=Resources(most_cpu=settings.kubernetes_cpu, most_memory=settings.kubernetes_memory),
        uploads=settings.kubernetes_uploads,
        uploads_class=settings.kubernetes_uploads_class,
        uploads_access=settings.kubernetes_uploads_access,
        role=settings.kubernetes_role,
        account=settings.kubernetes_account,
        pull_secret=secret.read_text() if secret else None,
    )


def _database(settings: Installation) -> Door:
    """The door to PostgreSQL, at the port that applications connect to."""
    address = settings.apps_database_address or urlsplit(settings.database_url).netloc.rpartition("@")[2]
    host, _, port = address.rpartition(":") if ":" in address else (address, "", "5432")
    return Door("database", settings.kubernetes_database_door or host.strip("[]"), int(port))
