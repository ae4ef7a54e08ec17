"""Servers for the tests: real Kafka and PostgreSQL, started once for all xdist workers when first asked for."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from infra.stack.home import Home
from infra.stack.start import start_kafka, start_postgres, stop_servers
from tests.fakes.docker_bed import CannotStart, DockerBed

REPOSITORY = Path(__file__).parent.parent
CACHE = REPOSITORY / ".cache"
SHARED = "TESTS_SHARED_HOME"
"""Names, in the environment, the directory that all processes of one test run share."""

SERVERS = {"kafka", "postgres"}


def pytest_configure(config: pytest.Config) -> None:
    """Forget the developer's own settings; agree on one home for the servers of this run."""
    shared = os.environ.get(SHARED) if hasattr(config, "workerinput") else None
    for name in [name for name in os.environ if name.startswith("FUSION_")]:
        del os.environ[name]
    os.environ[SHARED] = shared or tempfile.mkdtemp(prefix="fusion-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that began the run ends its servers; xdist's workers have finished by then."""
    if not hasattr(config, "workerinput"):
        shared = Path(os.environ.pop(SHARED))
        stop_servers(Home(shared))
        shutil.rmtree(shared, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is quick comes first; what is marked `slow` comes last, and xdist runs no two of those at a time."""

    def effort(item: pytest.Item) -> int:
        return 2 if item.get_closest_marker("slow") else int(not SERVERS.isdisjoint(getattr(item, "fixturenames", ())))

    items.sort(key=effort)
    for item in items:
        if effort(item) == 2:
            item.add_marker(pytest.mark.xdist_group("slow"))


def _once(name: str, start: Callable[[Home], Awaitable[str]]) -> str:
    """What `start` returns, in the shared home, one process of the test run at a time."""
    home = Home.at(Path(os.environ[SHARED]))
    with (home.root / f"{name}.lock").open("w") as lock, ThreadPoolExecutor(1) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)

        async def started() -> str:
            return await start(home)

        return pool.submit(asyncio.run, started()).result()


@pytest.fixture(scope="session")
def kafka() -> str:
    """Bootstrap servers of a running Apache Kafka (tests take topics, groups or keys of their own)."""
    return _once("kafka", lambda home: start_kafka(home, CACHE))


@pytest.fixture(scope="session")
def postgres() -> str:
    """Superuser's URL of a running PostgreSQL where every connection needs a password."""
    return _once("postgres", start_postgres)


@pytest.fixture
async def platform_database(postgres: str) -> str:
    """URL of an empty database of this test's own."""
    name = f"test_{uuid4().hex}"
    connection = await asyncpg.connect(postgres)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    finally:
        await connection.close()
    return postgres.rpartition("/")[0] + f"/{name}"


@pytest.fixture(scope="session")
def docker_bed() -> Iterator[DockerBed]:
    """A Docker daemon and a registry of this run's own; `make test-docker` installs what they need."""
    with tempfile.TemporaryDirectory(prefix="fusion-docker-", ignore_cleanup_errors=True) as directory:
        bed = DockerBed(Path(directory))
        try:
            bed.start()
            yield bed
        except CannotStart as error:
            pytest.fail(f"NOT TESTED ON DOCKER: {error}", pytrace=False)
        finally:
            bed.stop()


@pytest.fixture(scope="session")
def shared_home() -> Path:
    """A FUSION_HOME that the whole test run shares. Golden bases are those of the working copy."""
    return with_golden_bases(Home.at(Path(os.environ[SHARED])).root)


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty FUSION_HOME of this test's own, with a short path. Golden bases are those of the working copy."""
    with tempfile.TemporaryDirectory(prefix="fusion-home-", ignore_cleanup_errors=True) as directory:
        yield with_golden_bases(Home.at(Path(directory)).root)


def with_golden_bases(home: Path) -> Path:
    golden = REPOSITORY / ".fusion" / "golden"
    golden.mkdir(parents=True, exist_ok=True)
    if not (home / "golden").exists():
        (home / "golden").symlink_to(golden)
    return home
