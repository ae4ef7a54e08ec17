"""FUSION_HOME: where a local installation keeps its state; ports are chosen free once and then kept."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from infra.addresses import free_port
from schemas.errors import Permanent


@dataclass(frozen=True)
class Home:
    """The directory of one local installation. `root` is absolute."""

    root: Path

    @classmethod
    def at(cls, path: Path) -> Home:
        """The home at `path`, made when it is new. Raises Permanent where it cannot be made."""
        root = path.expanduser().resolve()
        try:
            root.mkdir(parents=True, exist_ok=True)
            root.chmod(0o711 if os.geteuid() == 0 else 0o700)  # PostgreSQL refuses root, so its own user passes through
        except OSError as error:
            raise Permanent(f"{root} cannot be used as FUSION_HOME ({error.strerror}): name a writable one.") from error
        return cls(root)

    def directory(self, name: str) -> Path:
        path = self.root / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    def log(self, part: str) -> Path:
        return self.directory("logs") / f"{part}.log"

    def note(self, part: str) -> Path:
        """Where the process of a part is written down."""
        return self.directory("run") / f"{part}.json"

    @property
    def secret(self) -> str:
        """The platform's secret, made at the first call."""
        return self.keep_secret("secret")

    def keep_secret(self, name: str) -> str:
        """The secret in the file `name` (0600): what stands there, else a new one."""
        path = self.root / name
        if not path.exists():
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            draft.unlink(missing_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
            _link_once(draft, path)
        return path.read_text().strip()

    def read(self, name: str) -> str | None:
        """What stands in the file `name`, if anything."""
        path = self.root / name
        return path.read_text().strip() if path.exists() else None

    def port(self, name: str) -> int:
        """The port of `name`: free when it was first asked for, the same ever after."""
        with (self.root / "ports.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            ports = self._ports()
            if name not in ports:
                ports[name] = free_port(avoid=ports.values())
                draft = self.root / "ports.json.new"
                draft.write_text(json.dumps(ports, indent=1))
                draft.replace(self.root / "ports.json")
        return ports[name]

    def _ports(self) -> dict[str, int]:
        path = self.root / "ports.json"
        return dict(json.loads(path.read_text())) if path.exists() else {}


def _link_once(draft: Path, path: Path) -> None:
    """Give `draft` its name unless someone else was first."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()
