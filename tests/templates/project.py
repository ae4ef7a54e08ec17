"""A generated Django project on disk with a database of its own, to be migrated, checked and asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg

from infra.apps.golden import golden_base, python_of
from infra.trees import Tree, write
from templates.engine import TargetLibrary

DJANGO = TargetLibrary.discover().get("backend", "django")


def development(home: Path) -> Path:
    """The virtual environment that the generated project's own tests and checks need."""
    lock = (DJANGO.root / "files" / "requirements-dev.lock").read_bytes()
    return golden_base("python", {"requirements-dev.lock": lock}, home)


@dataclass(frozen=True)
class Project:
    """`run` a tool of the project's environment, `manage` it, ask its database."""

    root: Path
    base: Path
    database: str

    def run(self, *command: str) -> str:
        """What the command wrote; `{python}` is the project's. Fails the test with it where the command failed."""
        done = self.ends(*command)
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-6000:]}\n{done.stderr[-6000:]}"
        return done.stdout

    def ends(self, *command: str) -> subprocess.CompletedProcess[str]:
        """How the command ended, well or not."""
        program = [part.replace("{python}", str(python_of(self.base))) for part in command]
        return subprocess.run(
            program, cwd=self.root, env=self._environment(), capture_output=True, text=True, check=False
        )

    def manage(self, *command: str) -> str:
        return self.run("{python}", "manage.py", *command)

    def update(self, tree: Tree) -> None:
        """Replace the sources, as the next version does."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        write(tree, self.root)

    async def sql(self, query: str) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.database)
        try:
            rows: list[asyncpg.Record] = await connection.fetch(query)
        finally:
            await connection.close()
        return rows

    async def drop(self) -> None:
        """Drop its database."""
        server, _, name = self.database.rpartition("/")
        connection = await asyncpg.connect(f"{server}/postgres")
        try:
            await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        finally:
            await connection.close()

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": f"{self.base / 'bin'}:{os.environ['PATH']}",
            "DATABASE_URL": self.database,
            "SECRET_KEY": "for-tests-only-" * 5,
            "ALLOWED_HOSTS": "app.example",
            "APP_URL": "https://app.example",
        }


async def project(tree: Tree, root: Path, base: Path, postgres: str) -> Project:
    """A project with an empty database."""
    name = f"project_{uuid4().hex}"
    connection = await asyncpg.connect(postgres)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    made = Project(root, base, postgres.rpartition("/")[0] + f"/{name}")
    made.update(tree)
    return made


async def copied(original: Project, root: Path, postgres: str) -> Project:
    """Another project with the same sources, and a copy of its database."""
    name = f"project_{uuid4().hex}"
    connection = await asyncpg.connect(postgres)
    try:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {original.database.rpartition('/')[2]}")
    finally:
        await connection.close()
    shutil.copytree(original.root, root)
    return Project(root, original.base, postgres.rpartition("/")[0] + f"/{name}")
