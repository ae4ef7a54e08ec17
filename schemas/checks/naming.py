"""Names: known, single, no reserved words; and what to say where they are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from schemas.errors import Problem
from schemas.names import Name
from schemas.suggesting import instead

Reserved = Callable[[str, str], bool]
"""`reserved(kind, name)`: whether a chosen target cannot use that name for an `entity`, a `plural` or a `field`."""


def known(path: str, name: str, names: Iterable[str], what: str = "") -> Iterator[Problem]:
    """A problem where the name is none of `names`."""
    names = list(names)
    if name not in names:
        yield Problem(path, f"there is no {what}{' ' if what else ''}{str(name)!r}.", instead(name, names))


def unique(path: str, names: Iterable[str]) -> Iterator[Problem]:
    """A problem for each name that stands there again."""
    names = list(names)
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield Problem(path, f"{str(name)!r} stands twice.", f"Call one {str(Name.from_label(name, set(names)))!r}.")
        seen.add(name)


def offer(path: str, name: Name, suffix: str) -> Problem:
    """Another name instead of a reserved word."""
    other = Name.from_label(f"{name}_{suffix}")
    return Problem(path, f"{str(name)!r} is a reserved word.", f"Call it {str(other)!r}; its label may stay.")
