"""The bus on Kafka, by FastStream: a record is committed only after all that follows from it is acknowledged."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from faststream import AckPolicy, BaseMiddleware
from faststream.exceptions import StopConsume
from faststream.kafka import KafkaBroker

from infra.bus import metrics
from infra.bus.outcome import Kind
from infra.bus.pipeline import Pipeline
from infra.bus.wire import Record
from schemas.errors import Unavailable

SESSION, HEARTBEAT = 6_000, 2_000
"""Milliseconds after which a silent worker is given up, and between its signs of life. Kafka allows no shorter ones."""

LONG_POLL = 500
"""Milliseconds that an idle worker's question may wait at the broker. A partition that has just been drained is asked
about only when the question about the others has come back, so this is also what a quick successor may have to wait."""

SPARE = 60.0
"""Seconds between the longest that a record can take and the moment when the group gives the worker up."""

Publish = Callable[[Sequence[Record]], Awaitable[None]]
"""Publish records in order and return once all replicas have them. Raises Unavailable."""

log = structlog.get_logger()


class ReadAgain(Exception):
    """The record was not dealt with; it stays uncommitted and shall be read again."""


class Subscription(ConsumerRebalanceListener):  # type: ignore[misc]
    """One handler's place in its consumer group."""

    def __init__(self, pipeline: Pipeline, publish: Publish, servers: str, grace: float) -> None:
        self.handler, self._pipeline, self._publish, self._servers = pipeline.handler, pipeline, publish, servers
        self.crashed: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
        self.idle = asyncio.Event()
        self.idle.set()
        self.assigned = False
        self._pauses = self._failures = 0
        self._resuming: asyncio.TimerHandle | None = None
        self._broker = KafkaBroker(
            servers.split(","),
            client_id=self.handler.name,
            consumer_only=True,
            allow_auto_create_topics=False,
            graceful_timeout=grace,
            middlewares=[partial(CommitLast, subscription=self)],
            apply_types=False,
            logger=logging.getLogger("infra.faststream"),
        )
        longest = self.handler.limit.total_seconds() + pipeline.around.patience.window + SPARE
        self._subscriber = self._broker.subscriber(
            self.handler.topic,
            group_id=self.handler.group,
            ack_policy=AckPolicy.MANUAL,
            no_reply=True,
            parser=_without_headers,
            decoder=_untouched,
            listener=self,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=LONG_POLL,
            session_timeout_ms=SESSION,
            heartbeat_interval_ms=HEARTBEAT,
            max_poll_interval_ms=int(longest * 1000),
            rebalance_timeout_ms=int(longest * 1000),
        )
        self._subscriber(self._handle)

    async def start(self) -> None:
        """Join the group. Raises Unavailable while the broker or the topic is not there."""
        try:
            if self.handler.topic not in await self._topics():
                raise Unavailable(f"The topic {self.handler.topic} does not exist yet: `fusion topics apply` makes it.")
            await self._broker.start()
        except (KafkaError, OSError) as error:
            await self._broker.stop()
            raise Unavailable(f"Kafka at {self._servers} does not answer.") from error

    async def stop(self) -> None:
        """Let the running handler finish for a while, then leave the group."""
        if self._resuming is not None:
            self._resuming.cancel()
        await self._broker.stop()

    async def problem(self) -> str | None:
        """Why this subscription cannot work just now, if so."""
        if self._consumer is None or not self.assigned:
            return "it has not joined its consumer group"
        try:
            async with asyncio.timeout(2):
                await self._consumer.topics()
        except (KafkaError, OSError, TimeoutError):
            return f"Kafka at {self._servers} does not answer"
        return "it waits for a dependency" if self._resuming is not None else None

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        """Keep the partitions until the running handler has come to its end."""
        await self.idle.wait()

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        self.assigned = True
        if self._resuming is not None and self._consumer is not None:
            self._consumer.pause(*assigned)

    async def _handle(self, record: ConsumerRecord[bytes, bytes]) -> None:
        outcome = await self._pipeline.process(_record(record))
        await self._publish(outcome.records)
        if outcome.kind is Kind.AGAIN:
            raise ReadAgain
        if outcome.pause:
            self._pause()
        elif outcome.kind is Kind.DONE:
            self._pauses = 0

    async def commit(self, record: ConsumerRecord[bytes, bytes]) -> None:
        """Go on after the record. A lost commit only means that its kept result will be published again."""
        self._failures = 0
        partition = TopicPartition(record.topic, record.partition)
        try:
            if self._consumer is not None:
                await self._consumer.commit({partition: record.offset + 1})
        except KafkaError as error:
            log.info("not committed", stage=self.handler.name, offset=record.offset, why=type(error).__name__)

    async def rewind(self, record: ConsumerRecord[bytes, bytes]) -> None:
        """Read the record again, after a while."""
        self._failures += 1
        await asyncio.sleep(min(2**self._failures * random.uniform(0.2, 0.4), 30))  # noqa: S311
        try:
            if self._consumer is not None:
                self._consumer.seek(TopicPartition(record.topic, record.partition), record.offset)
        except KafkaError as error:  # the partition is another worker's by now
            log.info("not rewound", stage=self.handler.name, offset=record.offset, why=type(error).__name__)

    def _pause(self) -> None:
        """Take nothing more for a growing while; what comes first afterwards shows whether the world is back."""
        self._pauses += 1
        seconds = self._pipeline.around.patience.rest(self._pauses)
        log.warning("paused", stage=self.handler.name, seconds=round(seconds, 1))
        metrics.PAUSED.labels(self.handler.name).set(1)
        if self._consumer is not None:
            self._consumer.pause(*self._consumer.assignment())
        self._resuming = asyncio.get_running_loop().call_later(seconds, self._resume)

    def _resume(self) -> None:
        self._resuming = None
        metrics.PAUSED.labels(self.handler.name).set(0)
        if self._consumer is not None:
            self._consumer.resume(*self._consumer.paused())

    @property
    def _consumer(self) -> AIOKafkaConsumer | None:
        return self._subscriber.consumer

    async def _topics(self) -> set[str]:
        admin = AIOKafkaAdminClient(bootstrap_servers=self._servers)
        try:
            await admin.start()
            return set(await admin.list_topics())
        finally:
            await admin.close()


class CommitLast(BaseMiddleware):
    """Outermost: what it sees on its way out has been handled and published, or has not."""

    def __init__(self, msg: Any, /, *, context: Any, subscription: Subscription) -> None:
        super().__init__(msg, context=context)
        self._subscription = subscription

    async def __aenter__(self) -> CommitLast:
        self._subscription.idle.clear()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_val: BaseException | None = None,
        exc_tb: TracebackType | None = None,
    ) -> bool:
        subscription = self._subscription
        try:
            if exc_val is None:
                await subscription.commit(self.msg)
            elif isinstance(exc_val, ReadAgain | Unavailable):
                await subscription.rewind(self.msg)
            elif isinstance(exc_val, Exception):
                log.error("unexpected: this process ends", stage=subscription.handler.name, exc_info=exc_val)
                if not subscription.crashed.done():
                    subscription.crashed.set_result(exc_val)
                raise StopConsume from exc_val
            else:
                return False
        finally:
            subscription.idle.set()
        return True


async def _without_headers(record: ConsumerRecord[bytes, bytes], parse: Any) -> Any:
    """FastStream sees none of the headers: they may be no text, and a foreign `reply_to` is not for us to obey."""
    message = await parse(replace(record, headers=()))
    message.raw_message = record
    return message


async def _untouched(message: Any) -> ConsumerRecord[bytes, bytes]:
    record: ConsumerRecord[bytes, bytes] = message.raw_message
    return record


def _record(record: ConsumerRecord[bytes, bytes]) -> Record:
    headers = tuple((name, text or b"") for name, text in record.headers)
    return Record(record.topic, record.key, record.value, headers, record.partition, record.offset)
