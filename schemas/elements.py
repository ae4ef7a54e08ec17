"""What every part of a spec is made of."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from schemas.names import Label, Name


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Element(Part):
    """What can be renamed and still be itself.

    `id` is made once, from the application and the name at birth; `name` may change, `id` never.
    """

    id: UUID
    name: Name
    label: Label
