"""Dumps of applications' databases, by PostgreSQL's own program."""

from __future__ import annotations

import asyncio
import os
import shutil
from urllib.parse import parse_qs, urlsplit

from infra.stack.postgres import program
from schemas.errors import Permanent, Temporary

MEDIA_TYPE = "application/vnd.postgresql.custom-dump"


async def dump(admin_url: str, database: str) -> bytes:
    """A database in pg_dump's custom format, for pg_restore. Raises Temporary where the server cannot be read."""
    parts = urlsplit(admin_url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    args = ["--format=custom", "--no-owner", "--host", host, "--port", str(parts.port or 5432), "--username",
            parts.username or "postgres", "--no-password", database]  # fmt: skip
    env = {**os.environ, "PGPASSWORD": parts.password or ""}
    process = await asyncio.create_subprocess_exec(
        _program(), *args, env=env, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    content, said = await process.communicate()
    if process.returncode != 0:
        raise Temporary(
            f"The application's database could not be dumped: {said.decode(errors='replace').strip()[-300:]}"
        )
    return content


def _program() -> str:
    """The one beside the embedded server, else the machine's own: one older than its server refuses to dump it."""
    try:
        return str(program("pg_dump"))
    except Permanent:
        if found := shutil.which("pg_dump"):
            return found
        raise Permanent(
            "There is no pg_dump here: install PostgreSQL's client, or set FUSION_DUMP_RETIRED=0."
        ) from None
