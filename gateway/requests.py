"""What callers send: the bodies of the REST interface."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from schemas.events import MAX_TEXT
from schemas.names import Label
from schemas.operations import Operation
from schemas.spec import Targets

SPACES = "\n\r\t"
"""The control characters that a text may hold."""

MAX_OPERATIONS = 2_000


def _written(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty: say in a sentence or two what the application should keep track of")
    wrong = {character for character in text if unicodedata.category(character) in ("Cc", "Cs")} - set(SPACES)
    if wrong:
        raise ValueError("holds control characters: send plain text")
    return text.strip()


Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_written)]
"""What a person wrote: 1 to 50,000 characters, no control characters but line ends and tabs."""

Spec = dict[str, Any]
"""An AppSpec as plain data; ids, labels, plurals and columns may be left out. Checked with every problem named."""


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AppBody(Body):
    """A new application: by `text` or by `spec`, exactly one. `name` is unique in the workspace."""

    text: Text | None = None
    spec: Spec | None = None
    name: Label | None = None
    targets: Targets | None = None
    review: bool = False

    @model_validator(mode="after")
    def _one(self) -> AppBody:
        _exactly_one(text=self.text, spec=self.spec)
        return self


class BuildBody(Body):
    """A change: by `text`, `spec` or `operations`, on top of `base_version`; or back to an earlier version, whose
    number is `rollback_to`. Exactly one of the four.

    `base_version` is the number of the version that the change was made for (an application's `version`; 0 where
    nothing was deployed yet). Where another one is deployed by now, the answer is 409.
    """

    base_version: Annotated[int, Field(ge=0)]
    text: Text | None = None
    spec: Spec | None = None
    operations: Annotated[list[Operation], Field(min_length=1, max_length=MAX_OPERATIONS)] | None = None
    rollback_to: Annotated[int, Field(ge=1)] | None = None
    targets: Targets | None = None
    review: bool = False

    @model_validator(mode="after")
    def _one(self) -> BuildBody:
        _exactly_one(text=self.text, spec=self.spec, operations=self.operations, rollback_to=self.rollback_to)
        return self


class ApprovalBody(Body):
    """The approval of a suggested spec, or of an edited one in its place.

    `answers` tells for each question, in their order, which of its choices is meant (from 0; null for none).
    """

    spec: Spec | None = None
    answers: Annotated[list[Annotated[int, Field(ge=0)] | None], Field(max_length=100)] = []

    @model_validator(mode="after")
    def _either(self) -> ApprovalBody:
        if self.spec is not None and self.answers:
            raise ValueError("give a spec or answers, not both")
        return self


class SessionBody(Body):
    """Sign in to Studio: with a token, or with the secret of a one-time link."""

    token: Annotated[str, Field(max_length=200)] | None = None
    link: Annotated[str, Field(max_length=200)] | None = None

    @model_validator(mode="after")
    def _one(self) -> SessionBody:
        _exactly_one(token=self.token, link=self.link)
        return self


class SigninBody(Body):
    """Who shall be signed in to the application as its owner."""

    email: Annotated[str, Field(pattern=r"^[^@\s]{1,64}@[^@\s]{1,189}$")] = "owner@example.com"
    name: Label = "Owner"


def _exactly_one(**given: object) -> None:
    if sum(value is not None for value in given.values()) != 1:
        raise ValueError(f"give exactly one of {', '.join(given)}")
