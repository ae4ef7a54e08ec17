"""The contract of the artifact store, kept by every engine."""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer

from infra.artifacts.directory import DirectoryArtifacts
from infra.artifacts.s3 import S3Artifacts
from infra.artifacts.store import Artifacts
from schemas.artifacts import ArtifactRef
from schemas.errors import Permanent, Unavailable
from tests.fakes.docker_bed import CannotStart
from tests.fakes.object_store import KEY, SECRET, object_store


class Store(Protocol):
    """An engine, and what someone else may do to what it keeps."""

    @property
    def artifacts(self) -> Artifacts: ...
    def overwrite(self, ref: ArtifactRef, content: bytes) -> None: ...
    def remove(self, ref: ArtifactRef) -> None: ...
    def again(self) -> Artifacts: ...


class Directory:
    def __init__(self, root: Path) -> None:
        self._root = root
        self.artifacts = DirectoryArtifacts(root)

    def _path(self, ref: ArtifactRef) -> Path:
        return self._root / "sha256" / ref.sha256[:2] / ref.sha256

    def overwrite(self, ref: ArtifactRef, content: bytes) -> None:
        self._path(ref).write_bytes(content)

    def remove(self, ref: ArtifactRef) -> None:
        self._path(ref).unlink()

    def again(self) -> Artifacts:
        return DirectoryArtifacts(self._root)


class Bucket:
    def __init__(self, name: str, endpoint: str) -> None:
        self.name, self.endpoint = name, endpoint
        self._client = boto3.client("s3", endpoint_url=self.endpoint, region_name="us-east-1")
        self._client.create_bucket(Bucket=self.name)
        self.artifacts: Artifacts = self.again()

    def overwrite(self, ref: ArtifactRef, content: bytes) -> None:
        self._client.put_object(Bucket=self.name, Key=f"sha256/{ref.sha256[:2]}/{ref.sha256}", Body=content)

    def remove(self, ref: ArtifactRef) -> None:
        self._client.delete_object(Bucket=self.name, Key=f"sha256/{ref.sha256[:2]}/{ref.sha256}")

    def again(self) -> Artifacts:
        return S3Artifacts.at(self.name, self.endpoint, "us-east-1")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(scope="module")
def real_s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        with object_store(tmp_path_factory.mktemp("s3")) as url:
            yield url
    except CannotStart as error:
        pytest.fail(f"NOT TESTED ON S3: {error}", pytrace=False)


@pytest.fixture(params=["directory", "s3", pytest.param("real_s3", marks=pytest.mark.docker)])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    if request.param == "directory":
        return Directory(tmp_path / "artifacts")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    return Bucket(f"artifacts-{uuid4()}", request.getfixturevalue(request.param))


async def test_what_was_put_is_got_by_whoever_has_the_reference(store: Store) -> None:
    content = os.urandom(100_000)
    ref = await store.artifacts.put(content, "application/x-tar")
    assert (ref.size, ref.media_type) == (100_000, "application/x-tar")
    assert await store.again().get(ref) == content


async def test_the_same_content_has_the_same_reference(store: Store) -> None:
    both = await asyncio.gather(*(store.artifacts.put(b"the same", "text/plain") for _ in range(2)))
    assert both[0] == both[1]
    assert await store.artifacts.put(b"", "text/plain") != both[0]


async def test_what_is_missing_or_damaged_will_never_work(store: Store) -> None:
    ref = await store.artifacts.put(b"content", "text/plain")
    store.overwrite(ref, b"contenT")
    with pytest.raises(Permanent, match="damaged"):
        await store.artifacts.get(ref)
    assert await store.artifacts.put(b"content", "text/plain") == ref
    assert await store.artifacts.get(ref) == b"content"
    store.remove(ref)
    with pytest.raises(Permanent, match="not in the store"):
        await store.artifacts.get(ref)


async def test_the_first_claim_stands(store: Store) -> None:
    assert await store.artifacts.claimed("ends/a/1") is None
    assert await store.artifacts.claim("ends/a/1", b"first") == b"first"
    assert await store.again().claim("ends/a/1", b"second") == b"first"
    assert await store.artifacts.claimed("ends/a/1") == b"first"


async def test_a_key_may_be_the_beginning_of_another(store: Store) -> None:
    assert await store.artifacts.claim("ends/a/1", b"longer") == b"longer"
    assert await store.artifacts.claimed("ends/a") is None
    assert await store.artifacts.claim("ends/a", b"shorter") == b"shorter"
    assert await store.artifacts.claimed("ends/a/1") == b"longer"


async def test_of_many_who_claim_at_once_one_wins_and_all_know_which(store: Store) -> None:
    rivals = [str(number).encode() for number in range(20)]
    told = await asyncio.gather(*(store.artifacts.claim("ends/b/1", rival) for rival in rivals))
    assert len(set(told)) == 1
    assert await store.artifacts.claimed("ends/b/1") == told[0]


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "a//b", "a/../../b", "", "a b", "a/"])
async def test_a_key_leads_nowhere_else(store: Store, key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        await store.artifacts.claim(key, b"content")


async def test_claims_of_processes_that_race_go_to_one(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys; from pathlib import Path; from infra.artifacts.directory import DirectoryArtifacts\n"
        "print(asyncio.run(DirectoryArtifacts(Path(sys.argv[1])).claim('ends/c/1', sys.argv[2].encode())).decode())"
    )
    rivals = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, tmp_path, str(number), stdout=subprocess.PIPE
        )
        for number in range(4)
    ]
    [won] = {(await rival.communicate())[0].decode().strip() for rival in rivals}
    assert won in {str(number) for number in range(4)}


async def test_a_directory_that_cannot_be_used_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match="artifact store"):
        await DirectoryArtifacts(tmp_path / "file").put(b"content", "text/plain")


def test_a_full_disk_pauses_rather_than_fails_and_leaves_nothing_behind(full_disk: Path) -> None:
    with pytest.raises(Unavailable, match="disk is full"):
        asyncio.run(DirectoryArtifacts(full_disk).put(os.urandom(200_000), "text/plain"))
    assert not [path for path in full_disk.rglob("*") if path.is_file()]


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with next to no room, where this machine lets us have one."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(tmp_path)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip(f"no file system may be mounted here ({os.strerror(errno.EPERM)})")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


async def test_a_store_that_is_away_pauses_rather_than_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with pytest.raises(Unavailable, match="does not answer"):
        await S3Artifacts.at("bucket", "http://127.0.0.1:9", "us-east-1").claimed("health")


async def test_a_bucket_that_is_not_there_is_named(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with pytest.raises(Unavailable, match="nobucket"):
        await S3Artifacts.at("nobucket", s3, "us-east-1").put(b"content", "text/plain")
