"""Who may do what. What no role grants is denied; owners of the application may do everything."""

from uuid import UUID

from app.access.rules import Grant, Role

ENTITIES = (
    "robert_drop_table",
    "group",
    "object",
    "case",
    "event",
    "round",
)

ROLES: tuple[Role, ...] = (
    Role(
        id=UUID("9cf9748b-7057-5816-9e6e-a0306d56fe84"),
        name="admin",
        label='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        grants=[
            Grant("group", ["read"]),
        ],
    ),
    Role(
        id=UUID("b9f27ec9-2a9e-5b0d-938e-70171885f04f"),
        name="staff",
        label='He said "it\'s <b>{{ 7*7 }}</b>" {% raw %} <%= 1 %> \\n ${x} `y` */ --> \'\'\' """ #',
        grants=[],
    ),
)

# The steps of a state machine that only some of those who may update the row take: (entity, step) → roles.
TAKEN_BY: dict[tuple[str, str], list[str]] = {
    ("robert_drop_table", "objects"): ["admin"],
}
