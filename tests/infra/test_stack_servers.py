"""The embedded servers: real passwords, real brokers, state that stays."""

from __future__ import annotations

from urllib.parse import urlsplit

import asyncpg
import pytest

from infra.stack import kafka as broker


async def test_kafka_answers(kafka: str) -> None:
    assert await broker.answers(kafka)


@pytest.mark.parametrize("password", [None, "", "postgres"])
async def test_postgres_lets_no_one_in_without_the_password(postgres: str, password: str | None) -> None:
    server = urlsplit(postgres)
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(
            host=server.hostname, port=server.port, user="postgres", database="postgres", password=password
        )


async def test_a_database_of_the_platform_is_closed_to_other_roles(platform_database: str) -> None:
    superuser = await asyncpg.connect(platform_database)
    await superuser.execute("CREATE ROLE stranger LOGIN PASSWORD 'known'")
    server = urlsplit(platform_database)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(platform_database.replace(f"{server.username}:{server.password}", "stranger:known"))
    finally:
        await superuser.execute("DROP ROLE stranger")
        await superuser.close()
