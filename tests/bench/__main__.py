"""`make bench`: how long a sentence takes to become an answering application, and which stage takes how much of it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from infra.stack.home import free_port
from schemas.events import Stage
from tests.conftest import with_golden_bases
from tests.expectations import expectations
from tests.whole.platform import Platform

WARM_UP = "A list of keys: each key has a number and a door."


def main() -> None:
    """Build each of the five sentences once on a warm platform of its own; print medians and the slowest."""
    home = with_golden_bases(Path(tempfile.mkdtemp(prefix="fusion-bench-")))
    platform = Platform(home, free_port(), FUSION_ALLOW_UNSANDBOXED="1")
    try:
        Console(stderr=True).print(f"open after {platform.start():.1f} s")
        platform.live(WARM_UP)
        builds = [platform.live(each.text) for each in expectations()]
    finally:
        platform.stop()
        shutil.rmtree(home, ignore_errors=True)
    Console().print(_table(builds))


def _table(builds: list[dict[str, object]]) -> Table:
    table = Table("stage", "median s", "slowest s", "share", title=f"sentence to URL, {len(builds)} builds, warm")
    whole = [float(str(build["seconds"])) for build in builds]
    for stage in Stage:
        seconds = [_seconds(build, stage) for build in builds]
        share = sum(seconds) / sum(whole)
        table.add_row(stage.value, f"{median(seconds):.2f}", f"{max(seconds):.2f}", f"{share:.0%}")
    table.add_section()
    table.add_row("all", f"{median(whole):.2f}", f"{max(whole):.2f}", "")
    return table


def _seconds(build: dict[str, object], stage: Stage) -> float:
    runs = build["stages"]
    assert isinstance(runs, list)
    return next(float(run["seconds"] or 0) for run in runs if run["stage"] == stage)


if __name__ == "__main__":
    main()
