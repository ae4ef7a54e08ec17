"""The read model's only writer: a batch of records in one transaction, each event counted once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gateway.projector import lines
from gateway.projector.dead import bury
from gateway.projector.heard import Heard, hear
from gateway.projector.labels import Labels
from gateway.projector.read_model import refold
from infra.bus.log import Seen
from infra.database import Connection, Database
from schemas.events import DEAD_LETTERS, AppRetired, BuildDeferred, Event, Progress


class Projection:
    def __init__(self, database: Database, labels: Labels, secret: str, open_workspace: UUID | None) -> None:
        self._database = database
        self._labels = labels
        self._secret = secret
        self._open_workspace = open_workspace

    async def apply(self, batch: Sequence[Seen]) -> None:
        """Whatever was applied before changes nothing. Raises Unavailable, having changed nothing."""
        heard = [found for seen in batch if (found := self._hear(seen))]
        labels = {event.app_id: label for event in heard if (label := await self._labels.of(event.said))}
        async with self._database.transaction() as connection:
            for seen in batch:
                if seen.record.topic == DEAD_LETTERS:
                    await bury(connection, seen)
            touched = await self._note(connection, heard)
            for app_id, label in sorted(labels.items()):
                await connection.execute("UPDATE apps SET label = $2 WHERE id = $1", app_id, label)
            for app_id, build_id in sorted(touched):
                await refold(connection, app_id, build_id)

    def _hear(self, seen: Seen) -> Heard | None:
        if seen.record.topic == DEAD_LETTERS:
            return None
        return hear(seen, secret=self._secret, open_workspace=self._open_workspace)

    async def _note(self, connection: Connection, heard: list[Heard]) -> set[tuple[UUID, UUID]]:
        """Store what is new; returns the builds that it is about."""
        touched = set()
        for event in sorted(heard, key=lambda event: event.app_id):  # one order of locks for all projectors
            if isinstance(event.said, Progress):
                await lines.note(connection, event, event.said)
                continue
            await _register(connection, event)
            if not await _keep(connection, event):
                continue
            if isinstance(event.said, Event):
                touched.add((event.app_id, event.said.build.build_id))
            elif isinstance(event.said, AppRetired):
                retired = "UPDATE apps SET retired_at = coalesce(retired_at, $2) WHERE id = $1"
                await connection.execute(retired, event.app_id, event.received.at)
        return touched


async def _register(connection: Connection, event: Heard) -> None:
    """Enter an application that came from outside; note whose artifacts these are."""
    if isinstance(event.said, Event):
        build = event.said.build
        await connection.execute(
            "INSERT INTO apps (id, workspace_id, key, label, created_at) VALUES ($1, $2, $3, $3, $4)"
            " ON CONFLICT DO NOTHING",
            build.app_id, build.workspace_id, build.app_key, event.received.at,
        )  # fmt: skip
    await connection.executemany(
        "INSERT INTO artifact_owners VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        [(event.workspace_id, ref.sha256, ref.size, ref.media_type) for ref in event.artifacts],
    )


async def _keep(connection: Connection, event: Heard) -> bool:
    """Store the event; whether it is new. Heard again, only its place in the log is: where it was published last."""
    build = event.said.build if isinstance(event.said, Event) else None
    new = await connection.fetchval(
        'INSERT INTO events (id, type, source, app_id, build_id, attempt, at, data, topic, partition, "offset")'
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (app_id, id)"
        ' DO UPDATE SET topic = excluded.topic, partition = excluded.partition, "offset" = excluded."offset"'
        " RETURNING xmax = 0",
        event.received.id, event.type, event.received.source, event.app_id,
        build.build_id if build else None, build.attempt if build else None,
        event.received.at, event.received.data, event.record.topic, event.record.partition, event.record.offset,
    )  # fmt: skip
    if isinstance(event.said, BuildDeferred):
        await connection.execute(
            "INSERT INTO deferred (id, app_id, build_id, attempt, stage, not_before, count, type, data)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
            event.received.id, event.app_id, event.said.build.build_id, event.said.build.attempt, event.said.stage,
            event.said.not_before, event.said.count, event.said.event.type, event.said.event.data,
        )  # fmt: skip
    return bool(new)
