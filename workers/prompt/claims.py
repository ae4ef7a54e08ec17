"""Claims: what single patterns say about a text, before it is decided what is a thing and what is a fact."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.reading import Many
from schemas.spec import Action, FieldType

Key = tuple[str, ...]
"""A noun phrase as comparable words."""


@dataclass(frozen=True, slots=True)
class Has:
    """`owner` has `part`: a fact of it, or a link to it where the part turns out to be a thing."""

    owner: Key
    part: Key
    label: str
    many: Many = Many.ONE
    type: FieldType | None = None
    required: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()
    words: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """More about a fact, of `owner` if it is known: the values to choose from, whether it is unique or required."""

    part: Key
    values: tuple[str, ...] = ()
    words: str = ""
    unique: bool = False
    required: bool = False
    owner: Key | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A verb or preposition that ties two nouns. `source_many`: how many sources a target may have."""

    source: Key
    target: Key
    source_many: Many
    target_many: Many
    required: bool = False
    verb: str = ""
    words: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class IsA:
    child: Key
    parent: Key
    words: str = ""


@dataclass(frozen=True, slots=True)
class Does:
    """An actor may do something to something; `target` is empty for everything."""

    actor: Key
    actions: frozenset[Action]
    target: Key
    story: bool = False
    words: str = ""


Claim = Has | Choice | Tie | IsA | Does


@dataclass(slots=True)
class Claims:
    """All that was claimed of one text."""

    all: list[Claim] = field(default_factory=list)

    @property
    def has(self) -> list[Has]:
        return [claim for claim in self.all if isinstance(claim, Has)]

    @property
    def choices(self) -> list[Choice]:
        return [claim for claim in self.all if isinstance(claim, Choice)]

    @property
    def ties(self) -> list[Tie]:
        return [claim for claim in self.all if isinstance(claim, Tie)]

    @property
    def kinds(self) -> list[IsA]:
        return [claim for claim in self.all if isinstance(claim, IsA)]

    @property
    def does(self) -> list[Does]:
        return [claim for claim in self.all if isinstance(claim, Does)]
