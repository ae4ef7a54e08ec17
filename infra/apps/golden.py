"""Golden bases: a target's dependencies, installed once from its lock files, shared by all applications."""

from __future__ import annotations

import compileall
import fcntl
import hashlib
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from infra.node import npm
from schemas.errors import Permanent, Temporary

Manager = Literal["python", "node"]

MINUTES = 15
"""Longest time that an installation may take."""

_NETWORK = "the package index cannot be reached: check the network, or name a mirror in the settings of pip and npm."
_LOCK = "a package is not the one that was locked: its download or its index was changed."
_DISK = "the disk is full: free about 1 GB there."
_COMPILER = "a package has to be compiled: install a C compiler."

_TEMPORARY = {
    "No space left": _DISK,
    "ENOSPC": _DISK,
    "NewConnectionError": _NETWORK,
    "ConnectTimeout": _NETWORK,
    "Failed to fetch": _NETWORK,
    "ENOTFOUND": _NETWORK,
    "EAI_AGAIN": _NETWORK,
    "ECONN": _NETWORK,
    "ETIMEDOUT": _NETWORK,
}
_PERMANENT = {
    "DO NOT MATCH THE HASHES": _LOCK,
    "Hash mismatch": _LOCK,
    "EINTEGRITY": _LOCK,
    "command 'gcc' failed": _COMPILER,
    "command 'cc' failed": _COMPILER,
    "No matching distribution": "a package cannot be had for this version of Python.",
}
"""What pip, uv and npm write, and what to do about it; waiting mends only the first kind."""


def golden_key(manager: Manager, files: Mapping[str, bytes]) -> str:
    """The name of a golden base: the same for the same lock files on the same kind of machine."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform} {platform.machine()}".encode())
    for name in sorted(files):
        digest.update(f"\0{name}\0{len(files[name])}\0".encode() + files[name])
    return f"{manager}-{digest.hexdigest()[:24]}"


def golden_base(manager: Manager, files: Mapping[str, bytes], home: Path) -> Path:
    """The directory of a golden base: a virtual environment, or a folder with `node_modules`. Made where it is missing.

    `files` are the lock files by name: a requirements file with hashes, or package.json and package-lock.json. Several
    processes may ask at once; one of them makes it. Raises Temporary or Permanent with one sentence that says what to
    do. Takes up to minutes the first time, so off the event loop.
    """
    base = (home / "golden").resolve() / golden_key(manager, files)
    if base.exists():
        return base
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
        with _locked(base.with_name(base.name + ".lock")):
            if not base.exists():
                _make(manager, files, base)
    except OSError as error:
        raise Temporary(f"The golden base {base} could not be made: {error.strerror or error}.") from error
    return base


def python_of(base: Path) -> Path:
    """The interpreter of a golden base of Python."""
    return base / "bin" / "python"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(manager: Manager, files: Mapping[str, bytes], base: Path) -> None:
    """Make it under another name and rename it, so that one that exists is always whole."""
    for left in base.parent.glob(f".{base.name}.*"):  # of a process that was killed: we hold the lock
        shutil.rmtree(left, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{base.name}.", dir=base.parent))
    try:
        for name, content in files.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).write_bytes(content)
        if manager == "python":
            _install_python(draft, base, files)
        else:
            _install_node(draft)
        draft.chmod(0o755)
        draft.rename(base)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _install_python(draft: Path, base: Path, files: Mapping[str, bytes]) -> None:
    (requirements,) = (name for name in files if name.endswith((".txt", ".lock")))
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    _run([sys.executable, "-m", "venv", "--without-pip", str(draft)], draft)
    into = ["--python", str(python_of(draft))]
    if uv:
        install = [uv, "pip", "install", *into]
    else:
        install = [sys.executable, "-m", "pip", *into, "install", "--no-compile", "--disable-pip-version-check"]
    _run([*install, "--require-hashes", "--requirement", str(draft / requirements)], draft)
    for packages in draft.glob("lib/python*/site-packages"):
        final = base / packages.relative_to(draft)
        compileall.compile_dir(packages, quiet=2, stripdir=str(packages), prependdir=str(final), workers=0)


def _install_node(draft: Path) -> None:
    # No script of a package runs: what they would install, the lock file names too.
    _run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], draft)
    (draft / "node_modules").mkdir(exist_ok=True)  # npm makes none for a lock file that names nothing


def _run(command: list[str], cwd: Path) -> None:
    try:
        done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=MINUTES * 60, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Temporary(f"Installing a golden base took longer than {MINUTES} minutes: check the network.") from None
    if done.returncode != 0:
        raise _error(done.stdout)


def _error(output: str) -> Permanent | Temporary:
    """One sentence for what pip, uv or npm wrote."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = next((line for line in reversed(lines) if "error" in line.lower()), lines[-1] if lines else "no output")
    for kind, signs in ((Temporary, _TEMPORARY), (Permanent, _PERMANENT)):
        if advice := next((advice for sign, advice in signs.items() if sign.lower() in output.lower()), None):
            return kind(f"The dependencies of the application could not be installed: {advice} ({telling[:300]})")
    return Temporary(f"The dependencies of the application could not be installed: {telling[:300]}")
