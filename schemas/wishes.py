"""What someone wants changed in an application that is there, before it is turned into edit operations.

Elements that exist are named by their path in the spec: `client`, `client.fax` (a field, or a relation of its source),
`order.status=draft` (a value of a choice), `@clerk` (a role). Things that the same text adds are named by their label.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.names import Label
from schemas.reading import Evidence, Fact, Link, Thing
from schemas.roles import Action

ROLE = "@"
VALUE = "="


class Wish(BaseModel):
    model_config = ConfigDict(frozen=True)


class AddThing(Wish):
    do: Literal["add_thing"] = "add_thing"
    thing: Thing


class AddFact(Wish):
    """`set` holds further properties of the field (`min`, `default`, …)."""

    do: Literal["add_fact"] = "add_fact"
    to: Label
    fact: Fact
    set: dict[str, Any] = {}


class AddLink(Wish):
    do: Literal["add_link"] = "add_link"
    link: Link


class AddRole(Wish):
    do: Literal["add_role"] = "add_role"
    label: Label
    evidence: Evidence = Evidence()


class AddValues(Wish):
    """Further values of the choice at `to`."""

    do: Literal["add_values"] = "add_values"
    to: Label
    values: tuple[Label, ...]


class Rename(Wish):
    do: Literal["rename"] = "rename"
    path: Label
    label: Label


class Alter(Wish):
    """Set properties of a field (`required`, `unique`, `type`, `max`, …) or a relation (`kind`, `required`)."""

    do: Literal["alter"] = "alter"
    path: Label
    set: dict[str, Any]


class Remove(Wish):
    do: Literal["remove"] = "remove"
    path: Label


class Permit(Wish):
    """Let a role (a path, or the label of a new one) do something with things (none named: with all), or forbid it."""

    do: Literal["permit"] = "permit"
    role: Label
    actions: frozenset[Action]
    things: tuple[Label, ...] = ()
    allow: bool = True
    own: bool = False


AnyWish = Annotated[
    AddThing | AddFact | AddLink | AddRole | AddValues | Rename | Alter | Remove | Permit, Field(discriminator="do")
]


class Option(Wish):
    """One way to understand what was said."""

    label: Label
    wishes: tuple[AnyWish, ...]


class Doubt(Wish):
    """What can be understood in several ways: nothing of it is done until someone chooses."""

    question: str
    options: tuple[Option, ...] = ()


class Refinement(Wish):
    """All that a text wants changed."""

    wishes: tuple[AnyWish, ...] = ()
    doubts: tuple[Doubt, ...] = ()
