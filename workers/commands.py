"""`fusion worker STAGE`: one worker as a process of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from infra.settings import Settings
from schemas.events import Stage

commands = typer.Typer()


@commands.command()
def worker(
    stage: Annotated[Stage, typer.Argument(help="Which stage's events to work on.")],
    port: Annotated[int | None, typer.Option(help="Where /healthz, /readyz and /metrics are; 0 takes any.")] = None,
) -> None:
    """Run the worker of one stage until it is told to stop."""
    from workers.main import run  # what a worker needs is no other command's business

    settings = Settings()
    raise typer.Exit(run(stage, settings, settings.health_port if port is None else port))
