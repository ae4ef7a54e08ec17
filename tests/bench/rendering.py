"""How long ten entities take to render, and how two hundred scale, beside the same model in JHipster 9.4."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

CACHE = Path(__file__).parents[2] / ".cache" / "jhipster-9.4"
LIMIT_MS, LIMIT_MB = 60, 150
"""What ten entities may take, warm, and what the process may hold."""

KINDS = ("string", "integer", "decimal", "boolean", "date", "text")
JDL_KINDS = ("String", "Integer", "BigDecimal", "Boolean", "LocalDate", "TextBlob")


class Rendered(NamedTuple):
    """`first` and `warm` in seconds; `files` of the back end; the most memory of the process in MB."""

    entities: int
    first: float
    warm: float
    files: int
    memory: float


def model(count: int) -> dict[str, object]:
    """`count` entities of six fields, each but the first pointing to the one before."""
    fields = [{"name": f"{kind}_{n}", "type": kind} for n, kind in enumerate(KINDS)]
    return {
        "app": {"label": "Bench"},
        "entities": [{"name": f"thing_{n}", "fields": fields} for n in range(count)],
        "relations": [{"source": f"thing_{n}", "target": f"thing_{n - 1}"} for n in range(1, count)],
    }


def jdl(count: int) -> str:
    """The same in JHipster's language."""
    fields = ", ".join(f"{kind.lower()}{n} {JDL_KINDS[n]}" for n, kind in enumerate(KINDS))
    entities = "\n".join(f"entity Thing{n} {{ {fields} }}" for n in range(count))
    relations = "\n".join(f"relationship ManyToOne {{ Thing{n}{{before}} to Thing{n - 1} }}" for n in range(1, count))
    return (
        f"application {{ config {{ baseName bench, applicationType monolith }} entities * }}\n{entities}\n{relations}\n"
    )


def measure(count: int) -> Rendered:
    """In this process, which had better be a fresh one."""
    from schemas.spec import AppSpec
    from templates.engine import TargetLibrary

    target = TargetLibrary.discover().get("backend", "django")
    spec = AppSpec.model_validate(model(count))
    seconds: list[float] = []
    for _ in range(4 if count > 50 else 12):
        began = time.perf_counter()
        tree = target.render(spec)
        seconds.append(time.perf_counter() - began)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Rendered(count, seconds[0], statistics.median(seconds[1:]), len(tree), memory)


def _apart(count: int) -> Rendered:
    command = [sys.executable, "-m", "tests.bench.rendering", str(count)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    numbers = done.stdout.split()
    return Rendered(int(numbers[0]), float(numbers[1]), float(numbers[2]), int(numbers[3]), float(numbers[4]))


def _jhipster(count: int) -> tuple[float, int, float] | str:
    """Seconds, files and memory of JHipster; a sentence where it cannot be had."""
    program = CACHE / "node_modules" / ".bin" / "jhipster"
    if not program.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(CACHE), "generator-jhipster@9.4.0"]
        try:
            subprocess.run([*install, "node@24"], check=True, capture_output=True, timeout=900)
        except (OSError, subprocess.SubprocessError) as error:
            return f"JHipster 9.4 could not be installed: {error}"
    with tempfile.TemporaryDirectory(prefix="fusion-jhipster-") as directory:
        place = Path(directory)
        (place / "bench.jdl").write_text(jdl(count))
        command = [str(program), "jdl", "bench.jdl", "--skip-install", "--skip-git", "--force"]
        path = f"{CACHE / 'node_modules' / '.bin'}:{os.environ['PATH']}"
        began = time.perf_counter()
        done = subprocess.run(
            command, cwd=place, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )
        seconds = time.perf_counter() - began
        if done.returncode:
            return f"JHipster 9.4 failed: {(done.stderr or done.stdout)[-500:]}"
        files = sum(1 for file in place.rglob("*") if file.is_file())
        return seconds, files, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def report(console: Console, *, jhipster: bool) -> None:
    table = Table("", "entities", "first", "warm", "files", "memory", title="From the model to the source, back end")
    for count in (10, 50, 200):
        run = _apart(count)
        first, warm = f"{run.first * 1000:.0f} ms", f"{run.warm * 1000:.0f} ms"
        table.add_row("Fusion", str(count), first, warm, str(run.files), f"{run.memory:.0f} MB")
    said = _jhipster(10) if jhipster else "JHipster, for JHIPSTER=1 was not given."
    if not isinstance(said, str):
        table.add_row("JHipster 9.4", "10", f"{said[0] * 1000:.0f} ms", "–", str(said[1]), f"{said[2]:.0f} MB")
    console.print(table)
    console.print(f"Allowed: {LIMIT_MS} ms for ten entities, warm, and {LIMIT_MB} MB.")
    if isinstance(said, str):
        console.print(f"[bold]Not measured:[/bold] {said}")


if __name__ == "__main__":
    print(*measure(int(sys.argv[1])))  # noqa: T201
