"""Amazon ECR: a registry whose repositories are made on first use, with scans, immutable tags and a lifecycle rule."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.registry import Credentials, Kept
from schemas.errors import Temporary, Unavailable

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient
    from types_boto3_ecr.type_defs import ImageIdentifierTypeDef

Result = TypeVar("Result")

EARLY = timedelta(minutes=30)
"""So long before a token ends (after 12 hours) another one is fetched."""

AT_ONCE = 100
"""How many images one request may remove."""

ABSENT = frozenset({"RepositoryNotFoundException", "ImageNotFoundException"})
THERE = frozenset({"RepositoryAlreadyExistsException", "ImageAlreadyExistsException"})
BUSY = frozenset({"ThrottlingException", "ServerException", "LimitExceededException", "TooManyRequestsException"})

LIFECYCLE = {
    "rules": [
        {
            "rulePriority": 1,
            "description": "Images that no tag names any more",
            "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days",
                          "countNumber": 1},
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 2,
            "description": "Versions that nobody goes back to",
            "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 100},
            "action": {"type": "expire"},
        },
    ]
}  # fmt: skip


class EcrRegistry:
    """The registry of one account and region. `host` is where the daemon reaches it, else what ECR says of itself."""

    def __init__(self, client: ECRClient, prefix: str = "fusion", host: str | None = None,
                 now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:  # fmt: skip
        self._now = now
        self._client = client
        self._prefix = prefix
        self._host = host
        self._token: tuple[Credentials, datetime] | None = None
        self._known: set[str] = set()

    @classmethod
    def at(cls, address: str | None, region: str | None, endpoint_url: str | None = None) -> EcrRegistry:
        """`address` is `ACCOUNT.dkr.ecr.REGION.amazonaws.com[/prefix]`; without one, that of our own credentials."""
        config = Config(connect_timeout=3, read_timeout=30, retries={"max_attempts": 3, "mode": "standard"})
        client = boto3.client("ecr", region_name=region, endpoint_url=endpoint_url, config=config)
        host, _, prefix = (address or "").removeprefix("https://").strip("/").partition("/")
        return cls(client, prefix or "fusion", host or None)

    def name(self, repository: str) -> str:
        if self._host is None:
            self._renew()
        return f"{self._host}/{self._path(repository)}"

    async def credentials(self) -> Credentials | None:
        return await self._in_thread(self._renew)

    async def prepare(self, repository: str) -> None:
        if repository not in self._known:
            await self._in_thread(lambda: self._make(self._path(repository)))
            self._known.add(repository)
        await self._in_thread(self._renew)

    async def find(self, repository: str, tag: str) -> Kept | None:
        def look() -> Kept | None:
            found = self._client.describe_images(repositoryName=self._path(repository), imageIds=[{"imageTag": tag}])[
                "imageDetails"
            ]
            return Kept(found[0]["imageDigest"], found[0].get("imageSizeInBytes", 0)) if found else None

        return await self._in_thread(_or_none(look))

    async def tags(self, repository: str) -> dict[str, str]:
        def look() -> dict[str, str]:
            pages = self._client.get_paginator("list_images").paginate(
                repositoryName=self._path(repository), filter={"tagStatus": "TAGGED"}
            )
            return {image["imageTag"]: image["imageDigest"] for page in pages for image in page["imageIds"]}

        return await self._in_thread(_or_none(look)) or {}

    async def retag(self, repository: str, tag: str, further: str) -> None:
        def put() -> None:
            path = self._path(repository)
            (image,) = self._client.batch_get_image(repositoryName=path, imageIds=[{"imageTag": tag}])["images"]
            try:
                self._client.put_image(repositoryName=path, imageManifest=image["imageManifest"], imageTag=further)
            except ClientError as error:
                if _code(error) not in THERE:
                    raise

        await self._in_thread(put)

    async def remove(self, repository: str, digests: frozenset[str] | None = None) -> None:
        path = self._path(repository)

        def drop() -> None:
            if digests is None:
                self._client.delete_repository(repositoryName=path, force=True)
                return
            images: list[ImageIdentifierTypeDef] = [{"imageDigest": digest} for digest in sorted(digests)]
            for begin in range(0, len(images), AT_ONCE):
                self._client.batch_delete_image(repositoryName=path, imageIds=images[begin : begin + AT_ONCE])

        await self._in_thread(_or_none(drop))
        if digests is None:
            self._known.discard(repository)

    def _path(self, repository: str) -> str:
        return f"{self._prefix}/{repository}"

    def _make(self, path: str) -> None:
        """Make the repository where it is missing; its lifecycle rule stands there whoever made it."""
        try:
            self._client.create_repository(
                repositoryName=path, imageTagMutability="IMMUTABLE",
                imageScanningConfiguration={"scanOnPush": True}, tags=[{"Key": "fusion", "Value": "application"}],
            )  # fmt: skip
        except ClientError as error:
            if _code(error) not in THERE:
                raise
        self._client.put_lifecycle_policy(repositoryName=path, lifecyclePolicyText=json.dumps(LIFECYCLE))

    def _renew(self) -> Credentials:
        """Who to sign in as, with half an hour left at least."""
        if self._token is None or self._token[1] - self._now() < EARLY:
            (given,) = self._client.get_authorization_token()["authorizationData"]
            user, _, password = base64.b64decode(given["authorizationToken"]).decode().partition(":")
            self._token = Credentials(user, password), given["expiresAt"].astimezone(UTC)
            self._host = self._host or given["proxyEndpoint"].removeprefix("https://")
        return self._token[0]

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        try:
            return await asyncio.to_thread(work)
        except ClientError as error:
            kind = Temporary if _code(error) in BUSY else Unavailable
            raise kind(f"Amazon ECR refuses: {error}. Check what Fusion's role may do there.") from error
        except BotoCoreError as error:
            raise Unavailable(f"Amazon ECR cannot be reached: {error}. Check region, network and role.") from error


def _or_none(work: Callable[[], Result]) -> Callable[[], Result | None]:
    """The same, but None where repository or image are not there."""

    def look() -> Result | None:
        try:
            return work()
        except ClientError as error:
            if _code(error) in ABSENT:
                return None
            raise

    return look


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")
