"""What a stage came to in an attempt, kept for good: whoever is asked again says the same again."""

from __future__ import annotations

from infra.artifacts.store import Artifacts
from schemas.events import EVENTS, Build, Carried, Event, Stage


async def kept(artifacts: Artifacts, build: Build, stage: Stage) -> Event | None:
    """The stage's result, if there is one already."""
    content = await artifacts.claimed(f"results/{step(build, stage)}")
    return None if content is None else _read(content)


async def keep(artifacts: Artifacts, build: Build, stage: Stage, event: Event) -> Event:
    """Keep the result; where one stands already, that one counts and is returned."""
    carried = Carried(type=type(event).__name__, data=event.model_dump(mode="json"))
    return _read(await artifacts.claim(f"results/{step(build, stage)}", carried.model_dump_json().encode()))


def step(build: Build, stage: Stage) -> str:
    """The key of a stage in an attempt. The application stands in it, as in `infra.bus.ends`."""
    return f"{build.app_id}/{build.build_id}/{build.attempt}/{stage}"


def _read(content: bytes) -> Event:
    carried = Carried.model_validate_json(content)
    event = EVENTS[carried.type].model_validate(carried.data)
    if not isinstance(event, Event):
        raise TypeError(f"{carried.type} is no event of a build")
    return event
