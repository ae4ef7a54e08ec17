"""Who may do what. What no role grants is denied; owners of the application may do everything."""

from typing import NamedTuple
from uuid import UUID

ENTITIES = (
    "robert_drop_table",
    "group",
    "object",
    "case",
)


class Role(NamedTuple):
    """`grants` holds, for each entity, what users of this role may do: create, read, update, delete."""

    id: UUID
    name: str
    label: str
    grants: dict[str, list[str]]


ROLES = (
    Role(
        id=UUID("9cf9748b-7057-5816-9e6e-a0306d56fe84"),
        name="admin",
        label='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        grants={
            "group": ["read"],
        },
    ),
    Role(
        id=UUID("b9f27ec9-2a9e-5b0d-938e-70171885f04f"),
        name="staff",
        label='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        grants={},
    ),
)
