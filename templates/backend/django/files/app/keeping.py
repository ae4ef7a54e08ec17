"""For migrations: what was removed from the application stays in the database, out of the way of what is new."""

from django.db import migrations

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
