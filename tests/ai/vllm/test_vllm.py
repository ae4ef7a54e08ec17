"""The model engine against vLLM itself, on the CPU, with a LoRA adapter: `make test-vllm`."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.artifacts.directory import DirectoryArtifacts
from infra.chat import Chat, Message
from infra.vllm.command import Server, environment
from schemas.errors import Permanent, Unavailable
from tests.ai.refinement.scoring import spec_of
from workers.prompt.model.asking import Budget
from workers.prompt.model.engine import ModelEngine

PLACE = Path(os.environ.get("VLLM_PLACE", ".cache/vllm")).resolve()
TEXT = "A boat club keeps boats with a name and a length. Members book boats."
COLOUR: dict[str, Any] = {
    "type": "object", "properties": {"colour": {"type": "string", "enum": ["red", "green", "blue"]}},
    "required": ["colour"], "additionalProperties": False,
}  # fmt: skip
READY = 400
"""Seconds until the server must answer; on two quiet cores it takes 40 to 100."""

pytestmark = pytest.mark.vllm


@pytest.fixture(scope="module")
def vllm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a vLLM with the model `smollm2` and the adapter `tuned`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    python = PLACE / "venv" / "bin" / "python"
    server = Server(
        str(PLACE / "model"), "smollm2", port=port, adapters=(f"tuned={PLACE / 'adapter'}",),
        further=("--enforce-eager", "--max-num-seqs", "4", "--max-model-len", "2048"),
    )  # fmt: skip
    openmp = python.parent.parent / "lib" / "libiomp5.so"
    settings = {**environment(os.environ), "VLLM_CPU_KVCACHE_SPACE": "1", "HF_HUB_OFFLINE": "1"}
    settings |= {"LD_PRELOAD": str(openmp)} if openmp.exists() else {}
    log = (tmp_path_factory.mktemp("vllm") / "log").open("w")
    process = subprocess.Popen(server.command(str(python)), stdout=log, stderr=subprocess.STDOUT, env=settings)
    try:
        _wait(f"http://127.0.0.1:{port}/health", process, log.name)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(60)
        log.close()


def _wait(url: str, process: subprocess.Popen[bytes], log: str) -> None:
    until = time.monotonic() + READY
    transport = httpx.HTTPTransport(retries=0)
    with httpx.Client(transport=transport, timeout=2) as client:
        while time.monotonic() < until:
            assert process.poll() is None, Path(log).read_text()[-3000:]
            try:
                if client.get(url).is_success:
                    return
            except httpx.TransportError:
                time.sleep(1)  # nothing tells when it is ready
    raise AssertionError(Path(log).read_text()[-3000:])


@pytest.mark.parametrize("name", ["smollm2", "tuned"])
async def test_decoding_follows_the_schema(vllm: str, name: str) -> None:
    async with Chat(vllm, name, seconds=120) as chat:
        reply = await chat.ask([Message("user", "What colour has grass?")], COLOUR, tokens=30)
    assert reply.text in ('{"colour":"red"}', '{"colour":"green"}', '{"colour":"blue"}')


async def test_the_adapter_is_another_model(vllm: str) -> None:
    schema = {"type": "object", "properties": {"line": {"type": "string"}}, "required": ["line"]}
    said = []
    for name in ("smollm2", "tuned"):
        async with Chat(vllm, name, seconds=120) as chat:
            said.append((await chat.ask([Message("user", "Write a line about boats.")], schema, tokens=40)).text)
    assert said[0] != said[1]


async def test_a_name_that_is_not_served_is_told(vllm: str) -> None:
    async with Chat(vllm, "another", seconds=30) as chat:
        with pytest.raises(Unavailable, match="FUSION_AI_MODEL"):
            await chat.ask([Message("user", "Hi")], COLOUR, tokens=10)


@pytest.mark.parametrize("name", ["smollm2", "tuned"])
async def test_every_step_of_the_engine_goes_through_and_the_second_time_from_what_is_kept(
    vllm: str, name: str, tmp_path: Path
) -> None:
    """So small a model may find nothing; then it is told so, in a sentence, and again in the same one."""
    outcomes = []
    for _ in range(2):
        async with Chat(vllm, name, seconds=120) as chat:
            engine = ModelEngine(chat, DirectoryArtifacts(tmp_path), Budget(seconds=600, answer=160))
            try:
                outcomes.append((await engine.read(TEXT)).model_dump_json())
            except Permanent as error:
                outcomes.append(str(error))
    assert outcomes[0]
    assert outcomes[0] == outcomes[1]


async def test_a_change_is_understood_or_refused_in_a_sentence(vllm: str, tmp_path: Path) -> None:
    async with Chat(vllm, "smollm2", seconds=120) as chat:
        engine = ModelEngine(chat, DirectoryArtifacts(tmp_path), Budget(seconds=600, answer=120))
        try:
            outcome = (await engine.refine("Remove the summary of books.", spec_of("lending"))).model_dump_json()
        except Permanent as error:
            outcome = str(error)
    assert outcome
