"""The chart installed on a cluster, spoken to as its operator does: from the node, by helm and kubectl."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from tests.cluster.testbed import INSIDE, Site, kubectl
from tests.fakes.object_store import KEY, SECRET
from tests.helm.conftest import CHART, Helm
from tests.helm.surroundings import BUCKET
from workers.deploy.kubernetes.place import namespace_of

NAMESPACE, RELEASE = "fusion-platform", "fusion"
TOKEN = "fusion_the-first-operators-own-token"
ENDED = ("deployed", "failed", "cancelled")

RELAY = """
import asyncio, sys
async def pipe(source, sink):
    try:
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
    finally:
        sink.close()
async def served(reader, writer):
    there = await asyncio.open_connection(sys.argv[1], 5000)
    await asyncio.gather(pipe(reader, there[1]), pipe(there[0], writer))
async def main():
    await (await asyncio.start_server(served, "127.0.0.1", 5000)).serve_forever()
asyncio.run(main())
"""
"""A proxy in the image stage's pod: to the node, this registry's name is that of its own loopback."""


@dataclass(frozen=True)
class Around:
    """What the installation is told: its image, and where everything is."""

    image: str
    kafka: str
    database: str
    store: str


class Installation:
    """One release of the chart. Nothing is there before `install`."""

    def __init__(self, where: Site, helm: Helm, around: Around, directory: Path) -> None:
        self.where, self.around = where, around
        self._helm = helm
        self._values = directory / "values.json"
        self._cookies = directory / "cookies"

    def prepare(self) -> None:
        """A namespace that holds its pods to the strictest rules, and in it what the values refer to."""
        kubectl(self.where, "wait", "--for=delete", f"namespace/{NAMESPACE}", "--timeout=90s")
        kubectl(self.where, "create", "namespace", NAMESPACE)
        kubectl(self.where, "label", "namespace", NAMESPACE, "pod-security.kubernetes.io/enforce=restricted")
        self.kubectl("create", "secret", "generic", "store", f"--from-literal=AWS_ACCESS_KEY_ID={KEY}",
                     f"--from-literal=AWS_SECRET_ACCESS_KEY={SECRET}")  # fmt: skip

    def install(self, **settings: Any) -> None:
        """`helm upgrade --install --wait`; what it waits for in vain is in the error."""
        self._values.write_text(json.dumps(self._told(settings)))
        done = self._helm("upgrade", "--install", RELEASE, str(CHART), *self._at, "--values", str(self._values),
                          "--wait", "--timeout", "8m")  # fmt: skip
        assert done.returncode == 0, f"{done.stderr}\n{self.trouble()}"

    def uninstall(self) -> None:
        done = self._helm("uninstall", RELEASE, *self._at, "--wait", "--timeout", "2m")
        assert done.returncode == 0, done.stderr

    def clear(self) -> None:
        """Take away what may be left, whatever failed."""
        self._helm("uninstall", RELEASE, *self._at, "--ignore-not-found")
        kubectl(self.where, "delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false")

    def ask(self, path: str, content: Any = None, *, method: str = "") -> Any:
        """A request to the gateway, from the node."""
        address = self.kubectl("get", "service", f"{RELEASE}-gateway", "-o", "jsonpath={.spec.clusterIP}")
        options = ["-H", f"Host: {RELEASE}-gateway", "-H", f"Authorization: Bearer {TOKEN}"]
        if content is not None:
            options += ["-H", "Content-Type: application/json", "-H", f"Idempotency-Key: {uuid4()}"]
            options += ["--data", json.dumps(content)]
        said = _curl(*options, *(["-X", method] if method else []), f"http://{address}/api/v1/{path}")
        return json.loads(said) if said else None

    def until(self, path: str, done: Callable[[dict[str, Any]], bool], seconds: float) -> dict[str, Any]:
        """What the gateway says there, once it says what is waited for."""
        end = time.monotonic() + seconds
        while not done(said := dict(self.ask(path))):
            assert time.monotonic() < end, f"{said}\n{self.trouble()}"
            time.sleep(0.5)
        return said

    def visit(self, app_id: UUID, url: str) -> str:
        """A page of an application under its own name, signed in as the last visit was."""
        host = urlsplit(url).netloc
        address = kubectl(self.where, "get", "service", "app", "--namespace", namespace_of(app_id), "-o",
                          "jsonpath={.spec.clusterIP}")  # fmt: skip
        jar = str(self._cookies)
        return _curl("--location", "--fail", "--cookie", jar, "--cookie-jar", jar, "--resolve",
                     f"{host}:80:{address}", url)  # fmt: skip

    def kubectl(self, *args: str) -> str:
        return kubectl(self.where, "--namespace", NAMESPACE, *args)

    def trouble(self) -> str:
        """What the cluster says of the pods, and their last lines."""
        pods = self.kubectl("get", "pods", "-o", "name").split()
        logs = [self.kubectl("logs", pod, "--all-containers", "--tail=12", "--ignore-errors") for pod in pods]
        return "\n".join([self.kubectl("get", "events", "--field-selector=type=Warning"), *logs])

    @property
    def _at(self) -> tuple[str, ...]:
        return ("--namespace", NAMESPACE, "--kubeconfig", str(self.where.kubeconfig))

    def _told(self, settings: dict[str, Any]) -> dict[str, Any]:
        around, place = self.around, [{"ipBlock": {"cidr": f"{self.where.database_host}/32"}}]
        repository, _, digest = around.image.partition("@")
        registry = self.where.registry.partition("/")[0]
        ports = {"kafka": around.kafka, "postgresql": around.database, "artifacts": around.store}
        doors = {name: {"port": _port(address), "peers": place} for name, address in ports.items()}
        return {
            "image": {"repository": repository, "digest": digest},
            "kafka": {"bootstrapServers": around.kafka},
            "database": {"url": around.database},
            "applications": {"databaseUrl": around.database, "domain": "apps.test"},
            "artifacts": {"bucket": BUCKET, "endpointUrl": around.store, "region": "us-east-1",
                          "existingSecret": "store"},
            "secrets": {"secret": "the platform's secret, which stays", "token": TOKEN},
            "settings": {"image_engine": "oci", "registry": f"{registry}/applications", "kubernetes_exposure": "none",
                         "kubernetes_tls": "false", "topic_replication": 1, "topic_partitions": 2, **settings},
            "networkPolicies": {**doors, "registry": {"port": 5000, "peers": place}},
            "workers": {"image": {"sidecars": [_proxy(around.image, self.where.database_host)]}},
        }  # fmt: skip


def _proxy(image: str, host: str) -> dict[str, Any]:
    return {
        "name": "registry", "image": image, "command": ["python3", "-c", RELAY, host],
        "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
        "resources": {"requests": {"cpu": "10m", "memory": "16Mi"}, "limits": {"memory": "64Mi"}},
    }  # fmt: skip


def _port(address: str) -> int:
    return urlsplit(address if "://" in address else f"//{address}").port or 0


def _curl(*args: str) -> str:
    done = subprocess.run([*INSIDE, "curl", "-sS", "--max-time", "20", *args], capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
