"""Sandboxes: what a process of an application may see of this machine, by the best means that the system has."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from infra.apps import confine

LIMITS: Mapping[str, int] = {"CORE": 0, "NOFILE": 4096, "NPROC": 4096, "AS": 8 << 30}
"""Resource limits. AS is wide, because threads reserve far more address space than they use; NPROC too, because
the system counts all processes of a user together."""

SYSTEM = (
    "/bin", "/sbin", "/lib", "/lib64", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib64", "/usr/share",
    "/usr/local/bin", "/usr/local/lib", "/usr/local/share",
    "/etc/alternatives", "/etc/ca-certificates", "/etc/group", "/etc/hosts", "/etc/ld.so.cache", "/etc/ld.so.conf",
    "/etc/ld.so.conf.d", "/etc/localtime", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/passwd", "/etc/pki",
    "/etc/resolv.conf", "/etc/ssl", "/etc/timezone",
)  # fmt: skip
"""What every program needs of the system, read-only. Not /usr as a whole: somebody may keep the platform there."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class Policy:
    """What one process may do: paths it may read, paths it may also write, ports it may connect to and listen on."""

    read: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()
    connect: tuple[int, ...] = ()
    bind: tuple[int, ...] = ()
    limits: Mapping[str, int] = field(default_factory=lambda: dict(LIMITS))
    die_with_parent: bool = False


class Sandbox(Protocol):
    """A way to confine a process. `name` says which, for people; `confines` whether files are kept apart at all."""

    name: str
    confines: bool

    def wrap(self, command: Sequence[str], policy: Policy) -> list[str]:
        """The command that runs `command` under the policy."""
        ...


class Landlock:
    """Files, TCP ports and signals, enforced by the kernel (Linux 5.13; ports from 6.7) without any privilege."""

    name = "landlock"
    confines = True

    def wrap(self, command: Sequence[str], policy: Policy) -> list[str]:
        return _confined(command, policy, landlock=True)


class Bubblewrap:
    """A file system and a process table of its own (bwrap); within them Landlock, where the kernel has it too."""

    confines = True

    def __init__(self, bwrap: str, landlock: bool) -> None:
        self.name = "bubblewrap and landlock" if landlock else "bubblewrap"
        self._bwrap = bwrap
        self._landlock = landlock

    def wrap(self, command: Sequence[str], policy: Policy) -> list[str]:
        args = [self._bwrap, "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--cap-drop", "ALL", "--dev", "/dev"]
        if policy.die_with_parent:
            args.append("--die-with-parent")
        for path in (*SYSTEM, *_installation(), *map(str, policy.read), confine.__file__):
            args += ["--ro-bind-try", path, path]
        for path in map(str, policy.write):
            args += ["--bind", path, path]
        return [*args, *_confined(command, policy, landlock=self._landlock)]


class Unconfined:
    """Resource limits only: what remains where the system offers nothing better."""

    name = "none"
    confines = False

    def wrap(self, command: Sequence[str], policy: Policy) -> list[str]:
        return _confined(command, policy, landlock=False)


def best_sandbox() -> Sandbox:
    """The strongest sandbox that works here: each is tried, not only looked for."""
    landlock = confine.landlock_version() > 0
    bwrap = shutil.which("bwrap")
    if bwrap is not None and _works(candidate := Bubblewrap(bwrap, landlock)):
        return candidate
    if landlock and _works(Landlock()):
        return Landlock()
    return Unconfined()


def interpreter() -> str:
    """The Python that every sandbox shows: ours, behind any virtual environment, so that it knows nothing of Fusion."""
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")


def _works(sandbox: Sandbox) -> bool:
    try:
        done = subprocess.run(sandbox.wrap(["/bin/sh", "-c", "exit 0"], Policy()), capture_output=True, timeout=10,
                              check=False)  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _confined(command: Sequence[str], policy: Policy, *, landlock: bool) -> list[str]:
    data = {
        "limits": dict(policy.limits),
        "landlock": landlock,
        "die_with_parent": policy.die_with_parent,
        "read": [*SYSTEM, *_installation(), *map(str, policy.read)],
        "write": [*DEVICES, *map(str, policy.write)],
        "connect": policy.connect,
        "bind": policy.bind,
    }
    return [interpreter(), "-I", "-S", confine.__file__, json.dumps(data), *command]


def _installation() -> tuple[str, ...]:
    """Where the interpreter itself is installed, behind any virtual environment: as it is called, and as it is."""
    prefixes = dict.fromkeys((Path(sys.base_prefix), Path(sys.base_prefix).resolve()))
    return tuple(str(prefix / part) for prefix in prefixes for part in ("bin", "lib", "lib64"))
