"""What Prometheus can ask about the stages."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

EVENTS = Counter("fusion_stage_events", "Records dealt with.", ["stage", "type", "outcome"])
SECONDS = Histogram(
    "fusion_stage_handler_seconds",
    "Seconds from a record's arrival to its outcome, retries included.",
    ["stage"],
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900),
)
IN_FLIGHT = Gauge("fusion_stage_in_flight", "Records being dealt with now.", ["stage"])
PAUSED = Gauge("fusion_stage_paused", "Whether the subscription waits for a dependency.", ["stage"])
