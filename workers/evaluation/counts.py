"""How many elements were right, of how many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """`right` of `made` elements are in the reference; `covered` of `expected` were made."""

    right: int
    made: int
    covered: int
    expected: int

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else 0.0

    @property
    def recall(self) -> float:
        return self.covered / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    entities: Count
    attributes: Count
    relations: Count
