"""`fusion import`, `fusion export` and `fusion schema`: models from other tools' files, and back to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import Permanent
from schemas.spec import AppSpec, Targets

commands = typer.Typer()


@commands.command("import")
def import_(
    source: Annotated[
        Path, typer.Argument(metavar="FILE.jdl|FILE.sql|FOLDER", help="JDL, SQL, or a folder of CSV files.")
    ],
    out: Annotated[Path, typer.Option(help="The specification to write: .yaml to edit it, .json for programs.")],
    into: Annotated[
        Path | None,
        typer.Option(metavar="SPEC", help="The specification of an application that shall follow the file."),
    ] = None,
    rename: Annotated[list[str] | None, typer.Option(metavar="OLD=NEW", help="With --into: what was renamed.")] = None,
    drop: Annotated[list[str] | None, typer.Option(metavar="OLD", help="With --into: what shall go.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was imported, for programs.")] = False,
) -> None:
    """Make a specification of a model that another tool has, or let one follow it."""
    from templates.engine import TargetLibrary
    from workers.importing.found import Notices
    from workers.importing.reading import read

    if out.suffix.lower() not in (".json", ".yaml", ".yml"):
        raise Permanent(f"{out} is neither .yaml nor .json: name a file that ends so.")
    notices = Notices()
    spec = read(source, TargetLibrary.discover().reserved(Targets()), notices)
    if into is not None:
        spec = _followed(spec, into, rename or [], drop or [])
    _write(spec, out)
    if as_json:
        counts = {kind: len(getattr(spec, kind)) for kind in ("entities", "relations", "enums")}
        typer.echo(json.dumps({"out": str(out), "app": spec.app.name, **counts, "warnings": notices.lines()}))
    else:
        _show(spec, notices.lines(), out)


@commands.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="SPEC", help="A specification, as JSON or YAML.")],
    jdl: Annotated[bool, typer.Option("--jdl", help="As JDL, the entity language of JHipster.")] = False,
    out: Annotated[Path | None, typer.Option(help="The file to write; printed where none is named.")] = None,
) -> None:
    """Write a specification in another tool's format."""
    from workers.importing.found import Notices
    from workers.importing.jdl_printing import print_jdl
    from workers.printing import read_spec

    if not jdl:
        raise Permanent("Name the format to export to: --jdl.")
    notices = Notices()
    text = print_jdl(read_spec(file), file.name, notices)
    for line in notices.lines():
        typer.echo(line, err=True)
    if out is None:
        typer.echo(text, nl=False)
    else:
        _save(out, text)


def _followed(found: AppSpec, into: Path, renames: list[str], dropped: list[str]) -> AppSpec:
    """The application after the import. Raises Permanent with the questions that have to be answered first."""
    from schemas.validation import check
    from workers.importing.merging import merged, questions
    from workers.printing import read_spec

    pairs = dict(pair.split("=", 1) for pair in renames if pair.count("=") == 1)
    if len(pairs) < len(renames):
        raise Permanent("Write --rename as OLD=NEW, for example --rename client.fax=client.phone.")
    base = read_spec(into)
    if asked := questions(found, base, pairs, dropped):
        raise Permanent("\n".join(["Before anything is written:", *(f"  {question}" for question in asked)]))
    spec = merged(found, base, pairs, dropped)
    check(spec)
    return spec


@commands.command()
def schema(
    out: Annotated[Path | None, typer.Option(help="The file to write; printed where none is named.")] = None,
) -> None:
    """Write the JSON Schema of specifications, by which an editor checks and completes them."""
    from schemas.jsonschema import spec_schema

    text = json.dumps(spec_schema(), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        _save(out, text)


def _write(spec: AppSpec, out: Path) -> None:
    from workers.importing.lean import to_yaml

    text = spec.model_dump_json(indent=2) + "\n" if out.suffix.lower() == ".json" else to_yaml(spec)
    _save(out, text)


def _save(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Permanent(f"{out} cannot be written: {error.strerror}.") from None


def _show(spec: AppSpec, warnings: list[str], out: Path) -> None:
    fields = sum(len(entity.fields) for entity in spec.entities)
    typer.echo(
        f"{spec.app.label}: {len(spec.entities)} entities with {fields} fields, {len(spec.relations)} relations, "
        f"{len(spec.enums)} enums, written to {out}"
    )
    for entity in spec.entities:
        names = [field.name for field in entity.fields] + [one.name for one in spec.relations_from(entity.name)]
        typer.echo(f"  {entity.label}: {', '.join(names) or 'no fields'}")
    for line in warnings:
        typer.echo(f"warning: {line}", err=True)
