"""Admission: what an outside producer may leave out of a build is completed, what it may not claim is refused."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from schemas.errors import Permanent
from schemas.events import AppRequested, ChangeRequested, SchemaDesigned
from schemas.spec import app_id_for

DEADLINE = timedelta(hours=24)
"""How long an attempt may take, all waiting included."""

ENTRANCES = frozenset(event.__name__ for event in (AppRequested, ChangeRequested, SchemaDesigned))
"""The events with which an outside producer may begin a build; whoever says anything else has to sign it."""


def workspace_key(secret: str, workspace_id: UUID) -> bytes:
    """The key with which events of a workspace are signed, derived from the platform's secret."""
    return hmac.digest(secret.encode(), b"fusion/workspace/" + workspace_id.bytes, "sha256")


def signature(key: bytes, event_type: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over the event's type, a NUL and its body."""
    return hmac.new(key, event_type.encode() + b"\0" + body, hashlib.sha256).hexdigest()


def admit(data: dict[str, Any], *, secret: str, signed: str | None, event_type: str, body: bytes,
          open_workspace: UUID | None, at: datetime, source: str) -> dict[str, Any]:  # fmt: skip
    """The event's data with a complete build block.

    `signed` is the event's signature, `open_workspace` the workspace to which unsigned events belong (None: nobody's),
    `at` the event's time, `source` its `ce_source`. Raises Permanent where the signature or the application's id does
    not belong to the workspace. ValueError and KeyError mean that this is no event.
    """
    build = dict(data["build"])
    workspace = UUID(str(build.get("workspace_id") or open_workspace))
    if signed is None:
        if workspace != open_workspace:
            raise Permanent(f"Unsigned events may not build in workspace {workspace}: sign them with its key.")
        if event_type not in ENTRANCES:
            raise Permanent(f"{event_type} must be signed; unsigned, only {', '.join(sorted(ENTRANCES))} are taken.")
    elif not hmac.compare_digest(signed, signature(workspace_key(secret, workspace), event_type, body)):
        raise Permanent(f"The signature is not one of workspace {workspace}: sign type and body with its key.")
    app_id = app_id_for(workspace, str(build["app_key"]))
    if UUID(str(build.setdefault("app_id", str(app_id)))) != app_id:
        raise Permanent(f"The app_id of {build['app_key']!r} in workspace {workspace} is {app_id}, not another.")
    build["workspace_id"] = str(workspace)
    build.setdefault("requested_by", f"outside:{source}")
    build.setdefault("build_no", 1)
    if signed is None:
        build.setdefault("deadline", (at + DEADLINE).isoformat())
    return {**data, "build": build}
