"""How long a handler waits for the world: a while in place, then ever longer elsewhere."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Patience:
    """All of it grows, doubling: retries from `first` to `longest` seconds within `window`, deferrals from `wait` to
    `longest_wait`, the pauses of a whole subscription from `pause` to `longest_pause` seconds."""

    window: float = 30
    first: float = 0.5
    longest: float = 8
    wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=5)
    pause: float = 5
    longest_pause: float = 120

    def pauses(self) -> Iterator[float]:
        """Seconds to wait before each further try; no more of them once the window has passed."""
        end, pause = time.monotonic() + self.window, self.first
        while (left := end - time.monotonic()) > 0:
            yield min(left, _jittered(pause))
            pause = min(2 * pause, self.longest)

    def rest(self, number: int) -> float:
        """How many seconds the subscription's pause of that number lasts."""
        return _jittered(min(self.pause * 2 ** min(number - 1, 20), self.longest_pause))

    def deferral(self, count: int) -> timedelta:
        """How long the deferral of that number lasts."""
        whole = min(self.wait * 2 ** min(count - 1, 20), self.longest_wait)
        return timedelta(seconds=_jittered(whole.total_seconds()))


def _jittered(seconds: float) -> float:
    """Half as much again, or half: what failed together shall not come back together."""
    return seconds * random.uniform(0.5, 1.5)  # noqa: S311
