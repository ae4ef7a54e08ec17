"""What a text left open: a question, and what each answer to it would change."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from schemas.names import Label
from schemas.operations import Operation


class Choice(BaseModel):
    """One answer. `operations` carry it out on the spec that was suggested; none leave it as it is."""

    model_config = ConfigDict(frozen=True)

    label: Label
    operations: tuple[Operation, ...] = ()


class Question(BaseModel):
    """`choices` is empty where only another text can answer. A plain string is a question without choices."""

    model_config = ConfigDict(frozen=True)

    text: str
    choices: tuple[Choice, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value
