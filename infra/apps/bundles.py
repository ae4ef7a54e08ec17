"""Bundles: an application's runnable tree, and how it runs on this machine (golden base, environment, sandbox)."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from infra.apps.golden import Manager, golden_base, python_of
from infra.apps.keys import keys_of
from infra.apps.sandbox import Policy, Sandbox
from infra.processes import Command
from infra.trees import Tree
from schemas.errors import Permanent

MANIFEST = "fusion-bundle.json"
"""The file in a bundle that says how to run it."""

READY = "/readyz"
"""Answers 200 once the application reaches its database; every application has it."""

MIGRATION_TIMEOUT = "10min"
"""A migration may hold a statement longer than a request may."""


class BundleManifest(BaseModel):
    """What a bundle says of itself. `{python}` in a command stands for its golden base's interpreter."""

    model_config = ConfigDict(frozen=True)

    format: int = 1
    manager: Manager
    lock_files: tuple[str, ...]
    migrate: tuple[str, ...]
    serve: tuple[str, ...]
    health: str

    def content(self) -> bytes:
        return json.dumps(self.model_dump(mode="json"), indent=1, sort_keys=True).encode()

    @classmethod
    def of(cls, tree: Tree) -> BundleManifest:
        """The manifest in a bundle. Raises Permanent where there is none."""
        try:
            return cls.model_validate_json(tree[MANIFEST])
        except (KeyError, ValidationError) as error:
            raise Permanent(f"This is no bundle: its {MANIFEST} is missing or wrong. Start a new build.") from error

    @classmethod
    def at(cls, release: Path) -> BundleManifest:
        """The manifest of an unpacked bundle."""
        return cls.of({MANIFEST: (release / MANIFEST).read_bytes()} if (release / MANIFEST).exists() else {})


@dataclass(frozen=True)
class Site:
    """An application's place on this machine: its release (which it only reads), its own data, host name and port."""

    app_id: UUID
    release: Path
    data: Path
    host: str
    port: int
    database_url: str

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


class Runtime:
    """Says how to run bundles: in their sandbox, with an environment that holds nothing of the platform's.

    `home` is FUSION_HOME, `secret` the platform's secret, from which each application's own are derived.
    """

    def __init__(self, home: Path, secret: str, sandbox: Sandbox) -> None:
        self.home = home.resolve()
        self.sandbox = sandbox
        self._secret = secret

    async def golden(self, release: Path) -> Path:
        """The golden base of an unpacked bundle, made if set-up has not made it."""
        manifest = BundleManifest.at(release)
        files = {name: (release / name).read_bytes() for name in manifest.lock_files}
        return await asyncio.to_thread(golden_base, manifest.manager, files, self.home)

    def serve(self, site: Site, manifest: BundleManifest, golden: Path, *, die_with_parent: bool = False) -> Command:
        """The command that serves the application on its port."""
        return self.command(site, manifest.serve, golden, die_with_parent=die_with_parent)

    def migrate(self, site: Site, manifest: BundleManifest, golden: Path) -> Command:
        """The command that brings the application's database to the release's version."""
        return self.migration(site, manifest.migrate, golden)

    def migration(self, site: Site, args: tuple[str, ...], golden: Path) -> Command:
        """A command of the release's that changes the database, which may take longer than a request's."""
        return self.command(site, args, golden, die_with_parent=True,
                            extra={"PGOPTIONS": f"-c statement_timeout={MIGRATION_TIMEOUT}"})  # fmt: skip

    def command(self, site: Site, args: tuple[str, ...], golden: Path, *, die_with_parent: bool = False,
                extra: Mapping[str, str] | None = None) -> Command:  # fmt: skip
        """Any command, as the application would run it."""
        filled = [part.replace("{python}", str(python_of(golden))) for part in args]
        policy = Policy(
            read=(site.release, golden, *_socket_directory(site.database_url)),
            write=(site.data,),
            connect=_ports(site.database_url),
            bind=(site.port,),
            die_with_parent=die_with_parent,
        )
        env = {**self.environment(site, golden), **(extra or {})}
        return Command(self.sandbox.wrap(filled, policy), site.release, env)

    def environment(self, site: Site, golden: Path) -> dict[str, str]:
        """The whole environment of an application."""
        return {
            "APP_ID": str(site.app_id),
            "APP_URL": site.url,
            "HOST": "127.0.0.1",
            "PORT": str(site.port),
            "ALLOWED_HOSTS": site.host,
            "COOKIE_PREFIX": f"app{site.app_id.hex[:8]}_",
            "DATABASE_URL": site.database_url,
            **keys_of(self._secret, site.app_id),
            "LOG_LEVEL": "INFO",
            "HOME": str(site.data),
            "TMPDIR": str(site.data),
            "PATH": f"{golden / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }


def _ports(database_url: str) -> tuple[int, ...]:
    return (urlsplit(database_url).port or 5432,)


def _socket_directory(database_url: str) -> tuple[Path, ...]:
    """Where the database's socket is, if it is reached through one."""
    host = parse_qs(urlsplit(database_url).query).get("host", [""])[0]
    return (Path(host),) if host.startswith(os.sep) else ()
