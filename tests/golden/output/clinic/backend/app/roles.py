"""Who may do what. What no role grants is denied; owners of the application may do everything."""

from typing import NamedTuple
from uuid import UUID

ENTITIES = (
    "ward",
    "patient",
    "visit",
    "allergy",
    "inspection",
    "bed",
)


class Role(NamedTuple):
    """`grants` holds, for each entity, what users of this role may do: create, read, update, delete."""

    id: UUID
    name: str
    label: str
    grants: dict[str, list[str]]


ROLES = (
    Role(
        id=UUID("627e9bb7-6644-55e3-9ae8-88aed392a23e"),
        name="nurse",
        label="Nurse",
        grants={
            "patient": ["create", "read", "update"],
            "visit": ["read"],
        },
    ),
    Role(
        id=UUID("e9f6e41c-3b10-561f-b957-fbb80c737ca0"),
        name="guest",
        label="Guest",
        grants={},
    ),
)
