"""The outbox: what shall be published, written in the transaction that decides it."""

from __future__ import annotations

from datetime import timedelta

from gateway.signals import OUTBOX
from infra.bus.wire import Record
from infra.database import Connection

RELAY = 0x0F051_0B0C
"""Advisory lock of the one relay that publishes, so that the order holds."""

KEPT = timedelta(days=1)
"""How long sent rows stay, to be looked at."""


async def post(connection: Connection, record: Record) -> None:
    """Publish the record once the transaction is committed; in this order for records of one application."""
    await connection.execute(
        "INSERT INTO outbox (topic, key, value, header_names, header_values) VALUES ($1, $2, $3, $4, $5)",
        record.topic, record.key, record.value,
        [name for name, _ in record.headers], [value for _, value in record.headers],
    )  # fmt: skip
    await connection.execute("SELECT pg_notify($1, '')", OUTBOX)


async def claim(connection: Connection, limit: int) -> list[tuple[int, Record]]:
    """The oldest unsent records, in order; none while another relay is publishing."""
    if not await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", RELAY):
        return []
    rows = await connection.fetch("SELECT * FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT $1", limit)
    return [
        (
            row["id"],
            Record(
                row["topic"],
                row["key"],
                row["value"],
                tuple(zip(row["header_names"], row["header_values"], strict=True)),
            ),
        )
        for row in rows
    ]


async def settle(connection: Connection, ids: list[int]) -> None:
    """These are in the log now; old ones are forgotten."""
    await connection.execute("UPDATE outbox SET sent_at = now() WHERE id = ANY($1)", ids)
    await connection.execute("DELETE FROM outbox WHERE sent_at < now() - $1::interval", KEPT)
