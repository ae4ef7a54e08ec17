"""The AsyncAPI 3 document: every topic, who says what there, and how it stands on the wire."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from schemas.events import DEAD_LETTERS, EVENTS, TOPICS, AppRequested, Event, Retirement, SchemaDesigned
from schemas.jsonschema import definitions

DOORS = frozenset({AppRequested.topic, SchemaDesigned.topic})
"""The topics to which outside producers may write."""

TEXT = {"type": "string"}

HEADERS: dict[str, Any] = {
    "type": "object",
    "description": "CloudEvents 1.0 in binary mode, W3C trace context, and the signature of the event's workspace.",
    "required": ["ce_type"],
    "properties": {
        "ce_specversion": {"const": "1.0"},
        "ce_id": {**TEXT, "description": "The same for the same step of the same attempt, however often it is said."},
        "ce_type": {**TEXT, "description": "The event's name."},
        "ce_source": TEXT,
        "ce_subject": {**TEXT, "description": "The application's id."},
        "ce_time": {**TEXT, "format": "date-time"},
        "content-type": {"const": "application/json"},
        "traceparent": TEXT,
        "fusion-signature": {
            **TEXT,
            "description": "HMAC-SHA256, in hex, with the workspace's key, over the event's name, a NUL and the body.",
        },
        "fusion-deferrals": {**TEXT, "description": "How often the event has been deferred."},
    },
}


def document(servers: str = "localhost:9092") -> dict[str, Any]:
    """The document of the installed version of Fusion; `servers` are Kafka's bootstrap servers."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Fusion",
            "version": version("fusion"),
            "description": "From a sentence to a running application, one event at a time.",
        },
        "defaultContentType": "application/json",
        "servers": {"kafka": {"host": servers.partition(",")[0], "protocol": "kafka"}},
        "channels": {topic: _channel(topic) for topic in TOPICS},
        "operations": dict(_operations()),
        "components": {
            "messages": {name: _message(event) for name, event in EVENTS.items()},
            "messageTraits": {"CloudEvent": {"headers": HEADERS}},
            "schemas": definitions("#/components/schemas/{model}"),
        },
    }


def _channel(topic: str) -> dict[str, Any]:
    names = [name for name, event in EVENTS.items() if event.topic == topic]
    return {
        "address": topic,
        "description": "Bytes that are no event, untouched; the header `fusion-reason` says why."
        if topic == DEAD_LETTERS
        else f"{'Outside producers may write here. ' if topic in DOORS else ''}Keyed by the application's id.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
    }


def _operations() -> Iterator[tuple[str, dict[str, Any]]]:
    """What Fusion does: it receives at its doors, and says everything else itself."""
    for topic in TOPICS:
        channel = {"$ref": f"#/channels/{topic}"}
        if topic in DOORS:
            yield f"receive.{topic}", {"action": "receive", "channel": channel}
        yield f"send.{topic}", {"action": "send", "channel": channel}


def _message(event: type[Event] | type[Retirement]) -> dict[str, Any]:
    return {
        "name": event.__name__,
        "summary": inspect.cleandoc(event.__doc__ or "").partition("\n")[0],
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/CloudEvent"}],
        "payload": {"$ref": f"#/components/schemas/{event.__name__}"},
    }
