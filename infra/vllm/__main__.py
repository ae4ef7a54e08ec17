"""Start vLLM as Fusion wants it: `python -m infra.vllm MODEL [--name fusion] [--adapter NAME=DIRECTORY …]`."""

from __future__ import annotations

import argparse
import os
import sys

from infra.vllm.command import Server, environment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="a directory, or a name that vLLM can fetch")
    parser.add_argument("--name", default="fusion", help="what FUSION_AI_MODEL calls the model")
    parser.add_argument(
        "--adapter", action="append", default=[], help="a LoRA adapter, as NAME=DIRECTORY; may be repeated"
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8123)
    asked, further = parser.parse_known_args()
    server = Server(asked.model, asked.name, asked.host, asked.port, tuple(asked.adapter), tuple(further))
    command = server.command(sys.executable)
    os.execve(command[0], command, environment(os.environ))  # noqa: S606  # becomes the server, which gets the signals


if __name__ == "__main__":
    main()
