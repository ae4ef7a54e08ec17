"""Idempotency keys: the same request under the same key is answered as before, and does nothing anew."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from gateway.problems import Refused
from infra.database import Connection, Row

KEPT = timedelta(days=7)


class Request:
    """A request to a door. Without a key every request is a new one."""

    def __init__(self, workspace_id: UUID, key: str | None, door: str, body: BaseModel) -> None:
        self._workspace_id, self._key = workspace_id, key
        said = json.dumps([door, body.model_dump()], default=str, sort_keys=True)
        self._fingerprint = hashlib.sha256(said.encode()).digest()

    async def peek(self, connection: Connection) -> Any | None:
        """What was answered under the key, if anything. Raises Refused where it was used for another request."""
        return self._answer(
            await connection.fetchrow(
                "SELECT fingerprint, answer FROM idempotency_keys WHERE workspace_id = $1 AND key = $2",
                self._workspace_id, self._key,
            )
        )  # fmt: skip

    async def earlier_answer(self, connection: Connection) -> Any | None:
        """As `peek`; a new key is ours until the transaction ends, and whoever else has it waits for that."""
        if self._key is None:
            return None
        await connection.execute("DELETE FROM idempotency_keys WHERE created_at < now() - $1::interval", KEPT)
        return self._answer(
            await connection.fetchrow(
                "INSERT INTO idempotency_keys (workspace_id, key, fingerprint) VALUES ($1, $2, $3)"
                " ON CONFLICT (workspace_id, key) DO UPDATE SET key = excluded.key RETURNING fingerprint, answer",
                self._workspace_id, self._key, self._fingerprint,
            )
        )  # fmt: skip

    async def remember(self, connection: Connection, answer: BaseModel) -> None:
        await connection.execute(
            "UPDATE idempotency_keys SET answer = $3 WHERE workspace_id = $1 AND key = $2",
            self._workspace_id, self._key, answer.model_dump(mode="json"),
        )  # fmt: skip

    def _answer(self, row: Row | None) -> Any | None:
        if row is None:
            return None
        if row["fingerprint"] != self._fingerprint:
            raise Refused(422, "This Idempotency-Key was used for another request: take a new one.")
        return row["answer"]
