"""Who may enter: workspaces, tokens, one-time links and Studio's sessions. Secrets are stored as their sha256."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from infra.database import Connection, Row

LINK_LIFETIME = timedelta(minutes=10)
SESSION_LIFETIME = timedelta(days=14)

_CALLER = (
    "SELECT tokens.id, tokens.name, tokens.operator, workspaces.id AS workspace_id, workspaces.name AS workspace"
    " FROM tokens JOIN workspaces ON workspaces.id = tokens.workspace_id"
)


@dataclass(frozen=True)
class Caller:
    """The owner of a token. Builders see their workspace only; operators see all, and have one as their home."""

    token_id: UUID
    name: str
    workspace_id: UUID
    workspace: str
    operator: bool

    def sees(self, workspace_id: UUID) -> bool:
        return self.operator or workspace_id == self.workspace_id


def digest(secret: str) -> bytes:
    """What is stored of a secret. They are random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


async def ensure_workspace(connection: Connection, name: str, workspace_id: UUID | None = None) -> UUID:
    """The id of the workspace of that name, made if it is new."""
    await connection.execute(
        "INSERT INTO workspaces (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING", workspace_id or uuid4(), name
    )
    found: UUID = await connection.fetchval("SELECT id FROM workspaces WHERE name = $1", name)
    return found


async def issue_token(connection: Connection, workspace_id: UUID, name: str, *, operator: bool,
                      secret: str | None = None) -> str:  # fmt: skip
    """A new token; it is shown this once. With `secret` it is that one, and issuing it again changes nothing."""
    token = secret or f"fusion_{secrets.token_urlsafe(32)}"
    await connection.execute(
        "INSERT INTO tokens (id, digest, workspace_id, operator, name) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (digest) DO NOTHING",
        uuid4(), digest(token), workspace_id, operator, name,
    )  # fmt: skip
    return token


async def by_token(connection: Connection, token: str) -> Caller | None:
    row = await connection.fetchrow(f"{_CALLER} WHERE tokens.digest = $1 AND revoked_at IS NULL", digest(token))
    return _caller(row)


async def by_session(connection: Connection, session: str) -> Caller | None:
    """The caller whose session it is, while it and its token are valid."""
    row = await connection.fetchrow(
        f"{_CALLER} JOIN sessions ON sessions.token_id = tokens.id"
        " WHERE sessions.digest = $1 AND sessions.expires_at > now() AND revoked_at IS NULL",
        digest(session),
    )
    return _caller(row)


async def open_session(connection: Connection, caller: Caller) -> str:
    """The secret of a new session, for Studio's cookie."""
    session = secrets.token_urlsafe(32)
    await connection.execute("DELETE FROM sessions WHERE expires_at < now()")
    await connection.execute(
        "INSERT INTO sessions (digest, token_id, expires_at) VALUES ($1, $2, $3)",
        digest(session), caller.token_id, datetime.now(UTC) + SESSION_LIFETIME,
    )  # fmt: skip
    return session


async def close_session(connection: Connection, session: str) -> None:
    await connection.execute("DELETE FROM sessions WHERE digest = $1", digest(session))


async def issue_link(connection: Connection, caller: Caller) -> tuple[str, datetime]:
    """The secret of a link that signs in as the caller, once, and until when it does."""
    link, expires_at = secrets.token_urlsafe(32), datetime.now(UTC) + LINK_LIFETIME
    await connection.execute(
        "INSERT INTO links (digest, token_id, expires_at) VALUES ($1, $2, $3)",
        digest(link), caller.token_id, expires_at,
    )  # fmt: skip
    return link, expires_at


async def redeem_link(connection: Connection, link: str) -> Caller | None:
    """Whose link it is, unless it has been used or is too old."""
    token_id = await connection.fetchval(
        "UPDATE links SET used_at = now() WHERE digest = $1 AND used_at IS NULL AND expires_at > now()"
        " RETURNING token_id",
        digest(link),
    )
    return _caller(await connection.fetchrow(f"{_CALLER} WHERE tokens.id = $1 AND revoked_at IS NULL", token_id))


def _caller(row: Row | None) -> Caller | None:
    return Caller(row["id"], row["name"], row["workspace_id"], row["workspace"], row["operator"]) if row else None
