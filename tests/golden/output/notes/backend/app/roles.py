"""Who may do what. What no role grants is denied; owners of the application may do everything."""

from app.access.rules import Role

ENTITIES = ("note",)

ROLES: tuple[Role, ...] = ()

# The steps of a state machine that only some of those who may update the row take: (entity, step) → roles.
TAKEN_BY: dict[tuple[str, str], list[str]] = {}
