"""A program that limits itself (resources, files, network) and then becomes another one. Standard library only.

Run as `python -I confine.py POLICY COMMAND…` by an interpreter that knows nothing of Fusion. POLICY is JSON:
`{"limits": {"NOFILE": 1024, …}, "landlock": true, "die_with_parent": false, "read": [paths], "write": [paths],
"connect": [ports], "bind": [ports]}`. Landlock is reached through ctypes: the one library there is for it
(`landlock` on PyPI) is an alpha that knows files but not ports. Numbers are from linux/landlock.h and linux/prctl.h.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
SET_PDEATHSIG, SET_NO_NEW_PRIVS = 1, 38
PATH_BENEATH, NET_PORT = 1, 2
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE, IOCTL_DEV = 1, 2, 4, 8, 1 << 14, 1 << 15
MAKE_CHAR, MAKE_BLOCK = 1 << 6, 1 << 11
BIND_TCP, CONNECT_TCP = 1, 2
ABSTRACT_UNIX_SOCKET, SIGNAL = 1, 2

FILES_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All rights on files that each version of the interface knows, to be refused unless allowed."""

OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV


class Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


class PortRule(ctypes.Structure):
    _fields_ = (("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64))


def call(number: int, *args: Any) -> int:
    """One system call. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    result = int(libc.syscall(ctypes.c_long(number), *args))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def control(option: int, value: int) -> None:
    """One prctl. Raises OSError."""
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def landlock_version() -> int:
    """The version of Landlock's interface that this kernel offers; 0 where it has none."""
    if sys.platform != "linux":
        return 0
    try:
        return call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    except OSError:
        return 0


def restrict(policy: dict[str, Any]) -> None:
    """Refuse, from here on and for all children, every file and port that the policy does not name."""
    version = landlock_version()
    files = max(rights for abi, rights in FILES_BY_ABI.items() if abi <= version)
    wanted = Ruleset(files, BIND_TCP | CONNECT_TCP, ABSTRACT_UNIX_SOCKET | SIGNAL)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = call(CREATE_RULESET, ctypes.byref(wanted), ctypes.c_size_t(size), ctypes.c_uint32(0))
    for path in policy["read"]:
        allow_path(rules, path, files & (EXECUTE | READ_FILE | READ_DIR))
    for path in policy["write"]:
        allow_path(rules, path, files & ~(MAKE_CHAR | MAKE_BLOCK))
    if version >= 4:
        for port in policy["connect"]:
            allow_port(rules, port, CONNECT_TCP)
        for port in policy["bind"]:
            allow_port(rules, port, BIND_TCP)
    control(SET_NO_NEW_PRIVS, 1)
    call(RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0))
    os.close(rules)


def allow_path(rules: int, path: str, rights: int) -> None:
    """Allow `rights` at and below a path; one that does not exist needs no rule."""
    try:
        parent = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not os.path.isdir(path):  # noqa: PTH112 - pathlib would double the start-up time of this program
        rights &= OF_A_FILE
    rule = PathRule(rights, parent)
    call(ADD_RULE, ctypes.c_int(rules), ctypes.c_int(PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0))
    os.close(parent)


def allow_port(rules: int, port: int, right: int) -> None:
    rule = PortRule(right, port)
    call(ADD_RULE, ctypes.c_int(rules), ctypes.c_int(NET_PORT), ctypes.byref(rule), ctypes.c_uint32(0))


def limit(limits: dict[str, int]) -> None:
    """Set resource limits, never above what the system already imposes."""
    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bound, bound))


def main() -> None:
    """Limit this process, then become the command."""
    policy: dict[str, Any] = json.loads(sys.argv[1])
    if policy["die_with_parent"] and sys.platform == "linux":
        control(SET_PDEATHSIG, signal.SIGKILL)
    limit(policy["limits"])
    if policy["landlock"]:
        restrict(policy)
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    main()
