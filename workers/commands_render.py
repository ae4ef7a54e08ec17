"""`fusion render`: what Fusion would print for a specification, in a folder, without building anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import Permanent

commands = typer.Typer()


@commands.command()
def render(
    file: Annotated[Path, typer.Argument(metavar="SPEC", help="A specification, as JSON or YAML.")],
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    force: Annotated[bool, typer.Option(help="Write into the folder even if something is in it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written, for programs.")] = False,
) -> None:
    """Print the back end and the front ends of a specification into a folder."""
    from infra.trees import write
    from workers.printing import printed, read_spec

    if out.exists() and any(out.iterdir()) and not force:
        raise Permanent(f"The folder {out} is not empty: choose another one, or add --force.")
    spec = read_spec(file)
    trees = printed(spec)
    for name, tree in trees.items():
        write(tree, out / name)
    files = {name: len(tree) for name, tree in trees.items()}
    if as_json:
        typer.echo(json.dumps({"out": str(out), "entities": len(spec.entities), "files": files}))
    else:
        counts = ", ".join(f"{count} files in {name}/" for name, count in files.items())
        typer.echo(f"{spec.app.label}: {len(spec.entities)} entities, {counts}")
