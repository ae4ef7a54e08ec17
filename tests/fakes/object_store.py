"""A real S3-compatible object store of the tests' own: versitygw on a directory, built by tests/docker/install.sh."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from infra.addresses import free_port
from tests.fakes.docker_bed import CACHE, CannotStart

KEY, SECRET = "testing", "testing-secret"


@contextmanager
def object_store(directory: Path) -> Iterator[str]:
    """Its URL, while it runs. Raises CannotStart where it was not built."""
    program = shutil.which("versitygw", path=f"{CACHE / 'bin'}:{os.environ['PATH']}")
    if program is None:
        raise CannotStart("versitygw is missing: run tests/docker/install.sh.")
    data, port = directory / "objects", free_port()
    data.mkdir()
    environment = {**os.environ, "ROOT_ACCESS_KEY": KEY, "ROOT_SECRET_KEY": SECRET}
    command = [program, "--quiet", "--port", f"127.0.0.1:{port}", "posix", str(data)]
    process = subprocess.Popen(
        command, env=environment, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(url, timeout=2, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise CannotStart("versitygw does not start.")
