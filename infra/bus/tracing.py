"""W3C trace context: one trace from the request to the URL, one span per hop."""

from __future__ import annotations

import re
import secrets

TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})")


def next_hop(traceparent: str | None) -> str:
    """The `traceparent` of what follows: the same trace, a span of its own. Begins a trace where there is none."""
    known = TRACEPARENT.fullmatch(traceparent or "")
    trace, flags = known.groups() if known else (secrets.token_hex(16), "01")
    return f"00-{trace}-{secrets.token_hex(8)}-{flags}"


def trace_id(traceparent: str | None) -> str | None:
    """The trace that it belongs to, if it is one."""
    known = TRACEPARENT.fullmatch(traceparent or "")
    return known.group(1) if known else None
