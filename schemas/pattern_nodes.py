"""What a pattern is once it is understood: a tree over sets of characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Range = tuple[int, int]
"""From one code point to another, both included."""

LAST = 0x10FFFF


@dataclass(frozen=True)
class Chars:
    """One character out of the ranges, which are in order and apart, or with `negated` one that is in none."""

    ranges: tuple[Range, ...]
    negated: bool = False

    def __contains__(self, code: int) -> bool:
        return any(low <= code <= high for low, high in self.ranges) is not self.negated


@dataclass(frozen=True)
class Sequence:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Choice:
    branches: tuple[Node, ...]


@dataclass(frozen=True)
class Repeat:
    """`high` is None where there is no end."""

    part: Node
    low: int
    high: int | None


Node = Chars | Sequence | Choice | Repeat


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The same characters, in order, no range touching another."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def others(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Every other character but NUL, which no database stores."""
    found: list[Range] = []
    start = 1
    for low, high in merged(ranges):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return (*found, (start, LAST)) if start <= LAST else tuple(found)
