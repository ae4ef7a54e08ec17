"""What a file says, in the file's own words: readers write it, `assembly` makes a specification of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schemas.errors import Permanent

Raw = dict[str, Any]


class Place(NamedTuple):
    """Where in a file; line and column count from 1, and 0 is none in particular."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


def refused(place: Place, sentence: str) -> Permanent:
    """The error that ends an import."""
    return Permanent(f"{place}: {sentence}")


class Notices:
    """What an import has to tell: each sentence once, however often its cause stands in the file."""

    def __init__(self) -> None:
        self._places: dict[str, list[Place]] = {}

    def say(self, place: Place, sentence: str) -> None:
        self._places.setdefault(sentence, []).append(place)

    def lines(self) -> list[str]:
        """One line a sentence, in the order of the file."""
        told = sorted(self._places.items(), key=lambda item: item[1][0])
        return [f"{places[0]}: {sentence}{_also(places[1:])}" for sentence, places in told]


def _also(places: Iterable[Place]) -> str:
    lines = [str(line) for line in dict.fromkeys(place.line for place in places) if line]
    if not lines:
        return ""
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f" (also line {', '.join(lines[:5])}{more})"


@dataclass
class FoundField:
    """`said` holds keys of a spec's field, where the file states them; a `default` is still text."""

    name: str
    place: Place
    said: Raw
    enum: str | None = None


@dataclass
class FoundEntity:
    """`display` and the `groups` (by "unique_together", "indexes") hold the file's names of fields and relations."""

    name: str
    place: Place
    fields: list[FoundField] = field(default_factory=list)
    said: Raw = field(default_factory=dict)
    display: str | None = None
    groups: dict[str, list[list[str]]] = field(default_factory=dict)


@dataclass
class FoundRelation:
    """`target` is the file's name of an entity, or None for the application's user; `column` of what points."""

    source: str
    target: str | None
    place: Place
    name: str | None = None
    reverse: str | None = None
    column: str | None = None
    said: Raw = field(default_factory=dict)


class FoundValue(NamedTuple):
    key: str
    label: str | None
    place: Place


@dataclass
class FoundEnum:
    name: str
    place: Place
    values: list[FoundValue] = field(default_factory=list)
    said: Raw = field(default_factory=dict)


@dataclass
class Found:
    """A whole file, or folder. `whole` holds further parts of a spec, where the file states them exactly."""

    file: str
    app: Raw = field(default_factory=dict)
    whole: Raw = field(default_factory=dict)
    entities: list[FoundEntity] = field(default_factory=list)
    relations: list[FoundRelation] = field(default_factory=list)
    enums: list[FoundEnum] = field(default_factory=list)
    frontends: tuple[str, ...] = ()
