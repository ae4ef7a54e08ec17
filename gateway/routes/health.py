"""Probes and documents: alive, ready, metrics, the event interface."""

from __future__ import annotations

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway import metrics
from gateway.platform import Gateway
from gateway.responses import Health, Json
from schemas.errors import Unavailable

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def alive() -> Health:
    return Health(status="ok")


@router.get("/readyz")
async def ready(gateway: Gateway, response: Response) -> Health:
    """Ready while the database answers: without the broker, requests are accepted and wait in the outbox."""
    database = await _database(gateway)
    broker = "ok" if any(group.lag is not None for group in await gateway.lags.groups()) else "Kafka does not answer"
    if database != "ok":
        response.status_code = 503
    checks = {"database": database, "broker": broker}
    return Health(status="ok" if set(checks.values()) == {"ok"} else "degraded", checks=checks)


async def _database(gateway: Gateway) -> str:
    try:
        async with gateway.database.connection() as connection:
            await connection.execute("SELECT 1")
    except Unavailable as error:
        return str(error)
    return "ok"


@router.get("/metrics")
async def figures(gateway: Gateway) -> Response:
    async with gateway.database.connection() as connection:
        waiting = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL) AS outbox,"
            " (SELECT count(*) FROM deferred WHERE sent_at IS NULL) AS deferred"
        )
        states = await connection.fetch(
            "SELECT state, count(*) AS builds FROM builds WHERE finished_at IS NULL GROUP BY state"
        )
    if waiting is not None:
        metrics.OUTBOX.set(waiting["outbox"])
        metrics.DEFERRED.set(waiting["deferred"])
    metrics.BUILDS.clear()
    for row in states:
        metrics.BUILDS.labels(row["state"]).set(row["builds"])
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.get("/asyncapi.json")
async def events() -> Json:
    """How programs that no one here wrote talk to the pipeline over Kafka."""
    from schemas.asyncapi import document  # asked for seldom, and large

    return document()
