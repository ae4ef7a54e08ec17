"""What the process engine knows of its applications, on disk: it must survive every process of the platform."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel

from infra.processes import Running
from schemas.errors import Temporary
from schemas.events import ImageRef

FIRST_PORT, LAST_PORT = 8101, 9999
"""Ports of applications, below those that the system hands out by itself."""


class Served(BaseModel):
    """A release that came up."""

    build_no: int
    image: ImageRef


class Desired(BaseModel):
    """What shall be. `fence` is the highest build that began to be deployed; host and port stay for life."""

    app_id: UUID
    workspace_id: UUID
    host: str
    port: int
    fence: int = 0
    served: Served | None = None


class AppDirectory:
    """The directory of one application: `desired.json`, `process.json`, `releases/`, `data/`, `app.log`."""

    def __init__(self, root: Path, app_id: UUID) -> None:
        self.root = root / str(app_id)
        self.app_id = app_id
        self.data = self.root / "data"
        self.log = self.root / "app.log"
        self._desired = self.root / "desired.json"
        self._process = self.root / "process.json"

    def release(self, image: ImageRef) -> Path:
        return self.root / "releases" / image.sha256[:16]

    def read(self) -> Desired | None:
        """What shall be, where anything shall."""
        try:
            return Desired.model_validate_json(self._desired.read_bytes())
        except FileNotFoundError:
            return None

    def write(self, desired: Desired) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        draft = self._desired.with_suffix(".draft")
        with draft.open("w") as file:
            file.write(desired.model_dump_json(indent=1))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._desired)

    @property
    def running(self) -> Running | None:
        """The process that was started last; it may have ended."""
        return Running.read(self._process)

    def started(self, running: Running) -> None:
        running.write(self._process)

    def forget_releases(self, keep: Path) -> None:
        """Remove all releases but one: what may be needed again, the artifact store has."""
        for path in (self.root / "releases").iterdir():
            if path != keep:
                shutil.rmtree(path, ignore_errors=True)


class Apps:
    """All applications below `$FUSION_HOME/apps`."""

    def __init__(self, home: Path) -> None:
        self.root = home.resolve() / "apps"
        self._retired = self.root / "retired"
        self._locks = self.root / "locks"
        for directory in (self._retired, self._locks):
            directory.mkdir(parents=True, exist_ok=True)

    def directory(self, app_id: UUID) -> AppDirectory:
        return AppDirectory(self.root, app_id)

    def all(self) -> list[Desired]:
        found = (AppDirectory(self.root, UUID(path.parent.name)).read() for path in self.root.glob("*/desired.json"))
        return [desired for desired in found if desired is not None]

    @contextmanager
    def locked(self, app_id: UUID) -> Iterator[AppDirectory]:
        """Nobody else deploys, restarts or retires the application meanwhile. Raises Temporary if somebody does."""
        with _lock(self._locks / str(app_id), fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield self.directory(app_id)

    def new(self, app_id: UUID, workspace_id: UUID, name: str) -> Desired:
        """A place for an application: a host name of its own, and a free port that it keeps for life."""
        with _lock(self._locks / "ports", fcntl.LOCK_EX):
            port = free_port({desired.port for desired in self.all()})
            desired = Desired(app_id=app_id, workspace_id=workspace_id, host=host_name(name, app_id), port=port)
            self.directory(app_id).write(desired)
        return desired

    def retired(self, app_id: UUID) -> bool:
        return (self._retired / str(app_id)).exists()

    def retire(self, app_id: UUID) -> None:
        """Write the tombstone: from here on nothing is deployed under this id."""
        (self._retired / str(app_id)).touch()

    def remove(self, app_id: UUID) -> None:
        shutil.rmtree(self.directory(app_id).root, ignore_errors=True)
        (self._locks / str(app_id)).unlink(missing_ok=True)


def host_name(name: str, app_id: UUID) -> str:
    """A host name that only this application has: browsers keep cookies by host, not by port."""
    return f"{name[:50]}-{app_id.hex[:4]}.localhost"


def free_port(taken: set[int]) -> int:
    """The lowest port that is nobody's. Raises Temporary where there is none."""
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if port not in taken and is_free(port):
            return port
    raise Temporary(f"All ports from {FIRST_PORT} to {LAST_PORT} are taken: retire applications that nobody needs.")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def _lock(path: Path, how: int) -> Iterator[None]:
    with path.open("w") as file:
        try:
            fcntl.flock(file, how)
        except BlockingIOError:
            raise Temporary("Another deployment of this application is under way.") from None
        yield
