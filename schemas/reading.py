"""What the prompt stage understood of a text: things, facts, links, roles, each with the words it comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from schemas.names import Label
from schemas.spec import Action, FieldType


class Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Evidence(Part):
    """Where an element comes from: the words of the text, or none where Fusion suggested it; confidence 0 to 1."""

    words: str = ""
    suggested: bool = False
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0


class Fact(Part):
    """A field in the making. `values` makes it a choice."""

    label: Label
    type: FieldType | None = None
    required: bool = False
    unique: bool = False
    values: tuple[Label, ...] = ()
    evidence: Evidence = Evidence()


class Thing(Part):
    """An entity in the making."""

    label: Label
    facts: tuple[Fact, ...] = ()
    evidence: Evidence = Evidence()


class Many(StrEnum):
    ONE = "one"
    MANY = "many"


class Link(Part):
    """A relation in the making, between two things named by their labels; `many` tells each end's number."""

    source: Label
    target: Label
    name: Label | None = None
    source_many: Many = Many.MANY
    target_many: Many = Many.ONE
    required: bool = False
    evidence: Evidence = Evidence()


class Permission(Part):
    thing: Label
    actions: frozenset[Action]


class Actor(Part):
    """A role in the making."""

    label: Label
    may: tuple[Permission, ...] = ()
    evidence: Evidence = Evidence()


class Reading(Part):
    """The whole understanding of one text. `things` is empty where there was nothing to understand."""

    title: Label
    language: str = "en"
    things: tuple[Thing, ...] = ()
    links: tuple[Link, ...] = ()
    actors: tuple[Actor, ...] = ()
    questions: tuple[str, ...] = ()
