"""Who may do what. What no role grants is denied; owners of the application may do everything."""

from typing import NamedTuple
from uuid import UUID

ENTITIES = ("note",)


class Role(NamedTuple):
    """`grants` holds, for each entity, what users of this role may do: create, read, update, delete."""

    id: UUID
    name: str
    label: str
    grants: dict[str, list[str]]


ROLES = (
    Role(
        id=UUID("ea955d44-b56f-58ba-a459-8a095a1b8aa8"),
        name="member",
        label="Member",
        grants={
            "note": ["create", "read", "update", "delete"],
        },
    ),
)
