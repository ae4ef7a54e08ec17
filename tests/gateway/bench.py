"""A gateway on a test bench: its doors, its outbox and its projector, with a log that is a list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from gateway.access import ensure_workspace, issue_token
from gateway.application import create_application
from gateway.first import begin
from gateway.lags import Lags
from gateway.main import OWN_NAMES, SCRIPTS
from gateway.platform import Platform
from gateway.projector.labels import Labels
from gateway.projector.projection import Projection
from gateway.relay import Relay
from gateway.signals import Signals
from infra.artifacts.directory import DirectoryArtifacts
from infra.bus.log import Seen
from infra.bus.wire import Record, Said, decode, encode
from infra.database import Database
from infra.migrations import migrate
from infra.settings import Installation
from schemas.artifacts import SPEC, TREE
from schemas.events import (
    AppDeployed,
    BackendGenerated,
    Event,
    FrontendGenerated,
    ImageBuilt,
    ImageRef,
    PromptUnderstood,
    SchemaDesigned,
)
from schemas.reading import Reading
from schemas.spec import AppSpec
from templates.engine import TargetLibrary

SECRET = "a secret of this test"
ROOT = "fusion_an-operators-token"
URL = "http://127.0.0.1:8000"
CLINIC: dict[str, Any] = {
    "app": {"label": "Clinic"},
    "entities": [{"name": "patient", "fields": [{"name": "surname", "type": "string"}]}],
}


@dataclass
class ListedLog:
    """A log of one partition a topic, that can lose its voice."""

    records: list[Record] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)

    async def append(self, records: Sequence[Record]) -> None:
        for record in records:
            place = sum(other.topic == record.topic for other in self.records)
            self.records.append(record._replace(partition=0, offset=place))
        if self.fails:
            raise self.fails.pop()

    def said(self, topic: str | None = None) -> list[Event]:
        """What stands in the log, each event once."""
        found = {}
        for record in self.records:
            if topic in (None, record.topic):
                received = decode(record.headers, record.value)
                found[received.id] = received.type.model_validate(received.data)
        return list(found.values())  # type: ignore[arg-type]


@dataclass
class ListedOffsets:
    """How far everyone is in a listed log; a group has committed what `passed` says, the projector everything."""

    log: ListedLog
    passed: dict[str, dict[tuple[str, int], int]] = field(default_factory=dict)
    gone: dict[tuple[str, int], int] = field(default_factory=dict)

    async def ends(self, topics: Collection[str]) -> dict[tuple[str, int], int]:
        return {(topic, 0): sum(record.topic == topic for record in self.log.records) for topic in topics}

    async def beginnings(self, topics: Collection[str]) -> dict[tuple[str, int], int]:
        return {(topic, 0): self.gone.get((topic, 0), 0) for topic in topics}

    async def committed(self, group: str) -> dict[tuple[str, int], int]:
        if group == "fusion.projector":
            return await self.ends({record.topic for record in self.log.records})
        return self.passed.get(group, {})

    async def close(self) -> None:
        return


@dataclass
class Bench:
    platform: Platform
    projection: Projection
    relay: Relay
    log: ListedLog
    offsets: ListedOffsets
    client: httpx.AsyncClient
    app: FastAPI
    read: int = 0

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, home: Path) -> AsyncIterator[Bench]:
        settings = Installation(
            home=home, secret=SECRET, database_url=url, token=ROOT, kafka_bootstrap_servers="127.0.0.1:1"
        )
        await migrate(url, SCRIPTS)
        database = await Database.open(url)
        await begin(database, settings)
        artifacts, signals = DirectoryArtifacts(home / "artifacts"), Signals(database)
        log = ListedLog()
        offsets = ListedOffsets(log)
        platform = Platform(settings, database, artifacts, TargetLibrary.discover(), signals, Lags(offsets))
        app = create_application(hosts=OWN_NAMES)
        app.state.platform = platform
        projection = Projection(database, Labels(artifacts), SECRET, None)
        transport = httpx.ASGITransport(app)
        try:
            async with httpx.AsyncClient(transport=transport, base_url=URL, headers=bearer(ROOT)) as client:
                yield cls(platform, projection, Relay(database, log, signals), log, offsets, client, app)
        finally:
            await database.close()

    async def token(self, workspace: str, *, operator: bool = False) -> str:
        async with self.platform.database.transaction() as connection:
            workspace_id = await ensure_workspace(connection, workspace)
            return await issue_token(connection, workspace_id, f"{workspace}'s", operator=operator)

    async def sign_in(self, workspace: str) -> httpx.AsyncClient:
        """A client of a builder of that workspace."""
        token = await self.token(workspace)
        return httpx.AsyncClient(transport=self.client._transport, base_url=URL, headers=bearer(token))

    async def say(self, said: Said, source: str = "fusion/test", deferrals: int = 0) -> None:
        """A stage publishes an event."""
        await self.log.append([encode(said, source=source, secret=SECRET, deferrals=deferrals)])

    async def flow(self) -> None:
        """Let the relay publish, and the projector read, all that there is."""
        while await self.relay.publish():
            pass
        fresh, self.read = self.log.records[self.read :], len(self.log.records)
        await self.projection.apply([Seen(record, datetime.now(UTC)) for record in fresh])

    async def create(self, client: httpx.AsyncClient | None = None, **body: Any) -> dict[str, Any]:
        """Ask for an application; returns the answer's build."""
        answer = await (client or self.client).post("/api/v1/apps", json=body or {"text": "Patients and visits"})
        assert answer.status_code == 202, answer.text
        build: dict[str, Any] = answer.json()["build"]
        await self.flow()
        return build

    async def build(self, build_id: str) -> dict[str, Any]:
        found: dict[str, Any] = (await self.client.get(f"/api/v1/builds/{build_id}")).json()
        return found

    def last(self, build_id: str) -> Event:
        """The last event of the build in the log."""
        said = [event for event in self.log.said() if isinstance(event, Event)]
        return [event for event in said if str(event.build.build_id) == build_id][-1]

    async def deploy(self, build_id: str, label: str = "Clinic") -> AppDeployed:
        """Walk the stages that are left, to the end."""
        event = self.last(build_id)
        for step in await self.steps(event.build, label):
            await self.say(step, _SOURCES[type(step).__name__])
        await self.flow()
        return step  # type: ignore[return-value]

    async def steps(self, build: Any, label: str = "Clinic") -> list[Event]:
        """What the stages of a whole walk publish."""
        raw = {**CLINIC, "app": {"label": label, "id": str(build.app_id)}}
        spec = await self.platform.artifacts.put(AppSpec.model_validate(raw).canonical(), SPEC)
        tree = await self.platform.artifacts.put(b"no tree", TREE)
        image = ImageRef(engine="bundle", address="x", sha256=f"{build.build_no:064}", size=1)
        url = f"http://app.localhost:8101/{build.build_no}"
        return [
            PromptUnderstood(build=build, text="Patients", reading=Reading(title="Clinic")),
            SchemaDesigned(build=build, spec=spec),
            BackendGenerated(build=build, spec=spec, backend_tree=tree),
            FrontendGenerated(build=build, spec=spec, backend_tree=tree, frontend_trees={"react": tree}),
            ImageBuilt(build=build, spec=spec, backend_tree=tree, image=image),
            AppDeployed(build=build, url=url, spec=spec, backend_tree=tree, image=image),
        ]


_SOURCES = {
    "PromptUnderstood": "fusion/prompt",
    "SchemaDesigned": "fusion/schema",
    "BackendGenerated": "fusion/backend",
    "FrontendGenerated": "fusion/frontend",
    "ImageBuilt": "fusion/image",
    "AppDeployed": "fusion/deploy",
}


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
