"""A generated project that answers over HTTP, and people who have signed in to it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import httpx

from infra.addresses import free_port
from infra.apps.golden import python_of
from tests.templates.project import Project

TOKEN = "t" * 32

PEOPLE = """
import json, sys
from django.contrib.auth.models import Group
from accounts.models import User
from accounts.tests.factory import make_user
from app.roles import ROLES
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
made = {}
for name in ["owner", *(role.name for role in ROLES)]:
    user = make_user(is_superuser=name == "owner")
    for role in ROLES:
        if role.name == name:
            user.groups.add(Group.objects.get(role=role.id))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["_csrftoken"] = "TOKEN"
    session.create()
    made[name] = session.session_key
print("PEOPLE", json.dumps(made))
""".replace("TOKEN", TOKEN)
"""Run in the project: a user for each role and an owner, each with a session."""


@dataclass(frozen=True)
class Person:
    """Who asks: their session, and their token against forged requests."""

    role: str
    session: str
    token: str


@dataclass(frozen=True)
class Served:
    """Where the application answers, and who may ask it."""

    url: str
    people: dict[str, Person]
    log: Path


@contextmanager
def served(project: Project, **environment: str) -> Iterator[Served]:
    """The project, migrated and answering. Its server ends with the block."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    given = {
        **os.environ, "DATABASE_URL": project.database, "SECRET_KEY": "for-tests-only-" * 5, "DEBUG": "",
        "ALLOWED_HOSTS": "127.0.0.1", "APP_URL": url, "HOST": "127.0.0.1", "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "config.settings", **environment,
    }  # fmt: skip
    python = str(python_of(project.base))
    _run([python, "manage.py", "migrate", "--noinput"], project, given)
    people = _people(_run([python, "manage.py", "shell", "-v", "0", "-c", PEOPLE], project, given))
    log = project.root.parent / f"{project.root.name}.log"
    with log.open("w") as written:
        server = _serve(python, project, given, written)
        try:
            _await(url, server, log)
            yield Served(url, people, log)
        finally:
            server.terminate()
            server.wait(20)


def _serve(python: str, project: Project, environment: dict[str, str], log: TextIO) -> subprocess.Popen[bytes]:
    command = [python, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    return subprocess.Popen(command, cwd=project.root, env=environment, stdout=log, stderr=log)


def _run(command: list[str], project: Project, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=project.root, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def _people(said: str) -> dict[str, Person]:
    line = next(line for line in said.splitlines() if line.startswith("PEOPLE "))
    sessions: dict[str, str] = json.loads(line.removeprefix("PEOPLE "))
    return {role: Person(role, key, TOKEN) for role, key in sessions.items()}


def _await(url: str, server: subprocess.Popen[bytes], log: Path, patience: float = 60) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()[-4000:]
        try:
            if httpx.get(f"{url}/readyz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer: {log.read_text()[-4000:]}")
