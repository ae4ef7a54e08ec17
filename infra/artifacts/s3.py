"""Artifacts in an S3 bucket, by boto3 in threads; a claim is a put that only works where nothing is yet."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.artifacts.store import intact, reference, safe
from schemas.artifacts import ArtifactRef
from schemas.errors import Temporary, Unavailable

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

Result = TypeVar("Result")

MISSING = frozenset({"NoSuchKey", "404"})
TAKEN = "PreconditionFailed"
BUSY = frozenset({"SlowDown", "InternalError", "ServiceUnavailable", "ConditionalRequestConflict", "RequestTimeout"})
"""Error codes of S3: nothing there, something there already, and what another try may cure."""


class S3Artifacts:
    """The engine for many machines. Credentials come from where boto3 looks for them."""

    def __init__(self, client: S3Client, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    @classmethod
    def at(cls, bucket: str, endpoint_url: str | None = None, region: str | None = None) -> S3Artifacts:
        """The bucket, at Amazon or at the endpoint."""
        config = Config(connect_timeout=3, read_timeout=30, retries={"max_attempts": 3, "mode": "standard"})
        return cls(boto3.client("s3", endpoint_url=endpoint_url, region_name=region, config=config), bucket)

    async def put(self, content: bytes, media_type: str) -> ArtifactRef:
        ref = reference(content, media_type)
        checksum = base64.b64encode(bytes.fromhex(ref.sha256)).decode()
        await self._in_thread(lambda: self._client.put_object(
            Bucket=self._bucket, Key=_key(ref), Body=content, ContentType=media_type, ChecksumSHA256=checksum
        ))  # fmt: skip
        return ref

    async def get(self, ref: ArtifactRef) -> bytes:
        return intact(await self._in_thread(lambda: self._read(_key(ref))), ref)

    async def claim(self, key: str, content: bytes) -> bytes:
        name = _claim(key)

        def first() -> bytes:
            try:
                self._client.put_object(Bucket=self._bucket, Key=name, Body=content, IfNoneMatch="*")
            except ClientError as error:
                if _code(error) == TAKEN and (there := self._read(name)) is not None:
                    return there
                raise
            return content

        return await self._in_thread(first)

    async def claimed(self, key: str) -> bytes | None:
        name = _claim(key)
        return await self._in_thread(lambda: self._read(name))

    def _read(self, name: str) -> bytes | None:
        try:
            return self._client.get_object(Bucket=self._bucket, Key=name)["Body"].read()
        except ClientError as error:
            if _code(error) in MISSING:
                return None
            raise

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        try:
            return await asyncio.to_thread(work)
        except ClientError as error:
            kind = Temporary if _code(error) in BUSY else Unavailable
            raise kind(f"The artifact bucket {self._bucket} refuses: {error}") from error
        except BotoCoreError as error:
            raise Unavailable(f"The artifact bucket {self._bucket} does not answer: {error}") from error


def _key(ref: ArtifactRef) -> str:
    return f"sha256/{ref.sha256[:2]}/{ref.sha256}"


def _claim(key: str) -> str:
    """An object that no other's name goes on from: stores that keep files in directories cannot have both."""
    return f"claims/{safe(key)}="


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")
