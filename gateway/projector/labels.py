"""How an application is called: the label in the spec that an event refers to."""

from __future__ import annotations

import json

from infra.artifacts.store import Artifacts
from schemas.errors import Permanent
from schemas.events import AppDeployed, Event, Retirement, SchemaDesigned, SchemaSuggested


class Labels:
    def __init__(self, artifacts: Artifacts) -> None:
        self._artifacts = artifacts

    async def of(self, said: Event | Retirement) -> str | None:
        """None where the event brings no spec, or one that is not to be had."""
        if isinstance(said, SchemaDesigned) and said.inline is not None:
            return said.inline.app.label
        if not isinstance(said, SchemaDesigned | SchemaSuggested | AppDeployed) or said.spec is None:
            return None
        try:
            spec = json.loads(await self._artifacts.get(said.spec))
            return str(spec["app"]["label"])[:300]
        except (Permanent, ValueError, KeyError, TypeError):
            return None
