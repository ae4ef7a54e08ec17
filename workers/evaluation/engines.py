"""The engines that can be measured, by name."""

from __future__ import annotations

from schemas.errors import Permanent
from workers.evaluation.running import Engine


def opened(name: str) -> Engine:
    """The engine, loaded. Raises Permanent where there is none of that name, or its endpoint is not set."""
    if name != "offline":
        raise Permanent(f"There is no engine {name!r} to measure. The engines are: offline.")
    from workers.designing import Designer

    return Designer()
