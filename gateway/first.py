"""The first start of an installation: its first workspace, and an operator's token to begin with."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from gateway.access import ensure_workspace, issue_token
from infra.database import Database
from infra.settings import FIRST_WORKSPACE, Settings

NAME = "main"
"""What the first workspace is called."""


async def begin(database: Database, settings: Settings) -> None:
    """Done anew at each start, it changes nothing. The token is that of the settings, else in `$FUSION_HOME/token`."""
    token = settings.token or _keep_token(settings.home / "token")
    async with database.transaction() as connection:
        workspace = await ensure_workspace(connection, NAME, settings.outside_workspace or FIRST_WORKSPACE)
        await issue_token(connection, workspace, "operator", operator=True, secret=token)


def _keep_token(path: Path) -> str:
    """What stands in the file, else a new token, for its owner's eyes only."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"fusion_{secrets.token_urlsafe(32)}")
    return path.read_text().strip()
