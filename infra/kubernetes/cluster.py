"""One cluster, spoken to by its API server: server-side apply, reads, watches. Objects are plain JSON."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
from kubernetes_asyncio import config
from kubernetes_asyncio.client import ApiClient, Configuration

from infra.kubernetes.errors import reached, refusal
from infra.kubernetes.kinds import EVENT, POD, Kind, Object, kind_of, name_of
from schemas.errors import Temporary, Unavailable

MANAGER = "fusion"
"""The one field manager under whose name everything is applied."""

ANSWER = aiohttp.ClientTimeout(total=30, connect=5)
WATCHING = aiohttp.ClientTimeout(total=None, connect=5, sock_read=330)
ROUND = 300
"""Seconds after which the API server ends a watch, to be begun again."""

log = logging.getLogger(__name__)


class Cluster:
    """`kubeconfig` names the file with address and credentials; None means the cluster that this process runs in.

    Every method raises Unavailable while the API server is away, Temporary or Permanent where it refuses. `asked`
    counts requests by method, `warned` keeps what the server warned of.
    """

    def __init__(self, kubeconfig: Path | None = None) -> None:
        self._kubeconfig = kubeconfig
        self._client: ApiClient | None = None
        self.asked: Counter[str] = Counter()
        self.warned: list[str] = []

    async def apply(self, manifest: Object, *, dry_run: bool = False) -> Object:
        """Make the object what the manifest says, server-side; fields that others hold are taken over."""
        kind, namespace = kind_of(manifest), manifest["metadata"].get("namespace")
        query = {"fieldManager": MANAGER, "force": "true", "fieldValidation": "Strict"}
        query |= {"dryRun": "All"} if dry_run else {}
        return await self._said(
            "PATCH", kind.path(namespace, name_of(manifest)), query, manifest, "application/apply-patch+yaml"
        )

    async def patch(self, kind: Kind, name: str, namespace: str | None, steps: list[Object]) -> Object:
        """Change an object by a JSON patch."""
        return await self._said("PATCH", kind.path(namespace, name), {"fieldManager": MANAGER}, steps,
                                "application/json-patch+json")  # fmt: skip

    async def read(self, kind: Kind, name: str, namespace: str | None = None) -> Object | None:
        """The object, where there is one."""
        async with self._asked("GET", kind.path(namespace, name)) as answer:
            return None if answer.status == 404 else await _content(answer, f"to read {kind.name} {name}")

    async def all(self, kind: Kind, namespace: str | None = None, *, labels: str = "") -> list[Object]:
        """All objects of a kind: in a namespace, or in the cluster."""
        return (await self.listed(kind, namespace, labels=labels))[0]

    async def listed(self, kind: Kind, namespace: str | None, *, labels: str = "") -> tuple[list[Object], str]:
        """All objects of a kind, and the version from which on to watch what becomes of them."""
        found = await self._said("GET", kind.path(namespace), {"labelSelector": labels} if labels else {})
        items = [{**item, "kind": kind.name, "apiVersion": kind.group} for item in found["items"]]
        return items, found["metadata"]["resourceVersion"]

    async def delete(self, kind: Kind, name: str, namespace: str | None = None) -> None:
        """Remove an object, and what depends on it, before anything that comes later; none is no error."""
        query = {"propagationPolicy": "Foreground"}
        async with self._asked("DELETE", kind.path(namespace, name), query) as answer:
            if answer.status != 404:
                await _content(answer, f"to delete {kind.name} {name}")

    async def watch(self, kind: Kind, namespace: str | None, since: str,
                    *, labels: str = "", name: str = "") -> AsyncIterator[tuple[str, Object]]:  # fmt: skip
        """What happens to objects of a kind after version `since`: ADDED, MODIFIED, DELETED. Ends now and then.

        Raises Temporary where the server no longer knows that version: list again.
        """
        query = {"watch": "1", "resourceVersion": since, "timeoutSeconds": str(ROUND), "allowWatchBookmarks": "true"}
        query |= {"labelSelector": labels} if labels else {}
        query |= {"fieldSelector": f"metadata.name={name}"} if name else {}
        async with self._asked("GET", kind.path(namespace), query, patience=WATCHING) as answer:
            if answer.status != 200:
                await _content(answer, f"to watch {kind.plural}")
            with reached():
                async for line in answer.content:
                    event = json.loads(line)
                    if event["type"] == "ERROR":
                        raise Temporary(f"The watch of {kind.plural} was broken off: {event['object'].get('message')}")
                    yield event["type"], event["object"]

    async def log_of(
        self, pod: str, namespace: str, container: str, lines: int = 20, *, previous: bool = False
    ) -> list[str]:
        """The last lines that a container wrote; none where it has not started, or its node does not answer."""
        query = {"container": container, "tailLines": str(lines), "limitBytes": "65536"}
        query |= {"previous": "true"} if previous else {}
        async with self._asked("GET", f"{POD.path(namespace, pod)}/log", query) as answer:
            with reached():
                text = await answer.text(errors="replace")
        return [line for line in text.splitlines() if line.strip()] if answer.status == 200 else []

    async def events_of(self, namespace: str, *names: str) -> list[str]:
        """What the cluster noted of some objects, oldest first, each once: `FailedScheduling: 0/1 nodes are …`."""
        found = await self.all(EVENT, namespace)
        mine = [event for event in found if event["involvedObject"].get("name") in names and event["type"] != "Normal"]
        mine.sort(key=lambda event: event.get("lastTimestamp") or event["metadata"]["creationTimestamp"])
        return list(dict.fromkeys(f"{event['reason']}: {event.get('message', '')}" for event in mine))

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _said(self, method: str, path: str, query: Mapping[str, str] | None = None, body: Any = None,
                    content_type: str = "application/json") -> Object:  # fmt: skip
        async with self._asked(method, path, query, body, content_type) as answer:
            return await _content(answer, f"{method} {path}")

    @asynccontextmanager
    async def _asked(self, method: str, path: str, query: Mapping[str, str] | None = None, body: Any = None,
                     content_type: str = "application/json", patience: aiohttp.ClientTimeout = ANSWER,
                     ) -> AsyncIterator[aiohttp.ClientResponse]:  # fmt: skip
        client = await self._connected()
        self.asked["WATCH" if patience is WATCHING else method] += 1
        with reached():
            answer: aiohttp.ClientResponse = await client.call_api(
                quote(path), method, query_params=list((query or {}).items()), body=body,
                header_params={"Content-Type": content_type, "Accept": "application/json"},
                auth_settings=["BearerToken"], _preload_content=False, _request_timeout=patience,
            )  # fmt: skip
        try:
            self.warned += answer.headers.getall("Warning", [])
            yield answer
        finally:
            answer.release()

    async def _connected(self) -> ApiClient:
        if self._client is None:
            settings = Configuration()
            try:
                if self._kubeconfig is None:
                    config.load_incluster_config(client_configuration=settings)  # type: ignore[no-untyped-call]
                else:
                    await config.load_kube_config(str(self._kubeconfig), client_configuration=settings)
            except (config.ConfigException, OSError) as error:
                raise Unavailable(f"There is no way to a Kubernetes cluster: {error}") from error
            self._client = ApiClient(settings)
        return self._client


async def _content(answer: aiohttp.ClientResponse, what: str) -> Object:
    with reached():
        body = await answer.text()
    if answer.status >= 300:
        raise refusal(answer.status, body, what)
    return dict(json.loads(body))
