"""Means over cases, each with the interval in which 95 of 100 such samples of cases would have it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from workers.evaluation.counts import Count, Result

SAMPLES = 2000
SEED = 7


@dataclass(frozen=True, slots=True)
class Mean:
    """Macro means: every case counts the same. `low` and `high` bound the F1, by resampling the cases."""

    cases: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def mean(results: Sequence[Result], part: Callable[[Result], Count]) -> Mean | None:
    """The mean of one kind of element over the cases whose reference has any; None where none has."""
    counts = [count for result in results if (count := part(result)).expected]
    if not counts:
        return None
    f1 = [count.f1 for count in counts]
    low, high = interval(f1)
    return Mean(
        len(counts), fmean(count.precision for count in counts), fmean(count.recall for count in counts),
        fmean(f1), low, high,
    )  # fmt: skip


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The bounds of the mean, by drawing as many cases anew, with a fixed seed."""
    draw = random.Random(SEED)  # noqa: S311 (not cryptographic)
    size = len(values)
    means = sorted(sum(values[draw.randrange(size)] for _ in values) / size for _ in range(SAMPLES))
    return means[int(0.025 * SAMPLES)], means[int(0.975 * SAMPLES) - 1]
