"""What the model answers, step by step; their JSON Schemas hold its decoding."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from schemas.roles import Action

Short = Annotated[str, AfterValidator(lambda name: " ".join(name.split()[:6])[:48])]
"""A name; what a model goes on to say after six words is no part of one."""

Quote = Annotated[str, AfterValidator(lambda quote: quote.strip()[:100])]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Kind(StrEnum):
    """The types that a model chooses among: those that words of a text can tell."""

    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    CHOICE = "choice"


class Count(StrEnum):
    ONE = "one"
    MANY = "many"
    UNKNOWN = "unknown"


class FoundThing(Part):
    name: Short
    quote: Quote


class Things(Part):
    title: Short
    things: Annotated[list[FoundThing], Field(max_length=12)]


class FoundFact(Part):
    thing: str
    name: Short
    type: Kind
    required: bool
    unique: bool
    values: Annotated[list[Short], Field(max_length=12)]
    quote: Quote


class Facts(Part):
    facts: list[FoundFact]


class FoundRelation(Part):
    """Of `one` how many belong to one `other`, and the other way round."""

    one: str
    other: str
    ones: Count
    others: Count
    required: bool
    quote: Quote


class Relations(Part):
    relations: list[FoundRelation]


class May(Part):
    thing: str
    actions: Annotated[list[Action], Field(max_length=4)]


class FoundRole(Part):
    name: Short
    may: list[May]
    quote: Quote


class Roles(Part):
    roles: list[FoundRole]


def facts_of(things: Sequence[str]) -> type[Facts]:
    """Facts of these things and no others."""
    fact = _narrowed(FoundFact, thing=things)
    return _listing(Facts, "facts", fact, 16)


def relations_of(things: Sequence[str]) -> type[Relations]:
    return _listing(Relations, "relations", _narrowed(FoundRelation, one=things, other=things), 12)


def roles_with(things: Sequence[str]) -> type[Roles]:
    may = _narrowed(May, thing=things)
    role: Any = create_model("FoundRole", __base__=FoundRole, may=(Annotated[list[may], Field(max_length=12)], ...))  # type: ignore[valid-type]
    return _listing(Roles, "roles", role, 8)


def choosing(options: Sequence[Sequence[str]]) -> type[BaseModel]:
    """An answer to numbered questions: `q1`, `q2`, …, each one of its options."""
    fields: dict[str, Any] = {
        f"q{number}": (Literal[tuple(answers)], ...) for number, answers in enumerate(options, start=1)
    }
    return create_model("Choices", __base__=Part, **fields)


def _narrowed(base: type[BaseModel], **allowed: Sequence[str]) -> Any:
    fields: dict[str, Any] = {name: (Literal[tuple(names)], ...) for name, names in allowed.items()}
    return create_model(base.__name__, __base__=base, **fields)


def _listing(base: type[Any], name: str, item: Any, most: int) -> type[Any]:
    fields: dict[str, Any] = {name: (Annotated[list[item], Field(max_length=most)], ...)}
    made: type[Any] = create_model(base.__name__, __base__=base, **fields)
    return made
