"""A real Docker daemon and a real registry of the tests' own: started in a directory, ended by their process ids."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx

from infra.addresses import free_port

CACHE = Path(os.environ.get("DOCKER_TESTS_CACHE", Path.home() / ".cache" / "fusion-docker"))
"""Where the base image is kept between runs."""

BASE_IMAGE = "fusion-tests-base:bookworm"
PACKAGES = "python3,python3-venv,ca-certificates"
PATIENCE = 30.0


class CannotStart(Exception):
    """This machine cannot run the test bed; the text says why."""


@dataclass
class Server:
    """A started process, and how to end it."""

    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def until(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():
            if self.process.poll() is not None or time.monotonic() > end:
                raise CannotStart("\n".join(self.log.read_text().splitlines()[-10:]))
            time.sleep(0.1)


class DockerBed:
    """`home` holds all that the daemon and the registry keep."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.host = f"unix://{home}/docker.sock"
        self.registry = f"127.0.0.1:{free_port()}"
        self._ends = ExitStack()

    def start(self) -> None:
        for program in ("dockerd", "debootstrap"):
            if shutil.which(program) is None:
                raise CannotStart(f"{program} is not installed: run tests/docker/install.sh as root.")
        if os.geteuid() != 0:
            raise CannotStart("a Docker daemon of its own has to be started as root.")
        self.daemon = self.start_daemon()
        self.start_registry(self.registry)
        self.load_base()

    def stop(self) -> None:
        self._ends.close()

    def start_daemon(self, name: str = "docker", data: Path | None = None, *further: str) -> Server:
        """A daemon on its socket `name`; `further` are options of dockerd."""
        place = self.home / name
        place.mkdir(exist_ok=True)
        paths = {
            "--data-root": data or place / "data",
            "--exec-root": place / "run",
            "--pidfile": place / "pid",
            "--host": f"unix://{self.home}/{name}.sock",
        }
        options = [str(part) for option in paths.items() for part in option]
        network = ["--iptables=false", "--ip6tables=false", "--bridge=none", "--insecure-registry=127.0.0.1"]
        # The daemon leaves a mount behind, without which its directory can be removed.
        left = ["umount", "--lazy", str(place / "run/netns/default")]
        self._ends.callback(lambda: subprocess.run(left, capture_output=True, check=False))
        server = self._start(["dockerd", *options, *network, *further], f"{name}.log")
        server.until(lambda: self.docker("version", name=name).returncode == 0)
        return server

    def start_registry(self, at: str, *, secure: Mapping[str, str] | None = None, name: str = "registry") -> Server:
        """`secure` are further environment variables, which the registry reads as its settings."""
        program = shutil.which("docker-registry") or shutil.which("registry")
        if program is None:
            raise CannotStart("docker-registry is not installed: run tests/docker/install.sh as root.")
        settings = self.home / f"{name}.yml"
        settings.write_text(
            f"version: 0.1\nlog: {{level: warn}}\nhttp: {{addr: '{at}'}}\n"
            f"storage: {{filesystem: {{rootdirectory: {self.home}/{name}}}, delete: {{enabled: true}}}}\n"
        )
        server = self._start([program, "serve", str(settings)], f"{name}.log", secure)
        scheme = "https" if secure and "REGISTRY_HTTP_TLS_CERTIFICATE" in secure else "http"
        server.until(lambda: _answers(f"{scheme}://{at}/v2/"))
        return server

    def docker(self, *args: str, name: str = "docker", stdin: Path | None = None,
               environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:  # fmt: skip
        """One command of Docker's own terminal."""
        command = ["docker", "--host", f"unix://{self.home}/{name}.sock", *args]
        with (stdin or Path(os.devnull)).open("rb") as given:
            return subprocess.run(command, stdin=given, capture_output=True, text=True, check=False,
                                  env={**os.environ, **(environment or {})})  # fmt: skip

    def load_base(self, name: str = "docker") -> None:
        done = self.docker("import", "-", BASE_IMAGE, name=name, stdin=base_archive())
        if done.returncode != 0:
            raise CannotStart(done.stderr)

    def _start(self, command: list[str], log: str, environment: Mapping[str, str] | None = None) -> Server:
        path = self.home / log
        with path.open("ab") as output:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                env={**os.environ, **(environment or {})},
            )  # fmt: skip
        server = Server(process, path)
        self._ends.callback(server.stop)
        return server


def base_archive() -> Path:
    """The archive of a base image with Python, made by debootstrap: no public image need be reachable.

    It trusts the authorities that this machine trusts, and takes packages from where this machine does.
    """
    archive = CACHE / f"base-{PACKAGES.replace(',', '-')}.tar"
    if archive.exists():
        return archive
    CACHE.mkdir(parents=True, exist_ok=True)
    root = CACHE / "base"
    shutil.rmtree(root, ignore_errors=True)
    _run("debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(root))
    (root / "usr/bin/python").symlink_to("python3")
    authorities = Path("/etc/ssl/certs/ca-certificates.crt")
    if authorities.exists():
        shutil.copy(authorities, root / "etc/ssl/certs/ca-certificates.crt")
    index = os.environ.get("PIP_INDEX_URL", "")
    settings = ["[global]", "cert = /etc/ssl/certs/ca-certificates.crt", *([f"index-url = {index}"] if index else [])]
    (root / "etc/pip.conf").write_text("\n".join(settings) + "\n")
    for left in ("var/cache/apt", "var/lib/apt/lists"):
        shutil.rmtree(root / left, ignore_errors=True)
    draft = archive.with_suffix(".draft")
    _run("tar", "-C", str(root), "-cf", str(draft), ".")
    draft.rename(archive)
    shutil.rmtree(root)
    return archive


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotStart(
            f"{command[0]} failed: {' '.join(done.stderr.splitlines()[-3:] or done.stdout.splitlines()[-3:])}"
        )


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, verify=False, trust_env=False).status_code in (200, 401)  # noqa: S501
    except httpx.HTTPError:
        return False
