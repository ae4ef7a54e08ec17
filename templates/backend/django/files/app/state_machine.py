"""State machines: the steps by which a choice changes, and no other way."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Transition:
    """A step of the state that `field` holds, from any of `sources` to `target`."""

    name: str
    label: str
    field: str
    sources: Collection[str]
    target: str

    def starts_from(self, row: Model) -> bool:
        return getattr(row, self.field) in self.sources


def transitions_of(model: type[Model]) -> list[Transition]:
    """The steps that rows of the model can take."""
    found: list[Transition] = getattr(model, "transitions", [])
    return found


def states_of(model: type[Model]) -> set[str]:
    """The fields that change by steps alone."""
    return {step.field for step in transitions_of(model)}
