"""The proof that an image boots: its container migrated and served once, with a throw-away database."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from infra.addresses import free_port
from infra.apps.bundles import READY
from infra.apps.databases import AppDatabases
from infra.apps.health import Door, wait_for
from infra.bus.handlers import report
from infra.docker.containers import HOST, PORT, Container, inspect, last_words, remove, run, start
from infra.docker.daemon import Daemon
from infra.docker.networks import ensure_network
from schemas.errors import Permanent
from templates.manifest import Run

MIGRATE_LIMIT = timedelta(minutes=2)
BOOT_LIMIT = timedelta(minutes=1)
NAME = "proof.localhost"
NETWORK = "fusion-proof"
LABEL = "dev.fusion.proof"


class Trial:
    """Tries images on one daemon. `network` is HOST where its containers have none of their own."""

    def __init__(self, daemon: Daemon, databases: AppDatabases, network: str | None) -> None:
        self._daemon = daemon
        self._databases = databases
        self._network = network

    async def boots(self, image: str, how: Run, pages: Sequence[str]) -> None:
        """See it migrate an empty database, start, and answer. Raises Permanent, with its last lines."""
        network = await self._ready_network()
        async with self._databases.throwaway(secrets.token_hex(6)) as database_url:
            port = free_port()
            served = Container(
                name=f"fusion-proof-{secrets.token_hex(6)}", image=image, network=network, labels={LABEL: "1"},
                environment=_environment(database_url, port if network == HOST else PORT), port=port,
                published_on="127.0.0.1" if self._daemon.local else "",
            )  # fmt: skip
            migration = replace(served, name=f"{served.name}-migration", command=python(how.migrate), port=None)
            done = await run(self._daemon, migration, MIGRATE_LIMIT)
            if done.code != 0:
                raise Permanent("The application cannot make its database:\n" + "\n".join(done.lines[-15:]))
            await report("starting the image once, to see that it answers", 80)
            await self._answers(served, how, pages)

    async def _answers(self, container: Container, how: Run, pages: Sequence[str]) -> None:
        await start(self._daemon, container)
        try:
            door = Door(NAME, container.port or PORT, self._daemon.address)

            async def over() -> bool:
                found = await inspect(self._daemon, container.name)
                return found is None or not found["State"]["Running"]

            problem = await wait_for(door, (how.health, READY, *pages), over, BOOT_LIMIT)
            if problem:
                lines = await last_words(self._daemon, container.name)
                raise Permanent(f"The application does not boot: {problem}.\n" + "\n".join(lines))
        finally:
            await remove(self._daemon, container.name)

    async def _ready_network(self) -> str:
        if self._network is not None:
            return self._network
        await ensure_network(self._daemon, NETWORK, {LABEL: "1"})
        return NETWORK


def python(command: Sequence[str]) -> list[str]:
    """A target's command as it stands in an image, where the golden base's Python comes first."""
    return [part.replace("{python}", "python") for part in command]


def _environment(database_url: str, port: int) -> dict[str, str]:
    return {
        "APP_ID": "00000000-0000-0000-0000-000000000000",
        "APP_URL": f"http://{NAME}:{port}",
        "ALLOWED_HOSTS": NAME,
        "COOKIE_PREFIX": "proof_",
        "DATABASE_URL": database_url,
        "HOME": "/tmp",  # noqa: S108  # the container's own
        "HOST": "0.0.0.0" if port == PORT else "127.0.0.1",  # noqa: S104  # of the container
        "MEDIA_ROOT": "/tmp/media",  # noqa: S108
        "PORT": str(port),
        "SECRET_KEY": secrets.token_hex(32),
        "SIGNIN_KEY": secrets.token_hex(32),
    }
