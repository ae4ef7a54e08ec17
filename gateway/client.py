"""The REST interface as the terminal uses it: one sentence for whatever goes wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx

from infra.settings import Settings
from infra.stack.home import Home
from schemas.errors import FusionError

SILENCE = 60.0
"""Seconds without a sign of life after which a stream is taken to be broken; a heartbeat comes every 15."""

PATIENCE = 90.0
"""Seconds for which a gateway that went away may stay away; `fusion up` starts it again by itself."""

AGAIN = 0.5
"""Seconds before a stream that broke off is taken up again."""

ENDED = ("deployed", "failed", "cancelled")

Json = dict[str, Any]


class Failed(FusionError):
    """What was asked for was not done; the text says why, and what to do."""


class Client:
    """Talks to one gateway as the owner of one token."""

    def __init__(self, http: httpx.Client, url: str) -> None:
        self._http, self._url = http, url

    @classmethod
    @contextmanager
    def open(cls, settings: Settings) -> Iterator[Client]:
        """The gateway of the settings; the token is FUSION_TOKEN, else that of the local installation."""
        token = settings.token or Home(settings.home.expanduser().resolve()).read("token")
        if token is None:
            raise Failed("There is no token: set FUSION_TOKEN, or start a local installation with `make run`.")
        headers = {"authorization": f"Bearer {token}"}
        with httpx.Client(base_url=f"{settings.url}/api/v1/", headers=headers, timeout=30, trust_env=False) as http:
            yield cls(http, settings.url)

    def app_id(self, said: str) -> str:
        """The id of the application of which someone said the id, its beginning, or the key. Raises Failed."""
        if len(said) == len(str(UUID(int=0))):
            return said
        apps = self.get("apps", limit=200)["items"]
        found = [app["id"] for app in apps if said and (app["id"].startswith(said.lower()) or app["key"] == said)]
        if len(found) != 1:
            there = "no application" if not found else f"{len(found)} applications"
            raise Failed(f"There is {there} {said!r} here: `fusion apps` lists them.")
        return str(found[0])

    def get(self, path: str, **query: Any) -> Json:
        return self._asked("GET", path, params=query)

    def post(self, path: str, body: Json | None = None) -> Json:
        return self._asked("POST", path, json=body) if body is not None else self._asked("POST", path)

    def delete(self, path: str) -> Json:
        return self._asked("DELETE", path)

    def events(self, build_id: str) -> Iterator[tuple[str, Json]]:
        """The build's stream, as (kind, data), until the build has ended. Taken up again where it breaks off."""
        last: dict[str, str] = {}
        heard = time.monotonic()
        while True:
            try:
                for kind, data in self._stream(build_id, last):
                    heard = time.monotonic()
                    yield kind, data
                    if kind == "build" and data["state"] in ENDED:
                        return
            except httpx.TransportError as error:
                if time.monotonic() - heard > PATIENCE:
                    raise Failed(
                        f"{self._url} does not answer ({error}): start it with `make run`. The build goes on by itself."
                    ) from None
            time.sleep(AGAIN)

    def _stream(self, build_id: str, last: dict[str, str]) -> Iterator[tuple[str, Json]]:
        with self._http.stream("GET", f"builds/{build_id}/events", headers=last, timeout=SILENCE) as answer:
            if answer.is_error:
                answer.read()
                raise Failed(_sentence(answer))
            event: dict[str, str] = {}
            for line in answer.iter_lines():
                name, _, value = line.partition(":")
                if line and name:
                    event[name] = value.strip()
                elif not line and "data" in event:
                    if "id" in event:
                        last["last-event-id"] = event["id"]
                    yield event.get("event", ""), json.loads(event["data"])
                    event = {}

    def _asked(self, method: str, path: str, **how: Any) -> Json:
        try:
            answer = self._http.request(method, path, **how)
        except httpx.TransportError:
            raise Failed(f"Fusion is not running at {self._url}: start it with `make run`.") from None
        if answer.is_error:
            raise Failed(_sentence(answer))
        found: Json = answer.json() if answer.content else {}
        return found


def _sentence(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
        wrong = "".join(
            f"\n  {one['path']}: {one['message']} {one.get('suggestion', '')}".rstrip() for one in problem["problems"]
        )
        return f"{problem['detail']}{wrong}"
    except (ValueError, KeyError, TypeError):
        return f"{answer.url} answered {answer.status_code}: is this Fusion's gateway?"
