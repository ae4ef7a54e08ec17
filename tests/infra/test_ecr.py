"""Amazon ECR by its own interface, as moto keeps it; its credentials on a real registry that asks for them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, timedelta
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer
from types_boto3_ecr import ECRClient

from infra.ecr import EcrRegistry
from infra.registry import Credentials
from schemas.errors import Unavailable

CONFIG = {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 1, "digest": "sha256:" + "0" * 64}
MANIFEST = json.dumps({
    "schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": CONFIG, "layers": [],
})  # fmt: skip


@pytest.fixture(scope="module")
def amazon() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def client(amazon: str, monkeypatch: pytest.MonkeyPatch) -> ECRClient:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    client: ECRClient = boto3.client("ecr", endpoint_url=amazon, region_name="eu-central-1")
    return client


@pytest.fixture
def registry(client: ECRClient) -> EcrRegistry:
    return EcrRegistry(client, prefix=f"fusion-{uuid4().hex[:8]}")


def put(client: ECRClient, registry: EcrRegistry, tag: str, content: str = "") -> str:
    """Push an image, as the daemon would; its digest."""
    path = registry.name("app-1").partition("/")[2]
    manifest = MANIFEST.replace('"layers": []', f'"layers": [], "annotations": {{"content": "{content}"}}')
    image = client.put_image(repositoryName=path, imageManifest=manifest, imageTag=tag)["image"]
    return image["imageId"]["imageDigest"]


async def test_a_repository_is_made_on_first_use_scanned_immutable_and_cleared(
    registry: EcrRegistry, client: ECRClient
) -> None:
    for _ in range(2):
        await registry.prepare("app-1")
    path = registry.name("app-1").partition("/")[2]
    (made,) = client.describe_repositories(repositoryNames=[path])["repositories"]
    assert made["imageScanningConfiguration"] == {"scanOnPush": True}
    assert made["imageTagMutability"] == "IMMUTABLE"
    policy = json.loads(client.get_lifecycle_policy(repositoryName=path)["lifecyclePolicyText"])
    assert [rule["action"]["type"] for rule in policy["rules"]] == ["expire", "expire"]


async def test_another_process_finds_the_repository_that_is_there(registry: EcrRegistry, client: ECRClient) -> None:
    await registry.prepare("app-1")
    again = EcrRegistry(client, prefix=registry.name("app-1").split("/")[1])
    await again.prepare("app-1")
    assert again.name("app-1") == registry.name("app-1")


async def test_credentials_are_those_of_the_registry_and_renewed_before_they_end(client: ECRClient) -> None:
    (token,) = client.get_authorization_token()["authorizationData"]
    asked, clock = [], [token["expiresAt"].astimezone(UTC) - timedelta(hours=2)]
    registry = EcrRegistry(client, now=lambda: clock[0])
    client.meta.events.register("before-call.ecr.GetAuthorizationToken", lambda **_: asked.append("a token"))
    given = [await registry.credentials(), await registry.credentials()]
    assert asked == ["a token"]
    clock[0] += timedelta(hours=1, minutes=45)
    assert await registry.credentials() == given[0] == given[1]
    assert asked == ["a token", "a token"]
    user, password = base64.b64decode(token["authorizationToken"]).decode().split(":")
    assert given[0] == Credentials(user, password)


async def test_images_are_found_by_tag_and_by_a_further_one(registry: EcrRegistry, client: ECRClient) -> None:
    assert await registry.find("app-1", "1") is None
    assert await registry.tags("app-1") == {}
    await registry.prepare("app-1")
    digest = put(client, registry, "1")
    found = await registry.find("app-1", "1")
    assert found is not None
    assert found.digest == digest
    for _ in range(2):
        await registry.retag("app-1", "1", "build-1")
    assert await registry.tags("app-1") == {"1": digest, "build-1": digest}


async def test_some_images_go_or_all_of_them_and_twice_is_no_error(registry: EcrRegistry, client: ECRClient) -> None:
    await registry.prepare("app-1")
    one, other = put(client, registry, "1", "one"), put(client, registry, "2", "other")
    await registry.remove("app-1", frozenset({one}))
    assert await registry.tags("app-1") == {"2": other}
    for _ in range(2):
        await registry.remove("app-1")
    assert await registry.tags("app-1") == {}
    await registry.prepare("app-1")


async def test_amazon_away_is_said_so(client: ECRClient) -> None:
    away = boto3.client("ecr", endpoint_url="http://127.0.0.1:1", region_name="eu-central-1")
    with pytest.raises(Unavailable, match="Amazon ECR cannot be reached"):
        await EcrRegistry(away).prepare("app-1")
