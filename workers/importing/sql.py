"""A PostgreSQL script, read: tables become entities, foreign keys relations, pure join tables many-to-many."""

from __future__ import annotations

from sqlglot import exp

from schemas.names import Name, singular
from schemas.spec import OnDelete, RelationKind
from workers.importing.found import Found, FoundEntity, FoundEnum, FoundRelation, FoundValue, Notices, Place, refused
from workers.importing.naming import plain_name
from workers.importing.sql_columns import SERIALS, ColumnReader
from workers.importing.sql_script import Column, Reference, Script, Table
from workers.importing.sql_tables import collect

ON_DELETE = {"CASCADE": OnDelete.CASCADE, "SET NULL": OnDelete.SET_NULL}
"""Both `NO ACTION` and `RESTRICT` refuse, and so does what is unknown."""


def read_sql(text: str, file: str, notices: Notices) -> Found:
    """What a script says. Raises Permanent with file, line and column where a table cannot be read."""
    script = collect(text, file, notices)
    found = Found(file)
    found.enums = [_enum(name, *enum) for name, enum in script.enums.items()]
    reader = _Reader(script, found, notices)
    for key, table in script.tables.items():
        if not reader.join(key, table):
            reader.entity(key, table)
    found.enums += reader.columns.enums
    return found


def _enum(name: str, values: list[str], place: Place) -> FoundEnum:
    if not values:
        raise refused(place, f"the type {name!r} has no values; expected at least one.")
    return FoundEnum(name, place, [FoundValue(value, value, place) for value in values])


class _Reader:
    def __init__(self, script: Script, found: Found, notices: Notices) -> None:
        self._script, self._found, self._notices = script, found, notices
        self.columns = ColumnReader(script, notices)

    def join(self, key: str, table: Table) -> bool:
        """Take a table that only says which rows of two others belong together as a relation of those."""
        references = [one for one in table.references if len(one.columns) == 1 and one.table in self._script.tables]
        pointing = [one.columns[0] for one in references]
        others = [name for name in table.columns if name not in pointing and not _is_key(table, name)]
        pointed_to = any(one.table == key for other in self._script.tables.values() for one in other.references)
        if len(set(pointing)) != 2 or len(references) != 2 or others or pointed_to:
            return False
        if not (set(pointing) <= set(table.key) or _is_key(table, *table.key)):
            return False
        first, second = references
        relation = FoundRelation(first.table, second.table, table.place, said={"kind": RelationKind.MANY_TO_MANY})
        relation.name = str(Name.from_label(_stem(table.columns[second.columns[0]].name)).plural)
        if first.table == second.table:
            relation.reverse = str(Name.from_label(_stem(table.columns[first.columns[0]].name)).plural)
        self._found.relations.append(relation)
        self._notices.say(table.place, f"{table.name!r} only joins two others: a relation of many to many.")
        return True

    def entity(self, key: str, table: Table) -> None:
        entity = FoundEntity(key, table.place, said={"name": _singular(table.name)})
        self._found.entities.append(entity)
        pointing = {one.columns[0]: one for one in table.references if self._can_point(table, one)}
        for name, column in table.columns.items():
            if table.key == [name]:
                column.required = column.unique = True
            if name in pointing:
                self._found.relations.append(self._relation(key, name, column, pointing[name]))
            elif _is_key(table, name):
                self._notices.say(column.place, "primary keys are left out: every row has an id of its own.")
            elif (field := self.columns.field(_singular(table.name), column)) is not None:
                entity.fields.append(field)
        uniques = [table.key, *table.uniques] if len(table.key) > 1 else table.uniques
        entity.groups = {"unique_together": uniques, "indexes": table.indexes}
        if table.comment:
            entity.said["description"] = table.comment

    def _can_point(self, table: Table, reference: Reference) -> bool:
        if len(reference.columns) > 1:
            self._notices.say(reference.place, "a reference by several columns together cannot be said: plain fields.")
        elif reference.table not in self._script.tables:
            self._notices.say(reference.place, f"{reference.table!r} is no table of this file: "
                              f"{reference.columns[0]!r} is a plain field.")  # fmt: skip
        elif reference.columns[0] not in table.columns:
            raise refused(reference.place, f"{table.name!r} has no column {reference.columns[0]!r} to point with.")
        else:
            return True
        return False

    def _relation(self, source: str, key: str, column: Column, reference: Reference) -> FoundRelation:
        relation = FoundRelation(source, reference.table, column.place, name=_stem(column.name), column=key)
        relation.said["kind"] = RelationKind.ONE_TO_ONE if column.unique else RelationKind.MANY_TO_ONE
        if column.required and source == reference.table:
            self._notices.say(column.place, "a required relation to its own table could have no first row: optional.")
        elif column.required:
            relation.said["required"] = True
        rule = ON_DELETE.get(reference.on_delete, OnDelete.RESTRICT)
        if rule is OnDelete.SET_NULL and relation.said.get("required"):
            self._notices.say(column.place, f"{column.name!r} must not be empty, so it cannot be emptied: restrict.")
        elif rule is not OnDelete.RESTRICT:
            relation.said["on_delete"] = rule
        if column.comment:
            relation.said["help"] = column.comment
        return relation


def _is_key(table: Table, *names: str) -> bool:
    """Whether a column is the primary key, and says nothing else."""
    if len(names) != 1 or table.key != list(names) or names[0] not in table.columns:
        return False
    kind = table.columns[names[0]].kind
    return kind is not None and (
        kind.this in exp.DataType.INTEGER_TYPES or kind.this in SERIALS or kind.is_type("uuid")
    )


def _stem(column: str) -> str:
    """`customer_id` and `customerId` point to a `customer`."""
    name = plain_name(column)
    stem = name.removesuffix("_id").removesuffix("_fk")
    return stem if stem != "id" else name


def _singular(table: str) -> str:
    *head, last = plain_name(table).split("_")
    return str(Name.from_label("_".join([*head, singular(last)])))
