"""`python -m infra.stack.lock_jars`: write `kafka.lock` anew, when `WANTED` names a new version."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from jgo.maven import MavenContext
from jgo.parse import Coordinate

from infra.stack.jars import LOCK

WANTED = (("org.apache.kafka", "kafka_2.13", "4.1.1"), ("org.slf4j", "slf4j-simple", "1.7.36"))


def lock(wanted: tuple[tuple[str, str, str], ...], repository: Path) -> str:
    """One line a jar, what it needs included: its sha256 and its path in a Maven repository."""
    context = MavenContext(repo_cache=repository)
    asked = [
        context.create_dependency(Coordinate(group, artifact, version, scope="compile"))
        for group, artifact, version in wanted
    ]
    first, rest = context.resolver.resolve(asked)
    needed = [*first, *(dependency for dependency in rest if dependency.scope in ("compile", "runtime"))]
    paths = sorted(dependency.artifact.resolve() for dependency in needed)
    return "".join(f"{_sha256(path)}  {path.relative_to(repository).as_posix()}\n" for path in paths)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as repository:
        LOCK.write_text(lock(WANTED, Path(repository)))
