"""The tables, columns and references of a SQL script, before they mean anything."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from workers.importing.found import Place


@dataclass
class Column:
    name: str
    kind: exp.DataType | None
    place: Place
    required: bool = False
    unique: bool = False
    default: exp.Expr | None = None
    numbered: bool = False
    computed: exp.Expr | None = None
    comment: str = ""
    checks: list[exp.Expr] = field(default_factory=list)


@dataclass
class Reference:
    columns: list[str]
    table: str
    on_delete: str
    place: Place


@dataclass
class Table:
    name: str
    place: Place
    columns: dict[str, Column] = field(default_factory=dict)
    key: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    uniques: list[list[str]] = field(default_factory=list)
    indexes: list[list[str]] = field(default_factory=list)
    comment: str = ""


@dataclass
class Script:
    """All tables by name, and the values of all enum types by name."""

    tables: dict[str, Table] = field(default_factory=dict)
    enums: dict[str, tuple[list[str], Place]] = field(default_factory=dict)


def named(part: exp.Expr | None) -> str:
    """The name by which PostgreSQL knows something: unquoted ones in lower case, `public` unsaid."""
    if isinstance(part, exp.Schema):
        part = part.this
    if isinstance(part, exp.Table):
        schema = part.args.get("db")
        prefix = f"{named(schema)}." if schema is not None and named(schema) != "public" else ""
        return prefix + named(part.this)
    if isinstance(part, exp.Dot):
        return named(part.expression)
    identifier = part if isinstance(part, exp.Identifier) else part.find(exp.Identifier) if part is not None else None
    if identifier is None:
        return ""
    return str(identifier.name) if identifier.args.get("quoted") else str(identifier.name).lower()
