"""The tables that a script leaves behind, put together from all its statements."""

from __future__ import annotations

from sqlglot import exp

from workers.importing.found import Notices, Place, refused
from workers.importing.sql_script import Column, Reference, Script, Table, named
from workers.importing.sql_statements import Statement, parsed, statements


def collect(text: str, file: str, notices: Notices) -> Script:
    """Run through a script. Raises Permanent where a table cannot be read; all else that is left out is told."""
    script = Script()
    for statement in statements(text, file):
        _Reader(script, statement, notices).read()
    return script


class _Reader:
    """Reads one statement."""

    def __init__(self, script: Script, statement: Statement, notices: Notices) -> None:
        self._script, self._statement, self._notices = script, statement, notices

    def read(self) -> None:
        found = parsed(self._statement)
        match found:
            case exp.Create():
                self._create(found)
            case exp.Alter() if found.args["kind"] == "TABLE":
                for action in found.args["actions"]:
                    self._alter(self._table(found.this), action)
            case exp.Drop() if found.args["kind"] == "TABLE":
                for table in found.find_all(exp.Table):
                    self._script.tables.pop(named(table), None)
            case exp.Comment():
                self._comment(found)
            case exp.Insert() | exp.Update() | exp.Delete() | exp.Copy():
                self._say("rows are left out: only the model is imported.")
            case _:
                self._left_out()

    def _say(self, sentence: str, place: Place | None = None) -> None:
        self._notices.say(place or self._statement.start, sentence)

    def _table(self, part: exp.Expr | None) -> Table | None:
        return self._script.tables.get(named(part))

    def _create(self, found: exp.Create) -> None:
        match found:
            case exp.Create(this=exp.Schema() as schema) if found.args["kind"] == "TABLE":
                self._create_table(schema, again=bool(found.args.get("exists")))
                for inherited in found.find_all(exp.InheritsProperty):
                    self._say(f"{inherited.sql('postgres')}: what is inherited is left out.")
            case exp.Create(this=exp.Table() as name, expression=exp.DataType() as kind) if kind.is_type("enum"):
                values = [str(value.this) for value in kind.expressions]
                self._script.enums[named(name)] = (values, self._statement.place(name))
            case exp.Create(this=exp.Index() as index):
                self._index(index, unique=bool(found.args.get("unique")))
            case _:
                self._left_out()

    def _index(self, index: exp.Index, *, unique: bool) -> None:
        """Of columns as they are, for all rows; any other is told."""
        table, params = self._table(index.args.get("table")), index.args["params"]
        parts = [part.this if isinstance(part, exp.Ordered) else part for part in params.args.get("columns") or ()]
        names = [named(part) for part in parts if isinstance(part, exp.Column | exp.Identifier)]
        if table is None or not parts or len(names) < len(parts) or params.args.get("where") is not None:
            self._say(f"the index {index.sql('postgres')} cannot be said: left out.")
        elif unique:
            self._unique(table, names)
        else:
            table.indexes.append(names)

    def _left_out(self) -> None:
        self._say(f"{self._statement.kind!r} says nothing about what is kept: left out.")

    def _create_table(self, schema: exp.Schema, *, again: bool) -> None:
        table = Table(str(schema.this.name), self._statement.place(schema.this.this))
        if named(schema) in self._script.tables:
            first = (
                f"the table {table.name!r} stands twice, first in line {self._script.tables[named(schema)].place.line}"
            )
            if not again:
                raise refused(table.place, f"{first}.")
            self._say(f"{first}, which holds.", table.place)
            return
        self._script.tables[named(schema)] = table
        for part in schema.expressions:
            self._part(table, part)

    def _part(self, table: Table, part: exp.Expr) -> None:
        match part:
            case exp.ColumnDef():
                self._column(table, part)
            case exp.Constraint():
                for inner in part.expressions:
                    self._part(table, inner)
            case exp.PrimaryKey():
                table.key = [named(one) for one in part.expressions]
            case exp.UniqueColumnConstraint():
                self._unique(table, [named(one) for one in part.this.expressions])
            case exp.ForeignKey():
                self._reference(table, [named(one) for one in part.expressions], part.args["reference"])
            case exp.CheckColumnConstraint():
                self._check(table, part.this)
            case _:
                self._say(f"{part.sql('postgres')!r} of {table.name!r} cannot be said: left out.")

    def _column(self, table: Table, part: exp.ColumnDef) -> None:
        column = Column(str(part.this.name), part.args.get("kind"), self._statement.place(part.this))
        if named(part.this) in table.columns:
            raise refused(column.place, f"the column {column.name!r} stands twice in {table.name!r}.")
        table.columns[named(part.this)] = column
        for constraint in part.args.get("constraints") or ():
            self._constraint(table, column, named(part.this), constraint.args["kind"])

    def _constraint(self, table: Table, column: Column, name: str, kind: exp.Expr) -> None:
        match kind:
            case exp.PrimaryKeyColumnConstraint():
                table.key = [name]
            case exp.NotNullColumnConstraint():
                column.required = not kind.args.get("allow_null")
            case exp.UniqueColumnConstraint():
                column.unique = True
            case exp.DefaultColumnConstraint():
                column.default = kind.this
            case exp.CheckColumnConstraint():
                self._check(table, kind.this)
            case exp.Reference():
                self._reference(table, [name], kind)
            case exp.GeneratedAsIdentityColumnConstraint():
                column.numbered = True
            case exp.ComputedColumnConstraint():
                column.computed = kind.this
            case exp.CollateColumnConstraint():
                self._say("how texts are sorted (COLLATE) is left out.", column.place)
            case _:
                self._say(f"{kind.sql('postgres')!r} of {column.name!r} cannot be said: left out.", column.place)

    def _alter(self, table: Table | None, action: exp.Expr) -> None:
        if table is None:
            raise refused(self._statement.start, "there is no such table before this line.")
        match action:
            case exp.Drop() if action.args["kind"] == "COLUMN":
                gone = named(action)
                table.columns.pop(gone, None)
                table.references = [one for one in table.references if gone not in one.columns]
                table.key = [name for name in table.key if name != gone]
                table.uniques = [group for group in table.uniques if gone not in group]
                table.indexes = [group for group in table.indexes if gone not in group]
            case exp.AddConstraint():
                for part in action.expressions:
                    self._part(table, part)
            case exp.ColumnDef():
                self._column(table, action)
            case exp.AlterColumn() if named(action.this) in table.columns:
                self._alter_column(table.columns[named(action.this)], action)
            case _:
                self._say(f"{action.sql('postgres')!r} of {table.name!r} cannot be followed: left out.")

    def _alter_column(self, column: Column, action: exp.AlterColumn) -> None:
        if action.args.get("default") is not None:
            column.default = action.args["default"]
        if action.args.get("allow_null") is not None:
            column.required = not action.args["allow_null"]
        if action.args.get("dtype") is not None:
            column.kind = action.args["dtype"]

    def _unique(self, table: Table | None, names: list[str]) -> None:
        known = table.columns if table is not None else {}
        if table is None or not names or not set(names) <= known.keys():
            self._say(f"that {', '.join(names) or 'this'} must be unique cannot be said: left out.")
        elif len(names) == 1:
            known[names[0]].unique = True
        else:
            table.uniques.append(names)

    def _reference(self, table: Table, columns: list[str], reference: exp.Reference) -> None:
        options = [str(option).upper() for option in reference.args.get("options") or ()]
        rule = next((one.removeprefix("ON DELETE ") for one in options if one.startswith("ON DELETE ")), "NO ACTION")
        place = table.columns[columns[0]].place if columns[0] in table.columns else self._statement.start
        table.references.append(Reference(columns, named(reference.this), rule, place))

    def _check(self, table: Table, check: exp.Expr) -> None:
        names = {named(column) for column in check.find_all(exp.Column)}
        if len(names) == 1 and names <= table.columns.keys():
            table.columns[names.pop()].checks.append(check)
        else:
            self._say(f"the rule {check.sql('postgres')!r} of {table.name!r} cannot be said: left out.")

    def _comment(self, found: exp.Comment) -> None:
        text = str(found.expression.this) if found.expression is not None else ""
        if isinstance(found.this, exp.Column):
            table = self._script.tables.get(str(found.this.table).lower() if found.this.table else "")
            column = table.columns.get(named(found.this.this)) if table is not None else None
            if column is not None:
                column.comment = text
                return
        if isinstance(found.this, exp.Table) and (table := self._table(found.this)) is not None:
            table.comment = text
            return
        self._say(f"only tables and columns have a description: {text[:40]!r} left out.")
