"""`fusion design`: what Fusion would make of a text, without making it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import Permanent
from workers.schema.design import Design

commands = typer.Typer()


@commands.command()
def design(
    text: Annotated[str | None, typer.Argument(help="What the application shall be; - for the input.")] = None,
    cases: Annotated[Path | None, typer.Option(help="Many texts instead: JSON lines with `id`, `text`.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write what was made of them.")] = None,
    engine: Annotated[str, typer.Option(help="offline, or model for the endpoint that the settings name.")] = "offline",
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole specification.")] = False,
) -> None:
    """Show what would be made of a text: entities, fields, relations, roles."""
    from infra.settings import Settings
    from workers.evaluation.engines import opened

    if text is None and (cases is None or out is None):
        raise Permanent("Write a text, or name both --cases and --out.")
    with opened(engine, Settings()) as designer:
        if cases is not None and out is not None:
            from workers.design_cases import answer

            answer(designer, cases, out)
        elif text is not None:
            _show(designer.design(sys.stdin.read() if text == "-" else text), as_json)


def _show(made: Design, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(made.spec.canonical().decode() + "\n")
    else:
        from workers.design_print import show

        show(made)
