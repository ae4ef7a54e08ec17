"""A topic, a group and a home of a test's own on real Kafka: send events, run workers, read what comes out."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from infra.artifacts.directory import DirectoryArtifacts
from infra.bus.log import LogWriter
from infra.bus.topics import Plan, apply_topics
from infra.bus.wire import Received, Record, decode, encode
from infra.settings import Settings
from schemas.events import DEAD_LETTERS, TOPICS, AppRequested, Build, ChangeRequested, PromptUnderstood
from schemas.reading import Reading
from schemas.spec import app_id_for

SECRET = "a secret of the tests"
PATIENCE = 30.0
"""Seconds after which a test gives up waiting."""

WORKER = Path(__file__).with_name("bus_worker.py")


def requested(text: str, workspace: UUID | None = None, **build: object) -> AppRequested:
    """A request for an application that no other test knows."""
    workspace, key = workspace or uuid4(), f"app-{uuid4()}"
    return AppRequested(
        text=text,
        build=Build.model_validate({
            "app_id": app_id_for(workspace, key), "app_key": key, "workspace_id": workspace, "requested_by": "a test",
            "build_id": uuid4(), "build_no": 1, **build,
        }),
    )  # fmt: skip


def understood(event: AppRequested | ChangeRequested, title: str = "Shop") -> PromptUnderstood:
    """What a prompt stage answers that has not much to say."""
    return PromptUnderstood(build=event.build, text=event.text, reading=Reading(title=title))


@dataclass
class Bench:
    """`published` collects what workers put into the pipeline's topics, in the order in which it is read."""

    servers: str
    home: Path
    topic: str
    group: str
    writer: LogWriter
    consumer: AIOKafkaConsumer
    published: list[tuple[Record, Received]] = field(default_factory=list)
    dead: list[Record] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def open(cls, servers: str, home: Path) -> AsyncIterator[Bench]:
        name = f"test.{uuid4()}"
        plan = Plan.of(Settings(home=home), local=True)
        await apply_topics(servers, plan)
        await apply_topics(servers, plan, [name])
        writer = LogWriter(servers)
        consumer = AIOKafkaConsumer(*TOPICS, bootstrap_servers=servers, auto_offset_reset="latest", group_id=None)
        await consumer.start()
        await consumer.seek_to_end()
        try:
            yield cls(servers, home, name, name, writer, consumer)
        finally:
            await asyncio.gather(consumer.stop(), return_exceptions=True)  # cancels itself while the broker is away
            await writer.close()

    @property
    def artifacts(self) -> DirectoryArtifacts:
        """The store that the workers use."""
        return DirectoryArtifacts(self.home / "artifacts")

    async def send(self, *events: AppRequested, deferrals: int = 0) -> None:
        """Put signed events into the workers' topic."""
        records = [encode(event, source="fusion/gateway", secret=SECRET, deferrals=deferrals) for event in events]
        await self.write(records)

    async def write(self, records: Iterable[Record]) -> None:
        """Put records into the workers' topic as they are."""
        await self.writer.append([record._replace(topic=self.topic) for record in records])

    @asynccontextmanager
    async def worker(self, death: str = "nowhere", **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """A worker process; told to end, if it has not by itself."""
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
            "FUSION_HOME": str(self.home),
            "FUSION_KAFKA_BOOTSTRAP_SERVERS": self.servers,
            "FUSION_SECRET": SECRET,
            **settings,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(WORKER), self.topic, self.group, death, env=env, stdout=sys.stderr
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(PATIENCE):
                await process.wait()

    async def read(self, event: AppRequested, *types: str) -> list[Received]:
        """Read on until each of the types has been published for the event's build; the first of each."""
        async with asyncio.timeout(PATIENCE):
            while True:
                there = self.said_of(event)
                found = [next((one for one in there if one.type.__name__ == name), None) for name in types]
                if all(found):
                    return [one for one in found if one]
                await self._read_one()

    async def read_dead(self, count: int = 1) -> list[Record]:
        """Read on until this bench's group has published so many dead letters."""
        async with asyncio.timeout(PATIENCE):
            while len(self.dead) < count:
                await self._read_one()
        return self.dead

    def said_of(self, event: AppRequested) -> list[Received]:
        """What has been read about the event's build, courtesies aside."""
        build_id = str(event.build.build_id)
        mine = [one for _, one in self.published if one.data.get("build", {}).get("build_id") == build_id]
        return [one for one in mine if one.type.__name__ != "Progress"]

    def runs(self, event: AppRequested) -> int:
        """How often a handler was run for the event."""
        return len(list((self.home / "runs").glob(f"{event.build.build_id}-*")))

    async def begun(self, event: AppRequested) -> None:
        """Wait until a handler runs for the event."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if self.runs(event):
                    return
                await asyncio.sleep(0.02)

    async def joined(self, members: int) -> None:
        """Wait until the group has so many members and each has its partitions."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.servers)
        await admin.start()
        try:
            async with asyncio.timeout(PATIENCE):
                while not await self._stable(admin, members):  # noqa: ASYNC110  # asked of Kafka
                    await asyncio.sleep(0.05)
        finally:
            await admin.close()

    async def _stable(self, admin: AIOKafkaAdminClient, members: int) -> bool:
        try:
            [answer] = await admin.describe_consumer_groups([self.group])
        except GroupCoordinatorNotAvailableError:  # of a broker that has had no group yet
            return False
        [group] = answer.to_object()["groups"]
        return group["state"] == "Stable" and len(group["members"]) == members

    async def _read_one(self) -> None:
        message = await self.consumer.getone()
        record = Record(message.topic, message.key, message.value, tuple(message.headers))
        if record.topic != DEAD_LETTERS:
            self.published.append((record, decode(record.headers, record.value)))
        elif ("fusion-group", self.group.encode()) in record.headers:
            self.dead.append(record)
