"""The whole platform as a test sees it: real processes, started by `fusion up`, reached by REST and Kafka."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import httpx
from aiokafka import AIOKafkaConsumer, ConsumerRecord

from infra.processes import Running
from infra.stack.home import Home

REPOSITORY = Path(__file__).parent.parent.parent
FUSION = Path(sys.executable).with_name("fusion")
ENDED = ("deployed", "failed", "cancelled")
ENDS = ("fusion.deployed.v1", "fusion.ended.v1")


class Platform:
    """One installation in a FUSION_HOME of its own. `http` speaks to its gateway as the first operator."""

    def __init__(self, home: Path, port: int, **env: str) -> None:
        self.home, self.port = home, port
        self.env = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "FUSION_HOME": str(home),
            "FUSION_HTTP_PORT": str(port),
            "FUSION_CACHE": str(REPOSITORY / ".cache"),
            **env,
        }
        self.url = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Start it and wait until it says that it is open. Returns the seconds that took."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [FUSION, "up", "--json"], env=self.env, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said = json.loads(line)
            if said["event"] == "open":
                assert not said["missing"], f"not ready: {said['missing']}\n{self.logs()}"
                return time.monotonic() - began
        raise AssertionError(f"fusion up ended with {self.process.wait()}\n{self.logs()}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None and self.process.stdout is not None:
            self.process.send_signal(how)
            self.process.wait(90)
            self.process.stdout.close()

    def logs(self, lines: int = 15) -> str:
        """The last lines of every part's log."""
        paths = sorted((self.home / "logs").glob("*.log"))
        tails = {path.name: path.read_text(errors="replace").splitlines()[-lines:] for path in paths}
        return "\n".join("\n".join([f"== {name}", *tail]) for name, tail in tails.items())

    @property
    def kafka(self) -> str:
        return f"127.0.0.1:{Home(self.home).port('kafka')}"

    @property
    def token(self) -> str:
        return (self.home / "token").read_text().strip()

    @contextmanager
    def http(self, token: str | None = None) -> Iterator[httpx.Client]:
        headers = {"Authorization": f"Bearer {token or self.token}"}
        with httpx.Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=30, trust_env=False) as client:
            yield client

    def pid(self, part: str) -> int | None:
        running = Running.read(self.home / "run" / f"{part}.json")
        return running.pid if running else None

    def kill(self, part: str) -> None:
        """`kill -9`, as a machine short of memory would."""
        pid = self.pid(part)
        assert pid is not None, f"{part} does not run"
        os.kill(pid, signal.SIGKILL)

    @contextmanager
    def dead(self, *parts: str) -> Iterator[None]:
        """Parts that are killed and stay dead: whoever would start them again is held still meanwhile."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            for part in parts:
                self.kill(part)
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def ready(self, part: str) -> bool:
        """What the worker's own /readyz says."""
        port = Home(self.home).port(f"worker-{part}")
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def request(self, text: str, **more: Any) -> dict[str, Any]:
        """Ask for an application; returns `{app, build}`."""
        with self.http() as http:
            answer = http.post("/apps", json={"text": text, **more}, headers={"Idempotency-Key": str(uuid4())})
            assert answer.status_code == 202, answer.text
            return dict(answer.json())

    def build(self, build_id: str) -> dict[str, Any]:
        with self.http() as http:
            return dict(http.get(f"/builds/{build_id}").raise_for_status().json())

    def ended(self, build_id: str, seconds: float = 120) -> dict[str, Any]:
        """The build once its latest attempt has ended."""
        build: dict[str, Any] = {}

        def done() -> bool:
            build.update(self.build(build_id))
            return build["state"] in ENDED

        wait_until(done, seconds, lambda: f"{build}\n{self.logs()}")
        return build

    def live(self, text: str, **more: Any) -> dict[str, Any]:
        """The deployed build that a text led to."""
        build = self.ended(self.request(text, **more)["build"]["id"])
        assert build["state"] == "deployed", f"{build['failure']}\n{self.logs()}"
        return build


def wait_until(holds: Callable[[], bool], seconds: float, otherwise: Callable[[], str]) -> None:
    """Ask until it holds, or fail with what `otherwise` says."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.2)


class Watch:
    """Records of some topics, from their beginning."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer

    @classmethod
    @asynccontextmanager
    async def on(cls, servers: str, *topics: str) -> AsyncIterator[Self]:
        consumer = AIOKafkaConsumer(*topics, bootstrap_servers=servers, auto_offset_reset="earliest")
        await consumer.start()
        try:
            yield cls(consumer)
        finally:
            await consumer.stop()

    async def first(self, wanted: Callable[[ConsumerRecord], bool], seconds: float = 60) -> ConsumerRecord:
        async with asyncio.timeout(seconds):
            async for record in self._consumer:
                if wanted(record):
                    return record
        raise AssertionError("the topic ended")

    async def all(self) -> list[ConsumerRecord]:
        """Everything that stands in the topics now."""
        ends = await self._consumer.end_offsets(self._consumer.assignment())
        records: list[ConsumerRecord] = []
        for partition in ends:
            await self._consumer.seek_to_beginning(partition)
        while any([await self._consumer.position(partition) < end for partition, end in ends.items()]):
            for batch in (await self._consumer.getmany(timeout_ms=500)).values():
                records += batch
        return records


def header(record: ConsumerRecord, name: str) -> str:
    return next((value.decode() for key, value in record.headers if key == name), "")


async def ends_by_attempt(servers: str) -> dict[tuple[str, int], set[str]]:
    """The distinct `ce_id`s of terminal events for each (build_id, attempt)."""
    async with Watch.on(servers, *ENDS) as watch:
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        for record in await watch.all():
            build = json.loads(record.value)["build"]
            found[build["build_id"], build.get("attempt", 1)].add(header(record, "ce_id"))
        return found
