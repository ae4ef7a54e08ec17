"""`fusion design`: what Fusion would make of a text, without making it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import Permanent

commands = typer.Typer()


@commands.command()
def design(
    text: Annotated[str | None, typer.Argument(help="What the application shall be; - for the input.")] = None,
    cases: Annotated[Path | None, typer.Option(help="Many texts instead: JSON lines with `id`, `text`.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write what was made of them.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole specification.")] = False,
) -> None:
    """Show what would be made of a text: entities, fields, relations, roles."""
    from workers.designing import Designer

    if cases is not None and out is not None:
        from workers.design_cases import answer

        answer(Designer(), cases, out)
    elif text is not None:
        made = Designer().design(sys.stdin.read() if text == "-" else text)
        if as_json:
            sys.stdout.write(made.spec.canonical().decode() + "\n")
        else:
            from workers.design_print import show

            show(made)
    else:
        raise Permanent("Write a text, or name both --cases and --out.")
