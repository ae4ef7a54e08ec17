"""The specification that an event brings, by reference or inline, as one of the build it belongs to."""

from __future__ import annotations

from pydantic import ValidationError

from infra.artifacts.store import Artifacts
from schemas.errors import Permanent
from schemas.events import MAX_INLINE_SPEC, SchemaDesigned
from schemas.spec import AppSpec


async def spec_of(event: SchemaDesigned, artifacts: Artifacts) -> AppSpec:
    """The spec, with the build's application id and targets. Raises Permanent where the event brings none."""
    spec = event.inline
    if event.spec is not None:
        spec = _read(await artifacts.get(event.spec))
    if spec is None:
        raise Permanent("The event brings no specification: put it in 'inline', or its reference in 'spec'.")
    if event.spec is None and len(spec.canonical()) > MAX_INLINE_SPEC:
        raise Permanent(f"The inline specification is larger than {MAX_INLINE_SPEC // 1024} kB: send a reference.")
    app = spec.app.model_copy(update={"id": event.build.app_id})
    return spec.model_copy(update={"app": app, "targets": event.build.targets})


def _read(content: bytes) -> AppSpec:
    try:
        return AppSpec.model_validate_json(content)
    except ValidationError as error:
        raise Permanent(f"The referenced specification is none: {error.errors()[0]['msg']}.") from None
