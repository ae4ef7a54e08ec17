"""The same list, 25 of 100,000 rows with three relations, from the generated API and from the hand-written one."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from infra.apps.golden import python_of
from infra.stack.home import Home
from infra.stack.start import start_postgres, stop_servers
from tests.conftest import with_golden_bases
from tests.templates.project import DJANGO, Project, development, project
from workers.generation import generate
from workers.printing import read_spec

HERE = Path(__file__).parent
ROUNDS, REQUESTS = 3, 9
"""Both sides are asked in turn, so that a busy machine is busy for both."""

QUERIES = {
    "all": "ordering=-id",
    "filtered": "state=sent&pieces__gte=500",
    "sorted": "ordering=-amount",
    "searched": "search=42",
    "filtered, sorted, searched": "state=sent&placed__gte=2024-06-01&ordering=-amount&search=17",
    "a late page": "ordering=placed&page=3000",
}


def measure(console: Console) -> None:
    """Prints milliseconds and query counts of both sides."""
    home = Home.at(with_golden_bases(Path(tempfile.mkdtemp(prefix="fusion-lists-"))))
    try:
        made, other = asyncio.run(_databases(home))
        with (
            _side(made, made.database, "config.settings") as ours,
            _side(made, other, "handwritten.settings") as theirs,
        ):
            for side in (ours, theirs):
                _ask(side, "fill")
            console.print(_table({"generated": ours, "hand-written": theirs}))
    finally:
        stop_servers(home)


async def _databases(home: Home) -> tuple[Project, str]:
    """The generated project with its database, and one more on the same server."""
    postgres = await start_postgres(home)
    tree = generate(DJANGO, read_spec(HERE / "shipments.json"))
    made = await project(tree, home.root / "shipments", development(home.root), postgres)
    made.manage("migrate", "--noinput")
    other = await project({}, home.root / "other", made.base, postgres)
    return made, other.database


@contextmanager
def _side(made: Project, database: str, settings: str) -> Iterator[subprocess.Popen[str]]:
    """A process that answers requests as the web server would, and tells how long it took."""
    environment = {
        **os.environ, "DATABASE_URL": database, "SECRET_KEY": "only-for-measuring-" * 4,
        "ALLOWED_HOSTS": "testserver", "APP_URL": "http://testserver", "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": f"{made.root}{os.pathsep}{HERE}",
    }  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(
        [str(python_of(made.base)), "-P", str(HERE / "handwritten" / "asking.py")],
        cwd=made.root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


def _ask(side: subprocess.Popen[str], *words: str) -> Any:
    assert side.stdin is not None
    assert side.stdout is not None
    side.stdin.write(json.dumps(words) + "\n")
    side.stdin.flush()
    return json.loads(side.stdout.readline())


def _table(sides: dict[str, subprocess.Popen[str]]) -> Table:
    shown = Table("list", *(f"{name}: ms (queries)" for name in sides), "share", title="25 of 100,000 rows, median")
    for title, query in QUERIES.items():
        best: dict[str, list[float]] = {name: [] for name in sides}
        queries: dict[str, int] = {}
        counts: set[int] = set()
        for _ in range(ROUNDS):
            for name, side in sides.items():
                told = _ask(side, "list", query, str(REQUESTS))
                best[name].append(told["ms"])
                queries[name] = told["queries"]
                counts.add(told["count"])
        assert len(counts) == 1, f"The two sides found different rows: {counts}"
        middle = {name: sorted(found)[len(found) // 2] for name, found in best.items()}
        ours, theirs = middle.values()
        shown.add_row(title, *(f"{ms:.1f} ({queries[name]})" for name, ms in middle.items()), f"{ours / theirs:.2f}")
    return shown
