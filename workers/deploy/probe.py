"""A program that tries to leave its sandbox, run where the application runs. Standard library only.

Its argument is JSON: `{"files": {check: path}, "ports": {check: port}}`; it prints `{check: "refused" | "open"}`.
"""

from __future__ import annotations

import json
import os
import socket
import sys


def opened(path: str) -> bool:
    """Whether a file can be read, or a directory listed."""
    try:
        if os.path.isdir(path):  # noqa: PTH112 - a directory that cannot be seen at all counts as refused
            os.listdir(path)  # noqa: PTH208
        else:
            os.close(os.open(path, os.O_RDONLY))
    except OSError:
        return False
    return True


def connected(port: int) -> bool:
    """Whether a port of this machine lets us in."""
    with socket.socket() as client:
        client.settimeout(2)
        return client.connect_ex(("127.0.0.1", port)) == 0


def main() -> None:
    wanted = json.loads(sys.argv[1])
    found = {check: opened(path) for check, path in wanted["files"].items()}
    found |= {check: connected(port) for check, port in wanted["ports"].items()}
    sys.stdout.write(json.dumps({check: "open" if got_in else "refused" for check, got_in in found.items()}))


if __name__ == "__main__":
    main()
