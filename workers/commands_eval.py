"""`fusion eval`: how well an engine understands texts whose reference models are known."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import Permanent

commands = typer.Typer()


@commands.command(name="eval")
def evaluate(
    cases: Annotated[list[Path], typer.Option(help="Files or folders of cases; may be given several times.")],
    engine: Annotated[str, typer.Option(help="offline, or model for the endpoint that the settings name.")] = "offline",
    out: Annotated[
        Path | None, typer.Option(help="A document into which the table is put, between its markers.")
    ] = None,
) -> None:
    """Score an engine: entities, attributes and relations against references, with time and memory."""
    from infra.settings import Settings
    from workers.evaluation.cases import Case
    from workers.evaluation.cases import cases as read
    from workers.evaluation.engines import opened
    from workers.evaluation.report import Effort, insert, table
    from workers.evaluation.running import answers, memory

    found: list[Case] = []
    for path in cases:
        if path.exists():
            found.extend(read(path))
        else:
            sys.stderr.write(f"{path} is not here: its cases are left out.\n")
    if not found:
        raise Permanent("There are no cases to measure with: name a file or a folder that is here with --cases.")
    start = time.perf_counter()
    with opened(engine, Settings()) as designer:
        load = time.perf_counter() - start
        made = answers(designer, found)
    content = table(made, Effort(load, memory()))
    sys.stdout.write(content)
    if out is not None:
        insert(out, f"eval-{engine}", content)
