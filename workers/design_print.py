"""A design as a table for the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.tree import Tree

from schemas.spec import AppSpec, Entity, Field
from workers.schema.design import Design


def show(made: Design) -> None:
    """Print entities with their fields, relations and roles. What the text did not say is dim."""
    spec, console = made.spec, Console()
    tree = Tree(f"[bold]{_plain(spec.app.label)}")
    for entity in spec.entities:
        branch = tree.add(_dimmed(made, entity, f"[bold cyan]{_plain(entity.label)}[/]"))
        branch.add(_fields(made, entity))
        for relation in spec.relations_from(entity.name):
            kind = relation.kind.replace("_", " ")
            branch.add(f"→ {_plain(relation.target.label)} [dim]({kind}{', required' if relation.required else ''})[/]")
    for role in spec.roles:
        granted = ", ".join(f"{grant.entity.label.lower()}: {' '.join(sorted(grant.actions))}" for grant in role.grants)
        tree.add(f"[magenta]{_plain(role.label)}[/] [dim]may[/] {granted}")
    console.print(tree)


def _fields(made: Design, entity: Entity) -> Table:
    table = Table.grid(padding=(0, 2))
    for field in entity.fields:
        table.add_row(_dimmed(made, field, _plain(field.label)), _kind(made.spec, field), _flags(field))
    return table


def _kind(spec: AppSpec, field: Field) -> str:
    if field.enum is None:
        return f"[green]{field.type}[/]"
    return f"[green]{' | '.join(_plain(value.label) for value in spec.enum(field.enum).values)}[/]"


def _flags(field: Field) -> str:
    return " ".join(flag for flag, on in (("required", field.required), ("unique", field.unique)) if on)


def _dimmed(made: Design, element: Entity | Field, text: str) -> str:
    evidence = made.evidence.get(element.id)
    return f"[dim]{text} (suggested)[/]" if evidence and evidence.suggested else text


def _plain(text: str) -> str:
    return text.replace("[", "\\[")
