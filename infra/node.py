"""`python -m infra.node npm test`: run npm or node of the package that pip installed, as if they were on the path."""

from __future__ import annotations

import os
import sys

from infra.apps.golden import node_directory

if __name__ == "__main__":
    node = node_directory()
    environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    program, *arguments = sys.argv[1:]
    npm = node.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(node / "node"), *([str(npm)] if program == "npm" else []), *arguments]
    os.execve(command[0], command, environment)  # noqa: S606  # no shell: the arguments are ours
