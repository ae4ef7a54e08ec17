"""`fusion setup`: what is downloaded and built once, before the first start: broker, golden bases, Studio."""

from __future__ import annotations

import hashlib
import json
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Annotated

import typer

from infra.apps.golden import golden_base
from infra.node import environment, npm
from infra.settings import Settings
from infra.stack.home import Home
from infra.stack.jars import jars
from schemas.errors import Permanent
from templates.engine import Target, TargetLibrary

commands = typer.Typer()

STUDIO = Path(__file__).parent.parent / "studio"


@commands.command("setup")
def setup(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    without_servers: Annotated[
        bool, typer.Option("--without-servers", help="Kafka runs elsewhere, and need not be here.")
    ] = False,
) -> None:
    """Download and build what Fusion needs on this machine; what is there already is skipped."""
    settings = Settings()
    home = Home.at(settings.home)
    steps: dict[str, Callable[[], object]] = {}
    if not without_servers:
        steps["Apache Kafka"] = lambda: jars(settings.cache)
    for target in TargetLibrary.discover():
        if target.golden:
            steps[f"packages of {target.title} applications"] = _golden(target, home)
    if STUDIO.is_dir():
        steps["Studio"] = build_studio
    with ThreadPoolExecutor(len(steps)) as pool:
        began = time.monotonic()
        running: dict[Future[object], str] = {pool.submit(step): name for name, step in steps.items()}
        for done in as_completed(running):
            done.result()
            _say(running[done], time.monotonic() - began, as_json)


def _say(name: str, seconds: float, as_json: bool) -> None:
    typer.echo(json.dumps({"done": name, "seconds": round(seconds, 1)}) if as_json else f"  ✓ {name} ({seconds:.0f} s)")


def _golden(target: Target, home: Home) -> Callable[[], object]:
    manager = target.golden.manager if target.golden else "python"
    return lambda: golden_base(manager, target.golden_files(), home.root)


def build_studio() -> None:
    """Install Studio's packages and build it, each only when what it is made from has changed."""
    _unless_same("npm ci", _digest([STUDIO / "package-lock.json"]), STUDIO / "node_modules" / ".fusion-digest",
                 ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"])  # fmt: skip
    _unless_same("npm run build", _digest(_sources()), STUDIO / "dist" / ".fusion-digest", ["run", "build"])


def _sources() -> list[Path]:
    folders = [path for name in ("src", "public") for path in (STUDIO / name).rglob("*") if path.is_file()]
    return sorted([*folders, *STUDIO.glob("*.json"), *STUDIO.glob("*.ts"), *STUDIO.glob("*.html")])


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(STUDIO)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _unless_same(what: str, digest: str, mark: Path, arguments: list[str]) -> None:
    if mark.exists() and mark.read_text() == digest:
        return
    done = subprocess.run([*npm(), *arguments], cwd=STUDIO, env=environment(), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
    if done.returncode != 0:
        last = [line for line in done.stdout.splitlines() if line.strip()][-15:]
        raise Permanent(f"`{what}` in {STUDIO} failed:\n" + "\n".join(last))
    mark.write_text(digest)
