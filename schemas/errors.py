"""The words in which Fusion fails.

FusionError
├── Permanent        this input can never work; the sentence says what to change
│   └── InvalidSpec  an AppSpec with problems, all of them named
├── Temporary        the world is away; trying again later may work
│   └── Unavailable  a dependency is down for every build, not only for this one
└── Superseded       a newer build of the same application is already there
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class FusionError(Exception):
    """The root of every error that Fusion raises on purpose."""


class Permanent(FusionError):
    """This message can never work. Its text tells the application's owner what to change."""


class Temporary(FusionError):
    """The world is away; the same message may work later."""


class Unavailable(Temporary):
    """A dependency is down for all builds, so that the stage had better pause."""


class Superseded(FusionError):
    """A newer build of this application has already been deployed."""


class Problem(NamedTuple):
    """One thing wrong with a spec: where (a dotted path), what, and what to do about it."""

    path: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" {self.suggestion}" if self.suggestion else ""
        return f"{self.path}: {self.message}{hint}"


class InvalidSpec(Permanent):
    """An AppSpec that cannot be built; `problems` names all that is wrong at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
