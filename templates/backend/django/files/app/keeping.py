"""For migrations: nothing that was written is lost, on the way forwards or back.

What was removed from the application stays in the database, out of the way of what is new. Rows that would break a
new rule are counted before anything runs.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.management.base import CommandError
from django.db import IntegrityError, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import BaseConstraint

INDEXES = """
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = '{table}' LOOP
        EXECUTE format('ALTER INDEX %I RENAME TO %I', name, 'kept_' || md5('{table}' || name));
    END LOOP;
END $$
"""
"""Names of indexes are unique among all tables, so those of a table that is set aside go with it."""

RELEASE = """
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT c.conname FROM pg_constraint c WHERE c.conrelid = '"{table}"'::regclass AND c.contype IN ({kinds})
        AND ('{column}' = '' OR (SELECT attnum FROM pg_attribute WHERE attrelid = c.conrelid AND attname = '{column}')
             = ANY (c.conkey))
    LOOP
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', '{table}', found.conname);
    END LOOP;
    FOR found IN
        SELECT i.indexrelid::regclass AS name FROM pg_index i JOIN pg_attribute a
        ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = '"{table}"'::regclass AND a.attname = '{column}'
    LOOP
        EXECUTE format('DROP INDEX %s', found.name);
    END LOOP;
END $$
"""
"""Drops what ties a table, or a column and its indexes, to others, so that it holds up nothing."""

TRY_CAST = """
CREATE OR REPLACE FUNCTION pg_temp.try_cast(written text, kind anyelement) RETURNS anyelement LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT %L::%s', written, pg_typeof(kind)) INTO kind;
    RETURN kind;
EXCEPTION WHEN data_exception OR invalid_text_representation THEN
    RETURN NULL;
END $$
"""
"""Reads a text as a value of another type; NULL where it is none."""


def set_aside(old: str, new: str) -> migrations.RunSQL:
    """Renames a table, or a column (`table.column`), that the application no longer knows."""
    if "." not in old:
        forwards = f'ALTER TABLE "{old}" RENAME TO "{new}";{INDEXES.format(table=new)}'
        return migrations.RunSQL(forwards, f'ALTER TABLE "{new}" RENAME TO "{old}"')
    table, column = old.split(".")
    moved = new.split(".")[1]
    return migrations.RunSQL(
        f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "{moved}"',
        f'ALTER TABLE "{table}" RENAME COLUMN "{moved}" TO "{column}"',
    )


def forget(place: str) -> migrations.RunSQL:
    """Drops a kept table, or a kept column (`table.column`), with what it holds. There is no way back."""
    if "." not in place:
        return migrations.RunSQL(f'DROP TABLE "{place}"')
    table, column = place.split(".")
    return migrations.RunSQL(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')


def fill_again(table: str, column: str, value: str) -> migrations.RunSQL:
    """On the way back: rows that were made without the column get `value`, a literal of SQL."""
    return migrations.RunSQL(
        migrations.RunSQL.noop, f'UPDATE "{table}" SET "{column}" = {value} WHERE "{column}" IS NULL'
    )


def blank_to_null(table: str, column: str) -> migrations.RunSQL:
    """An empty text is nothing, of which there may be many in a column whose texts are unique."""
    return migrations.RunSQL(
        f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP NOT NULL; '
        f"""UPDATE "{table}" SET "{column}" = NULL WHERE "{column}" = ''""",
        migrations.RunSQL.noop,
    )


def carry_links(table: str, column: str, links: str, *, to_many: bool) -> migrations.RunSQL:
    """Makes links of what a column points to, or lets the column point to the first of what is linked; and back."""
    settle = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"
    linked = (
        f'INSERT INTO "{links}" (source_id, target_id) SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL '
        f'AND NOT EXISTS (SELECT FROM "{links}" WHERE source_id = "{table}".id AND target_id = "{table}"."{column}");'
    )
    pointed = (
        f'UPDATE "{table}" SET "{column}" = (SELECT target_id FROM "{links}" WHERE source_id = "{table}".id '
        "ORDER BY id LIMIT 1);"
    )
    forwards, backwards = (linked, pointed) if to_many else (pointed, linked)
    return migrations.RunSQL(forwards + settle, backwards + settle)


class Count(NamedTuple):
    """`says` is a sentence with a place for the number of rows, which `query` counts."""

    says: str
    query: str


class Preflight(Operation):
    """Counts rows before anything runs: refuses with every sentence whose rows are in the way, reports the others."""

    reversible = True
    atomic = True

    def __init__(
        self, refuse: Sequence[Count] = (), report: Sequence[Count] = (), refuse_back: Sequence[Count] = ()
    ) -> None:
        self.refuse, self.report, self.refuse_back = refuse, report, refuse_back

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        _run(schema_editor, TRY_CAST)
        _refuse(schema_editor, self.refuse)
        for sentence in _found(schema_editor, self.report):
            print(sentence)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """The check of the way back is a migration's last operation, so that it comes first."""
        _run(schema_editor, TRY_CAST)
        _refuse(schema_editor, self.refuse_back)

    def describe(self) -> str:
        return "Count the rows that would be in the way"


class AddRule(migrations.AddConstraint):
    """Says in a sentence that rows are in the way, where no count foresaw it."""

    model_name: str
    constraint: BaseConstraint

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        except IntegrityError as error:
            raise CommandError(
                f"Rows of {self.model_name} break the new rule {self.constraint.name}. Mend or delete them first: {error}"
            ) from error


class AddTable(migrations.CreateModel):
    """On the way back the table is put away with its rows, not dropped."""

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        table = from_state.apps.get_model(app_label, self.name)._meta.db_table
        _release(schema_editor, table, "", "'f'")
        away = _free(schema_editor, "SELECT to_regclass(quote_ident(%s)) IS NULL", f"{table[:50]}__undone")
        _run(schema_editor, f'ALTER TABLE "{table}" RENAME TO "{away}"')
        _run(schema_editor, INDEXES.format(table=away))


class AddColumn(migrations.AddField):
    """What rows are filled with stays the database's default, so that the code of the version before can add rows.

    On the way back the column is put away with what it holds, not dropped.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        if self.preserve_default or not self.field.has_default():
            return
        field = to_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name)
        value = self.field.get_db_prep_save(self.field.get_default(), schema_editor.connection)
        _run(
            schema_editor,
            f'ALTER TABLE "{field.model._meta.db_table}" ALTER COLUMN "{field.column}" '
            f"SET DEFAULT {schema_editor.quote_value(value)}",
        )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        field = from_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name)
        put_away(schema_editor, field.model._meta.db_table, field.column, "__undone")


class Recast(migrations.AlterField):
    """Gives a field another type: values are carried over where `forwards` makes something of them, and back.

    The expressions are SQL; `{column}` in them is the old column, or the new one on the way back. The old column is
    kept as `aside`; on the way back the new one is put away.
    """

    def __init__(self, model_name: str, name: str, field: Any, preserve_default: bool = True, **casts: str) -> None:
        super().__init__(model_name, name, field, preserve_default)
        self.aside, self.forwards, self.backwards = casts["aside"], casts["forwards"], casts["backwards"]

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.name)
        table = model._meta.db_table
        _run(schema_editor, TRY_CAST)
        put_away(schema_editor, table, field.column, aside=self.aside)
        if not self.preserve_default:
            field.default = self.field.default
        schema_editor.add_field(model, field)
        _carry(schema_editor, table, field.column, self.forwards.replace("{column}", f'"{self.aside}"'))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        field = to_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name)
        table, column = field.model._meta.db_table, field.column
        _run(schema_editor, TRY_CAST)
        away = put_away(schema_editor, table, column, "__undone")
        _run(schema_editor, f'ALTER TABLE "{table}" RENAME COLUMN "{self.aside}" TO "{column}"')
        _carry(schema_editor, table, column, self.backwards.replace("{column}", f'"{away}"'))
        loose = field.clone()
        loose.null, loose._unique = True, False
        loose.set_attributes_from_name(self.name)
        loose.model = field.model
        if not field.null and field.empty_strings_allowed:
            _run(schema_editor, f"""UPDATE "{table}" SET "{column}" = '' WHERE "{column}" IS NULL""")
        schema_editor.alter_field(field.model, loose, field)


def put_away(
    schema_editor: BaseDatabaseSchemaEditor, table: str, column: str, suffix: str = "", *, aside: str = ""
) -> str:
    """Renames a column that nothing shall depend on any more; its new name."""
    query = f"""SELECT NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = '"{table}"'::regclass AND attname = %s)"""
    away = aside or _free(schema_editor, query, f"{column[:50]}{suffix}")
    _release(schema_editor, table, column, "'f', 'u', 'c'")
    _run(schema_editor, f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP NOT NULL')
    _run(schema_editor, f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "{away}"')
    return away


def _run(schema_editor: BaseDatabaseSchemaEditor, statement: str) -> None:
    """As it stands: a percent sign in it is one."""
    schema_editor.execute(statement, params=None)


def _carry(schema_editor: BaseDatabaseSchemaEditor, table: str, column: str, worth: str) -> None:
    _run(
        schema_editor,
        f'UPDATE "{table}" SET "{column}" = carried.worth FROM (SELECT id, {worth} AS worth FROM "{table}") AS carried '
        f'WHERE carried.id = "{table}".id AND carried.worth IS NOT NULL',
    )


def _release(schema_editor: BaseDatabaseSchemaEditor, table: str, column: str, kinds: str) -> None:
    _run(schema_editor, "SET CONSTRAINTS ALL IMMEDIATE")
    _run(schema_editor, RELEASE.format(table=table, column=column, kinds=kinds))


def _free(schema_editor: BaseDatabaseSchemaEditor, query: str, name: str) -> str:
    number, candidate = 1, name
    while not _value(schema_editor, query, [candidate]):
        number += 1
        candidate = f"{name}_{number}"
    return candidate


def _refuse(schema_editor: BaseDatabaseSchemaEditor, counts: Sequence[Count]) -> None:
    if found := _found(schema_editor, counts):
        raise CommandError("\n".join(found))


def _found(schema_editor: BaseDatabaseSchemaEditor, counts: Sequence[Count]) -> list[str]:
    numbers = [(count, _value(schema_editor, count.query)) for count in counts]
    return [count.says.replace("{}", str(number), 1) for count, number in numbers if number]


def _value(schema_editor: BaseDatabaseSchemaEditor, query: str, values: Sequence[str] | None = None) -> Any:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
