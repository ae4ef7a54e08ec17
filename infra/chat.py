"""A language model behind an OpenAI-compatible endpoint (vLLM, llama.cpp, …): the only place that speaks to one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Self

import httpx

from schemas.errors import Permanent, Temporary, Unavailable

Role = Literal["system", "user", "assistant"]

BIGGEST = 4_000_000
"""Bytes of an answer beyond which it is not read any further."""


@dataclass(frozen=True, slots=True)
class Message:
    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said. `whole` is false where it was cut off; `tokens` were spent on it."""

    text: str
    whole: bool
    tokens: int


class Chat:
    """One model (or LoRA adapter: the endpoint knows it by a model's name) of one endpoint. Logs no word of a text."""

    def __init__(self, url: str, model: str, key: str | None = None, *, seconds: float = 60) -> None:
        headers = {"authorization": f"Bearer {key}"} if key else {}
        timeout = httpx.Timeout(seconds, connect=5)
        self._client = httpx.AsyncClient(base_url=f"{url.rstrip('/')}/", headers=headers, timeout=timeout)
        self.model = model
        self._url = url

    async def ask(self, messages: Sequence[Message], schema: dict[str, Any], *, tokens: int, seed: int = 0) -> Reply:
        """An answer that follows the JSON Schema, where the endpoint holds it to that.

        Raises Unavailable where nobody answers or the model is not there, Temporary where the endpoint is busy or
        broken, Permanent where it cannot take the question.
        """
        body = {
            "model": self.model, "messages": [{"role": one.role, "content": one.content} for one in messages],
            "temperature": 0, "seed": seed, "max_tokens": tokens,
            "response_format": {
                "type": "json_schema", "json_schema": {"name": "answer", "schema": schema, "strict": True}
            },
        }  # fmt: skip
        try:
            async with self._client.stream("POST", "chat/completions", json=body) as response:
                content = await self._content(response)
        except httpx.TimeoutException:
            raise Temporary(f"The language model at {self._url} took too long to answer.") from None
        except httpx.HTTPError as error:
            raise Unavailable(f"The language model at {self._url} is away ({type(error).__name__}).") from None
        self._refuse(response.status_code, content)
        return _reply(content)

    async def _content(self, response: httpx.Response) -> bytes:
        content = b""
        async for part in response.aiter_bytes():
            content += part
            if len(content) > BIGGEST:
                raise Temporary(f"The language model at {self._url} does not end its answer.")
        return content

    def _refuse(self, status: int, content: bytes) -> None:
        if status < 400:
            return
        where = f"The language model at {self._url}"
        if status in (401, 403):
            raise Unavailable(f"{where} refuses the key: set FUSION_AI_KEY.")
        if status == 404:
            raise Unavailable(f"{where} knows no model {self.model!r}: set FUSION_AI_MODEL.")
        if status in (400, 413, 422):
            raise Permanent(f"{where} cannot take this question (status {status}); the text may be too long for it.")
        raise Temporary(f"{where} answers with status {status}.")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()


def _reply(content: bytes) -> Reply:
    """Raises Temporary for what no such endpoint would say."""
    try:
        said = json.loads(content)
        choice = said["choices"][0]
        text = choice["message"].get("content") or choice["message"].get("refusal") or ""
        tokens = int((said.get("usage") or {}).get("completion_tokens") or len(text) // 3)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Temporary("The language model's endpoint answered with something that is no chat completion.") from None
    return Reply(str(text), choice.get("finish_reason") != "length", tokens)
