"""Dead letters: bytes that a stage could not read as an event, kept for an operator to look at and send again."""

from __future__ import annotations

from infra.bus.log import Seen
from infra.bus.outcome import GROUP, ORIGIN, REASON
from infra.database import Connection

OURS = (REASON, GROUP, ORIGIN)
"""The headers that whoever buried the letter added to its own."""


async def bury(connection: Connection, seen: Seen) -> None:
    """Keep the letter; the same one is kept once."""
    record = seen.record
    why = {name: value.decode(errors="replace") for name, value in record.headers if name in OURS}
    topic, partition, offset = _origin(why.get(ORIGIN, ""))
    own = [(name, value) for name, value in record.headers if name not in OURS]
    await connection.execute(
        'INSERT INTO dead_letters (partition, "offset", at, topic, origin_partition, origin_offset, reason, key, value,'
        " header_names, header_values) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
        record.partition, record.offset, seen.at, topic, partition, offset, why.get(REASON, "")[:2_000],
        record.key, record.value, [name for name, _ in own], [value for _, value in own],
    )  # fmt: skip


def _origin(text: str) -> tuple[str, int | None, int | None]:
    """Topic, partition and offset where the bytes stood."""
    topic, _, place = text.partition("/")
    partition, _, offset = place.partition("/")
    if partition.isdecimal() and offset.isdecimal():
        return topic, int(partition), int(offset)
    return topic, None, None
