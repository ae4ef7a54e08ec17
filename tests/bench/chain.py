"""`make bench`: the way of five sentences to applications that answer, on a warm platform; each stage's share."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from infra.addresses import free_port
from schemas.events import Stage
from tests.conftest import with_golden_bases
from tests.expectations import expectations
from tests.whole.applications import get
from tests.whole.platform import Platform, wait_until

LIMIT = 15.0
"""Seconds that the median may take on two cores."""


class Run(NamedTuple):
    """Seconds from the request until the application answered, and those of each stage."""

    title: str
    seconds: float
    stages: dict[str, float]


def measure(platform: Platform, title: str, text: str) -> Run:
    began = time.monotonic()
    build = platform.ended(platform.request(text)["build"]["id"])
    assert build["state"] == "deployed", build["failure"]
    wait_until(lambda: get(build["url"], "/") == 200, 30, lambda: f"{build['url']} does not answer")
    seconds = time.monotonic() - began
    return Run(title, seconds, {stage["stage"]: stage["seconds"] or 0.0 for stage in build["stages"]})


def table(runs: list[Run]) -> Table:
    shown = Table("sentence", "seconds", *Stage, "between", title="From the sentence to the answering URL")
    for run in runs:
        shown.add_row(run.title, f"{run.seconds:.1f}", *_shares(run))
    middle = Run(
        "median",
        statistics.median(run.seconds for run in runs),
        {stage: statistics.median(run.stages.get(stage, 0.0) for run in runs) for stage in Stage},
    )
    shown.add_section()
    shown.add_row(middle.title, f"{middle.seconds:.1f}", *_shares(middle))
    return shown


def _shares(run: Run) -> list[str]:
    rest = run.seconds - sum(run.stages.values())
    seconds = [*(run.stages.get(stage, 0.0) for stage in Stage), rest]
    return [f"{part:.2f} ({part / run.seconds:.0%})" for part in seconds]


def main() -> None:
    home = with_golden_bases(Path(tempfile.mkdtemp(prefix="fusion-bench-")))
    platform = Platform(home, free_port(), FUSION_ALLOW_UNSANDBOXED="1")
    console = Console(width=140)
    try:
        console.print(f"Ready in {platform.start():.1f} s. One sentence to warm up, then five.")
        measure(platform, "warm-up", "A list of books with a title, an author and a year.")
        runs = [measure(platform, each.title, each.text) for each in expectations()[:5]]
        console.print(table(runs))
        median = statistics.median(run.seconds for run in runs)
        console.print(f"Median {median:.1f} s; at most {LIMIT:.0f} s are allowed on two cores.")
    finally:
        platform.stop()
        shutil.rmtree(home, ignore_errors=True)
