"""The chart on a real node: installed, it walks a sentence to a URL; upgraded, it goes on; uninstalled, it is gone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from infra.stack.home import Home
from tests.cluster.testbed import Site, kubectl
from tests.conftest import CACHE
from tests.fakes.docker_bed import CannotStart
from tests.helm.conftest import Helm
from tests.helm.installation import ENDED, Around, Installation
from tests.helm.own_image import own_image
from tests.helm.surroundings import broker, bucket, reachable
from workers.deploy.kubernetes.place import namespace_of

pytestmark = [pytest.mark.proof, pytest.mark.cluster]

KEPT = {"secret/fusion", "secret/store"}
"""What an uninstalled release leaves: its secret, without which no application could be recovered, and what we made."""


@pytest.fixture
def installation(where: Site, helm: Helm, platform_database: str, tmp_path: Path, home: Path) -> Iterator[Installation]:
    with ExitStack() as ends:
        try:
            image = own_image(where.registry.partition("/")[0])
            store = ends.enter_context(bucket(where, tmp_path))
        except CannotStart as error:
            pytest.fail(f"NOT INSTALLED ON THE CLUSTER: {error}", pytrace=False)
        kafka = ends.enter_context(broker(where, Home.at(home), CACHE))
        there = urlsplit(platform_database)
        port = reachable(where, 5000) and reachable(where, there.port or 5432)
        database = platform_database.replace(
            there.netloc, f"{there.username}:{there.password}@{where.database_host}:{port}"
        )
        installation = Installation(where, helm, Around(image, kafka, database, store), tmp_path)
        ends.callback(installation.clear)
        installation.prepare()
        yield installation


def test_it_walks_a_sentence_to_a_url_and_goes_as_it_came(installation: Installation) -> None:
    began = time.monotonic()
    installation.install()
    installed = time.monotonic()
    asked = installation.ask("apps", {"text": "A library with books and authors. A book has a title and a year."})
    app_id = UUID(asked["app"]["id"])
    try:
        build = installation.until(f"builds/{asked['build']['id']}", lambda said: said["state"] in ENDED, 240)
        assert build["state"] == "deployed", f"{build['failure']}\n{installation.trouble()}"
        print(f"installed in {installed - began:.0f} s, walked in {time.monotonic() - installed:.0f} s")  # noqa: T201
        _works(installation, app_id)
        _upgrades(installation, app_id)
    finally:
        _retires(installation, app_id)
    installation.uninstall()
    installation.kubectl("wait", "--for=delete", "pods", "--all", "--timeout=60s")
    left = installation.kubectl("get", "all,secrets,configmaps,networkpolicies,serviceaccounts", "-o", "name").split()
    ours = {name for name in left if name not in ("configmap/kube-root-ca.crt", "serviceaccount/default")}
    assert ours == KEPT


def _works(installation: Installation, app_id: UUID) -> None:
    """It answers, its owner signs in, and what they write is there."""
    app = installation.ask(f"apps/{app_id}")
    assert json.loads(installation.visit(app_id, f"{app['url']}/healthz"))
    link = installation.ask(f"apps/{app_id}/signin-link", {"email": "owner@example.com"})
    assert "<html" in installation.visit(app_id, link["url"])
    assert json.loads(installation.visit(app_id, f"{app['url']}/api/books/"))["results"] == []


def _upgrades(installation: Installation, app_id: UUID) -> None:
    """A changed value reaches every process, and the application never knew."""
    installation.install(log_level="WARNING")
    pods = json.loads(installation.kubectl("get", "configmap", "fusion", "-o", "json"))
    assert pods["data"]["FUSION_LOG_LEVEL"] == "WARNING"
    assert installation.ask(f"apps/{app_id}")["label"]
    assert installation.ask("apps", {"text": "Notes with a title."})["build"]["id"]


def _retires(installation: Installation, app_id: UUID) -> None:
    """Retired by the platform itself, it is gone; whatever failed, nothing of it stays."""
    for app in installation.ask("apps?limit=50")["items"]:
        installation.ask(f"apps/{app['id']}", method="DELETE")
        installation.until(f"apps/{app['id']}", lambda said: said["state"] == "retired", 90)
    kubectl(installation.where, "wait", "--for=delete", f"namespace/{namespace_of(app_id)}", "--timeout=90s")
