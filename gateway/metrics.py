"""The gateway in figures, for Prometheus."""

from __future__ import annotations

import time

from prometheus_client import Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUESTS = Counter("fusion_http_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("fusion_http_seconds", "Time to the beginning of the answer.", ["method", "route"])
OUTBOX = Gauge("fusion_outbox_waiting", "Records that are not published yet.")
DEFERRED = Gauge("fusion_deferred_waiting", "Events that wait to be sent again.")
BUILDS = Gauge("fusion_builds_in_flight", "Builds that have not ended.", ["state"])


class Measured:
    """Counts requests by the name of their route, never by their path, of which there are endlessly many."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "name", "other")
                REQUESTS.labels(scope["method"], route, message["status"]).inc()
                SECONDS.labels(scope["method"], route).observe(time.perf_counter() - begun)
            await send(message)

        await self._app(scope, receive, noted)
