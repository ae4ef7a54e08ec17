"""A small model server: `python tests/ai/servers/tiny.py GGUF PORT` serves the OpenAI API until it is ended."""

from __future__ import annotations

import signal
import sys

NAME = "tiny"
CONTEXT = 4096
"""Tokens, for two questions at a time."""


def serve(gguf: str, port: int) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.n_parallel, params.port = gguf, CONTEXT, 2, port
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # more wait for each other where others work
    params.model_alias = {NAME} if isinstance(params.model_alias, set) else NAME
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    signal.pause()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
