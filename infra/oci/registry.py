"""A registry, spoken to by the OCI distribution protocol: what it has already is not sent again."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import httpx

from infra.oci.layers import ZIPPED, Layer
from schemas.errors import Permanent, Temporary, Unavailable

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"


@dataclass(frozen=True)
class Pushed:
    """An image in the registry: its address by digest, its manifest's sha256, and what it takes, in bytes."""

    address: str
    sha256: str
    size: int


class Registry:
    """`place` is `host[:port]/path`, under which applications' repositories stand. Credentials are `user:password`."""

    def __init__(self, place: str, credentials: str | None = None) -> None:
        self.host, _, self.path = place.partition("/")
        local = self.host.rsplit(":", 1)[0] in ("localhost", "127.0.0.1", "[::1]")
        self._url = f"{'http' if local else 'https'}://{self.host}/v2"
        self._headers = {"Authorization": f"Basic {_base64(credentials)}"} if credentials else {}

    async def push(self, repository: str, layers: list[Layer], config: dict[str, Any]) -> Pushed:
        """Push an image, layer by layer; what is there already is not sent again. Same image, same address."""
        name = f"{self.path}/{repository}".strip("/")
        content = _json(config)
        async with self._client() as client:
            for layer in layers:
                await self._blob(client, name, layer.digest, layer.path.read_bytes)
            await self._blob(client, name, _digest(content), lambda: content)
            manifest = _json(_manifest(layers, content))
            digest = _digest(manifest)
            url = f"{self._url}/{name}/manifests/{digest.removeprefix('sha256:')[:32]}"
            answer = await self._asked(client, "PUT", url, content=manifest, headers={"Content-Type": MANIFEST})
        if answer.status_code != httpx.codes.CREATED:
            raise _refused(answer, f"the image {name}")
        size = sum(layer.size for layer in layers) + len(content)
        return Pushed(f"{self.host}/{name}@{digest}", digest.removeprefix("sha256:"), size)

    async def has(self, address: str) -> bool:
        """Whether an image that was pushed once is still there."""
        name, digest = address.removeprefix(f"{self.host}/").split("@")
        async with self._client() as client:
            answer = await self._asked(
                client, "HEAD", f"{self._url}/{name}/manifests/{digest}", headers={"Accept": MANIFEST}
            )
        return answer.status_code == httpx.codes.OK

    async def remove(self, address: str) -> None:
        """Delete an image; one that is gone is no error, nor a registry that deletes nothing."""
        name, digest = address.removeprefix(f"{self.host}/").split("@")
        async with self._client() as client:
            answer = await self._asked(client, "DELETE", f"{self._url}/{name}/manifests/{digest}")
        if answer.status_code not in (202, 404, 405):
            raise _refused(answer, f"to delete {name}")

    async def _blob(self, client: httpx.AsyncClient, name: str, digest: str, content: Any) -> None:
        answer = await self._asked(client, "HEAD", f"{self._url}/{name}/blobs/{digest}")
        if answer.status_code == httpx.codes.OK:
            return
        begun = await self._asked(client, "POST", f"{self._url}/{name}/blobs/uploads/")
        if begun.status_code != httpx.codes.ACCEPTED:
            raise _refused(begun, f"an upload to {name}")
        target = httpx.URL(self._url).join(begun.headers["location"]).copy_merge_params({"digest": digest})
        sent = await self._asked(client, "PUT", str(target), content=content(),
                                 headers={"Content-Type": "application/octet-stream"})  # fmt: skip
        if sent.status_code != httpx.codes.CREATED:
            raise _refused(sent, f"a layer of {name}")

    async def _asked(self, client: httpx.AsyncClient, method: str, url: str, **more: Any) -> httpx.Response:
        try:
            return await client.request(method, url, **more)
        except httpx.HTTPError as error:
            raise Unavailable(f"The registry {self.host} cannot be reached: {error or type(error).__name__}") from error

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(headers=self._headers, timeout=httpx.Timeout(120, connect=5), trust_env=False)


def _manifest(layers: list[Layer], config: bytes) -> dict[str, Any]:
    return {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": {"mediaType": CONFIG, "digest": _digest(config), "size": len(config)},
        "layers": [{"mediaType": ZIPPED, "digest": layer.digest, "size": layer.size} for layer in layers],
    }


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _refused(answer: httpx.Response, what: str) -> Permanent | Temporary:
    said = f"The registry refused {what}: {answer.status_code} {answer.text[:200]}"
    if answer.status_code in (401, 403):
        return Unavailable(f"{said}. Check its credentials.")
    return Temporary(said) if answer.status_code >= 500 or answer.status_code == 429 else Permanent(said)
