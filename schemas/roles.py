"""Who may do what: roles, and the grants without which everything is denied."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field as Constrained

from schemas.elements import Element, Part
from schemas.names import Name


class Action(StrEnum):
    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"


Path = Annotated[tuple[Name, ...], Constrained(min_length=1, max_length=5)]
"""Names of relations, forward or reverse, that lead from a row to users: `("ward", "nurses")` from a patient."""

Rows = Literal["all", "own"] | Path
"""Which rows a grant is about: all; those whose `owner` is the user; those from which the path leads to them."""


class Grant(Part):
    """Lets a role do `actions` with the `rows` of an entity.

    `read` and `write` name the fields and relations (of the entity itself) that may be seen and set with it; None
    stands for all. `id` and the label of a row can always be seen with the row. Grants add up: what any of them
    allows is allowed, for the rows that it is about.
    """

    entity: Name
    actions: frozenset[Action]
    rows: Rows = "all"
    read: frozenset[Name] | None = None
    write: frozenset[Name] | None = None


class Role(Element):
    """A kind of user. What no grant names is denied."""

    grants: tuple[Grant, ...] = ()


def member(entities: Iterable[str]) -> dict[str, Any]:
    """The one role of an application that tells nobody apart, as plain data: it may do everything with every row."""
    everything = sorted(Action)
    return {
        "name": "member",
        "label": "Member",
        "grants": [{"entity": str(entity), "actions": everything} for entity in entities],
    }
