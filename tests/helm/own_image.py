"""Fusion's own image: the one that CLUSTER_IMAGE names, else built from infra/Dockerfile and pushed."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from tests.fakes.docker_bed import BASE_IMAGE, CACHE, CannotStart, DockerBed

AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
"""What the base image trusts, as this machine does."""

REPOSITORY = str(Path(__file__).parents[2])
DOCKERFILE = f"{REPOSITORY}/infra/Dockerfile"


def own_image(registry: str) -> str:
    """The image's name, with its digest. What earlier builds made is kept, so that a later one takes less."""
    if named := os.environ.get("CLUSTER_IMAGE"):
        return named
    name = f"{registry}/fusion:tests"
    with tempfile.TemporaryDirectory(prefix="fusion-docker-", ignore_cleanup_errors=True) as directory:
        bed = DockerBed(Path(directory))
        try:
            bed.start_daemon(data=CACHE / "own-image")
            if bed.docker("image", "inspect", BASE_IMAGE).returncode != 0:  # another import would have another id
                bed.load_base()
            given = {"BASE": BASE_IMAGE, "NODE_EXTRA_CA_CERTS": AUTHORITIES}
            arguments = [part for argument, value in given.items() for part in ("--build-arg", f"{argument}={value}")]
            _run(bed, "build", "--network", "host", *arguments, "--tag", name, "--file", DOCKERFILE, REPOSITORY)
            _run(bed, "push", name)
            found = _run(bed, "inspect", "--format", "{{json .RepoDigests}}", name)
        finally:
            bed.stop()
    return str(next(one for one in json.loads(found) if one.startswith(f"{registry}/fusion@")))


def _run(bed: DockerBed, *args: str) -> str:
    done: subprocess.CompletedProcess[str] = bed.docker(*args, environment={"DOCKER_BUILDKIT": "0"})
    if done.returncode != 0:
        raise CannotStart("\n".join((done.stdout + done.stderr).splitlines()[-20:]))
    return done.stdout
