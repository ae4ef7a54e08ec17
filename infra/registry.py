"""A registry of container images as the platform uses it, over the OCI distribution interface that all of them speak.

The daemon pushes and pulls; here is what has to be known and done beside it: whether an image is there already, under
which tags, and taking it away. Specification: https://github.com/opencontainers/distribution-spec.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from schemas.errors import Temporary, Unavailable

MANIFESTS = ", ".join(
    (
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.index.v1+json",
    )
)

_CHALLENGE = re.compile(r'(\w+)="([^"]*)"')
_LOOPBACK = re.compile(r"^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$")


@dataclass(frozen=True)
class Credentials:
    user: str
    password: str


@dataclass(frozen=True)
class Kept:
    """An image in a registry: its digest (`sha256:…`), and its size there in bytes."""

    digest: str
    size: int


class Registry(Protocol):
    """Where images are kept. Names of repositories are without the registry's host and prefix."""

    def name(self, repository: str) -> str:
        """The repository's whole name, as the daemon takes it."""
        ...

    async def credentials(self) -> Credentials | None:
        """Who to sign in as, where one has to; valid for minutes at least."""
        ...

    async def prepare(self, repository: str) -> None:
        """See to it that images can be pushed there."""
        ...

    async def find(self, repository: str, tag: str) -> Kept | None:
        """The image of that tag, where there is one."""
        ...

    async def tags(self, repository: str) -> dict[str, str]:
        """All tags of a repository with the digests that they stand for; none where there is no repository."""
        ...

    async def retag(self, repository: str, tag: str, further: str) -> None:
        """Let another tag stand for the same image."""
        ...

    async def remove(self, repository: str, digests: frozenset[str] | None = None) -> None:
        """Remove these images, or all of them; what is gone already is no error."""
        ...


class OciRegistry:
    """Any registry by its address `host[:port][/prefix]`. One on this machine may speak plain HTTP."""

    def __init__(self, address: str, credentials: Credentials | None = None) -> None:
        self._host, _, prefix = address.removeprefix("https://").removeprefix("http://").strip("/").partition("/")
        self._prefix = f"{prefix}/" if prefix else ""
        here = _LOOPBACK.match(self._host) is not None
        self._plain = address.startswith("http://") or (here and not address.startswith("https://"))
        self._credentials = credentials

    def name(self, repository: str) -> str:
        return f"{self._host}/{self._prefix}{repository}"

    async def credentials(self) -> Credentials | None:
        return self._credentials

    async def prepare(self, repository: str) -> None:
        """Nothing: a repository comes to be with its first image."""

    async def find(self, repository: str, tag: str) -> Kept | None:
        answer = await self._asked("GET", f"{repository}/manifests/{tag}")
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        manifest = answer.json()
        parts = [manifest.get("config", {}), *manifest.get("layers", [])]
        return Kept(answer.headers["docker-content-digest"], sum(part.get("size", 0) for part in parts))

    async def tags(self, repository: str) -> dict[str, str]:
        answer = await self._asked("GET", f"{repository}/tags/list")
        names = [] if answer.status_code == httpx.codes.NOT_FOUND else answer.json().get("tags") or []
        found = {name: await self._asked("HEAD", f"{repository}/manifests/{name}") for name in names}
        return {name: head.headers["docker-content-digest"] for name, head in found.items() if head.is_success}

    async def retag(self, repository: str, tag: str, further: str) -> None:
        manifest = await self._asked("GET", f"{repository}/manifests/{tag}")
        await self._asked(
            "PUT", f"{repository}/manifests/{further}", content=manifest.content,
            headers={"content-type": manifest.headers["content-type"]},
        )  # fmt: skip

    async def remove(self, repository: str, digests: frozenset[str] | None = None) -> None:
        wanted = frozenset((await self.tags(repository)).values()) if digests is None else digests
        for digest in sorted(wanted):
            answer = await self._asked("DELETE", f"{repository}/manifests/{digest}")
            if answer.status_code == httpx.codes.METHOD_NOT_ALLOWED:
                raise Temporary(
                    f"The registry {self._host} does not let images be deleted: allow it there "
                    "(REGISTRY_STORAGE_DELETE_ENABLED=true for Docker's own)."
                )

    async def _asked(self, method: str, path: str, **how: Any) -> httpx.Response:
        """The answer, signed in where that is asked for. Raises Unavailable, with what to do."""
        url = f"/v2/{self._prefix}{path}"
        headers = {"accept": MANIFESTS, **how.pop("headers", {})}
        async with self._client() as client:
            answer = await client.request(method, url, headers=headers, **how)
            if answer.status_code == httpx.codes.UNAUTHORIZED and self._credentials:
                headers["authorization"] = await self._authorization(client, answer, self._credentials)
                answer = await client.request(method, url, headers=headers, **how)
        return self._judged(answer)

    def _judged(self, answer: httpx.Response) -> httpx.Response:
        expected = (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED)
        if answer.is_success or answer.status_code in expected:
            return answer
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise Unavailable(
                f"The registry {self._host} refuses: check FUSION_REGISTRY_USER and FUSION_REGISTRY_PASSWORD."
            )
        raise Unavailable(f"The registry {self._host} answers {answer.status_code}: {answer.text[:300]}")

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[httpx.AsyncClient]:
        scheme = "http" if self._plain else "https"
        try:
            async with httpx.AsyncClient(base_url=f"{scheme}://{self._host}", timeout=30) as client:
                yield client
        except httpx.HTTPError as error:
            if isinstance(error.__cause__, ssl.SSLError) or "certificate" in str(error).lower():
                advice = "its certificate is not accepted: renew it, or trust its authority on this machine"
            else:
                advice = "start it, or correct FUSION_REGISTRY"
            said = str(error) or type(error).__name__
            raise Unavailable(f"The registry {self._host} does not answer ({said}): {advice}.") from error

    async def _authorization(self, client: httpx.AsyncClient, answer: httpx.Response, who: Credentials) -> str:
        """Basic, or a token from where the registry says that it is to be had."""
        basic = httpx.BasicAuth(who.user, who.password)
        challenge = answer.headers.get("www-authenticate", "")
        if not challenge.lower().startswith("bearer"):
            return str(next(basic.auth_flow(httpx.Request("GET", client.base_url))).headers["authorization"])
        said = dict(_CHALLENGE.findall(challenge))
        query = {key: said[key] for key in ("service", "scope") if key in said}
        granted = self._judged(await client.get(said["realm"], params=query, auth=basic)).json()
        return f"Bearer {granted.get('token') or granted['access_token']}"
