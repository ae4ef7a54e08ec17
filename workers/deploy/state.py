"""What the process engine knows of its applications, on disk: it must survive every process of the platform."""

from __future__ import annotations

import fcntl
import os
import shutil
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel

from infra.addresses import is_free
from infra.apps.databases import Login
from infra.processes import Running
from schemas.errors import Superseded, Temporary
from schemas.events import ImageRef
from workers.deploy.engine import Release, Retired

PORTS = range(8101, 10_000)
"""Ports of applications, below those that the system hands out by itself."""


LONGEST_LOG = 10 << 20
"""Bytes after which an application's next start begins a new log."""


class Served(BaseModel):
    """A release that came up. `login`: which of its database's credentials it has; they change with every release."""

    build_no: int
    image: ImageRef
    login: Login = None

    @property
    def next_login(self) -> int:
        return 0 if self.login is None else self.login + 1


class Desired(BaseModel):
    """What shall be. `fence` is the highest build that began to be deployed; host and port stay for life."""

    app_id: UUID
    workspace_id: UUID
    host: str
    port: int
    fence: int = 0
    served: Served | None = None

    def next(self, build_no: int, image: ImageRef) -> Served:
        """What shall serve next: the same image goes on with the credentials that it has."""
        if self.served is None:
            return Served(build_no=build_no, image=image, login=0)
        login = self.served.login if self.served.image == image else self.served.next_login
        return Served(build_no=build_no, image=image, login=login)

    def served_by(self, served: Served) -> Desired:
        return self.model_copy(update={"served": served})


class Process(BaseModel):
    """The process that was started last, and from which release."""

    pid: int
    started: float
    release: str

    @property
    def running(self) -> Running:
        return Running(self.pid, self.started)


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
        _write(self._desired, desired)

    @property
    def started(self) -> Process | None:
        """The process that was started last; it may have ended."""
        try:
            return Process.model_validate_json(self._process.read_bytes())
        except FileNotFoundError:
            return None

    def serves(self, release: Path) -> Running | None:
        """The process that serves this release, if one does."""
        process = self.started
        if process is None or process.release != release.name:
            return None
        return process.running if process.running.process else None

    def start(self, running: Running, release: Path) -> None:
        """Note what was started, so that whoever comes next can adopt it."""
        _write(self._process, Process(pid=running.pid, started=running.started, release=release.name))

    def shorten_log(self) -> None:
        """Keep one earlier log at most."""
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))

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
        self.root.chmod(0o700)

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

    def placed(self, app_id: UUID, workspace_id: UUID, name: str) -> Desired:
        """The application's place: a host name and a free port, which it keeps for life once it has served there."""
        place = self.directory(app_id)
        desired = place.read()
        if desired is not None and (desired.served is not None or is_free(desired.port)):
            return desired
        with _lock(self._locks / "ports", fcntl.LOCK_EX):
            port = self._free_port()
            if desired is None:
                host = host_name(name, app_id, {other.host for other in self.all()})
                desired = Desired(app_id=app_id, workspace_id=workspace_id, host=host, port=port)
            desired = desired.model_copy(update={"port": port})
            place.write(desired)
        return desired

    def admitted(self, release: Release) -> Desired:
        """What shall be, fenced: from here on nothing older is deployed. Raises Retired and Superseded."""
        if self.retired(release.app_id):
            raise Retired("The application was retired: start a new one under another name.")
        desired = self.placed(release.app_id, release.workspace_id, release.name)
        if release.build_no < desired.fence:
            raise Superseded(f"Build {desired.fence} was there before build {release.build_no}.")
        desired = desired.model_copy(update={"fence": release.build_no})
        self.directory(release.app_id).write(desired)
        return desired

    def _free_port(self) -> int:
        """A port that is nobody's. Each installation begins elsewhere, so that two on one machine do not race."""
        taken = {desired.port for desired in self.all()}
        begin = zlib.crc32(str(self.root).encode()) % len(PORTS)
        for number in range(len(PORTS)):
            port = PORTS[(begin + number) % len(PORTS)]
            if port not in taken and is_free(port):
                return port
        raise Temporary(f"All ports {PORTS[0]} to {PORTS[-1]} are taken: retire applications that nobody needs.")

    def retired(self, app_id: UUID) -> bool:
        return (self._retired / str(app_id)).exists()

    def retire(self, app_id: UUID) -> None:
        """Write the tombstone: from here on nothing is deployed under this id."""
        (self._retired / str(app_id)).touch()

    def remove(self, app_id: UUID) -> None:
        shutil.rmtree(self.directory(app_id).root, ignore_errors=True)
        (self._locks / str(app_id)).unlink(missing_ok=True)


def host_name(name: str, app_id: UUID, taken: Collection[str]) -> str:
    """A host name that only this application has: browsers keep cookies by host, not by port.

    It bears as much of the id as tells it from those `taken`: whoever chooses a name chooses how its id begins.
    """
    hosts = (f"{name[:50]}-{app_id.hex[:digits]}.localhost" for digits in range(4, 13))
    return next((host for host in hosts if host not in taken), f"{app_id.hex}.localhost")


def _write(path: Path, record: BaseModel) -> None:
    """Replace the file as a whole, and not before the new one is on the disk."""
    draft = path.with_suffix(".draft")
    with draft.open("w") as file:
        file.write(record.model_dump_json(indent=1))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@contextmanager
def _lock(path: Path, how: int) -> Iterator[None]:
    with path.open("w") as file:
        try:
            fcntl.flock(file, how)
        except BlockingIOError:
            raise Temporary("Another deployment of this application is under way.") from None
        yield
