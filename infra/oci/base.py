"""A base image from this machine: its Python, the libraries that this one needs, and a golden base. Nothing else."""

from __future__ import annotations

import compileall
import fcntl
import json
import os
import py_compile
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from infra.oci.layers import Layer, layer_of_directory
from schemas.errors import Permanent

FORMAT = "1"
"""Raised when the same golden base shall give another layer."""

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
UNNEEDED = shutil.ignore_patterns(
    "__pycache__", "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "site-packages",
    "config-*", "*.a",
)  # fmt: skip
SYSTEM = ("/etc/ssl/certs/ca-certificates.crt", "/etc/mime.types", "/usr/share/zoneinfo")
USERS = {
    "etc/passwd": "root:x:0:0:root:/:/nonexistent\napp:x:10001:10001:app:/tmp:/nonexistent\n",
    "etc/group": "root:x:0:\napp:x:10001:\n",
    "etc/nsswitch.conf": "hosts: files dns\n",
}


def base_layer(golden: Path, home: Path) -> Layer:
    """The base of every image on this golden base, made once. Some seconds, off the event loop.

    It is kept beside the golden base; in `home` where that one cannot be written to, as in an image.
    """
    kept = golden.parent if os.access(golden.parent, os.W_OK) else home / "layers"
    kept.mkdir(exist_ok=True)
    packed = kept / f"{golden.name}.{FORMAT}.layer"
    known = packed.with_suffix(".json")
    with (kept / f"{golden.name}.layer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists():
            _make(golden, packed, known)
    said = json.loads(known.read_text())
    return Layer(**{**said, "path": packed})


def _make(golden: Path, packed: Path, known: Path) -> None:
    with tempfile.TemporaryDirectory(dir=packed.parent, prefix=".layer-") as draft:
        root = Path(draft)
        _interpreter(root)
        _environment(root, golden)
        _system(root)
        _libraries(root)
        compile_all(root)
        layer = layer_of_directory(root, packed)
    known.write_text(json.dumps({**asdict(layer), "path": packed.name}))


def compile_all(root: Path) -> None:
    """Bytecode that holds without a look at the sources: a read-only file system cannot get any later."""
    compileall.compile_dir(
        root, quiet=2, stripdir=str(root), prependdir="/", workers=1,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )  # fmt: skip


def _interpreter(root: Path) -> None:
    """This machine's Python, moved to /usr/local: it finds its library by where it is."""
    prefix = Path(sys.base_prefix)
    (root / "usr/local/bin").mkdir(parents=True)
    shutil.copy2((prefix / "bin" / f"python{VERSION}").resolve(), root / "usr/local/bin" / f"python{VERSION}")
    for name in ("python3", "python"):
        (root / "usr/local/bin" / name).symlink_to(f"python{VERSION}")
    stdlib = Path(json.__file__).parent.parent
    shutil.copytree(stdlib, root / "usr/local/lib" / f"python{VERSION}", ignore=UNNEEDED, symlinks=True)


def _environment(root: Path, golden: Path) -> None:
    """The virtual environment, moved to /venv."""
    packages = Path("lib") / f"python{VERSION}" / "site-packages"
    shutil.copytree(golden / packages, root / "venv" / packages, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "venv/bin").mkdir()
    for name in ("python", "python3", f"python{VERSION}"):
        (root / "venv/bin" / name).symlink_to(f"/usr/local/bin/python{VERSION}")
    (root / "venv/pyvenv.cfg").write_text("home = /usr/local/bin\ninclude-system-site-packages = false\n")


def _system(root: Path) -> None:
    for directory in ("tmp", "app", "media", "etc"):
        (root / directory).mkdir()
    for name, content in USERS.items():
        (root / name).write_text(content)
    for path in (Path(path) for path in SYSTEM):
        target = root / path.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, target, symlinks=True)
        elif path.exists():
            shutil.copy2(path, target)


def _libraries(root: Path) -> None:
    """The shared libraries that anything in it needs, where the loader looks for them."""
    programs = [root / "usr/local/bin" / f"python{VERSION}", *root.rglob("*.so"), *root.rglob("*.so.*")]
    found = _needed(programs)
    home = next((path.parent for path in found if path.name.startswith("libc.so")), Path("/usr/lib"))
    for path in found:
        known = str(path).startswith(("/lib", "/usr/lib"))
        target = root / (path if known else home / path.name).relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path.resolve(), target)


def _needed(programs: Iterable[Path]) -> list[Path]:
    """What `ldd` says that these need, outside of their own folders."""
    original = Path(sys.base_prefix) / "bin" / f"python{VERSION}"
    said = ""
    for program in [original, *programs]:
        done = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False)
        said += done.stdout
    words = {word for line in said.splitlines() for word in line.replace("=>", " ").split() if word.startswith("/")}
    found = sorted(path for path in map(Path, words) if path.is_file() and ".so" in path.name)
    if not found:
        raise Permanent("This machine has no `ldd`, or its Python needs no libraries: images cannot be written here.")
    return [path for path in found if "site-packages" not in str(path) and "/lib-dynload/" not in str(path)]
