"""The terms in which `app/roles.py` says who may do what."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

ACTIONS = ("create", "read", "update", "delete")


@dataclass(frozen=True)
class Grant:
    """Lets a role do `actions` with rows of an entity.

    `rows` is the path from a row to the users whose row it is (`"ward__nurses"`); without one, all rows are meant.
    `read` and `write` name the fields that may be seen and set; without them, all fields are meant. Grants add up:
    what any of them allows is allowed, for the rows that it is about.
    """

    entity: str
    actions: Sequence[str]
    rows: str | None = None
    read: Sequence[str] | None = None
    write: Sequence[str] | None = None

    def names(self, action: str) -> Sequence[str] | None:
        """The fields that the action covers."""
        return self.read if action == "read" else self.write

    def covers(self, action: str, field: str) -> bool:
        named = self.names(action)
        return named is None or field in named


@dataclass(frozen=True)
class Role:
    """A kind of user. `id` stays when it is renamed."""

    id: UUID
    name: str
    label: str
    grants: Sequence[Grant] = ()
