"""Kafka as a log, by aiokafka: append records in order, read every topic, ask how far the groups are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from infra.bus.wire import Record
from schemas.errors import Unavailable

LARGEST = 4 * 1024 * 1024
"""Bytes of the largest record that may pass through here; the broker has the last word."""

MAX_POLL_INTERVAL = 300
"""Seconds that a reader may take for one batch."""

CLOSE = 5
"""Seconds that a writer may take to close; what it could not deliver by then is delivered again by whoever asked."""

Offsets = dict[tuple[str, int], int]
"""An offset for each topic and partition."""


class Seen(NamedTuple):
    """A record that stands in a topic, and the broker's time for it."""

    record: Record
    at: datetime


class LogWriter:
    """Appends records; returns when all in-sync replicas have them."""

    def __init__(self, servers: str) -> None:
        self._servers = servers
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def append(self, records: Sequence[Record]) -> None:
        """Append in order. Raises Unavailable; some of the records may then be there already."""
        producer = None
        try:
            with _translated(self._servers):
                producer = await self._started()
                sent = [
                    await producer.send(record.topic, key=record.key, value=record.value, headers=list(record.headers))
                    for record in records
                ]
                await asyncio.gather(*sent)
        except Unavailable:
            await self._drop(producer)  # one that has lost its sequence would never work again
            raise

    async def close(self) -> None:
        await self._drop(self._producer)

    async def _started(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                producer = AIOKafkaProducer(
                    bootstrap_servers=self._servers, acks="all", enable_idempotence=True, max_request_size=LARGEST
                )
                try:
                    await producer.start()
                except BaseException:
                    await producer.stop()
                    raise
                self._producer = producer
            return self._producer

    async def _drop(self, producer: AIOKafkaProducer | None) -> None:
        """The next append starts another one."""
        if self._producer is producer:
            self._producer = None
        if producer is not None:
            with suppress(KafkaError, TimeoutError):
                await asyncio.wait_for(producer.stop(), CLOSE)


class LogReader:
    """A member of a consumer group that reads topics from their beginning and commits when it is told to."""

    def __init__(self, consumer: AIOKafkaConsumer, servers: str) -> None:
        self._consumer = consumer
        self._servers = servers

    @classmethod
    @asynccontextmanager
    async def open(cls, servers: str, group: str, topics: Collection[str]) -> AsyncIterator[LogReader]:
        consumer = AIOKafkaConsumer(
            *topics,
            bootstrap_servers=servers,
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_interval_ms=MAX_POLL_INTERVAL * 1000,
            max_partition_fetch_bytes=LARGEST,
            fetch_max_wait_ms=500,
            metadata_max_age_ms=10_000,
        )
        try:
            with _translated(servers):
                await consumer.start()
            yield cls(consumer, servers)
        finally:
            await consumer.stop()

    async def batch(self, limit: int, wait: float) -> list[Seen]:
        """Up to `limit` records, at once where there are some, none after `wait` seconds."""
        with _translated(self._servers):
            found = await self._consumer.getmany(timeout_ms=int(wait * 1000), max_records=limit)
        return [_seen(message) for messages in found.values() for message in messages]

    async def commit(self) -> None:
        """What was read so far need not be read again by this group."""
        with _translated(self._servers):
            await self._consumer.commit()


class LogOffsets:
    """Where topics begin and end, and how far consumer groups have committed. Connects when it is first asked."""

    def __init__(self, servers: str) -> None:
        self._servers = servers
        self._clients: tuple[AIOKafkaAdminClient, AIOKafkaConsumer] | None = None
        self._turn = asyncio.Lock()

    async def ends(self, topics: Collection[str]) -> Offsets:
        """The offset after the last record of each partition."""
        async with self._connected() as (admin, consumer):
            return _offsets(await consumer.end_offsets(await _partitions(admin, topics)))

    async def beginnings(self, topics: Collection[str]) -> Offsets:
        """The offset of the oldest record that each partition still holds."""
        async with self._connected() as (admin, consumer):
            return _offsets(await consumer.beginning_offsets(await _partitions(admin, topics)))

    async def committed(self, group: str) -> Offsets:
        """The offset that the group would go on from, for each partition that it has committed."""
        async with self._connected() as (admin, _):
            found = await admin.list_consumer_group_offsets(group)
        return {(key.topic, key.partition): value.offset for key, value in found.items() if value.offset >= 0}

    async def close(self) -> None:
        if self._clients is not None:
            admin, consumer = self._clients
            self._clients = None
            await consumer.stop()
            await admin.close()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[tuple[AIOKafkaAdminClient, AIOKafkaConsumer]]:
        """Raises Unavailable; then the next question connects anew."""
        async with self._turn:
            try:
                with _translated(self._servers):
                    if self._clients is None:
                        admin = AIOKafkaAdminClient(bootstrap_servers=self._servers)
                        self._clients = admin, AIOKafkaConsumer(bootstrap_servers=self._servers)
                        for client in self._clients:
                            await client.start()
                    yield self._clients
            except Unavailable:
                await self.close()
                raise


async def _partitions(admin: AIOKafkaAdminClient, topics: Collection[str]) -> list[TopicPartition]:
    return [
        TopicPartition(topic["topic"], partition["partition"])
        for topic in await admin.describe_topics(list(topics))
        for partition in topic["partitions"]
    ]


def _offsets(found: Mapping[TopicPartition, int]) -> Offsets:
    return {(key.topic, key.partition): offset for key, offset in found.items()}


def _seen(message: ConsumerRecord) -> Seen:
    headers = tuple((name, text or b"") for name, text in message.headers)
    record = Record(message.topic, message.key, message.value, headers, message.partition, message.offset)
    return Seen(record, datetime.fromtimestamp(message.timestamp / 1000, UTC))


@contextmanager
def _translated(servers: str) -> Iterator[None]:
    """Kafka's errors in our words."""
    try:
        yield
    except (KafkaError, OSError, TimeoutError) as error:
        raise Unavailable(f"Kafka at {servers} does not answer ({error or type(error).__name__}).") from error
